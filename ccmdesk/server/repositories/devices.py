"""Statements on the devices from which customers sign in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import insert, select, update

from ccmdesk.server.models.trust import device

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


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
    query = select(*(device.c[name] for name in DeviceRow._fields)).where(
        device.c.customer_id == customer_id, device.c.id == device_id
    )
    row = connection.execute(query).one_or_none()
    return DeviceRow(*row) if row else None


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
