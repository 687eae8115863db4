"""Statements on forgotten passwords."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from ccmdesk.server.models.access import MAX_FAILURES, credential
from ccmdesk.server.models.bank import customer, subscriber
from ccmdesk.server.models.trust import recovery

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy import Connection


class RecoveryRow(NamedTuple):
    """A recovery as stored, without its token. `code_hash` is None when something was wrong."""

    subject: str
    customer_id: int | None
    code_hash: bytes | None
    tries: int
    proved_at: datetime | None
    expires_at: datetime


class Known(NamedTuple):
    """Who has forgotten his password."""

    customer_id: int
    birth_date: date


_COLUMNS = tuple(recovery.c[name] for name in RecoveryRow._fields)


def find_known(connection: Connection, code: str) -> Known | None:
    """Look up the customer of a subscriber code, if he has an access."""
    query = (
        select(customer.c.id, customer.c.birth_date)
        .join(subscriber, subscriber.c.customer_id == customer.c.id)
        .join(credential, credential.c.customer_id == customer.c.id)
        .where(subscriber.c.code == code)
    )
    row = connection.execute(query).one_or_none()
    return Known(*row) if row else None


def add_recovery(connection: Connection, token_hash: bytes, row: RecoveryRow) -> None:
    """Begin a recovery."""
    connection.execute(insert(recovery).values(token_hash=token_hash, **row._asdict()))


def put_code(connection: Connection, token_hash: bytes, code_hash: bytes) -> None:
    """Note the code that was sent."""
    statement = update(recovery).where(recovery.c.token_hash == token_hash)
    connection.execute(statement.values(code_hash=code_hash))


def claim_code(connection: Connection, token_hash: bytes, now: datetime) -> RecoveryRow | None:
    """Count a code before it is looked at. Returns the recovery with its tries; None: over, proved, or no try left."""
    statement = (
        update(recovery)
        .where(
            recovery.c.token_hash == token_hash,
            recovery.c.expires_at > now,
            recovery.c.proved_at.is_(None),
            recovery.c.tries < MAX_FAILURES,
        )
        .values(tries=recovery.c.tries + 1)
        .returning(*_COLUMNS)
    )
    row = connection.execute(statement).one_or_none()
    return RecoveryRow(*row) if row else None


def prove(connection: Connection, token_hash: bytes, now: datetime, until: datetime) -> bool:
    """Note that the code was right: it serves once, and leaves until `until` to choose a password."""
    statement = update(recovery).where(recovery.c.token_hash == token_hash, recovery.c.proved_at.is_(None))
    return connection.execute(statement.values(proved_at=now, expires_at=until)).rowcount == 1


def find_proved(connection: Connection, token_hash: bytes, now: datetime) -> RecoveryRow | None:
    """Look up a recovery whose code was right and that is not over."""
    query = select(*_COLUMNS).where(
        recovery.c.token_hash == token_hash, recovery.c.proved_at.is_not(None), recovery.c.expires_at > now
    )
    row = connection.execute(query).one_or_none()
    return RecoveryRow(*row) if row else None


def drop_recoveries(connection: Connection, customer_id: int) -> int:
    """Forget whatever a customer has begun."""
    return connection.execute(delete(recovery).where(recovery.c.customer_id == customer_id)).rowcount


def take_proved(connection: Connection, token_hash: bytes, now: datetime) -> RecoveryRow | None:
    """Take a recovery away whose code was right: it serves once."""
    statement = delete(recovery).where(
        recovery.c.token_hash == token_hash, recovery.c.proved_at.is_not(None), recovery.c.expires_at > now
    )
    row = connection.execute(statement.returning(*_COLUMNS)).one_or_none()
    return RecoveryRow(*row) if row else None


def drop_expired_recoveries(connection: Connection, now: datetime) -> int:
    """Forget recoveries that were never finished."""
    return connection.execute(delete(recovery).where(recovery.c.expires_at <= now)).rowcount
