"""Whether the books close: asked by the day-end, the tests and whoever doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ccmdesk.server.repositories import ledger

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that should be equal and is not. `subject`: an entry, an account or an order; amounts in cents."""

    rule: str
    customer_id: int
    subject: str
    expected: int
    found: int


def differences(connection: Connection, caisse_id: str) -> list[Difference]:
    """Return all that does not agree in a caisse's books; nothing when they close."""
    return [
        Difference(rule, int(customer_id), str(subject), int(expected), int(found))
        for rule, (customer_id, subject, expected, found) in ledger.check(connection, caisse_id)
    ]
