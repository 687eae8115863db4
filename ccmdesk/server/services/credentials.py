"""What a customer proves himself with: first a temporary password, then a password and an authenticator of his own."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

from ccmdesk.server.repositories import access, customers, enrolments
from ccmdesk.server.services import audit

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from ccmdesk.server.keys import ServerKeys

_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters that nobody takes for another when reading a letter aloud."""


def new_password() -> str:
    """Make a password of four groups of four letters: 79 bits (31 letters, 16 of them)."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(4))


def give_temporary(
    connection: Connection,
    customer_id: int,
    password_hash: str,
    until: datetime,
    now: datetime,
    *,
    replacing: bool = False,
) -> bool:
    """Give a customer a temporary password, in the caller's transaction: it opens the enrolment, on one device.

    An earlier temporary password, and an enrolment begun with it, are over. A customer who has an authenticator keeps
    it, and the answer is False, unless `replacing`: then it is removed (lost phone). Whoever calls it then ends the
    sessions and writes to the customer.
    """
    enrolments.drop_enrolments(connection, customer_id)
    if not access.put_temporary(connection, customer_id, password_hash, until, now, replacing=replacing):
        return False
    audit.record(connection, customer_id, "authenticator.removed" if replacing else "access.open", {}, now)
    return True


def enrol(
    connection: Connection, keys: ServerKeys, customer_id: int, password_hash: str, totp_secret: bytes, now: datetime
) -> None:
    """Give a customer his own password and his authenticator at once (demo, tests), in the caller's transaction."""
    sealed = keys.seal_totp(customer_id, totp_secret)
    access.put_credential(connection, customer_id, password_hash, sealed, now)
    audit.record(connection, customer_id, "access.open", {}, now)


def personal_words(connection: Connection, customer_id: int) -> list[str]:
    """List what is known of a customer, and makes no good password: for `core.rules.passwords.judge`."""
    known = customers.get_customer(connection, customer_id)
    names = ("name", "email", "phone", "address", "postcode", "town", "subscriber_code", "id")
    return [*(str(known[name]) for name in names), known["birth_date"].isoformat()]
