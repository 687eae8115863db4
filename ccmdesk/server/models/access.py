"""The way in: credentials, tries, sessions; and the e-mails and SMS that wait to be delivered.

Attempts and sessions are found by the hash of a token, before anyone knows whose they are: like `subscriber`,
these tables are directories, spread by their own key and not by customer.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from ccmdesk.server.models.base import Id, Moment, metadata

MAX_FAILURES: Final = 5
"""Failures in a row that lock a subscriber code. Only the agency unlocks."""

HASH_BYTES: Final = 32

credential: Final = Table(
    "credential",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("password_hash", String(200), nullable=False),
    Column("totp_sealed", LargeBinary),
    Column("totp_last_step", BigInteger, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("authenticator", String(16)),
    Column("authenticator_since", Moment),
    Column("temporary_until", Moment),
    Column("temporary_device", String(32)),
    CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hash"),
    CheckConstraint("totp_last_step >= 0", name="totp_last_step"),
    CheckConstraint("(totp_sealed IS NULL) = (authenticator_since IS NULL)", name="authenticator_since"),
    CheckConstraint("(totp_sealed IS NULL) = (temporary_until IS NOT NULL)", name="temporary_until"),
    CheckConstraint("temporary_device IS NULL OR temporary_until IS NOT NULL", name="temporary_device"),
)
"""What a customer proves himself with.

Either an own password (changed last at `changed_at`) and an authenticator: `totp_sealed` is its secret, encrypted under
a key of the server (see `server.keys`), `totp_last_step` the last 30 s step that was used, as each is used once. Or a
temporary password, good until `temporary_until` and for the first device that uses it (`temporary_device`), which
opens the enrolment of an authenticator and nothing else.
"""

sign_in_counter: Final = Table(
    "sign_in_counter",
    metadata,
    Column("subject", String(12), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("locked_at", Moment),
    Column("tried_at", Moment, nullable=False),
    CheckConstraint(f"failures BETWEEN 0 AND {MAX_FAILURES}", name="failures"),
    CheckConstraint(f"locked_at IS NULL OR failures = {MAX_FAILURES}", name="locked"),
)
"""Failures in a row, by subscriber code as typed: of known and of unknown codes alike. `tried_at`: the last one."""

Index("ix_sign_in_counter_tried_at", sign_in_counter.c.tried_at)

sign_in_attempt: Final = Table(
    "sign_in_attempt",
    metadata,
    Column("token_hash", LargeBinary(HASH_BYTES), primary_key=True),
    Column("subject", String(12), nullable=False),
    Column("customer_id", Id, ForeignKey("customer.id")),
    Column("password_right", Boolean, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    CheckConstraint("NOT password_right OR customer_id IS NOT NULL", name="password_right"),
)
"""Between étape 1 and étape 2: opens nothing, is used once. `customer_id` is NULL for an unknown code. A password that
was changed after `began_at` is not the one that was found right."""

Index("ix_sign_in_attempt_expires_at", sign_in_attempt.c.expires_at)

session: Final = Table(
    "session",
    metadata,
    Column("token_hash", LargeBinary(HASH_BYTES), primary_key=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("customer_id", Id, ForeignKey("customer.id"), nullable=False),
    Column("caisse_id", String(16), ForeignKey("caisse.id"), nullable=False),
    Column("device_id", String(32), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("end_reason", String(20)),
    ForeignKeyConstraint(["customer_id", "device_id"], ["device.customer_id", "device.id"]),
    CheckConstraint("expires_at > opened_at", name="expires_at"),
    CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name="end_reason"),
)
"""A signed-in customer on one device. `seen_at`: last activity that counts; `expires_at`: absolute end;
`end_reason`: `wire.access.EndReason`, where it did not merely lapse."""

Index("ix_session_customer_id_opened_at", session.c.customer_id, session.c.opened_at)

notice: Final = Table(
    "notice",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("customer_id", Id, ForeignKey("customer.id"), nullable=False),
    Column("channel", String(8), nullable=False),
    Column("recipient", String(254), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_try_at", Moment),
    Column("tries", Integer, nullable=False),
    Column("delivered_at", Moment),
    CheckConstraint("channel IN ('email', 'sms')", name="channel"),
    CheckConstraint("tries >= 0", name="tries"),
    CheckConstraint("(delivered_at IS NULL) = (next_try_at IS NOT NULL)", name="next_try_at"),
)
"""An e-mail or SMS, kept in the transaction of its cause. Whoever delivers it first moves `next_try_at` on;
`body` is emptied once delivered."""

Index(
    "ix_notice_next_try_at",
    notice.c.next_try_at,
    sqlite_where=notice.c.next_try_at.is_not(None),
    postgresql_where=notice.c.next_try_at.is_not(None),
)
