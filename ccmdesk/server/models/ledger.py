"""The ledger: entries and their postings. Rows are added, never changed (triggers refuse it)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Table,
    UniqueConstraint,
)

from ccmdesk.server.models.base import Id, Moment, metadata

entry: Final = Table(
    "entry",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("booked_on", Date, nullable=False),
    Column("transfer_id", String(32)),
    Column("created_at", Moment, nullable=False),
    ForeignKeyConstraint(["customer_id", "transfer_id"], ["transfer.customer_id", "transfer.id"]),
    UniqueConstraint("customer_id", "transfer_id"),
    sqlite_with_rowid=False,
)
"""A movement of money: its postings sum to zero. A transfer is posted by at most one entry."""

posting: Final = Table(
    "posting",
    metadata,
    Column("customer_id", Id, primary_key=True, autoincrement=False),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("account", String(11)),
    Column("house", String(32)),
    Column("booked_on", Date, nullable=False),
    Column("value_on", Date, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("balance", BigInteger, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("label", String(140), nullable=False),
    Column("counterparty", String(140), nullable=False),
    Column("entry_id", String(32), nullable=False),
    ForeignKeyConstraint(["customer_id", "account"], ["account.customer_id", "account.number"]),
    ForeignKeyConstraint(["customer_id", "entry_id"], ["entry.customer_id", "entry.id"]),
    CheckConstraint("(account IS NULL) <> (house IS NULL)", name="one_account"),
    CheckConstraint("house IS NULL OR (house LIKE 'HOUSE:%' AND balance = 0)", name="house"),
    CheckConstraint("amount <> 0", name="amount"),
    CheckConstraint("balance >= 0", name="balance"),
    sqlite_with_rowid=False,
)
"""One leg of an entry, in cents: on a customer's account (`balance` is its booked balance after it) or on one of
the house's (« HOUSE:CASH »), keyed by the customer all the same: no row is shared by all customers."""

Index("ix_posting_entry", posting.c.customer_id, posting.c.entry_id)
"""The legs of an entry: without it the check of the books is quadratic."""
