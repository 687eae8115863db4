"""Statements on the devices from which customers sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import and_, case, func, insert, select, update

from ccmdesk.server.models.access import session
from ccmdesk.server.models.trust import device

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Select


class DeviceRow(NamedTuple):
    """A device as stored. `public_key`: 32 bytes."""

    id: str
    installation: str
    public_key: bytes
    name: str
    system: str
    lasting: bool
    first_seen_at: datetime
    last_seen_at: datetime
    forgotten_at: datetime | None


def find_device(connection: Connection, customer_id: int, device_id: str) -> DeviceRow | None:
    """Look up a device of a customer, forgotten ones too."""
    row = connection.execute(_one(customer_id, device_id)).one_or_none()
    return DeviceRow(*row) if row else None


def hold_device(connection: Connection, customer_id: int, device_id: str) -> DeviceRow | None:
    """Look up a device that is not forgotten; whoever forgets it waits for this transaction, or is waited for."""
    query = _one(customer_id, device_id).where(device.c.forgotten_at.is_(None)).with_for_update()
    row = connection.execute(query).one_or_none()
    return DeviceRow(*row) if row else None


def list_devices(connection: Connection, customer_id: int) -> list[DeviceRow]:
    """List a customer's devices, forgotten ones too: the last used first (activity of their sessions included)."""
    seen = func.coalesce(func.max(session.c.seen_at), device.c.last_seen_at)
    last_seen = case((seen > device.c.last_seen_at, seen), else_=device.c.last_seen_at)
    columns = [last_seen.label(name) if name == "last_seen_at" else device.c[name] for name in DeviceRow._fields]
    query = (
        select(*columns)
        .outerjoin(session, and_(session.c.customer_id == device.c.customer_id, session.c.device_id == device.c.id))
        .where(device.c.customer_id == customer_id)
        .group_by(device.c.customer_id, device.c.id)
        .order_by(last_seen.desc(), device.c.id)
    )
    return [DeviceRow(*row) for row in connection.execute(query)]


def forget_device(connection: Connection, customer_id: int, device_id: str, now: datetime) -> bool:
    """Forget a device: its next sign-in is a new device's. False if there is none, or it was forgotten."""
    statement = update(device).where(
        device.c.customer_id == customer_id, device.c.id == device_id, device.c.forgotten_at.is_(None)
    )
    return connection.execute(statement.values(forgotten_at=now)).rowcount == 1


def add_device(connection: Connection, customer_id: int, row: DeviceRow) -> None:
    """Remember a new device."""
    connection.execute(insert(device).values(customer_id=customer_id, **row._asdict()))


def see_device(connection: Connection, customer_id: int, row: DeviceRow) -> None:
    """Note a sign-in from a known device: what it says of itself now, and when. It is not forgotten any more."""
    statement = update(device).where(device.c.customer_id == customer_id, device.c.id == row.id)
    connection.execute(
        statement.values(
            installation=row.installation,
            name=row.name,
            system=row.system,
            lasting=row.lasting,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            forgotten_at=None,
        )
    )


def _one(customer_id: int, device_id: str) -> Select[Any]:
    return select(*(device.c[name] for name in DeviceRow._fields)).where(
        device.c.customer_id == customer_id, device.c.id == device_id
    )
