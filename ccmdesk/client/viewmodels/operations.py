"""« Opérations »: what an account (or all of them) went through, searched and filtered as one types."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QTimer

from ccmdesk.client.cache.posting_window import EVERYTHING, PostingFilter, PostingWindow
from ccmdesk.client.sync.views import Changes
from ccmdesk.client.viewmodels.showing import StateModel
from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.views import AccountView
    from ccmdesk.client.work import Failure, Work

T = TypeVar("T")
DEBOUNCE_MS: Final = 150
_DAY: Final = re.compile(r"([0-9]{1,2})[/. -]([0-9]{1,2})[/. -]([0-9]{4}|[0-9]{2})|([0-9]{2})([0-9]{2})([0-9]{4})")
_CENTURY: Final = 2000


@dataclass(frozen=True, slots=True)
class FilterTexts:
    """The filter as typed; an empty text does not narrow."""

    booked_from: str = ""
    booked_to: str = ""
    at_least: str = ""
    at_most: str = ""

    def filled(self) -> int:
        """How many bounds are given."""
        return sum(bool(text.strip()) for text in (self.booked_from, self.booked_to, self.at_least, self.at_most))


@dataclass(frozen=True, slots=True)
class OperationsState:
    """What the page shows. `account` is None for all accounts, or before the first read (`loaded` False).

    `problems` names the fields of `FilterTexts` that cannot be read, with the reason; while there are any, the list
    stays as it was. `complete`: every row of `window` is within reach.
    """

    account: AccountView | None = None
    window: PostingWindow | None = None
    search: str = ""
    texts: FilterTexts = FilterTexts()
    problems: tuple[tuple[str, ErrorCode], ...] = ()
    failure: Failure | None = None
    loaded: bool = False
    complete: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether a search or a filter is in force."""
        return bool(self.search.strip()) or self.texts.filled() > 0


class OperationsModel(StateModel[OperationsState]):
    """Reads the operations on the reading lane; what was asked before and is no longer wanted is cancelled."""

    def __init__(self, work: Work, desk: Desk, *, debounce_ms: int = DEBOUNCE_MS) -> None:
        super().__init__()
        self._work, self._desk = work, desk
        self._number: str | None = None
        self._narrowed = EVERYTHING
        self._asked: PostingWindow | None = None
        self._typing = QTimer(self, singleShot=True, interval=debounce_ms)
        self._typing.timeout.connect(self.reload)
        self.state = OperationsState()
        work.changed.connect(self._on_changes)

    def open(self, number: str | None) -> None:
        """Turn to the operations of an account, or of all (None), with nothing searched or filtered."""
        self._number, self._narrowed = number, EVERYTHING
        self.state = OperationsState()
        self.changed.emit()
        self.reload()

    def reload(self) -> None:
        """Read the operations from the cache."""
        self._typing.stop()
        if self._asked is not None:
            self._asked.cancel()
        window = self._asked = self._desk.posting_window(self._number, self._narrowed)
        self._work.query(self, lambda: self._read(window), self._show, self._failed_for(window))

    def search(self, text: str) -> None:
        """Narrow by words, once the typing pauses."""
        self._narrowed = replace(self._narrowed, search=text)
        self._set(search=text)
        self._typing.start()

    def filter(self, texts: FilterTexts) -> None:
        """Narrow by days and amounts as typed, unless something in them cannot be read."""
        if texts == self.state.texts:
            return
        narrowed, problems = read_filter(texts)
        self._set(texts=texts, problems=problems)
        if not problems:
            self._narrowed = replace(narrowed, search=self.state.search)
            self.reload()

    def clear(self) -> None:
        """Search and filter nothing any more."""
        self._narrowed = EVERYTHING
        self._set(search="", texts=FilterTexts(), problems=())
        self.reload()

    def fail(self, failure: Failure) -> None:
        """Take note that the screen could not read a row."""
        self._set(failure=failure)

    def _read(self, window: PostingWindow) -> tuple[PostingWindow, AccountView | None]:
        window.open()
        accounts = self._desk.accounts() if window.account is not None else []
        return window, next((account for account in accounts if account.number == window.account), None)

    def _show(self, answer: tuple[PostingWindow, AccountView | None]) -> None:
        window, account = answer
        if window is not self._asked:
            return
        self._set(window=window, account=account, failure=None, loaded=True, complete=False)
        self._work.query(self, window.lay_anchors, lambda _none: self._complete(window), self._failed_for(window))

    def _complete(self, window: PostingWindow) -> None:
        if window is self._asked:
            self._set(complete=True)

    def _failed_for(self, window: PostingWindow) -> Callable[[Failure], None]:
        return lambda failure: self._set(failure=failure, loaded=True) if window is self._asked else None

    def _on_changes(self, changes: Changes) -> None:
        if self._asked is not None and changes & (Changes.POSTINGS | Changes.ACCOUNTS):
            self.reload()


def read_filter(texts: FilterTexts) -> tuple[PostingFilter, tuple[tuple[str, ErrorCode], ...]]:
    """Read a filter as typed. Returns it, and the fields that cannot be read with the reason.

    A later bound that lies before the earlier one is the later field's problem.
    """
    problems: list[tuple[str, ErrorCode]] = []

    def read(name: str, text: str, reader: Callable[[str], T]) -> T | None:
        try:
            return reader(text) if text.strip() else None
        except KnownError as error:
            problems.append((name, error.code))
            return None

    first = read("booked_from", texts.booked_from, parse_day)
    last = read("booked_to", texts.booked_to, parse_day)
    least = read("at_least", texts.at_least, parse_amount)
    most = read("at_most", texts.at_most, parse_amount)
    if first and last and last < first:
        problems.append(("booked_to", ErrorCode.DATE_PAST))
    if least and most and most < least:
        problems.append(("at_most", ErrorCode.AMOUNT_INVALID))
    return PostingFilter(booked_from=first, booked_to=last, at_least=least, at_most=most), tuple(problems)


def parse_day(text: str) -> date:
    """Read a day as people type it: 21/10/2022, 21.10.22, 21 10 2022, 21102022. Raises KnownError: DATE_INVALID."""
    found = _DAY.fullmatch(text.strip())
    if found is None:
        raise KnownError(ErrorCode.DATE_INVALID)
    day, month, year = (part for part in found.groups() if part is not None)
    century = _CENTURY if len(year) == 2 else 0  # noqa: PLR2004 -- two digits: this century
    try:
        return date(century + int(year), int(month), int(day))
    except ValueError as error:
        raise KnownError(ErrorCode.DATE_INVALID) from error
