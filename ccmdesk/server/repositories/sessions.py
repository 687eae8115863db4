"""Statements on sessions. Ended ones are kept a while: whoever still has their token is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, func, insert, select, update

from ccmdesk.server.models.access import session
from ccmdesk.server.models.trust import device

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

    from ccmdesk.wire.access import EndReason


class SessionRow(NamedTuple):
    """A session as stored."""

    id: str
    customer_id: int
    caisse_id: str
    device_id: str
    seen_at: datetime
    expires_at: datetime
    ended_at: datetime | None
    end_reason: str | None


class OpenSession(NamedTuple):
    """An open session, and the device it is on."""

    id: str
    device_id: str
    device_name: str
    system: str
    opened_at: datetime
    seen_at: datetime


def add_session(connection: Connection, token_hash: bytes, row: SessionRow) -> None:
    """Open a session."""
    values = row._asdict() | {"token_hash": token_hash, "opened_at": row.seen_at}
    connection.execute(insert(session).values(values))


def find_session(connection: Connection, token_hash: bytes) -> SessionRow | None:
    """Look up a session by the hash of its token."""
    query = select(*(session.c[name] for name in SessionRow._fields)).where(session.c.token_hash == token_hash)
    row = connection.execute(query).one_or_none()
    return SessionRow(*row) if row else None


def touch_session(connection: Connection, session_id: str, now: datetime, seen_after: datetime) -> bool:
    """Note activity, if the session lives: not ended, and seen after `seen_after`."""
    statement = (
        update(session)
        .where(session.c.id == session_id, session.c.ended_at.is_(None), session.c.seen_at > seen_after)
        .values(seen_at=now)
    )
    return connection.execute(statement).rowcount == 1


def open_sessions(connection: Connection, customer_id: int, now: datetime, seen_after: datetime) -> list[OpenSession]:
    """List a customer's open sessions, the newest first."""
    query = (
        select(
            session.c.id, session.c.device_id, device.c.name, device.c.system, session.c.opened_at, session.c.seen_at
        )
        .join(device, and_(device.c.customer_id == session.c.customer_id, device.c.id == session.c.device_id))
        .where(session.c.customer_id == customer_id, _lives(now, seen_after))
        .order_by(session.c.opened_at.desc(), session.c.id)
    )
    return [OpenSession(*row) for row in connection.execute(query)]


def end_session(
    connection: Connection, customer_id: int, session_id: str, reason: EndReason, now: datetime, seen_after: datetime
) -> str | None:
    """End an open session of a customer. Returns the id of its device, or None: there is no such session."""
    statement = (
        update(session)
        .where(session.c.customer_id == customer_id, session.c.id == session_id, _lives(now, seen_after))
        .values(ended_at=now, end_reason=reason)
        .returning(session.c.device_id)
    )
    found: str | None = connection.execute(statement).scalar_one_or_none()
    return found


def end_sessions(
    connection: Connection,
    customer_id: int,
    reason: EndReason,
    now: datetime,
    *,
    device_id: str | None = None,
    spare: str | None = None,
) -> int:
    """End a customer's sessions: those of a device if one is given, all but `spare` (an id). Returns how many."""
    statement = update(session).where(session.c.customer_id == customer_id, session.c.ended_at.is_(None))
    if device_id is not None:
        statement = statement.where(session.c.device_id == device_id)
    if spare is not None:
        statement = statement.where(session.c.id != spare)
    return connection.execute(statement.values(ended_at=now, end_reason=reason)).rowcount


def drop_old_sessions(connection: Connection, customer_id: int, opened_before: datetime) -> None:
    """Forget a customer's sessions of long ago. The devices keep what those said of their last use."""
    last_seen = (
        select(func.max(session.c.seen_at))
        .where(session.c.customer_id == device.c.customer_id, session.c.device_id == device.c.id)
        .scalar_subquery()
    )
    old = (session.c.customer_id == customer_id, session.c.opened_at < opened_before)
    if connection.execute(select(session.c.id).where(*old).limit(1)).first() is None:
        return
    connection.execute(
        update(device)
        .where(device.c.customer_id == customer_id, device.c.last_seen_at < last_seen)
        .values(last_seen_at=last_seen)
    )
    connection.execute(delete(session).where(*old))


def _lives(now: datetime, seen_after: datetime) -> ColumnElement[bool]:
    return and_(session.c.ended_at.is_(None), session.c.expires_at > now, session.c.seen_at > seen_after)
