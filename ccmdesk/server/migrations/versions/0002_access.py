"""The way in: credentials, tries, sessions; notices that wait to be delivered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ccmdesk.server.models.base import Id, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TABLES = (
    "sign_in_counter",
    "credential",
    "installation",
    "notice",
    "session",
    "sign_in_attempt",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    _create_sign_in_counter()
    _create_credential()
    _create_installation()
    _create_notice()
    _create_session()
    _create_sign_in_attempt()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_sign_in_counter() -> None:
    op.create_table(
        "sign_in_counter",
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_at", Moment(), nullable=True),
        sa.CheckConstraint("failures BETWEEN 0 AND 5", name=op.f("ck_sign_in_counter_failures")),
        sa.CheckConstraint("locked_at IS NULL OR failures = 5", name=op.f("ck_sign_in_counter_locked")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_counter")),
    )


def _create_credential() -> None:
    op.create_table(
        "credential",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name=op.f("ck_credential_password_hash")),
        sa.CheckConstraint("totp_last_step >= 0", name=op.f("ck_credential_totp_last_step")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_credential_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_credential")),
    )


def _create_installation() -> None:
    op.create_table(
        "installation",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.CheckConstraint("length(installation) = 32", name=op.f("ck_installation_installation")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_installation_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "installation", name=op.f("pk_installation")),
    )


def _create_notice() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("recipient", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("next_try_at", Moment(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("delivered_at", Moment(), nullable=True),
        sa.CheckConstraint("channel IN ('email', 'sms')", name=op.f("ck_notice_channel")),
        sa.CheckConstraint("(delivered_at IS NULL) = (next_try_at IS NOT NULL)", name=op.f("ck_notice_next_try_at")),
        sa.CheckConstraint("tries >= 0", name=op.f("ck_notice_tries")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_notice_customer_id_customer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index(
        "ix_notice_next_try_at",
        "notice",
        ["next_try_at"],
        unique=False,
        sqlite_where=sa.text("next_try_at IS NOT NULL"),
        postgresql_where=sa.text("next_try_at IS NOT NULL"),
    )


def _create_session() -> None:
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("caisse_id", sa.String(length=16), nullable=False),
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.CheckConstraint("expires_at > opened_at", name=op.f("ck_session_expires_at")),
        sa.CheckConstraint("length(installation) = 32", name=op.f("ck_session_installation")),
        sa.ForeignKeyConstraint(["caisse_id"], ["caisse.id"], name=op.f("fk_session_caisse_id_caisse")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_session_customer_id_customer")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        sa.UniqueConstraint("id", name=op.f("uq_session_id")),
    )
    op.create_index("ix_session_customer_id_opened_at", "session", ["customer_id", "opened_at"], unique=False)


def _create_sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("customer_id", Id, nullable=True),
        sa.Column("password_right", sa.Boolean(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "NOT password_right OR customer_id IS NOT NULL", name=op.f("ck_sign_in_attempt_password_right")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_sign_in_attempt_customer_id_customer")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_expires_at", "sign_in_attempt", ["expires_at"], unique=False)
