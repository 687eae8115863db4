"""The first schema: caisses, customers, accounts, ledger, transfers, commands, audit."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ccmdesk.server.models.base import Id, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("entry", "posting", "audit_event")
TABLES = (
    "caisse",
    "feed_epoch",
    "customer",
    "day_end",
    "account",
    "audit_event",
    "command",
    "subscriber",
    "transfer",
    "entry",
    "posting",
)
"""In the order in which they refer to each other."""


def upgrade() -> None:
    _create_caisse()
    _create_feed_epoch()
    _create_customer()
    _create_day_end()
    _create_account()
    _create_audit_event()
    _create_command()
    _create_subscriber()
    _create_transfer()
    _create_entry()
    _create_posting()
    _forbid_changes()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _create_caisse() -> None:
    op.create_table(
        "caisse",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=140), nullable=False),
        sa.Column("bic", sa.String(length=11), nullable=False),
        sa.Column("bank_code", sa.String(length=5), nullable=False),
        sa.Column("branch_code", sa.String(length=5), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("opening_hours", sa.String(length=1000), nullable=False),
        sa.Column("open_day", sa.Date(), nullable=False),
        sa.CheckConstraint("length(bank_code) = 5 AND length(branch_code) = 5", name=op.f("ck_caisse_codes")),
        sa.CheckConstraint("length(bic) IN (8, 11)", name=op.f("ck_caisse_bic")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caisse")),
    )


def _create_feed_epoch() -> None:
    op.create_table(
        "feed_epoch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.String(length=32), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_feed_epoch_single")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_epoch")),
    )


def _create_customer() -> None:
    op.create_table(
        "customer",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("caisse_id", sa.String(length=16), nullable=False),
        sa.Column("civility", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=140), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=16), nullable=False),
        sa.Column("town", sa.String(length=70), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("profile_seq", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("audit_count", sa.BigInteger(), nullable=False),
        sa.Column("audit_head", sa.String(length=64), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("audit_count >= 0 AND length(audit_head) = 64", name=op.f("ck_customer_audit")),
        sa.CheckConstraint("id BETWEEN 1000000 AND 9999999", name=op.f("ck_customer_number")),
        sa.CheckConstraint("seq >= 0 AND profile_seq BETWEEN 0 AND seq", name=op.f("ck_customer_seq")),
        sa.ForeignKeyConstraint(["caisse_id"], ["caisse.id"], name=op.f("fk_customer_caisse_id_caisse")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
    )
    op.create_index(op.f("ix_customer_caisse_id"), "customer", ["caisse_id"], unique=False)


def _create_day_end() -> None:
    op.create_table(
        "day_end",
        sa.Column("caisse_id", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", Moment(), nullable=False),
        sa.Column("executed", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("executed >= 0 AND rejected >= 0 AND total >= 0", name=op.f("ck_day_end_figures")),
        sa.ForeignKeyConstraint(["caisse_id"], ["caisse.id"], name=op.f("fk_day_end_caisse_id_caisse")),
        sa.PrimaryKeyConstraint("caisse_id", "day", name=op.f("pk_day_end")),
    )


def _create_account() -> None:
    op.create_table(
        "account",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("number", sa.String(length=11), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("label", sa.String(length=70), nullable=False),
        sa.Column("holder", sa.String(length=140), nullable=False),
        sa.Column("iban", sa.String(length=34), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("booked", sa.BigInteger(), nullable=False),
        sa.Column("available", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('sight', 'passbook', 'solidarity', 'term')", name=op.f("ck_account_kind")),
        sa.CheckConstraint("rank >= 0 AND (kind = 'sight') = (rank = 0)", name=op.f("ck_account_rank")),
        sa.CheckConstraint("available >= 0 AND available <= booked", name=op.f("ck_account_available")),
        sa.CheckConstraint("booked >= 0", name=op.f("ck_account_booked")),
        sa.CheckConstraint("closed_on IS NULL OR booked = 0", name=op.f("ck_account_closed")),
        sa.CheckConstraint("length(number) = 11", name=op.f("ck_account_number_length")),
        sa.CheckConstraint("rate >= 0", name=op.f("ck_account_rate")),
        sa.CheckConstraint(
            "substr(number, 1, 7) = CAST(customer_id AS VARCHAR(7))", name=op.f("ck_account_number_owner")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_account_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "number", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "uq_account_sight",
        "account",
        ["customer_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'sight'"),
        postgresql_where=sa.text("kind = 'sight'"),
    )


def _create_audit_event() -> None:
    op.create_table(
        "audit_event",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("moment", sa.String(length=32), nullable=False),
        sa.Column("event", sa.String(length=64), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("length(hash) = 64", name=op.f("ck_audit_event_hash")),
        sa.CheckConstraint("position >= 1", name=op.f("ck_audit_event_position")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_audit_event_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "position", name=op.f("pk_audit_event")),
        sqlite_with_rowid=False,
    )


def _create_command() -> None:
    op.create_table(
        "command",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("payload_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("(status IS NULL) = (answer IS NULL)", name=op.f("ck_command_answered")),
        sa.CheckConstraint("length(key) = 32", name=op.f("ck_command_key")),
        sa.CheckConstraint("status BETWEEN 200 AND 499", name=op.f("ck_command_status")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_command_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "key", name=op.f("pk_command")),
        sqlite_with_rowid=False,
    )


def _create_subscriber() -> None:
    op.create_table(
        "subscriber",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.CheckConstraint("length(code) = 12", name=op.f("ck_subscriber_code")),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_subscriber_customer_id_customer")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_subscriber")),
        sa.UniqueConstraint("customer_id", name=op.f("uq_subscriber_customer_id")),
    )


def _create_transfer() -> None:
    op.create_table(
        "transfer",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=11), nullable=False),
        sa.Column("target", sa.String(length=11), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(length=140), nullable=False),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("execution_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("executed_on", sa.Date(), nullable=True),
        sa.Column("rejected_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(state = 'executed') = (executed_on IS NOT NULL)", name=op.f("ck_transfer_executed")),
        sa.CheckConstraint("(state = 'rejected') = (rejected_on IS NOT NULL)", name=op.f("ck_transfer_rejected")),
        sa.CheckConstraint(
            "state IN ('recorded', 'validated', 'executed', 'rejected', 'cancelled')", name=op.f("ck_transfer_state")
        ),
        sa.CheckConstraint("(reason IS NULL) = (rejected_on IS NULL)", name=op.f("ck_transfer_reason")),
        sa.CheckConstraint("amount BETWEEN 1 AND 99999999999", name=op.f("ck_transfer_amount")),
        sa.CheckConstraint("execution_on >= requested_on", name=op.f("ck_transfer_execution")),
        sa.CheckConstraint("source <> target", name=op.f("ck_transfer_accounts")),
        sa.ForeignKeyConstraint(
            ["customer_id", "source"],
            ["account.customer_id", "account.number"],
            name=op.f("fk_transfer_customer_id_source_account"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "target"],
            ["account.customer_id", "account.number"],
            name=op.f("fk_transfer_customer_id_target_account"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_transfer_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_transfer")),
        sa.UniqueConstraint("customer_id", "key", name=op.f("uq_transfer_customer_id_key")),
        sqlite_with_rowid=False,
    )
    _index_transfer()


def _index_transfer() -> None:
    op.create_index(
        "ix_transfer_due",
        "transfer",
        ["execution_on", "customer_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('recorded', 'validated')"),
        postgresql_where=sa.text("state IN ('recorded', 'validated')"),
    )
    op.create_index(
        "ix_transfer_executed_on",
        "transfer",
        ["executed_on", "customer_id"],
        unique=False,
        sqlite_where=sa.text("executed_on IS NOT NULL"),
        postgresql_where=sa.text("executed_on IS NOT NULL"),
    )
    op.create_index("ix_transfer_feed", "transfer", ["customer_id", "seq"], unique=False)
    op.create_index(
        "ix_transfer_rejected_on",
        "transfer",
        ["rejected_on", "customer_id"],
        unique=False,
        sqlite_where=sa.text("rejected_on IS NOT NULL"),
        postgresql_where=sa.text("rejected_on IS NOT NULL"),
    )


def _create_entry() -> None:
    op.create_table(
        "entry",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("transfer_id", sa.String(length=32), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id", "transfer_id"],
            ["transfer.customer_id", "transfer.id"],
            name=op.f("fk_entry_customer_id_transfer_id_transfer"),
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_entry_customer_id_customer")),
        sa.PrimaryKeyConstraint("customer_id", "id", name=op.f("pk_entry")),
        sa.UniqueConstraint("customer_id", "transfer_id", name=op.f("uq_entry_customer_id_transfer_id")),
        sqlite_with_rowid=False,
    )


def _create_posting() -> None:
    op.create_table(
        "posting",
        sa.Column("customer_id", Id, autoincrement=False, nullable=False),
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("account", sa.String(length=11), nullable=True),
        sa.Column("house", sa.String(length=32), nullable=True),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("value_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("label", sa.String(length=140), nullable=False),
        sa.Column("counterparty", sa.String(length=140), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.CheckConstraint("house IS NULL OR (house LIKE 'HOUSE:%' AND balance = 0)", name=op.f("ck_posting_house")),
        sa.CheckConstraint("(account IS NULL) <> (house IS NULL)", name=op.f("ck_posting_one_account")),
        sa.CheckConstraint("amount <> 0", name=op.f("ck_posting_amount")),
        sa.CheckConstraint("balance >= 0", name=op.f("ck_posting_balance")),
        sa.ForeignKeyConstraint(
            ["customer_id", "account"],
            ["account.customer_id", "account.number"],
            name=op.f("fk_posting_customer_id_account_account"),
        ),
        sa.ForeignKeyConstraint(
            ["customer_id", "entry_id"],
            ["entry.customer_id", "entry.id"],
            name=op.f("fk_posting_customer_id_entry_id_entry"),
        ),
        sa.PrimaryKeyConstraint("customer_id", "seq", name=op.f("pk_posting")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_posting_entry", "posting", ["customer_id", "entry_id"], unique=False)


def _forbid_changes() -> None:
    """Make the ledger and the audit trail append-only for everyone, the server itself included."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
        )
        for table in APPEND_ONLY:
            op.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
            )
            op.execute(
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        return
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
