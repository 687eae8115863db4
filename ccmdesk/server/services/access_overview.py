"""Everything about a customer's access, as he may see it: authenticator, devices, sessions, history, receipts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.server.repositories import audit, credentials, devices
from ccmdesk.server.services import receipts
from ccmdesk.wire.access import AccessEvent, AccessOverview, DeviceEntry, HistoryEntry, SessionEntry

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from ccmdesk.server.repositories.devices import DeviceRow
    from ccmdesk.server.services.principal import Principal
    from ccmdesk.server.services.sessions import Sessions

HISTORY: Final = 100

_EVENTS: Final[Mapping[str, AccessEvent]] = {
    "access.open": AccessEvent.ACCESS_OPENED,
    "enrolment.done": AccessEvent.FIRST_CONNECTION,
    "session.open": AccessEvent.SIGNED_IN,
    "session.end": AccessEvent.SIGNED_OUT,
    "sign_in.refused": AccessEvent.REFUSED,
    "access.locked": AccessEvent.LOCKED,
    "access.unlocked": AccessEvent.UNLOCKED,
    "device.forget": AccessEvent.DEVICE_FORGOTTEN,
    "password.change": AccessEvent.PASSWORD_CHANGED,
    "password.recover": AccessEvent.PASSWORD_RECOVERED,
    "authenticator.change": AccessEvent.AUTHENTICATOR_CHANGED,
    "authenticator.removed": AccessEvent.AUTHENTICATOR_REMOVED,
    "contact.change": AccessEvent.CONTACT_CHANGED,
}
"""What the customer is told of each event of the audit trail; events that are not here do not concern his access."""


def overview(connection: Connection, principal: Principal, sessions: Sessions) -> AccessOverview:
    """Tell a customer everything about his access, as of one snapshot.

    Raises KnownError SESSION_ENDED when the access was taken back since the session was recognised.
    """
    customer_id = principal.customer_id
    held = credentials.find_standing(connection, customer_id)
    if held is None:
        raise KnownError(ErrorCode.SESSION_ENDED, reason="authenticator")
    opened = [
        SessionEntry(
            id=row.id,
            device=row.device_id,
            device_name=row.device_name,
            system=row.system,
            opened_at=row.opened_at,
            seen_at=row.seen_at,
            is_current=row.id == principal.session_id,
        )
        for row in sessions.open_sessions(connection, customer_id)
    ]
    known = devices.list_devices(connection, customer_id)
    return AccessOverview(
        authenticator=held.authenticator,
        authenticator_since=held.authenticator_since,
        password_since=held.password_since,
        devices=_devices(known, {entry.device for entry in opened}, principal),
        sessions=opened,
        history=_history(connection, customer_id, {row.id: row for row in known}),
        receipts=receipts.last(connection, customer_id),
    )


def _devices(known: list[DeviceRow], in_use: set[str], principal: Principal) -> list[DeviceEntry]:
    """Devices that can sign in again, or are signed in now: a key that lived in memory is gone with its session."""
    return [
        DeviceEntry(
            id=row.id,
            name=row.name,
            system=row.system,
            lasting=row.lasting,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            is_current=row.id == principal.device_id,
        )
        for row in known
        if row.forgotten_at is None and (row.lasting or row.id in in_use)
    ]


def _history(connection: Connection, customer_id: int, known: Mapping[str, DeviceRow]) -> list[HistoryEntry]:
    entries = []
    for row in audit.last_events(connection, customer_id, _EVENTS.keys(), HISTORY):
        details: dict[str, Any] = json.loads(row["details"])
        device = known.get(details.get("device", ""))
        entries.append(
            HistoryEntry(
                at=datetime.fromisoformat(row["moment"]),
                event=_told(row["event"], details),
                device_name=device.name if device else "",
                system=device.system if device else "",
            )
        )
    return entries


def _told(event: str, details: Mapping[str, Any]) -> AccessEvent:
    if event == "session.open" and details.get("new_device"):
        return AccessEvent.SIGNED_IN_NEW_DEVICE
    if event == "session.end" and details.get("reason") == "disconnected":
        return AccessEvent.DISCONNECTED
    return _EVENTS[event]
