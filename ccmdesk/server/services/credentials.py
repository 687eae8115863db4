"""What a customer proves himself with, given at the opening of his access."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from ccmdesk.server.repositories import access
from ccmdesk.server.services import audit
from ccmdesk.server.services.passwords import hash_password

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.keys import ServerKeys

MIN_PASSWORD: Final = 8
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters that nobody takes for another when reading a letter aloud."""


def new_password() -> str:
    """Make a password of four groups of four letters: 79 bits (31 letters, 16 of them)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def enrol(
    connection: Connection, keys: ServerKeys, customer_id: int, password: str, totp_secret: bytes, now: datetime
) -> None:
    """Give a customer his password and his authenticator's secret, in the caller's transaction.

    Raises ValueError when the password is shorter than MIN_PASSWORD.
    """
    if len(password) < MIN_PASSWORD:
        raise ValueError(f"a password has {MIN_PASSWORD} characters at least")
    sealed = keys.seal_totp(customer_id, totp_secret)
    access.put_credential(connection, customer_id, hash_password(password), sealed, now)
    audit.record(connection, customer_id, "access.open", {}, now)
