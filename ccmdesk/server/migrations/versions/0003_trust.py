"""Trust: devices with keys, enrolments, recoveries, signed commands, and the staff who open and restore accesses.

Sessions and sign-ins under way end: their installations have no key. Credentials are kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ccmdesk.server.models.base import Id, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = ("device", "enrolment", "recovery", "challenge", "receipt", "staff", "access_request")
"""In the order in which they refer to each other."""


def upgrade() -> None:
    op.drop_table("session")
    op.drop_table("installation")
    _renew_attempt()
    _create_device()
    _create_enrolment()
    _create_recovery()
    _create_challenge()
    _create_receipt()
    _create_staff()
    _create_access_request()
    _create_session()
    op.execute(
        "ALTER TABLE caisse ADD COLUMN sign_above BIGINT "
        "CONSTRAINT ck_caisse_sign_above CHECK (sign_above IS NULL OR sign_above >= 0)"
    )
    _renew_credential()
    _renew_counter()


def downgrade() -> None:
    op.execute("DELETE FROM sign_in_attempt")
    op.drop_column("sign_in_attempt", "began_at")
    op.drop_table("session")
    op.drop_index("ix_sign_in_counter_tried_at", "sign_in_counter")
    op.drop_column("sign_in_counter", "tried_at")
    _restore_credential()
    _drop_sign_above()
    for table in reversed(TABLES):
        op.drop_table(table)
    _restore_installation()
    _restore_session()


def _renew_credential() -> None:
    """Let a credential be a temporary password. A constraint cannot be changed in place on SQLite: the rows move."""
    op.execute("CREATE TABLE credential_before AS SELECT * FROM credential")
    op.drop_table("credential")
    op.create_table(
        "credential",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_last_step", sa.BigInteger(), nullable=False),
        sa.Column("changed_at", Moment(), nullable=False),
        sa.Column("authenticator", sa.String(length=16), nullable=True),
        sa.Column("authenticator_since", Moment(), nullable=True),
        sa.Column("temporary_until", Moment(), nullable=True),
        sa.Column("temporary_device", sa.String(length=32), nullable=True),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name=op.f("ck_credential_password_hash")),
        sa.CheckConstraint("totp_last_step >= 0", name=op.f("ck_credential_totp_last_step")),
        sa.CheckConstraint(
            "(totp_sealed IS NULL) = (authenticator_since IS NULL)", name=op.f("ck_credential_authenticator_since")
        ),
        sa.CheckConstraint(
            "(totp_sealed IS NULL) = (temporary_until IS NOT NULL)", name=op.f("ck_credential_temporary_until")
        ),
        sa.CheckConstraint(
            "temporary_device IS NULL OR temporary_until IS NOT NULL", name=op.f("ck_credential_temporary_device")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_credential_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_credential")),
    )
    op.execute(
        "INSERT INTO credential (customer_id, password_hash, totp_sealed, totp_last_step, changed_at, "
        "authenticator_since) SELECT customer_id, password_hash, totp_sealed, totp_last_step, changed_at, changed_at "
        "FROM credential_before"
    )
    op.drop_table("credential_before")


def _restore_credential() -> None:
    """Those who have no authenticator yet lose their temporary password: their caisse sends another."""
    op.execute(
        "CREATE TABLE credential_after AS SELECT customer_id, password_hash, totp_sealed, totp_last_step, changed_at "
        "FROM credential WHERE totp_sealed IS NOT NULL"
    )
    op.drop_table("credential")
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
    op.execute(
        "INSERT INTO credential (customer_id, password_hash, totp_sealed, totp_last_step, changed_at) "
        "SELECT customer_id, password_hash, totp_sealed, totp_last_step, changed_at FROM credential_after"
    )
    op.drop_table("credential_after")


def _renew_attempt() -> None:
    op.drop_table("sign_in_attempt")
    op.create_table(
        "sign_in_attempt",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("customer_id", Id, nullable=True),
        sa.Column("password_right", sa.Boolean(), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.CheckConstraint(
            "NOT password_right OR customer_id IS NOT NULL", name=op.f("ck_sign_in_attempt_password_right")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_sign_in_attempt_customer_id_customer")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_expires_at", "sign_in_attempt", ["expires_at"], unique=False)


def _renew_counter() -> None:
    """Say when a code was tried last. SQLite adds no column that must have a value: the rows move."""
    op.execute("CREATE TABLE counter_before AS SELECT * FROM sign_in_counter")
    op.drop_table("sign_in_counter")
    op.create_table(
        "sign_in_counter",
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("locked_at", Moment(), nullable=True),
        sa.Column("tried_at", Moment(), nullable=False),
        sa.CheckConstraint("failures BETWEEN 0 AND 5", name=op.f("ck_sign_in_counter_failures")),
        sa.CheckConstraint("locked_at IS NULL OR failures = 5", name=op.f("ck_sign_in_counter_locked")),
        sa.PrimaryKeyConstraint("subject", name=op.f("pk_sign_in_counter")),
    )
    op.execute(
        "INSERT INTO sign_in_counter (subject, failures, locked_at, tried_at) "
        "SELECT subject, failures, locked_at, CURRENT_TIMESTAMP FROM counter_before"
    )
    op.drop_table("counter_before")
    op.create_index("ix_sign_in_counter_tried_at", "sign_in_counter", ["tried_at"], unique=False)


def _drop_sign_above() -> None:
    """SQLite drops no column that has a constraint: the constraint is written with the column, and goes with it."""
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("ck_caisse_sign_above", "caisse")
    op.execute("ALTER TABLE caisse DROP COLUMN sign_above")


def _create_session() -> None:
    op.create_table(
        "session",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("caisse_id", sa.String(length=16), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("opened_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("end_reason", sa.String(length=20), nullable=True),
        sa.CheckConstraint("expires_at > opened_at", name=op.f("ck_session_expires_at")),
        sa.CheckConstraint("(ended_at IS NULL) = (end_reason IS NULL)", name=op.f("ck_session_end_reason")),
        sa.ForeignKeyConstraint(["caisse_id"], ["caisse.id"], name=op.f("fk_session_caisse_id_caisse")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_session_customer_id_customer")),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"],
            ["device.customer_id", "device.id"],
            name=op.f("fk_session_customer_id_device_id_device"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_session")),
        sa.UniqueConstraint("id", name=op.f("uq_session_id")),
    )
    op.create_index("ix_session_customer_id_opened_at", "session", ["customer_id", "opened_at"], unique=False)


def _restore_installation() -> None:
    op.create_table(
        "installation",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.CheckConstraint("length(installation) = 32", name=op.f("ck_installation_installation")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_installation_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "installation", name=op.f("pk_installation")),
    )


def _restore_session() -> None:
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


def _create_device() -> None:
    op.create_table(
        "device",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("installation", sa.String(length=32), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("system", sa.String(length=80), nullable=False),
        sa.Column("lasting", sa.Boolean(), nullable=False),
        sa.Column("first_seen_at", Moment(), nullable=False),
        sa.Column("last_seen_at", Moment(), nullable=False),
        sa.Column("forgotten_at", Moment(), nullable=True),
        sa.CheckConstraint("length(id) = 32 AND length(installation) = 32", name=op.f("ck_device_names")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_device_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_device")),
    )


def _create_enrolment() -> None:
    op.create_table(
        "enrolment",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=True),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("authenticator", sa.String(length=16), nullable=True),
        sa.Column("proved_step", sa.Integer(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("challenge_id", sa.String(length=32), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.CheckConstraint("(session_id IS NULL) = (challenge_id IS NULL)", name=op.f("ck_enrolment_replacement")),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_enrolment_tries")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_enrolment_customer_id_customer")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_enrolment")),
    )
    op.create_index("ix_enrolment_customer_id", "enrolment", ["customer_id"], unique=False)


def _create_recovery() -> None:
    op.create_table(
        "recovery",
        sa.Column("token_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("subject", sa.String(length=12), nullable=False),
        sa.Column("customer_id", Id, nullable=True),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("proved_at", Moment(), nullable=True),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.CheckConstraint("code_hash IS NULL OR customer_id IS NOT NULL", name=op.f("ck_recovery_code_hash")),
        sa.CheckConstraint("proved_at IS NULL OR code_hash IS NOT NULL", name=op.f("ck_recovery_proved_at")),
        sa.CheckConstraint("tries BETWEEN 0 AND 5", name=op.f("ck_recovery_tries")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_recovery_customer_id_customer")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_recovery")),
    )
    op.create_index("ix_recovery_expires_at", "recovery", ["expires_at"], unique=False)


def _create_challenge() -> None:
    op.create_table(
        "challenge",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("session_id", sa.String(length=32), nullable=False),
        sa.Column("device_id", sa.String(length=32), nullable=False),
        sa.Column("operation", sa.String(length=16), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("issued_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("approval_hash", sa.String(length=64), nullable=True),
        sa.Column("approved_at", Moment(), nullable=True),
        sa.Column("used_at", Moment(), nullable=True),
        sa.CheckConstraint("(approval_hash IS NULL) = (approved_at IS NULL)", name=op.f("ck_challenge_approved_at")),
        sa.CheckConstraint("used_at IS NULL OR approved_at IS NOT NULL", name=op.f("ck_challenge_used_at")),
        sa.ForeignKeyConstraint(
            ["customer_id", "device_id"],
            ["device.customer_id", "device.id"],
            name=op.f("fk_challenge_customer_id_device_id_device"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_challenge_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_challenge")),
    )


def _create_receipt() -> None:
    op.create_table(
        "receipt",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("signed_at", Moment(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("key_id", sa.String(length=32), nullable=False),
        sa.Column("signature", sa.String(length=128), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_receipt_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_receipt")),
    )
    op.create_index("ix_receipt_customer_id_signed_at", "receipt", ["customer_id", "signed_at"], unique=False)


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("caisse_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=140), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=True),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name=op.f("ck_staff_password_hash")),
        sa.CheckConstraint("role IN ('teller', 'supervisor', 'auditor')", name=op.f("ck_staff_role")),
        sa.CheckConstraint("failures BETWEEN 0 AND 5", name=op.f("ck_staff_failures")),
        sa.ForeignKeyConstraint(["caisse_id"], ["caisse.id"], name=op.f("fk_staff_caisse_id_caisse")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
    )


def _create_access_request() -> None:
    op.create_table(
        "access_request",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=32), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", Moment(), nullable=True),
        sa.Column("decision", sa.String(length=16), nullable=True),
        sa.CheckConstraint(
            "decision IS NULL OR decision IN ('accepted', 'refused')", name=op.f("ck_access_request_decision")
        ),
        sa.CheckConstraint("kind IN ('lost_phone', 'contact')", name=op.f("ck_access_request_kind")),
        sa.CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_access_request_decided_at")),
        sa.CheckConstraint("(decision IS NULL) = (decided_by IS NULL)", name=op.f("ck_access_request_decided_by")),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_access_request_two_people")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_access_request_asked_by_staff")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_access_request_customer_id_customer")),
        sa.ForeignKeyConstraint(["decided_by"], ["staff.id"], name=op.f("fk_access_request_decided_by_staff")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_access_request")),
    )
    op.create_index("ix_access_request_asked_at", "access_request", ["asked_at"], unique=False)
