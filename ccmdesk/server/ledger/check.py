"""Whether the books close: asked by the day-end, the tests and whoever doubts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ccmdesk.server.models.statements import Statement

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that should be equal and is not. `subject`: an entry or an account; amounts in cents."""

    rule: str
    customer_id: int
    subject: str
    expected: int
    found: int


_CHECKS: Final = {
    "entry sums to zero": Statement(
        "SELECT e.customer_id, e.id, 0, COALESCE(SUM(p.amount), 1) FROM entry e "
        "JOIN customer c ON c.id = e.customer_id "
        "LEFT JOIN posting p ON p.customer_id = e.customer_id AND p.entry_id = e.id "
        "WHERE c.caisse_id = :caisse GROUP BY e.customer_id, e.id "
        "HAVING COUNT(p.seq) < 2 OR SUM(p.amount) <> 0"
    ),
    "booked balance is the sum of the postings": Statement(
        "SELECT a.customer_id, a.number, COALESCE(SUM(p.amount), 0), a.booked FROM account a "
        "JOIN customer c ON c.id = a.customer_id "
        "LEFT JOIN posting p ON p.customer_id = a.customer_id AND p.account = a.number "
        "WHERE c.caisse_id = :caisse GROUP BY a.customer_id, a.number, a.booked "
        "HAVING COALESCE(SUM(p.amount), 0) <> a.booked"
    ),
    "available balance is booked less what validated orders hold": Statement(
        "SELECT a.customer_id, a.number, a.booked - COALESCE(SUM(t.amount), 0), a.available FROM account a "
        "JOIN customer c ON c.id = a.customer_id "
        "LEFT JOIN transfer t ON t.customer_id = a.customer_id AND t.source = a.number AND t.state = 'validated' "
        "WHERE c.caisse_id = :caisse GROUP BY a.customer_id, a.number, a.booked, a.available "
        "HAVING a.booked - COALESCE(SUM(t.amount), 0) <> a.available"
    ),
    "balance after a posting is the one before plus its amount": Statement(
        "SELECT customer_id, account, expected, balance FROM ("
        "SELECT p.customer_id, p.account, p.balance, SUM(p.amount) OVER "
        "(PARTITION BY p.customer_id, p.account ORDER BY p.seq) AS expected FROM posting p "
        "JOIN customer c ON c.id = p.customer_id WHERE c.caisse_id = :caisse AND p.account IS NOT NULL"
        ") running WHERE expected <> balance"
    ),
    "an executed order has its entry": Statement(
        "SELECT t.customer_id, t.id, t.amount, COALESCE(SUM(p.amount), 0) FROM transfer t "
        "JOIN customer c ON c.id = t.customer_id "
        "LEFT JOIN entry e ON e.customer_id = t.customer_id AND e.transfer_id = t.id "
        "LEFT JOIN posting p ON p.customer_id = e.customer_id AND p.entry_id = e.id AND p.account = t.target "
        "WHERE c.caisse_id = :caisse GROUP BY t.customer_id, t.id, t.amount, t.state "
        "HAVING COALESCE(SUM(p.amount), 0) <> CASE WHEN t.state = 'executed' THEN t.amount ELSE 0 END"
    ),
}


def differences(connection: Connection, caisse_id: str) -> list[Difference]:
    """Return all that does not agree in a caisse's books; nothing when they close."""
    return [
        Difference(rule, int(customer_id), str(subject), int(expected), int(found))
        for rule, statement in _CHECKS.items()
        for customer_id, subject, expected, found in statement.rows(connection, caisse=caisse_id)
    ]
