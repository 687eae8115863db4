"""The database: engine, units of work, snapshots. SQLite (WAL) for one small caisse, PostgreSQL for production.

Services get a connection and never commit: `Database.unit_of_work` does, once, at the end.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sqlalchemy import URL, create_engine, event, make_url
from sqlalchemy.exc import OperationalError

from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS: Final = 15.0

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a commit that was answered survives a power cut
    "PRAGMA foreign_keys = ON",
)
_POSTGRESQL: Final = "-c timezone=UTC -c datestyle=ISO -c lock_timeout={}"
_WRITES: Final = "ccmdesk_writes"


class Database:
    """The bank's database. Thread-safe; holds a pool of connections, nothing else.

    `url`: « sqlite:////path/bank.db », « postgresql://user@host/name » (psycopg 3, in UTF-8). `busy_seconds`: how
    long a writer waits for another before its client is told to come back.
    """

    def __init__(self, url: str | URL, *, pool_size: int = 10, busy_seconds: float = BUSY_SECONDS) -> None:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            self.engine = _sqlite_engine(parsed, pool_size, busy_seconds)
            self._snapshots = self.engine
        elif parsed.get_backend_name() == "postgresql":
            self.engine = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=pool_size,
                pool_pre_ping=True,
                hide_parameters=True,  # what a statement was given stays out of what its failure says
                connect_args={"options": _POSTGRESQL.format(int(busy_seconds * 1000))},
            )
            self._snapshots = self.engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        else:
            raise ValueError(f"unsupported database: {parsed.get_backend_name()}")
        self._driver_error: type[Exception] = self.engine.dialect.loaded_dbapi.OperationalError
        self._writes: Engine = self.engine.execution_options(**{_WRITES: True})

    @contextmanager
    def unit_of_work(self) -> Iterator[Connection]:
        """One transaction that may write: committed when the block ends, rolled back when it raises.

        On SQLite it takes the write lock at once (BEGIN IMMEDIATE): two writers wait for each other instead of
        failing half-way. Raises KnownError SERVER_BUSY when the wait is too long.
        """
        try:
            with self._writes.begin() as connection:
                yield connection
        except (OperationalError, self._driver_error) as error:  # statements also run on the driver's own cursor
            if _is_busy(error):
                raise KnownError(ErrorCode.SERVER_BUSY) from error
            raise

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One read transaction: everything read in it is of the same instant. For reading only."""
        with self._snapshots.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


def _sqlite_engine(url: URL, pool_size: int, busy_seconds: float) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file: a bank in memory forgets")
    engine = create_engine(
        url.set(drivername="sqlite+pysqlite"),
        pool_size=pool_size,
        hide_parameters=True,  # what a statement was given stays out of what its failure says
        pool_reset_on_return=None,  # every connection comes back from a block that ended its transaction
        connect_args={"timeout": busy_seconds, "check_same_thread": False},
    )
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """Set durability and integrity, and leave BEGIN to us (the driver's own would come too late)."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    # On the driver's cursor: a fifth of what exec_driver_sql costs, in every transaction there is.
    connection.connection.cursor().execute("BEGIN IMMEDIATE" if writes else "BEGIN")


def _is_busy(error: Exception) -> bool:
    """Whether the database made us wait too long (SQLite: locked; PostgreSQL: lock_timeout, deadlock)."""
    origin = error.orig if isinstance(error, OperationalError) else error
    if isinstance(origin, sqlite3.OperationalError):
        return origin.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_SNAPSHOT}
    return getattr(origin, "sqlstate", None) in {"55P03", "40P01", "40001"}
