"""Statements on first connections. A replacement, begun in a session, is out of their reach (see `replacements`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, delete, insert, select, update

from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.models.trust import enrolment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


class EnrolmentRow(NamedTuple):
    """A first connection as stored, without its token. `card`: JSON of the device."""

    customer_id: int
    totp_sealed: bytes
    authenticator: str | None
    proved_step: int | None
    tries: int
    card: str
    expires_at: datetime


_COLUMNS = tuple(enrolment.c[name] for name in EnrolmentRow._fields)


def add_enrolment(connection: Connection, token_hash: bytes, row: EnrolmentRow) -> None:
    """Begin an enrolment."""
    connection.execute(insert(enrolment).values(token_hash=token_hash, **row._asdict()))


def find_enrolment(connection: Connection, token_hash: bytes, now: datetime) -> EnrolmentRow | None:
    """Look up an enrolment that is not over."""
    row = connection.execute(select(*_COLUMNS).where(_is(token_hash, now))).one_or_none()
    return _row(row)


def claim_proof(connection: Connection, token_hash: bytes, now: datetime) -> EnrolmentRow | None:
    """Count a code before it is looked at. Returns the enrolment with its tries, or None: over, or no try left."""
    statement = (
        update(enrolment)
        .where(_is(token_hash, now), enrolment.c.tries < MAX_FAILURES)
        .values(tries=enrolment.c.tries + 1)
        .returning(*_COLUMNS)
    )
    return _row(connection.execute(statement).one_or_none())


def prove(connection: Connection, token_hash: bytes, kind: str, step: int) -> bool:
    """Note that an authenticator was proved by the code of a step."""
    statement = update(enrolment).where(enrolment.c.token_hash == token_hash)
    return connection.execute(statement.values(authenticator=kind, proved_step=step)).rowcount == 1


def take_proved(connection: Connection, token_hash: bytes, now: datetime) -> EnrolmentRow | None:
    """Take a proved enrolment away: it serves once. None if it is over or not proved."""
    statement = delete(enrolment).where(_is(token_hash, now), enrolment.c.proved_step.is_not(None))
    return _row(connection.execute(statement.returning(*_COLUMNS)).one_or_none())


def drop_enrolments(connection: Connection, customer_id: int) -> int:
    """Forget the first connections that a customer has begun."""
    statement = delete(enrolment).where(enrolment.c.customer_id == customer_id, enrolment.c.session_id.is_(None))
    return connection.execute(statement).rowcount


def drop_expired_enrolments(connection: Connection, now: datetime) -> int:
    """Forget what was never finished."""
    return connection.execute(delete(enrolment).where(enrolment.c.expires_at <= now)).rowcount


def _is(token_hash: bytes, now: datetime) -> ColumnElement[bool]:
    return and_(enrolment.c.token_hash == token_hash, enrolment.c.session_id.is_(None), enrolment.c.expires_at > now)


def _row(row: object) -> EnrolmentRow | None:
    if row is None:
        return None
    found = EnrolmentRow(*row)  # type: ignore[misc]  # a row is a tuple of these columns
    return found._replace(totp_sealed=bytes(found.totp_sealed))
