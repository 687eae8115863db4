"""Customers and their accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, insert, select

from ccmdesk.core.rules.transfers import AccountFacts, AccountKind
from ccmdesk.server.models.bank import account, customer, subscriber
from ccmdesk.server.models.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection, RowMapping

_PAIR: Final = Statement(
    "SELECT number, kind, closed_on IS NULL, available FROM account "
    "WHERE customer_id = :customer AND number IN (:source, :target)"
)
_RESERVE: Final = Statement(
    "UPDATE account SET available = available - :amount, seq = :seq "
    "WHERE customer_id = :customer AND number = :number AND available >= :amount AND closed_on IS NULL"
)
_RELEASE: Final = Statement(
    "UPDATE account SET available = available + :amount, seq = :seq "
    "WHERE customer_id = :customer AND number = :number AND available + :amount <= booked"
)


def add_customer(connection: Connection, values: Mapping[str, object], subscriber_code: str) -> None:
    """Insert a customer (columns by name) and his « code abonné »."""
    connection.execute(insert(customer), values)
    connection.execute(insert(subscriber), {"code": subscriber_code, "customer_id": values["id"]})


def get_customer(connection: Connection, customer_id: int) -> RowMapping:
    """Return a customer with his `subscriber_code`. Raises LookupError for an unknown one."""
    found = connection.execute(
        select(customer, subscriber.c.code.label("subscriber_code"))
        .join(subscriber, subscriber.c.customer_id == customer.c.id)
        .where(customer.c.id == customer_id)
    )
    row = found.mappings().one_or_none()
    if row is None:
        raise LookupError(f"no customer {customer_id}")
    return row


def find_subscriber(connection: Connection, subscriber_code: str) -> RowMapping | None:
    """Return `customer_id`, `caisse_id`, `name`, `email` and `phone` of a « code abonné », or None."""
    found = connection.execute(
        select(subscriber.c.customer_id, customer.c.caisse_id, customer.c.name, customer.c.email, customer.c.phone)
        .join(customer, customer.c.id == subscriber.c.customer_id)
        .where(subscriber.c.code == subscriber_code)
    )
    return found.mappings().one_or_none()


def list_customers(connection: Connection) -> Sequence[RowMapping]:
    """Return all customers by number: `id`, `caisse_id`, `name`, `subscriber_code`."""
    found = connection.execute(
        select(customer.c.id, customer.c.caisse_id, customer.c.name, subscriber.c.code.label("subscriber_code"))
        .join(subscriber, subscriber.c.customer_id == customer.c.id)
        .order_by(customer.c.id)
    )
    return found.mappings().all()


def add_account(connection: Connection, values: Mapping[str, object]) -> None:
    """Insert an account (columns by name)."""
    connection.execute(insert(account), values)


def list_accounts(connection: Connection, customer_id: int) -> Sequence[RowMapping]:
    """Return a customer's accounts, the DAV first, as mappings of their columns."""
    found = connection.execute(
        select(account).where(account.c.customer_id == customer_id).order_by(account.c.rank, account.c.number)
    )
    return found.mappings().all()


def next_rank(connection: Connection, customer_id: int) -> int:
    """Return the rank of a customer's next savings account (the DAV has 0)."""
    highest = connection.execute(
        select(func.max(account.c.rank)).where(account.c.customer_id == customer_id)
    ).scalar_one()
    return 1 if highest is None else int(highest) + 1


def account_pair(
    connection: Connection, customer_id: int, source: str, target: str
) -> dict[str, tuple[AccountFacts, int]]:
    """Return what the rules ask of two accounts, and what is available (cents), by number.

    Accounts of other customers are not there, exactly like those that do not exist.
    """
    rows = _PAIR.rows(connection, customer=customer_id, source=source, target=target)
    return {
        number: (AccountFacts(number, customer_id, AccountKind(kind), is_open=bool(is_open)), int(available))
        for number, kind, is_open, available in rows
    }


def reserve(connection: Connection, customer_id: int, number: str, amount: int, seq: int) -> bool:
    """Hold `amount` cents of an open account, if that much is available. Return whether it was."""
    return _RESERVE.run(connection, customer=customer_id, number=number, amount=amount, seq=seq) == 1


def release(connection: Connection, customer_id: int, number: str, amount: int, seq: int) -> None:
    """Give back what was held. Raises LookupError if that much was not."""
    if _RELEASE.run(connection, customer=customer_id, number=number, amount=amount, seq=seq) != 1:
        raise LookupError(f"{amount} cents are not held on {number}")
