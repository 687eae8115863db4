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
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

PAGE_ROWS: Final = 256
PAGES_KEPT: Final = 24
MAX_SEARCH: Final = 200
"""Characters of a search that count; what comes after changes nothing a person could see."""

_MAX_SEQ: Final = 2**63 - 1
_UNKNOWN: Final = 0  # seqs start at 1
_TAIL_PAGES: Final = 4  # pages that can be read from the old end while the anchors are being laid


class Cursor(Protocol):
    """What is needed of a DB-API cursor."""

    def execute(self, sql: str, parameters: Mapping[str, object], /) -> object: ...
    def fetchone(self) -> Sequence[int] | None: ...
    def fetchall(self) -> Sequence[Sequence[object]]: ...
    def fetchmany(self, size: int, /) -> Sequence[Sequence[int]]: ...


class Connection(Protocol):
    """What is needed of a DB-API connection: sqlite3, sqlcipher3 and SQLAlchemy's pooled ones all fit."""

    def cursor(self) -> Cursor: ...
    def close(self) -> None: ...


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
        return bool(match_expression(self.search)) or any(bound is not None for bound in bounds)


EVERYTHING: Final = PostingFilter()


def match_expression(search: str) -> str:
    """Turn a search as typed into an FTS5 expression: every word must begin a word of the operation.

    Each word is quoted, so that FTS5's operators and punctuation are plain text; accents and case are the
    tokenizer's business. Empty when there is nothing to look for.
    """
    words = unicodedata.normalize("NFC", search[:MAX_SEARCH]).replace("\0", " ").split()
    quoted = ['"' + word.replace('"', '""') + '"*' for word in words if any(map(str.isalnum, word))]
    return " ".join(quoted)


class PostingWindow:
    """The operations of one account (or of all: None), newest first, through a filter.

    `open` and `lay_anchors` are for a worker thread; `row` and `rows` for the one thread that shows them, and may be
    called while anchors are being laid. `connect` gives a connection of the caller's own; it is closed after each read.
    """

    def __init__(
        self, connect: Callable[[], Connection], account: str | None = None, narrowed: PostingFilter = EVERYTHING
    ) -> None:
        self.account = account
        self.narrowed = narrowed
        self._connect = connect
        self._head = 0
        self._count = 0
        self._hits: array[int] | None = None
        self._anchors = array("q")
        self._pages: OrderedDict[int, tuple[PostingLine, ...]] = OrderedDict()
        self._recent = -1
        self._cancelled = False

    def open(self) -> None:
        """Count the rows, and find those that match if there is a filter. The first page can be shown afterwards."""
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            self._head = _number(cursor, _HEAD, {})
            if self.narrowed:
                self._hits = array("q")
                for seqs in self._matching(cursor):
                    self._hits.extend(seqs)
                self._count = len(self._hits)
            else:
                self._count = _number(cursor, _COUNT_ALL if self.account is None else _COUNT, self._scope(self._head))
                self._anchors = array("q", [_UNKNOWN]) * -(-self._count // PAGE_ROWS)
                if self._anchors:
                    self._anchors[0] = self._head

    def lay_anchors(self) -> None:
        """Walk the index once in steps of a page, so that every row is one seek away."""
        if self._hits is not None:
            return
        step = _STEP_ALL if self.account is None else _STEP
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            for number in range(1, len(self._anchors)):
                if self._cancelled:
                    return
                self._anchors[number] = _number(cursor, step, self._scope(self._anchors[number - 1]))

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

    def _matching(self, cursor: Cursor) -> Iterator[Iterator[int]]:
        narrowed = self.narrowed
        match = match_expression(narrowed.search)
        cursor.execute(
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
        while not self._cancelled and (chunk := cursor.fetchmany(PAGE_ROWS)):
            yield (seq for (seq,) in chunk)

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
        with closing(self._connect()) as connection:
            cursor = connection.cursor()
            cursor.execute(sql, parameters)
            return tuple(map(PostingLine._make, cursor.fetchall()))


def _number(cursor: Cursor, sql: str, parameters: Mapping[str, object]) -> int:
    cursor.execute(sql, parameters)
    row = cursor.fetchone()
    return row[0] if row else _UNKNOWN


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
    SELECT posting.seq FROM posting_fts CROSS JOIN posting ON posting.seq = posting_fts.rowid
    WHERE posting_fts MATCH :match AND posting_fts.rowid <= :seq
      AND (:account IS NULL OR account = :account)
      AND booked_on BETWEEN :from AND :to AND abs(amount) BETWEEN :least AND :most
    ORDER BY posting_fts.rowid DESC"""
_SIFT: Final = """
    SELECT seq FROM posting
    WHERE account = :account AND seq <= :seq
      AND booked_on BETWEEN :from AND :to AND abs(amount) BETWEEN :least AND :most
    ORDER BY seq DESC"""
_SIFT_ALL: Final = """
    SELECT seq FROM posting
    WHERE seq <= :seq AND booked_on BETWEEN :from AND :to AND abs(amount) BETWEEN :least AND :most
    ORDER BY seq DESC"""
