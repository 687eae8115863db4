"""Commands and their answers, and the audit trail."""

from __future__ import annotations

from typing import Final

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Integer, String, Table, Text

from ccmdesk.server.models.base import Id, Moment, metadata

command: Final = Table(
    "command",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("key", String(32), primary_key=True),
    Column("name", String(64), nullable=False),
    Column("payload_hash", String(64), nullable=False),
    Column("status", Integer),
    Column("answer", Text),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("length(key) = 32", name="key"),
    CheckConstraint("(status IS NULL) = (answer IS NULL)", name="answered"),
    CheckConstraint("status BETWEEN 200 AND 499", name="status"),
    sqlite_with_rowid=False,
)
"""A command, by the idempotency key its customer gave it, with the answer that any repetition gets. Kept."""

audit_event: Final = Table(
    "audit_event",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("moment", String(32), nullable=False),
    Column("event", String(64), nullable=False),
    Column("details", Text, nullable=False),
    Column("hash", String(64), nullable=False),
    CheckConstraint("position >= 1", name="position"),
    CheckConstraint("length(hash) = 64", name="hash"),
    sqlite_with_rowid=False,
)
"""What happened, chained per customer: `hash` covers the event and the hash before it (see `services.audit`).
`moment` is ISO text, exactly as hashed. Rows are added, never changed (triggers refuse it)."""
