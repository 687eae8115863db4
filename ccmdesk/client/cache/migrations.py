"""The cache's schema, version by version. The file's version is PRAGMA user_version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache.engine import Damaged
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    import sqlalchemy as sa

_FIRST: Final = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE caisse (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, bic TEXT NOT NULL, phone TEXT NOT NULL,
        opening_hours TEXT NOT NULL, open_on TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE profile (
        seq INTEGER NOT NULL, number TEXT PRIMARY KEY, subscriber_code TEXT NOT NULL, civility TEXT NOT NULL,
        name TEXT NOT NULL, email TEXT NOT NULL, phone TEXT NOT NULL, address TEXT NOT NULL,
        postcode TEXT NOT NULL, town TEXT NOT NULL, country TEXT NOT NULL) WITHOUT ROWID""",
    """CREATE TABLE account (
        seq INTEGER NOT NULL, number TEXT PRIMARY KEY, kind TEXT NOT NULL, label TEXT NOT NULL,
        holder TEXT NOT NULL, iban TEXT NOT NULL, "rank" INTEGER NOT NULL, booked INTEGER NOT NULL,
        available INTEGER NOT NULL, rate INTEGER NOT NULL, opened_on TEXT NOT NULL, closed_on TEXT)
        WITHOUT ROWID""",
    """CREATE TABLE transfer (
        seq INTEGER NOT NULL, id TEXT PRIMARY KEY, "key" TEXT NOT NULL UNIQUE, source TEXT NOT NULL,
        target TEXT NOT NULL, amount INTEGER NOT NULL, label TEXT NOT NULL, requested_on TEXT NOT NULL,
        execution_on TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, created_at TEXT NOT NULL,
        executed_on TEXT) WITHOUT ROWID""",
    "CREATE INDEX transfer_day ON transfer (execution_on, created_at)",
    # rowid = seq: the order of booking, in which everything is listed and searched
    """CREATE TABLE posting (
        seq INTEGER PRIMARY KEY, account TEXT NOT NULL, booked_on TEXT NOT NULL, value_on TEXT NOT NULL,
        amount INTEGER NOT NULL, balance INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
        counterparty TEXT NOT NULL, entry TEXT NOT NULL)""",
    "CREATE INDEX posting_account ON posting (account, seq, amount)",
    """CREATE VIRTUAL TABLE posting_text USING fts5(
        label, counterparty, content='posting', content_rowid='seq', tokenize='unicode61 remove_diacritics 2')""",
)

STEPS: Final = (_FIRST,)
"""Statements that lead from version n to n + 1. Steps that clients in the field have run are never edited."""


def version(connection: sa.Connection) -> int:
    """Read the schema's version; 0 is an empty file."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def migrate(connection: sa.Connection) -> None:
    """Bring the schema to this client's version, in the caller's transaction.

    Raises Damaged when it has no sensible version, KnownError CACHE_TOO_NEW when it is a later client's.
    """
    found = version(connection)
    if found > len(STEPS):
        raise KnownError(ErrorCode.CACHE_TOO_NEW)
    if found < 0:
        raise Damaged
    for step in STEPS[found:]:
        for statement in step:
            connection.exec_driver_sql(statement)
    if found < len(STEPS):
        connection.exec_driver_sql(f"PRAGMA user_version={len(STEPS)}")
