"""Devices: each installation proves itself with a key of its own, and the customer is told of each new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccmdesk.core import signatures
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.repositories import devices, sessions
from ccmdesk.server.repositories.devices import DeviceRow
from ccmdesk.server.services import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.services.principal import Principal
    from ccmdesk.wire.access import DeviceCard


def check_card(card: DeviceCard, attempt: str) -> str:
    """Check that a device holds the key it shows, for this very attempt. Returns the device's id.

    Says nothing of the customer, so it comes before everything else. Raises KnownError REQUEST_INVALID.
    """
    if not signatures.is_signed(card.public_key, signatures.DEVICE, attempt, card.proof):
        raise KnownError(ErrorCode.REQUEST_INVALID, fields="device")
    return signatures.key_id(card.public_key)


def note(connection: Connection, customer_id: int, card: DeviceCard, now: datetime) -> bool:
    """Remember that a customer signs in from a device. True if it is new to him, or was forgotten."""
    device_id = signatures.key_id(card.public_key)
    known = devices.find_device(connection, customer_id, device_id)
    is_new = known is None or known.forgotten_at is not None
    row = DeviceRow(
        id=device_id,
        installation=card.installation,
        public_key=bytes.fromhex(card.public_key),
        name=card.name,
        system=card.system,
        lasting=card.lasting,
        first_seen_at=now if known is None or is_new else known.first_seen_at,
        last_seen_at=now,
        forgotten_at=None,
    )
    if known is None:
        devices.add_device(connection, customer_id, row)
    else:
        devices.see_device(connection, customer_id, row)
    return is_new


def forget(connection: Connection, principal: Principal, device_id: str, now: datetime) -> None:
    """Forget a device of the customer and end its sessions, in the caller's transaction. His own may be asked for.

    Raises KnownError NOT_FOUND: no device of his, or one that is forgotten already.
    """
    customer_id = principal.customer_id
    if not devices.forget_device(connection, customer_id, device_id, now):
        raise KnownError(ErrorCode.NOT_FOUND)
    ended = sessions.end_sessions(connection, customer_id, "device_forgotten", now, device_id=device_id)
    details: dict[str, str | int] = {"device": device_id, "sessions": ended, "by": principal.session_id}
    audit.record(connection, customer_id, "device.forget", details, now)
