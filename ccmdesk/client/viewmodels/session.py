"""The signed-in customer: keeps the figures fresh, says how fresh they are, ends the session."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from ccmdesk.client.sync.backoff import Backoff
from ccmdesk.client.sync.views import Changes
from ccmdesk.client.work import Failure
from ccmdesk.core.errors import ErrorCode, KnownError

if TYPE_CHECKING:
    from collections.abc import Callable

    from ccmdesk.client.sync.desk import Desk
    from ccmdesk.client.sync.views import Freshness
    from ccmdesk.client.work import Work

POLL_MS: Final = 15_000


class SessionModel(QObject):
    """State: `freshness`, `failure` of the last exchange (None when it went well), `busy` while syncing, and `notices`.

    `notices` is what must be told once about this computer's own files. `take_activity` says whether the customer did
    something since it was last asked: that counts as activity at the bank.

    `ended` is emitted once, with the reason (a Failure) or None when the customer left.
    """

    changed = Signal()
    ended = Signal(object)

    def __init__(self, work: Work, desk: Desk, take_activity: Callable[[], bool], *, poll_ms: int = POLL_MS) -> None:
        super().__init__()
        self._take_activity = take_activity
        self.desk, self._work = desk, work
        self.freshness: Freshness = desk.freshness()
        self.failure: Failure | None = None
        self.busy = False
        self._over = False
        self._poll_ms = poll_ms
        self._backoff = Backoff(first=poll_ms / 1000)
        self._timer = QTimer(self, interval=poll_ms)
        self._timer.timeout.connect(self._poll)
        work.changed.connect(self._on_changes)

    @property
    def notices(self) -> tuple[Failure, ...]:
        return tuple(Failure(code) for code in self.desk.notices)

    def start(self) -> None:
        """Sync now and go on polling (offline openings only look for the bank, they sync nothing)."""
        if self.freshness.signed_in:
            self.refresh()
            self._timer.start()

    def refresh(self) -> None:
        """Send what waits and fetch what changed."""
        if self.busy or self._over:
            return
        self._set_busy(busy=True)
        self._work.op(self, lambda: (None, self.desk.refresh() | Changes.FRESHNESS), self._fresh, self._failed)

    def sign_out(self) -> None:
        """Leave: the server session ends (if it can be reached) and the cache closes."""
        self._end(None)

    def leave_idle(self, reason: str = "idle") -> None:
        """Leave because nobody is at the keyboard any more; `reason` also « screen_locked »."""
        self._end(Failure(ErrorCode.SESSION_ENDED, {"reason": reason}))

    def give_up(self, reason: Failure) -> None:
        """Leave because the session is over, or this computer keeps nothing any more: a page found it out."""
        self._end(reason)

    def _end(self, reason: Failure | None) -> None:
        if not self._over:
            self._over = True
            self._timer.stop()
            self.desk.leave()  # whatever is under way with the bank gives up
            desk, work = self.desk, self._work
            work.query(work, desk.hide, _nothing, _nothing)  # reads wait for no bank: its silence keeps no figures open
            work.op(work, lambda: _sign_out(desk), _nothing, _nothing)
            self.ended.emit(reason)  # at once: the figures leave the screen however long the bank takes to answer

    def _poll(self) -> None:
        if not self.busy and not self._over:
            self._set_busy(busy=True)
            active = self._take_activity()
            self._work.op(self, lambda: self._fetch_if_needed(active=active), self._fresh, self._failed)

    def _fetch_if_needed(self, *, active: bool) -> tuple[None, Changes]:
        """Ask the bank for news; what the customer does here counts as activity there."""
        online = self.desk.freshness().online
        news = self.desk.ping(active=active) or self.desk.has_unsent()
        changes = self.desk.refresh(background=not active) if news else Changes.NOTHING
        return None, changes if online else changes | Changes.FRESHNESS

    def _fresh(self, _none: None) -> None:
        self.failure = None
        self._backoff.succeeded()
        self._timer.setInterval(self._poll_ms)
        self._set_busy(busy=False)

    def _failed(self, failure: Failure) -> None:
        if self._over:
            return
        self.failure = failure
        if failure.code is ErrorCode.SESSION_ENDED:
            self._end(failure)
            return
        self._timer.setInterval(round(self._backoff.failed() * 1000))
        self._set_busy(busy=False)
        self._work.changed.emit(Changes.FRESHNESS)

    def _set_busy(self, *, busy: bool) -> None:
        self.busy = busy
        self._read_freshness()
        self.changed.emit()

    def _read_freshness(self) -> None:
        with suppress(KnownError):  # the desk is closed, or its data were just deleted: the end is on its way
            self.freshness = self.desk.freshness()

    def _on_changes(self, changes: Changes) -> None:
        if changes & (Changes.FRESHNESS | Changes.SESSION) and not self._over:
            self._read_freshness()
            self.changed.emit()


def _sign_out(desk: Desk) -> tuple[None, Changes]:
    desk.sign_out()
    return None, Changes.NOTHING


def _nothing(_answer: Failure | None) -> None:
    """Nobody is there any more to be told."""
