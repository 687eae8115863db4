"""Statements on authenticators that are to replace the present one: enrolments begun in a session, and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, insert, select, update

from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.models.trust import enrolment

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection


class Name(NamedTuple):
    """Which one: a token opens nothing but in the session that was given it."""

    customer_id: int
    session_id: str
    token_hash: bytes


class Replacement(NamedTuple):
    """An authenticator that is being introduced. `card`: JSON of `services.receipts.Signed`, for its receipt."""

    customer_id: int
    session_id: str
    challenge_id: str
    totp_sealed: bytes
    card: str
    expires_at: datetime
    proved_step: int | None = None


def start_replacement(connection: Connection, token_hash: bytes, new: Replacement) -> None:
    """Keep an authenticator until it is proved, in the place of those begun before."""
    connection.execute(
        delete(enrolment).where(enrolment.c.customer_id == new.customer_id, enrolment.c.session_id.is_not(None))
    )
    connection.execute(insert(enrolment).values(token_hash=token_hash, tries=0, **new._asdict()))


def claim_replacement_try(connection: Connection, name: Name, now: datetime) -> int | None:
    """Count a code before it is looked at. Returns the tries so far, or None: nothing begun, no more, or too late."""
    claim = update(enrolment).where(*_is(name), enrolment.c.tries < MAX_FAILURES, enrolment.c.expires_at > now)
    found: int | None = connection.execute(
        claim.values(tries=enrolment.c.tries + 1).returning(enrolment.c.tries)
    ).scalar_one_or_none()
    return found


def hold_replacement(connection: Connection, name: Name) -> Replacement | None:
    """Look up an authenticator that is being introduced; whoever else does so waits for this transaction."""
    query = select(*(enrolment.c[column] for column in Replacement._fields)).where(*_is(name)).with_for_update()
    row = connection.execute(query).one_or_none()
    return Replacement(*row) if row else None


def prove_replacement(connection: Connection, name: Name, step: int, kind: str) -> None:
    """Note the code that proved an authenticator. Raises LookupError if one has done so before."""
    statement = update(enrolment).where(*_is(name), enrolment.c.proved_step.is_(None))
    if connection.execute(statement.values(proved_step=step, authenticator=kind)).rowcount != 1:
        raise LookupError("proved before")


def _is(name: Name) -> tuple[ColumnElement[bool], ...]:
    return (
        enrolment.c.token_hash == name.token_hash,
        enrolment.c.customer_id == name.customer_id,
        enrolment.c.session_id == name.session_id,
    )
