"""Telling an outage (the database is away, the disk is full) from a bug: only after an outage is it worth retrying."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

_SQLITE: Final = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
    }
)
_PRIMARY: Final = 0xFF
"""SQLite's extended result codes carry the primary code in their low byte."""

_CLASSES: Final = ("08", "53", "57")
"""SQLSTATE classes: connection exception, insufficient resources, operator intervention."""

_NO_ANSWER: Final = "OperationalError"
"""What psycopg raises, without an SQLSTATE, when the server does not answer at all."""


def is_outage(error: Exception) -> bool:
    """Whether the database could not work, as opposed to having been asked nonsense.

    Hot paths speak to the driver directly: its own exceptions count like those that SQLAlchemy wraps.
    """
    if isinstance(error, PoolTimeoutError):
        return True
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.OperationalError):
        return getattr(origin, "sqlite_errorcode", 0) & _PRIMARY in _SQLITE
    if type(origin).__module__.partition(".")[0] != "psycopg":
        return False
    state: str | None = getattr(origin, "sqlstate", None)
    return state.startswith(_CLASSES) if state else type(origin).__name__ == _NO_ANSWER
