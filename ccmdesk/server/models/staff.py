"""The people of a caisse, and what takes two of them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, String, Table, Text

from ccmdesk.server.models.access import MAX_FAILURES
from ccmdesk.server.models.base import Id, Moment, metadata, one_of

ROLES: Final = ("teller", "supervisor", "auditor")
KINDS: Final = ("lost_phone", "contact")

staff: Final = Table(
    "staff",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("caisse_id", String(16), ForeignKey("caisse.id"), nullable=False),
    Column("name", String(140), nullable=False),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(200), nullable=False),
    Column("failures", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("closed_at", Moment),
    CheckConstraint(one_of("role", ROLES), name="role"),
    CheckConstraint(f"failures BETWEEN 0 AND {MAX_FAILURES}", name="failures"),
    CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hash"),
)
"""An employee of a caisse; `id` is the staff code he types. Failures in a row lock it, as a customer's."""

access_request: Final = Table(
    "access_request",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("content", Text, nullable=False),
    Column("asked_by", String(32), ForeignKey("staff.id"), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("decided_by", String(32), ForeignKey("staff.id")),
    Column("decided_at", Moment),
    Column("decision", String(16)),
    CheckConstraint(one_of("kind", KINDS), name="kind"),
    CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
    CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name="decided_by"),
    CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at"),
    CheckConstraint(f"decision IS NULL OR {one_of('decision', ('accepted', 'refused'))}", name="decision"),
)
"""What one employee asks and another decides (PRODUCT: lost phone, contact). `content`: JSON of what is to change."""

Index("ix_access_request_asked_at", access_request.c.asked_at)
