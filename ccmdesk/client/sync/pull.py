"""Pulling the customer's feed into the cache: page by page, each with its cursor, resumable anywhere."""

from __future__ import annotations

from datetime import date, datetime
from itertools import chain
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from ccmdesk.client.cache import reads, writes
from ccmdesk.client.cache.writes import Cursor
from ccmdesk.client.sync.views import Changes
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.rules.transfers import AccountKind, TransferState

if TYPE_CHECKING:
    from collections.abc import Iterator

    import sqlalchemy as sa

    from ccmdesk.client.api.bank import BankApi
    from ccmdesk.client.cache.marks import HighWater
    from ccmdesk.client.cache.store import Cache
    from ccmdesk.client.sync.session import Session
    from ccmdesk.core.clock import Clock
    from ccmdesk.wire.feed import CaisseRow, FeedPage

GROUP_ROWS: Final = 20_000
"""Rows a transaction holds at most: transactions of single pages cost a first sync 3 to 5 times the time."""

MAX_ROWS: Final = 2_000_000
"""Rows of one answer: twenty times the largest customer that is measured. What never ends is no feed."""

MAX_EPOCH: Final = 64
"""Characters of the name of a bank's life: it goes back to the bank in every address."""

MAX_TEXT: Final = 1_000
"""Characters of one text."""

_SEQ: Final = itemgetter(0)
_BOOKED_ON, _VALUE_ON, _BALANCE = itemgetter(2), itemgetter(3), itemgetter(5)
_TEXTS: Final = tuple(map(itemgetter, (1, 6, 7, 8, 9)))
"""Texts of a posting: account, kind, label, counterparty, entry."""

SYNCED_AT: Final = "synced_at"


class Puller:
    """Brings the cache up to the bank's state. One pull at a time: the caller sees to it."""

    def __init__(
        self, api: BankApi, session: Session, cache: Cache, clock: Clock, mark: HighWater | None = None
    ) -> None:
        self._mark = None if cache.in_memory else mark
        self.rewound = False
        """Whether the cache was found to be an older copy of itself, and made anew."""
        self._api = api
        self._session = session
        self._cache = cache
        self._clock = clock

    def pull(self, *, background: bool = False) -> Changes:
        """Pull to the end of the feed. What came before a failure is kept: the next pull goes on from there.

        A bank that was restored has another epoch: the cache is then rebuilt in one step, and screens read the
        old data until the new are complete. So is a cache that had got further once: someone put an older copy back.

        Raises KnownError: SESSION_ENDED, SERVER_UNREACHABLE, ANSWER_UNREADABLE, DISK_UNAVAILABLE …
        """
        self._cache.repair()
        with self._cache.read() as connection:
            cursor = writes.read_cursor(connection)
            caisse = reads.caisse(connection)
        mark = None if self._mark is None else self._mark.read()
        rewound = mark is not None and mark.epoch == cursor.epoch and cursor.seq < mark.seq
        asked = Cursor("", 0) if rewound else cursor
        with (
            self._session.exchange() as token,
            self._api.feed(
                token, asked.epoch, asked.seq, background=background, wanted=lambda: self._session.wanted
            ) as pages,
        ):
            stream = _Stream(pages, asked, caisse)
            page = stream.next()
            if stream.restored or rewound:
                self._rebuild(page, stream)
            else:
                self._append(page, stream)
            if stream.failure is not None:
                raise stream.failure
        former = mark is not None and stream.restored and mark.epoch == stream.cursor.epoch  # of before a restoration
        self.rewound = self.rewound or rewound or former
        if self._mark is not None:
            self._mark.keep(stream.cursor)
        return stream.changes | Changes.FRESHNESS

    def _append(self, page: FeedPage | None, stream: _Stream) -> None:
        while page is not None:
            if self._cache.in_memory:  # whose readers wait while it is written: never hold it over the network
                with self._cache.write() as connection:
                    writes.write_page(connection, page)
                page = stream.next()
            else:
                with self._cache.write() as connection:
                    page = _fill(connection, page, stream)
        with self._cache.write() as connection:
            self._finish(connection, stream)

    def _rebuild(self, page: FeedPage | None, stream: _Stream) -> None:
        with self._cache.rebuild() as connection:
            while page is not None:
                writes.write_page(connection, page)
                page = stream.next()
            if stream.failure is not None:
                raise stream.failure
            self._finish(connection, stream)

    def _finish(self, connection: sa.Connection, stream: _Stream) -> None:
        writes.index_text(connection)
        if stream.failure is None:
            writes.write_meta(connection, SYNCED_AT, self._clock.now().isoformat())


def synced_at(connection: sa.Connection) -> datetime | None:
    """When the cache was last level with the bank (UTC)."""
    text = writes.read_meta(connection, SYNCED_AT)
    return datetime.fromisoformat(text) if text else None


