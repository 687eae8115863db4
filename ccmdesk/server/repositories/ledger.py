"""The ledger's rows: entries, postings, the accounts' balances; and the questions that show whether books close."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.server.models import ledger as tables
from ccmdesk.server.models.statements import Row, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection

_ENTRY: Final = Statement.insert(tables.entry)
_POSTING: Final = Statement.insert(tables.posting)
_BALANCES: Final = Statement("SELECT number, booked, available FROM account WHERE customer_id = :customer")
_SET_BALANCE: Final = Statement(
    "UPDATE account SET booked = :booked, available = :available, seq = :seq "
    "WHERE customer_id = :customer AND number = :number AND booked = :booked_before "
    "AND available = :available_before AND closed_on IS NULL"
)

_CHECKS: Final = {
    "an entry sums to zero": Statement(
        "SELECT e.customer_id, e.id, 0, COALESCE(p.total, 0) FROM entry e "
        "JOIN customer c ON c.id = e.customer_id "
        "LEFT JOIN (SELECT q.customer_id, q.entry_id, COUNT(*) AS legs, SUM(q.amount) AS total FROM posting q "
        "JOIN customer d ON d.id = q.customer_id WHERE d.caisse_id = :caisse GROUP BY q.customer_id, q.entry_id) p "
        "ON p.customer_id = e.customer_id AND p.entry_id = e.id "
        "WHERE c.caisse_id = :caisse AND (COALESCE(p.legs, 0) < 2 OR p.total <> 0)"
    ),
    "a booked balance is the sum of the postings": Statement(
        "SELECT a.customer_id, a.number, COALESCE(SUM(p.amount), 0), a.booked FROM account a "
        "JOIN customer c ON c.id = a.customer_id "
        "LEFT JOIN posting p ON p.customer_id = a.customer_id AND p.account = a.number "
        "WHERE c.caisse_id = :caisse GROUP BY a.customer_id, a.number, a.booked "
        "HAVING COALESCE(SUM(p.amount), 0) <> a.booked"
    ),
    "an available balance is the booked one less what validated orders hold": Statement(
        "SELECT a.customer_id, a.number, a.booked - COALESCE(SUM(t.amount), 0), a.available FROM account a "
        "JOIN customer c ON c.id = a.customer_id "
        "LEFT JOIN transfer t ON t.customer_id = a.customer_id AND t.source = a.number AND t.state = 'validated' "
        "WHERE c.caisse_id = :caisse GROUP BY a.customer_id, a.number, a.booked, a.available "
        "HAVING a.booked - COALESCE(SUM(t.amount), 0) <> a.available"
    ),
    "the balance after a posting is the one before plus its amount": Statement(
        "SELECT customer_id, account, expected, balance FROM ("
        "SELECT p.customer_id, p.account, p.balance, SUM(p.amount) OVER "
        "(PARTITION BY p.customer_id, p.account ORDER BY p.seq) AS expected FROM posting p "
        "JOIN customer c ON c.id = p.customer_id WHERE c.caisse_id = :caisse AND p.account IS NOT NULL"
        ") running WHERE expected <> balance"
    ),
    "an order has moved its amount if it is executed, else nothing": Statement(
        "SELECT t.customer_id, t.id, CASE WHEN t.state = 'executed' THEN t.amount ELSE 0 END, "
        "COALESCE(p.moved, 0) FROM transfer t "
        "JOIN customer c ON c.id = t.customer_id "
        "LEFT JOIN (SELECT e.customer_id, e.transfer_id, q.account, SUM(q.amount) AS moved FROM entry e "
        "JOIN customer d ON d.id = e.customer_id "
        "JOIN posting q ON q.customer_id = e.customer_id AND q.entry_id = e.id "
        "WHERE d.caisse_id = :caisse AND e.transfer_id IS NOT NULL AND q.account IS NOT NULL "
        "GROUP BY e.customer_id, e.transfer_id, q.account) p "
        "ON p.customer_id = t.customer_id AND p.transfer_id = t.id AND p.account = t.target "
        "WHERE c.caisse_id = :caisse "
        "AND COALESCE(p.moved, 0) <> CASE WHEN t.state = 'executed' THEN t.amount ELSE 0 END"
    ),
}


def balances(connection: Connection, customer_id: int) -> dict[str, tuple[int, int]]:
    """Return booked and available balance (cents) of a customer's accounts, by number."""
    return {
        str(number): (int(booked), int(available))
        for number, booked, available in _BALANCES.rows(connection, customer=customer_id)
    }


def set_balance(
    connection: Connection, customer_id: int, number: str, before: tuple[int, int], after: tuple[int, int], seq: int
) -> bool:
    """Change booked and available balance of an open account from `before` to `after` (cents).

    Returns False, and changes nothing, if they are not `before` or the account is closed.
    """
    done = _SET_BALANCE.run(
        connection,
        customer=customer_id,
        number=number,
        booked=after[0],
        available=after[1],
        seq=seq,
        booked_before=before[0],
        available_before=before[1],
    )
    return done == 1


def add_entries(
    connection: Connection, entries: Iterable[dict[str, object]], postings: Iterable[dict[str, object]]
) -> None:
    """Insert entries and their postings (all columns by name)."""
    _ENTRY.run_many(connection, entries)
    _POSTING.run_many(connection, postings)


def check(connection: Connection, caisse_id: str) -> Iterator[tuple[str, Row]]:
    """Yield each broken rule with customer, subject, expected and found cents."""
    for rule, statement in _CHECKS.items():
        for row in statement.rows(connection, caisse=caisse_id):
            yield rule, row
