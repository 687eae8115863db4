"""Engines over SQLCipher: an encrypted file, or memory."""

from __future__ import annotations

import secrets
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, Protocol

import sqlalchemy as sa
import sqlcipher3
from sqlalchemy.pool import QueuePool, StaticPool

from ccmdesk.client.cache.files import private_file
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BUSY_SECONDS: Final = 15
KEY_BYTES: Final = 32


class Damaged(Exception):  # noqa: N818 -- a state of a file, caught in this room only
    """The file is not a database that the key opens, or its pages are damaged."""


class _Cursor(Protocol):
    def close(self) -> None: ...


class _DriverConnection(Protocol):
    isolation_level: str | None

    def execute(self, sql: str) -> _Cursor: ...


def file_engine(path: Path, key: bytes, *, durable: bool, cache_mib: int = 16) -> sa.Engine:
    """Open (or create, for its owner alone) the encrypted file with a raw 256-bit key: 1.4 ms, nothing stretched.

    One connection a thread at a time, readers beside one writer (WAL). `durable`: every commit is on the disk
    when it returns (synchronous=FULL); else only the order of commits is kept (NORMAL).

    Raises KnownError: DISK_UNAVAILABLE.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a raw SQLCipher key has 32 bytes")
    private_file(path)  # the files that SQLite puts beside it take its mode
    url = sa.URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(path))
    engine = sa.create_engine(
        url,
        module=sqlcipher3,
        hide_parameters=True,  # an error of ours that is logged says nothing of the customer
        poolclass=QueuePool,
        pool_size=3,
        max_overflow=8,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )
    _prepare(
        engine,
        "PRAGMA journal_mode=WAL",
        f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}",
        f"PRAGMA cache_size=-{cache_mib * 1024}",
        "PRAGMA foreign_keys=ON",
    )
    return engine


def memory_engine() -> sa.Engine:
    """Open a database that never touches the disk: one connection, whose users must take turns (see `Turns`)."""
    url = sa.URL.create("sqlite+pysqlcipher", password=f"x'{secrets.token_hex(KEY_BYTES)}'")  # it insists on one
    engine = sa.create_engine(
        url,
        module=sqlcipher3,
        hide_parameters=True,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False},
    )
    _prepare(engine, "PRAGMA foreign_keys=ON")
    return engine


def shut(engine: sa.Engine) -> None:
    """Close an engine for good: who still asks it (a page about to go) gets KnownError SESSION_ENDED."""

    def refuse(*_: object) -> None:
        raise KnownError(ErrorCode.SESSION_ENDED)

    sa.event.listen(engine, "do_connect", refuse)
    engine.dispose()


def _prepare(engine: sa.Engine, *pragmas: str) -> None:
    """Take transactions into our own hands: the driver's implicit ones leave reads without a snapshot."""

    def connected(connection: _DriverConnection, _record: object) -> None:
        connection.isolation_level = None
        for pragma in ("PRAGMA cipher_log_level=NONE", *pragmas):  # it writes to stderr by itself
            connection.execute(pragma).close()

    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    sa.event.listen(engine, "connect", connected)
    sa.event.listen(engine, "begin", begin)


class Turns:
    """Lets one thread at a time through, or everyone (a file in WAL mode needs no turns for reads)."""

    def __init__(self, *, one_at_a_time: bool) -> None:
        self._lock = threading.RLock() if one_at_a_time else None

    @contextmanager
    def take(self) -> Iterator[None]:
        """Wait for one's turn."""
        if self._lock is None:
            yield
            return
        with self._lock:
            yield


@contextmanager
def database_errors() -> Iterator[None]:
    """Sort what the database raises: Damaged, or KnownError DISK_UNAVAILABLE (full, read-only, locked, gone)."""
    try:
        yield
    except sa.exc.OperationalError as error:
        raise KnownError(ErrorCode.DISK_UNAVAILABLE) from error
    except sa.exc.DatabaseError as error:
        if isinstance(error, (sa.exc.IntegrityError, sa.exc.ProgrammingError, sa.exc.DataError)):
            raise  # a bug of ours
        raise Damaged from error
