"""Caisses, their customers, and the customers' accounts."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)

from ccmdesk.core.rules.transfers import AccountKind
from ccmdesk.server.models.base import Id, Moment, metadata, one_of

feed_epoch: Final = Table(
    "feed_epoch",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("epoch", String(32), nullable=False),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("id = 1", name="single"),
)
"""One row: the name of this life of the database. A restored copy is given a new one, and clients rebuild."""

caisse: Final = Table(
    "caisse",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("name", String(140), nullable=False),
    Column("bic", String(11), nullable=False),
    Column("bank_code", String(5), nullable=False),
    Column("branch_code", String(5), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("opening_hours", String(1000), nullable=False),
    Column("open_day", Date, nullable=False),
    Column("sign_above", BigInteger),
    CheckConstraint("sign_above IS NULL OR sign_above >= 0", name="sign_above"),
    CheckConstraint("length(bic) IN (8, 11)", name="bic"),
    CheckConstraint("length(bank_code) = 5 AND length(branch_code) = 5", name="codes"),
)
"""A caisse. `open_day`: first business day whose day-end has not run."""

customer: Final = Table(
    "customer",
    metadata,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("caisse_id", String(16), ForeignKey("caisse.id"), nullable=False, index=True),
    Column("civility", String(16), nullable=False),
    Column("name", String(140), nullable=False),
    Column("birth_date", Date, nullable=False),
    Column("email", String(254), nullable=False),
    Column("phone", String(32), nullable=False),
    Column("address", String(300), nullable=False),
    Column("postcode", String(16), nullable=False),
    Column("town", String(70), nullable=False),
    Column("country", String(2), nullable=False),
    Column("profile_seq", BigInteger, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("audit_count", BigInteger, nullable=False),
    Column("audit_head", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    CheckConstraint("id BETWEEN 1000000 AND 9999999", name="number"),
    CheckConstraint("seq >= 0 AND profile_seq BETWEEN 0 AND seq", name="seq"),
    CheckConstraint("audit_count >= 0 AND length(audit_head) = 64", name="audit"),
)
"""A customer, by customer number. `seq` numbers the changes of the feed; whoever takes a number holds the row,
so that the customer's writers follow one another. `audit_head` is the hash of the last audit event."""

subscriber: Final = Table(
    "subscriber",
    metadata,
    Column("code", String(12), primary_key=True),
    Column("customer_id", Id, ForeignKey("customer.id"), nullable=False, unique=True),
    CheckConstraint("length(code) = 12", name="code"),
)
"""Whose « code abonné » it is. A table of its own: it is looked up by code, before the customer is known."""

account: Final = Table(
    "account",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("number", String(11), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("label", String(70), nullable=False),
    Column("holder", String(140), nullable=False),
    Column("iban", String(34), nullable=False),
    Column("rank", Integer, nullable=False),
    Column("booked", BigInteger, nullable=False),
    Column("available", BigInteger, nullable=False),
    Column("rate", Integer, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
    Column("seq", BigInteger, nullable=False),
    CheckConstraint("length(number) = 11", name="number_length"),
    CheckConstraint("substr(number, 1, 7) = CAST(customer_id AS VARCHAR(7))", name="number_owner"),
    CheckConstraint(one_of("kind", AccountKind), name="kind"),
    CheckConstraint("booked >= 0", name="booked"),
    CheckConstraint("available >= 0 AND available <= booked", name="available"),
    CheckConstraint("rate >= 0", name="rate"),
    CheckConstraint("rank >= 0 AND (kind = 'sight') = (rank = 0)", name="rank"),
    CheckConstraint("closed_on IS NULL OR booked = 0", name="closed"),
    sqlite_with_rowid=False,
)
"""A customer's account, in cents: `available` is `booked` less what validated orders hold. `rate` in hundredths
of a per cent."""

Index(
    "uq_account_sight",
    account.c.customer_id,
    unique=True,
    sqlite_where=account.c.kind == "sight",
    postgresql_where=account.c.kind == "sight",
)

day_end: Final = Table(
    "day_end",
    metadata,
    Column("caisse_id", String(16), ForeignKey("caisse.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("closed_at", Moment, nullable=False),
    Column("executed", Integer, nullable=False),
    Column("rejected", Integer, nullable=False),
    Column("total", BigInteger, nullable=False),
    CheckConstraint("executed >= 0 AND rejected >= 0 AND total >= 0", name="figures"),
)
"""A closed day: how many orders were executed and rejected, and the cents moved."""
