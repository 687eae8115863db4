"""Statements on credentials, tries and attempts.

Every limit is one conditional UPDATE whose row count says whether it held: nothing is read first and written after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from ccmdesk.server.models.access import (
    MAX_FAILURES,
    credential,
    sign_in_attempt,
    sign_in_counter,
)
from ccmdesk.server.models.bank import customer, subscriber

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Table


class Subscriber(NamedTuple):
    """Whose code it is."""

    customer_id: int
    password_hash: str


class Attempt(NamedTuple):
    """A password step that was taken. `customer_id` is None for an unknown code."""

    subject: str
    customer_id: int | None
    password_right: bool
    began_at: datetime
    expires_at: datetime


class NewAuthenticator(NamedTuple):
    """An authenticator that was proved. `step`: the one of the code that proved it, used up with it."""

    totp_sealed: bytes
    kind: str
    step: int


class Secrets(NamedTuple):
    """What the second step needs."""

    caisse_id: str
    totp_sealed: bytes | None
    changed_at: datetime


# -- who -----------------------------------------------------------------------------------------------------


def find_subscriber(connection: Connection, code: str) -> Subscriber | None:
    """Look up a subscriber code."""
    query = (
        select(subscriber.c.customer_id, credential.c.password_hash)
        .join(credential, credential.c.customer_id == subscriber.c.customer_id)
        .where(subscriber.c.code == code)
    )
    row = connection.execute(query).one_or_none()
    return Subscriber(*row) if row else None


def subscriber_code(connection: Connection, customer_id: int) -> str | None:
    """Look up the subscriber code of a customer."""
    query = select(subscriber.c.code).where(subscriber.c.customer_id == customer_id)
    return connection.execute(query).scalar_one_or_none()


def hold_secrets(connection: Connection, customer_id: int) -> Secrets | None:
    """Caisse and sealed TOTP secret of a customer, as they stay until the caller's transaction ends.

    Whoever is changing them is waited for: what is proved with them is not what counted a moment ago.
    """
    query = (
        select(customer.c.caisse_id, credential.c.totp_sealed, credential.c.changed_at)
        .join(credential, credential.c.customer_id == customer.c.id)
        .where(customer.c.id == customer_id)
        .with_for_update(of=credential)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    sealed = None if row.totp_sealed is None else bytes(row.totp_sealed)
    return Secrets(row.caisse_id, sealed, row.changed_at)


# -- credentials ---------------------------------------------------------------------------------------------


def put_credential(
    connection: Connection, customer_id: int, password_hash: str, totp_sealed: bytes, now: datetime
) -> None:
    """Give a customer his password and his authenticator at once."""
    values = {
        "customer_id": customer_id,
        "password_hash": password_hash,
        "totp_sealed": totp_sealed,
        "totp_last_step": 0,
        "changed_at": now,
        "authenticator_since": now,
    }
    connection.execute(insert(credential).values(values))


def put_temporary(
    connection: Connection, customer_id: int, password_hash: str, until: datetime, now: datetime, *, replacing: bool
) -> bool:
    """Give a customer a temporary password, good for any one device until `until`.

    A customer who has an authenticator loses it if `replacing`, and keeps everything (False) if not.
    """
    values: dict[str, object] = {
        "password_hash": password_hash,
        "totp_sealed": None,
        "changed_at": now,
        "authenticator": None,
        "authenticator_since": None,
        "temporary_until": until,
        "temporary_device": None,
    }
    if insert_new(connection, credential, {"customer_id": customer_id, "totp_last_step": 0, **values}):
        return True
    statement = update(credential).where(credential.c.customer_id == customer_id)
    if not replacing:
        statement = statement.where(credential.c.totp_sealed.is_(None))
    return connection.execute(statement.values(values)).rowcount == 1


def claim_temporary(
    connection: Connection, customer_id: int, device_id: str, typed_at: datetime, now: datetime
) -> bool:
    """Use a temporary password from a device, typed at `typed_at`.

    False when it is over, was replaced since, was used from another device, or is not temporary.
    """
    device = credential.c.temporary_device
    statement = update(credential).where(
        credential.c.customer_id == customer_id,
        credential.c.totp_sealed.is_(None),
        credential.c.temporary_until > now,
        credential.c.changed_at <= typed_at,
        or_(device.is_(None), device == device_id),
    )
    return connection.execute(statement.values(temporary_device=device_id)).rowcount == 1


def put_own(
    connection: Connection, customer_id: int, device_id: str, password_hash: str, new: NewAuthenticator, now: datetime
) -> bool:
    """Put an own password and an authenticator in the place of the temporary password that a device has used.

    False if there is an authenticator by now, or if another temporary password was given meanwhile.
    """
    statement = update(credential).where(
        credential.c.customer_id == customer_id,
        credential.c.totp_sealed.is_(None),
        credential.c.temporary_device == device_id,
    )
    values = {
        "password_hash": password_hash,
        "totp_sealed": new.totp_sealed,
        "totp_last_step": new.step,
        "changed_at": now,
        "authenticator": new.kind,
        "authenticator_since": now,
        "temporary_until": None,
        "temporary_device": None,
    }
    return connection.execute(statement.values(values)).rowcount == 1


def put_password(connection: Connection, customer_id: int, password_hash: str, now: datetime) -> bool:
    """Change an own password. False if there is none: a temporary one is not changed but replaced."""
    statement = update(credential).where(credential.c.customer_id == customer_id, credential.c.totp_sealed.is_not(None))
    return connection.execute(statement.values(password_hash=password_hash, changed_at=now)).rowcount == 1


# -- tries ---------------------------------------------------------------------------------------------------


def failures_of(connection: Connection, subject: str) -> int:
    """Failures in a row of a code, known or not."""
    query = select(sign_in_counter.c.failures).where(sign_in_counter.c.subject == subject)
    return connection.execute(query).scalar_one_or_none() or 0


def claim_try(connection: Connection, subject: str, now: datetime) -> int | None:
    """Count a try as failed before it is looked at. Returns the failures so far, or None: locked."""
    insert_new(connection, sign_in_counter, {"subject": subject, "failures": 0, "tried_at": now})
    claim = (
        update(sign_in_counter)
        .where(sign_in_counter.c.subject == subject, sign_in_counter.c.failures < MAX_FAILURES)
        .values(failures=sign_in_counter.c.failures + 1, tried_at=now)
        .returning(sign_in_counter.c.failures)
    )
    return connection.execute(claim).scalar_one_or_none()


def forgive(connection: Connection, subject: str) -> None:
    """Start counting from 0 again, locked or not: the agency unlocks."""
    statement = update(sign_in_counter).where(sign_in_counter.c.subject == subject)
    connection.execute(statement.values(failures=0, locked_at=None))


def forgive_open(connection: Connection, subject: str) -> bool:
    """Start counting from 0 again after a success; False if the code is locked."""
    statement = update(sign_in_counter).where(
        sign_in_counter.c.subject == subject, sign_in_counter.c.locked_at.is_(None)
    )
    return connection.execute(statement.values(failures=0)).rowcount == 1 or is_open(connection, subject)


def give_back(connection: Connection, subject: str) -> bool:
    """Take one failure back, of a try that was none; False if the code is locked."""
    statement = update(sign_in_counter).where(
        sign_in_counter.c.subject == subject, sign_in_counter.c.locked_at.is_(None), sign_in_counter.c.failures > 0
    )
    values = {"failures": sign_in_counter.c.failures - 1}
    return connection.execute(statement.values(values)).rowcount == 1 or is_open(connection, subject)


def is_open(connection: Connection, subject: str) -> bool:
    """Whether a code is not locked, known or not."""
    return locked_since(connection, subject) is None


def lock(connection: Connection, subject: str, now: datetime, tried_before: datetime | None = None) -> bool:
    """Note the moment of the lock. True for the one who notes it first (who tells the customer).

    `tried_before`: only if the last try was before that.
    """
    statement = update(sign_in_counter).where(
        sign_in_counter.c.subject == subject,
        sign_in_counter.c.failures == MAX_FAILURES,
        sign_in_counter.c.locked_at.is_(None),
    )
    if tried_before is not None:
        statement = statement.where(sign_in_counter.c.tried_at < tried_before)
    return connection.execute(statement.values(locked_at=now)).rowcount == 1


def locked_since(connection: Connection, subject: str) -> datetime | None:
    """Moment of the lock of a code, or None."""
    query = select(sign_in_counter.c.locked_at).where(sign_in_counter.c.subject == subject)
    return connection.execute(query).scalar_one_or_none()


def drop_idle_counts(connection: Connection, tried_before: datetime) -> int:
    """Forget failures that did not lock, of codes that nobody has tried since: known or not, the same."""
    statement = delete(sign_in_counter).where(
        sign_in_counter.c.tried_at < tried_before,
        sign_in_counter.c.locked_at.is_(None),
        sign_in_counter.c.failures < MAX_FAILURES,
    )
    return connection.execute(statement).rowcount


def consume_step(connection: Connection, customer_id: int, step: int) -> bool:
    """Use a TOTP step, once: False when it or a later one was used before."""
    statement = (
        update(credential)
        .where(credential.c.customer_id == customer_id, credential.c.totp_last_step < step)
        .values(totp_last_step=step)
    )
    return connection.execute(statement).rowcount == 1


# -- attempts ------------------------------------------------------------------------------------------------


def add_attempt(connection: Connection, token_hash: bytes, attempt: Attempt) -> None:
    """Keep a password step until its code comes."""
    connection.execute(insert(sign_in_attempt).values(token_hash=token_hash, **attempt._asdict()))


def knows_attempt(connection: Connection, token_hash: bytes) -> bool:
    """Whether a password step waits for its code."""
    query = select(sign_in_attempt.c.subject).where(sign_in_attempt.c.token_hash == token_hash)
    return connection.execute(query).first() is not None


def take_attempt(connection: Connection, token_hash: bytes) -> Attempt | None:
    """Take a password step away: it serves one code, once."""
    statement = delete(sign_in_attempt).where(sign_in_attempt.c.token_hash == token_hash)
    row = connection.execute(
        statement.returning(
            sign_in_attempt.c.subject,
            sign_in_attempt.c.customer_id,
            sign_in_attempt.c.password_right,
            sign_in_attempt.c.began_at,
            sign_in_attempt.c.expires_at,
        )
    ).one_or_none()
    return Attempt(*row) if row else None


def drop_attempts(connection: Connection, customer_id: int) -> None:
    """Forget the password steps of a customer."""
    connection.execute(delete(sign_in_attempt).where(sign_in_attempt.c.customer_id == customer_id))


def drop_expired_attempts(connection: Connection, now: datetime) -> int:
    """Forget password steps whose code never came."""
    return connection.execute(delete(sign_in_attempt).where(sign_in_attempt.c.expires_at <= now)).rowcount


def insert_new(connection: Connection, table: Table, values: dict[str, object]) -> bool:
    """Insert unless the key is there. True if it was inserted (an INSERT's row count is not to be relied on)."""
    make = postgresql_insert if connection.dialect.name == "postgresql" else sqlite_insert
    statement = make(table).values(values).on_conflict_do_nothing().returning(*table.primary_key)
    return connection.execute(statement).first() is not None
