"""A window on the operations: any row of a million at once, a few pages in memory, nothing sorted by us.

Postings never change and their `seq` is their order, so a window is frozen by the highest `seq` it saw. Without a
filter it keeps sparse anchors (the seq of every 256th row): a jump is a keyset seek, never a large OFFSET.
With a filter it keeps the seqs that match (8 bytes a row) and reads pages by them.
"""

from __future__ import annotations

import json
import unicodedata
from array import array
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    import sqlalchemy as sa

    from ccmdesk.client.cache.store import Cache

PAGE_ROWS: Final = 256
PAGES_KEPT: Final = 24
MAX_SEARCH: Final = 200
"""Characters of a search that count; what comes after changes nothing a person could see."""

_MAX_SEQ: Final = 2**63 - 1
_UNKNOWN: Final = 0  # seqs start at 1
_STEPS_A_READ: Final = 64  # a cache in memory has one reader at a time: let the screen have its turn
_TAIL_PAGES: Final = 4  # pages that can be read from the old end while the anchors are being laid


class PostingLine(NamedTuple):
    """One operation as stored: days in ISO, money in cents, `balance` of its account after it."""

    seq: int
    account: str
    booked_on: str
    value_on: str
    amount: int
    balance: int
    kind: str
    label: str
    counterparty: str


@dataclass(frozen=True, slots=True)
class PostingFilter:
    """What a customer may narrow the list by. Amounts are cents without sign; bounds are included."""

    search: str = ""
    booked_from: date | None = None
    booked_to: date | None = None
    at_least: int | None = None
    at_most: int | None = None

    def __bool__(self) -> bool:
        """Whether it narrows anything."""
        bounds = (self.booked_from, self.booked_to, self.at_least, self.at_most)
        return expression(self.search) is not None or any(bound is not None for bound in bounds)


EVERYTHING: Final = PostingFilter()


def expression(search: str) -> str | None:
    """Write a search as typed for FTS5, or None when there is nothing to look for (punctuation alone)."""
    from ccmdesk.client.cache.reads import match_expression  # SQLAlchemy: after the first paint

    return match_expression(unicodedata.normalize("NFC", search[:MAX_SEARCH]))


