"""Jumping to any row of a long list in constant time: marks every `STEP` rows, made once for each list and sync."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache import reads

if TYPE_CHECKING:
    from ccmdesk.client.cache.store import Cache
    from ccmdesk.wire.feed import PostingRow

STEP: Final = 1_000
LISTS: Final = 16


_List = tuple[str, str | None, str]


class PostingPager:
    """Pages of postings by offset, newest first. Thread-safe."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._lock = threading.Lock()
        self._marks: OrderedDict[_List, list[int]] = OrderedDict()

    def page(self, account: str | None, search: str, offset: int, limit: int) -> list[PostingRow]:
        """Read the postings at places offset … offset + limit − 1. Raises KnownError: DISK_UNAVAILABLE."""
        if limit <= 0 or offset < 0:
            return []
        with self._cache.read() as connection:
            below, skip = None, offset
            if offset >= STEP:
                key = (reads.stamp(connection), account, search)
                marks = self._marks_of(key)
                if marks is None:
                    marks = reads.every(connection, account, search, STEP)
                    self._remember(key, marks)
                if offset // STEP >= len(marks):
                    return []
                below, skip = marks[offset // STEP] + 1, offset % STEP
            numbers = reads.seqs(connection, account, search, below=below, offset=skip, limit=limit)
            return reads.postings(connection, numbers)

    def _marks_of(self, key: _List) -> list[int] | None:
        with self._lock:
            if key in self._marks:
                self._marks.move_to_end(key)
            return self._marks.get(key)

    def _remember(self, key: _List, marks: list[int]) -> None:
        with self._lock:
            self._marks[key] = marks
            while len(self._marks) > LISTS:
                self._marks.popitem(last=False)
