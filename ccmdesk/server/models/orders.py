"""Orders: what customers ask for."""

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

from ccmdesk.core.money import MAX_AMOUNT_CENTS
from ccmdesk.core.rules.transfers import TransferState
from ccmdesk.server.models.base import Id, Moment, metadata, one_of

transfer: Final = Table(
    "transfer",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("seq", BigInteger, nullable=False),
    Column("key", String(32), nullable=False),
    Column("source", String(11), nullable=False),
    Column("target", String(11), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("label", String(140), nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("execution_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", String(32)),
    Column("created_at", Moment, nullable=False),
    Column("executed_on", Date),
    Column("rejected_on", Date),
    UniqueConstraint("customer_id", "key"),
    ForeignKeyConstraint(["customer_id", "source"], ["account.customer_id", "account.number"]),
    ForeignKeyConstraint(["customer_id", "target"], ["account.customer_id", "account.number"]),
    CheckConstraint(one_of("state", TransferState), name="state"),
    CheckConstraint("source <> target", name="accounts"),
    CheckConstraint(f"amount BETWEEN 1 AND {MAX_AMOUNT_CENTS}", name="amount"),
    CheckConstraint("execution_on >= requested_on", name="execution"),
    CheckConstraint("(state = 'executed') = (executed_on IS NOT NULL)", name="executed"),
    CheckConstraint("(state = 'rejected') = (rejected_on IS NOT NULL)", name="rejected"),
    CheckConstraint("(reason IS NULL) = (rejected_on IS NULL)", name="reason"),
    sqlite_with_rowid=False,
)
"""An internal transfer, in cents. `key` is the idempotency key it came with."""

Index("ix_transfer_feed", transfer.c.customer_id, transfer.c.seq)
Index(
    "ix_transfer_due",
    transfer.c.execution_on,
    transfer.c.customer_id,
    sqlite_where=transfer.c.state.in_(["recorded", "validated"]),
    postgresql_where=transfer.c.state.in_(["recorded", "validated"]),
)
"""What the day-end looks for."""

for _settled in (transfer.c.executed_on, transfer.c.rejected_on):
    Index(
        f"ix_transfer_{_settled.name}",
        _settled,
        transfer.c.customer_id,
        sqlite_where=_settled.is_not(None),
        postgresql_where=_settled.is_not(None),
    )