class PostingWindow:
    """The operations of one account (or of all: None), newest first, through a filter.

    `open` and `lay_anchors` are for a worker thread; `row` and `rows` for the one thread that shows them, and may be
    called while anchors are being laid. All of them raise KnownError: DISK_UNAVAILABLE.
    """

    def __init__(self, cache: Cache, account: str | None = None, narrowed: PostingFilter = EVERYTHING) -> None:
        self.account = account
        self.narrowed = narrowed
        self._cache = cache
        self._head = 0
        self._count = 0
        self._hits: array[int] | None = None
        self._anchors = array("q")
        self._pages: OrderedDict[int, tuple[PostingLine, ...]] = OrderedDict()
        self._recent = -1
        self._cancelled = False

    def open(self) -> None:
        """Count the rows, and find those that match if there is a filter. The first page can be shown afterwards."""
        with self._cache.read() as connection:
            self._head = _number(connection, _HEAD, {})
            if self.narrowed:
                self._hits = array("q")
                for seqs in self._matching(connection):
                    self._hits.extend(seqs)
                self._count = len(self._hits)
            else:
                self._count = _number(
                    connection, _COUNT_ALL if self.account is None else _COUNT, self._scope(self._head)
                )
                self._anchors = array("q", [_UNKNOWN]) * -(-self._count // PAGE_ROWS)
                if self._anchors:
                    self._anchors[0] = self._head

    def lay_anchors(self) -> None:
        """Walk the index once in steps of a page, so that every row is one seek away."""
        if self._hits is not None:
            return
        step = _STEP_ALL if self.account is None else _STEP
        for first in range(1, len(self._anchors), _STEPS_A_READ):
            if self._cancelled:
                return
            with self._cache.read() as connection:
                for number in range(first, min(first + _STEPS_A_READ, len(self._anchors))):
                    self._anchors[number] = _number(connection, step, self._scope(self._anchors[number - 1]))

    def cancel(self) -> None:
        """Stop what runs on the worker at the next occasion: nobody waits for this window any more."""
        self._cancelled = True

    def count(self) -> int:
        """How many operations there are."""
        return self._count

    def row(self, index: int) -> PostingLine | None:
        """Give the operation at `index` (0 is the newest), or None where anchors are not laid yet."""
        number = index // PAGE_ROWS
        page = self._pages.get(number) if number == self._recent else self._page(number)
        if not page:
            return None
        offset = index - number * PAGE_ROWS
        return page[offset] if offset < len(page) else None

    def rows(self, index: int, size: int) -> list[PostingLine]:
        """Give `size` operations from `index`, fewer at the end or where they are not within reach yet."""
        found = (self.row(number) for number in range(index, min(index + size, self._count)))
        return [line for line in found if line is not None]

    def _scope(self, seq: int) -> dict[str, object]:
        return {"account": self.account, "seq": seq, "size": PAGE_ROWS}

    def _matching(self, connection: sa.Connection) -> Iterator[Sequence[int]]:
        narrowed = self.narrowed
        match = expression(narrowed.search)
        found = connection.exec_driver_sql(
            _SEARCH if match else _SIFT_ALL if self.account is None else _SIFT,
            self._scope(self._head)
            | {
                "match": match,
                "from": narrowed.booked_from.isoformat() if narrowed.booked_from else "",
                "to": narrowed.booked_to.isoformat() if narrowed.booked_to else "9999-12-31",
                "least": narrowed.at_least or 0,
                "most": _MAX_SEQ if narrowed.at_most is None else narrowed.at_most,
            },
        )
        for chunk in found.scalars().partitions(PAGE_ROWS):
            if self._cancelled:
                return
            yield chunk

    def _page(self, number: int) -> tuple[PostingLine, ...]:
        page = self._pages.get(number)
        if page is None:
            page = self._read(number) if 0 <= number * PAGE_ROWS < self._count else ()
            if not page:
                return page
            self._pages[number] = page
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        self._pages.move_to_end(number)
        self._recent = number
        return page

    def _read(self, number: int) -> tuple[PostingLine, ...]:
        first = number * PAGE_ROWS
        left = self._count - first
        if self._hits is not None:
            seqs = self._hits[first : first + PAGE_ROWS].tolist()
            return self._lines(_PICK, {"seqs": json.dumps(seqs)})
        everything = self.account is None
        if self._anchors[number] != _UNKNOWN:
            page = self._lines(_PAGE_ALL if everything else _PAGE, self._scope(self._anchors[number]))
            if page and number + 1 < len(self._anchors) and self._anchors[number + 1] == _UNKNOWN:
                self._anchors[number + 1] = page[-1].seq - 1  # nothing lies between: as good as the row's own seq
            return page
        if left > _TAIL_PAGES * PAGE_ROWS:
            return ()
        tail = self._lines(_TAIL_ALL if everything else _TAIL, self._scope(self._head) | {"size": left})
        return tail[::-1][:PAGE_ROWS]

    def _lines(self, sql: str, parameters: Mapping[str, object]) -> tuple[PostingLine, ...]:
        with self._cache.read() as connection:
            return tuple(map(PostingLine._make, connection.exec_driver_sql(sql, parameters).fetchall()))


def _number(connection: sa.Connection, sql: str, parameters: Mapping[str, object]) -> int:
    return int(connection.exec_driver_sql(sql, parameters).scalar() or _UNKNOWN)


_HEAD: Final = "SELECT coalesce(max(seq), 0) FROM posting"
_COUNT: Final = "SELECT count(*) FROM posting WHERE account = :account AND seq <= :seq"
_COUNT_ALL: Final = "SELECT count(*) FROM posting WHERE seq <= :seq"
_STEP: Final = """
    SELECT seq FROM posting WHERE account = :account AND seq <= :seq ORDER BY seq DESC LIMIT 1 OFFSET :size"""
_STEP_ALL: Final = "SELECT seq FROM posting WHERE seq <= :seq ORDER BY seq DESC LIMIT 1 OFFSET :size"
_PAGE: Final = """
    SELECT seq, account, booked_on, value_on, amount, balance, kind, label, counterparty
    FROM posting WHERE account = :account AND seq <= :seq ORDER BY seq DESC LIMIT :size"""
_PAGE_ALL: Final = """
    SELECT seq, account, booked_on, value_on, amount, balance, kind, label, counterparty
    FROM posting WHERE seq <= :seq ORDER BY seq DESC LIMIT :size"""
_TAIL: Final = """
    SELECT seq, account, booked_on, value_on, amount, balance, kind, label, counterparty
    FROM posting WHERE account = :account AND seq <= :seq ORDER BY seq ASC LIMIT :size"""
_TAIL_ALL: Final = """
    SELECT seq, account, booked_on, value_on, amount, balance, kind, label, counterparty
    FROM posting WHERE seq <= :seq ORDER BY seq ASC LIMIT :size"""
_PICK: Final = """
    SELECT seq, account, booked_on, value_on, amount, balance, kind, label, counterparty
    FROM posting WHERE seq IN (SELECT value FROM json_each(:seqs)) ORDER BY seq DESC"""
_SEARCH: Final = """
    SELECT posting.seq FROM posting_text CROSS JOIN posting ON posting.seq = posting_text.rowid
    WHERE posting_text MATCH :match AND posting_text.rowid <= :seq
      AND (:account IS NULL OR account = :account)
      AND booked_on BETWEEN :from AND :to AND abs(amount) BETWEEN :least AND :most
    ORDER BY posting_text.rowid DESC"""
_SIFT: Final = """
    SELECT seq FROM posting
    WHERE account = :account AND seq <= :seq
      AND booked_on BETWEEN :from AND :to AND abs(amount) BETWEEN :least AND :most
    ORDER BY seq DESC"""
_SIFT_ALL: Final = """
    SELECT seq FROM posting
    WHERE seq <= :seq AND booked_on BETWEEN :from AND :to AND abs(amount) BETWEEN :least AND :most
    ORDER BY seq DESC"""
