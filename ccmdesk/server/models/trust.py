"""What a session stands on and what is done with it: devices, enrolments, recoveries, challenges, receipts.

Enrolments and recoveries are found by the hash of a token, before anyone knows whose they are: like sessions, they are
directories spread by their own key.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
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

from ccmdesk.server.models.access import HASH_BYTES, MAX_FAILURES
from ccmdesk.server.models.base import Id, Moment, metadata

KEY_BYTES: Final = 32
"""An Ed25519 public key."""

device: Final = Table(
    "device",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("installation", String(32), nullable=False),
    Column("public_key", LargeBinary(KEY_BYTES), nullable=False),
    Column("name", String(80), nullable=False),
    Column("system", String(80), nullable=False),
    Column("lasting", Boolean, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("forgotten_at", Moment),
    CheckConstraint("length(id) = 32 AND length(installation) = 32", name="names"),
)
"""A device from which a customer has signed in: he is told of each new one. `id`: `core.signatures.key_id` of its key.

`lasting` is false for a key that lives in memory only. A forgotten device is new again at its next sign-in.
"""

enrolment: Final = Table(
    "enrolment",
    metadata,
    Column("token_hash", LargeBinary(HASH_BYTES), primary_key=True),
    Column("customer_id", Id, ForeignKey("customer.id"), nullable=False),
    Column("session_id", String(32)),
    Column("totp_sealed", LargeBinary, nullable=False),
    Column("authenticator", String(16)),
    Column("proved_step", Integer),
    Column("tries", Integer, nullable=False),
    Column("card", Text, nullable=False),
    Column("challenge_id", String(32)),
    Column("expires_at", Moment, nullable=False),
    CheckConstraint(f"tries BETWEEN 0 AND {MAX_FAILURES}", name="tries"),
    CheckConstraint("(session_id IS NULL) = (challenge_id IS NULL)", name="replacement"),
)
"""An authenticator that is being introduced. `session_id` NULL: a first connection, which must find no authenticator;
otherwise the replacement of one, signed with it (`challenge_id`). `proved_step`: the step of the code that proved it;
`card`: JSON of what the end needs of the beginning: of a first connection the device (`wire.access.DeviceCard`), of a
replacement what was signed (`services.receipts.Signed`)."""

Index("ix_enrolment_customer_id", enrolment.c.customer_id)

recovery: Final = Table(
    "recovery",
    metadata,
    Column("token_hash", LargeBinary(HASH_BYTES), primary_key=True),
    Column("subject", String(12), nullable=False),
    Column("customer_id", Id, ForeignKey("customer.id")),
    Column("code_hash", LargeBinary(HASH_BYTES)),
    Column("tries", Integer, nullable=False),
    Column("proved_at", Moment),
    Column("expires_at", Moment, nullable=False),
    CheckConstraint(f"tries BETWEEN 0 AND {MAX_FAILURES}", name="tries"),
    CheckConstraint("code_hash IS NULL OR customer_id IS NOT NULL", name="code_hash"),
    CheckConstraint("proved_at IS NULL OR code_hash IS NOT NULL", name="proved_at"),
)
"""A forgotten password. `code_hash` (keyed, see `server.keys`) is NULL when something was wrong: no code was sent.
`tries`: codes that were typed; the first is paid for by the try that opened the recovery."""

Index("ix_recovery_expires_at", recovery.c.expires_at)

challenge: Final = Table(
    "challenge",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("session_id", String(32), nullable=False),
    Column("device_id", String(32), nullable=False),
    Column("operation", String(16), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("issued_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("approval_hash", String(64)),
    Column("approved_at", Moment),
    Column("used_at", Moment),
    ForeignKeyConstraint(["customer_id", "device_id"], ["device.customer_id", "device.id"]),
    CheckConstraint("(approval_hash IS NULL) = (approved_at IS NULL)", name="approved_at"),
    CheckConstraint("used_at IS NULL OR approved_at IS NOT NULL", name="used_at"),
)
"""What a customer was shown, to be signed once. `content_hash`: SHA-256 of what the command must ask for;
`approval_hash`: of the approval that was found right, so that the same command may come twice."""

receipt: Final = Table(
    "receipt",
    metadata,
    Column("customer_id", Id, ForeignKey("customer.id"), primary_key=True, autoincrement=False),
    Column("id", String(32), primary_key=True),
    Column("signed_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    Column("key_id", String(32), nullable=False),
    Column("signature", String(128), nullable=False),
)
"""The bank's signed word on what was done."""

Index("ix_receipt_customer_id_signed_at", receipt.c.customer_id, receipt.c.signed_at)
