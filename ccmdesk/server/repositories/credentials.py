"""Statements on what a signed-in customer sees and changes of his own credential."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from ccmdesk.server.models.access import credential
from ccmdesk.wire.access import AuthenticatorKind

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.repositories.access import NewAuthenticator


class Standing(NamedTuple):
    """What a customer signs in with, and since when."""

    authenticator: AuthenticatorKind | None
    authenticator_since: datetime
    password_since: datetime


def find_standing(connection: Connection, customer_id: int) -> Standing | None:
    """Look up what a customer signs in with; None while he has no authenticator."""
    query = select(credential.c.authenticator, credential.c.authenticator_since, credential.c.changed_at).where(
        credential.c.customer_id == customer_id, credential.c.authenticator_since.is_not(None)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    kind, since, changed_at = row
    return Standing(None if kind is None else AuthenticatorKind(kind), since, changed_at)


def password_hash(connection: Connection, customer_id: int) -> str | None:
    """Look up the hash of a customer's password."""
    query = select(credential.c.password_hash).where(credential.c.customer_id == customer_id)
    found: str | None = connection.execute(query).scalar_one_or_none()
    return found


def change_password(connection: Connection, customer_id: int, before: str, after: str, now: datetime) -> bool:
    """Put a password's hash in the place of the one that was verified. False if that one counts no more."""
    statement = update(credential).where(
        credential.c.customer_id == customer_id,
        credential.c.password_hash == before,
        credential.c.totp_sealed.is_not(None),
    )
    return connection.execute(statement.values(password_hash=after, changed_at=now)).rowcount == 1


def change_authenticator(connection: Connection, customer_id: int, new: NewAuthenticator, now: datetime) -> bool:
    """Put an authenticator in the place of the present one. False if there is none any more."""
    statement = update(credential).where(credential.c.customer_id == customer_id, credential.c.totp_sealed.is_not(None))
    values = {
        "totp_sealed": new.totp_sealed,
        "totp_last_step": new.step,
        "authenticator": new.kind,
        "authenticator_since": now,
    }
    return connection.execute(statement.values(values)).rowcount == 1
