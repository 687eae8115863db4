"""Commands by idempotency key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.server.models.base import Moment
from ccmdesk.server.models.statements import Row, Statement

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

_CLAIM: Final = Statement(
    "INSERT INTO command (customer_id, key, name, payload_hash, created_at) "
    "VALUES (:customer, :key, :name, :payload_hash, :created_at) ON CONFLICT DO NOTHING",
    created_at=Moment(),
)
_ANSWER: Final = Statement(
    "UPDATE command SET status = :status, answer = :answer WHERE customer_id = :customer AND key = :key"
)
_FIND: Final = Statement(
    "SELECT name, payload_hash, status, answer FROM command WHERE customer_id = :customer AND key = :key"
)
_SAVEPOINT: Final = Statement("SAVEPOINT effect")
_UNDO: Final = Statement("ROLLBACK TO SAVEPOINT effect")
_KEEP: Final = Statement("RELEASE SAVEPOINT effect")


def claim(
    connection: Connection, customer_id: int, key: str, name: str, payload_hash: str, created_at: datetime
) -> bool:
    """Take a key for a command. Return False when it is taken; waits for a transaction that is taking it now."""
    claimed = _CLAIM.run(
        connection, customer=customer_id, key=key, name=name, payload_hash=payload_hash, created_at=created_at
    )
    return claimed == 1


def find(connection: Connection, customer_id: int, key: str) -> Row:
    """Return name, payload hash, status and answer of a command. Raises LookupError when there is none."""
    return _FIND.one(connection, customer=customer_id, key=key)


def is_claimed(connection: Connection, customer_id: int, key: str) -> bool:
    """Whether a key names a command that was done or refused."""
    return bool(_FIND.rows(connection, customer=customer_id, key=key))


def answer(connection: Connection, customer_id: int, key: str, status: int, body: str) -> None:
    """Store the answer of a claimed command."""
    _ANSWER.run(connection, customer=customer_id, key=key, status=status, answer=body)


def mark(connection: Connection) -> None:
    """Set the point to which `undo` returns."""
    _SAVEPOINT.run(connection)


def undo(connection: Connection) -> None:
    """Undo everything since `mark`."""
    _UNDO.run(connection)


def keep(connection: Connection) -> None:
    """Forget the mark."""
    _KEEP.run(connection)
