"""The customers' change feed: taking numbers, and reading what changed as the driver's own rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.server.models.statements import Row, Statement

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TAKE: Final = Statement("UPDATE customer SET seq = seq + :count WHERE id = :customer RETURNING seq")
_HEAD: Final = Statement("SELECT (SELECT epoch FROM feed_epoch WHERE id = 1), seq FROM customer WHERE id = :customer")
_CAISSE: Final = Statement(
    "SELECT b.id, b.name, b.bic, b.phone, b.opening_hours, CAST(b.open_day AS VARCHAR(10)) "
    "FROM caisse b JOIN customer c ON c.caisse_id = b.id WHERE c.id = :customer"
)
_PROFILE: Final = Statement(
    "SELECT c.profile_seq, CAST(c.id AS VARCHAR(7)), s.code, c.civility, c.name, c.email, c.phone, c.address, "
    "c.postcode, c.town, c.country FROM customer c JOIN subscriber s ON s.customer_id = c.id "
    "WHERE c.id = :customer AND c.profile_seq > :after AND c.profile_seq <= :until"
)
_ACCOUNTS: Final = Statement(
    "SELECT seq, number, kind, label, holder, iban, rank, booked, available, rate, "
    "CAST(opened_on AS VARCHAR(10)), CAST(closed_on AS VARCHAR(10)) FROM account "
    "WHERE customer_id = :customer AND seq > :after AND seq <= :until ORDER BY seq"
)
_TRANSFERS: Final = Statement(
    "SELECT seq, id, key, source, target, amount, label, CAST(requested_on AS VARCHAR(10)), "
    "CAST(execution_on AS VARCHAR(10)), state, reason, created_at, CAST(executed_on AS VARCHAR(10)) FROM transfer "
    "WHERE customer_id = :customer AND seq > :after AND seq <= :until ORDER BY seq LIMIT :count"
)
_POSTINGS: Final = Statement(
    "SELECT seq, account, CAST(booked_on AS VARCHAR(10)), CAST(value_on AS VARCHAR(10)), amount, balance, kind, "
    "label, counterparty, entry_id FROM posting "
    "WHERE customer_id = :customer AND seq > :after AND seq <= :until AND account IS NOT NULL "
    "ORDER BY seq LIMIT :count"
)


def take_numbers(connection: Connection, customer_id: int, count: int) -> int:
    """Take `count` numbers of a customer's feed and return the first. Holds the customer until the transaction ends.

    This is every writer's first statement on a customer: the row it locks makes the writers of one customer
    follow one another, so that numbers become visible in their order.

    Raises LookupError for an unknown customer.
    """
    last = int(_TAKE.one(connection, customer=customer_id, count=count)[0])
    return last - count + 1


def hold(connection: Connection, customer_id: int) -> None:
    """Hold a customer without changing anything yet: first statement of what reads before it writes.

    Always before `caisses.hold_open_day`: the same order everywhere, so that nobody waits in a circle.
    """
    take_numbers(connection, customer_id, 0)


def head(connection: Connection, customer_id: int) -> tuple[str, int]:
    """Return the feed's epoch and the last number taken. Raises LookupError for an unknown customer."""
    epoch, seq = _HEAD.one(connection, customer=customer_id)
    return str(epoch), int(seq)


def caisse_row(connection: Connection, customer_id: int) -> Row:
    """Return the customer's caisse, in the order of `wire.feed.CaisseRow`."""
    return _CAISSE.one(connection, customer=customer_id)


def profile_rows(connection: Connection, customer_id: int, after: int, until: int) -> list[Row]:
    """Return the profile, if it changed in (after, until], in the order of `wire.feed.ProfileRow`."""
    return _PROFILE.rows(connection, customer=customer_id, after=after, until=until)


def account_rows(connection: Connection, customer_id: int, after: int, until: int) -> list[Row]:
    """Return the accounts that changed in (after, until], in the order of `wire.feed.AccountRow`."""
    return _ACCOUNTS.rows(connection, customer=customer_id, after=after, until=until)


def transfer_rows(connection: Connection, customer_id: int, after: int, until: int, count: int) -> list[Row]:
    """Return the first `count` transfers that changed in (after, until], in the order of `wire.feed.TransferRow`.

    `created_at` is as the driver gives it.
    """
    return _TRANSFERS.rows(connection, customer=customer_id, after=after, until=until, count=count)


def posting_rows(connection: Connection, customer_id: int, after: int, until: int, count: int) -> list[Row]:
    """Return the first `count` postings of the customer's accounts in (after, until], as `wire.feed.PostingRow`."""
    return _POSTINGS.rows(connection, customer=customer_id, after=after, until=until, count=count)