def _fill(connection: sa.Connection, page: FeedPage | None, stream: _Stream) -> FeedPage | None:
    """Write a group of pages in one transaction; return the first page of the next group."""
    written = 0
    while page is not None and written < GROUP_ROWS:
        writes.write_page(connection, page)
        written += len(page.postings) + len(page.transfers) + 1
        page = stream.next()
    return page


class _Stream:
    """The pages of one answer, checked. A failure ends it and is kept: the pages before it are good."""

    def __init__(
        self, pages: Iterator[FeedPage], cursor: Cursor, caisse: CaisseRow | None, max_rows: int = MAX_ROWS
    ) -> None:
        self._max_rows = max_rows
        self._pages = pages
        self.cursor = cursor
        self._caisse = caisse
        self._begun = False
        self._complete = False
        self._rows = 0
        self.failure: KnownError | None = None
        self.restored = False
        self.changes = Changes.NOTHING

    def next(self) -> FeedPage | None:
        """Return the next page, or None at the end or at a failure."""
        if self.failure is not None:
            return None
        try:
            page = next(self._pages, None)
            if page is not None:
                self._check(page)
        except KnownError as error:
            self.failure = error
            return None
        if page is None and not self._complete:
            self.failure = KnownError(ErrorCode.SERVER_UNREACHABLE)  # cut between two pages
        return page

    def _check(self, page: FeedPage) -> None:
        behind = not self._begun and page.head < self.cursor.seq  # restored by someone who forgot the epoch
        if page.epoch != self.cursor.epoch or behind:
            if self._begun:
                raise KnownError(ErrorCode.ANSWER_UNREADABLE)
            self.restored = bool(self.cursor.epoch)
            self.cursor = Cursor(page.epoch, 0)
        if not 0 < len(page.epoch) <= MAX_EPOCH or not self.cursor.seq <= page.cursor <= page.head:
            raise KnownError(ErrorCode.ANSWER_UNREADABLE)
        self._check_progress(page)
        check_values(page)
        self.cursor = Cursor(page.epoch, page.cursor)
        self._begun = True
        self._complete = page.cursor == page.head
        self.changes |= self._changes(page)

    def _check_progress(self, page: FeedPage) -> None:
        """Refuse what would never end: a page after the last, one that leads nowhere, more rows than there can be."""
        self._rows += len(page.postings) + len(page.transfers) + len(page.accounts) + len(page.profile)
        stands_still = page.cursor == self.cursor.seq and page.cursor < page.head
        if self._complete or stands_still or self._rows > self._max_rows:
            raise KnownError(ErrorCode.ANSWER_UNREADABLE)

    def _changes(self, page: FeedPage) -> Changes:
        changes = Changes.NOTHING
        if page.accounts:
            changes |= Changes.ACCOUNTS
        if page.postings:
            changes |= Changes.POSTINGS
        if page.transfers:
            changes |= Changes.TRANSFERS
        if page.profile or page.caisse != self._caisse:
            changes |= Changes.PROFILE
        self._caisse = page.caisse
        return changes


def check_values(page: FeedPage) -> None:
    """Refuse a page that no bank could mean: what is stored must be readable, and right, for ever.

    Numbers beyond the page's cursor (they would hide later rows), days, kinds or states that are none, balances below
    zero, endless texts. Raises KnownError: ANSWER_UNREADABLE.
    """
    sound = (
        min(_numbers(page), default=1) > 0
        and max(_numbers(page), default=0) <= page.cursor
        and _has_short_texts(page)
        and all(0 <= account.available <= account.booked for account in page.accounts)
        and all(order.amount > 0 for order in page.transfers)
        and min(map(_BALANCE, page.postings), default=0) >= 0
    )
    try:
        for account in page.accounts:
            AccountKind(account.kind)
        for order in page.transfers:
            TransferState(order.state)
            sound = sound and datetime.fromisoformat(order.created_at).tzinfo is not None
        for day in _days(page):
            sound = sound and date.fromisoformat(day).isoformat() == day  # days are compared as texts
    except ValueError as error:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE) from error
    if not sound:
        raise KnownError(ErrorCode.ANSWER_UNREADABLE)


def _numbers(page: FeedPage) -> Iterator[int]:
    return chain.from_iterable(map(_SEQ, rows) for rows in (page.profile, page.accounts, page.transfers, page.postings))


def _days(page: FeedPage) -> set[str]:
    days = {page.caisse.open_on, *map(_BOOKED_ON, page.postings), *map(_VALUE_ON, page.postings)}
    for account in page.accounts:
        days.update((account.opened_on, account.closed_on or account.opened_on))
    for order in page.transfers:
        days.update((order.requested_on, order.execution_on, order.executed_on or order.execution_on))
    return days


def _has_short_texts(page: FeedPage) -> bool:
    few = chain(page.caisse, *page.profile, *page.accounts, *page.transfers)
    return all(len(item) <= MAX_TEXT for item in few if isinstance(item, str)) and all(
        max(map(len, map(column, page.postings)), default=0) <= MAX_TEXT for column in _TEXTS
    )
