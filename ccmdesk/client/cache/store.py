"""One customer's cache: an encrypted file or memory, many readers, one writer."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache import writes
from ccmdesk.client.cache.engine import Damaged, Turns, database_errors, file_engine, memory_engine, shut
from ccmdesk.client.cache.files import disk_errors
from ccmdesk.client.cache.migrations import migrate
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import sqlalchemy as sa

CACHE_MIB: Final = 32


class Cache:
    """A projection of the bank's data that may be thrown away at any time. Thread-safe.

    `path` and `key` say where the encrypted file is; without them the cache lives in memory. A file that the key
    does not open is deleted and made anew: nothing in it is precious. One that a later client made is left alone:
    its opening raises KnownError CACHE_TOO_NEW.
    """

    def __init__(self, path: Path | None = None, key: bytes | None = None) -> None:
        if (path is None) != (key is None):
            raise ValueError("a cache on disk has a path and a key, one in memory neither")
        self._path = path
        self._key = key
        self._turns = Turns(one_at_a_time=path is None)
        self._writing = threading.RLock()
        self._damaged = False
        try:
            self._engine = self._open()
        except Damaged:
            self._engine = self._open_anew()

    @property
    def in_memory(self) -> bool:
        """Whether the cache is gone when it closes."""
        return self._path is None

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """One snapshot, for any number of reads. Raises KnownError: DISK_UNAVAILABLE."""
        with self._noting_damage(), self._turns.take(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction, kept if the block ends well. Raises KnownError: DISK_UNAVAILABLE."""
        with self._noting_damage(), self._writing, self._turns.take(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def rebuild(self) -> Iterator[sa.Connection]:
        """One transaction over an emptied cache: readers keep the old data until the block ends well."""
        if self._path is not None:
            with self.write() as connection:
                writes.clear(connection)
                yield connection
            return
        with self._writing:
            fresh = self._open()
            with fresh.begin() as connection:
                yield connection
            with self._turns.take():
                old, self._engine = self._engine, fresh
            old.dispose()

    def repair(self) -> bool:
        """Make a cache anew whose pages proved damaged. Tells whether it had to.

        Raises KnownError: DISK_UNAVAILABLE.
        """
        with self._writing:
            if not self._damaged:
                return False
            self._engine.dispose()
            self._engine = self._open_anew()
            self._damaged = False
            return True

    def close(self) -> None:
        """Close the connections for good; a memory cache is gone. Later reads raise KnownError SESSION_ENDED.

        What another thread reads or writes at this moment it may finish.
        """
        with self._turns.take():
            shut(self._engine)

    def _open(self) -> sa.Engine:
        if self._path is None or self._key is None:
            engine = memory_engine()
        else:
            engine = file_engine(self._path, self._key, durable=False, cache_mib=CACHE_MIB)
        try:
            with database_errors(), engine.begin() as connection:
                migrate(connection)
                writes.index_text(connection)  # a client killed between the rows and their index
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _open_anew(self) -> sa.Engine:
        if self._path is not None:
            with disk_errors():
                for suffix in ("", "-wal", "-shm", "-journal"):
                    self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        try:
            return self._open()
        except Damaged as error:
            raise KnownError(ErrorCode.DISK_UNAVAILABLE) from error

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        try:
            with database_errors():
                yield
        except Damaged as error:
            self._damaged = True
            raise KnownError(ErrorCode.DISK_UNAVAILABLE) from error
