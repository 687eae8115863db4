"""Background work: a Query reads, an Op changes; the answer comes back on the UI thread.

Two lanes of one thread each keep the order of what was asked: reads never wait behind a slow network.
A KnownError becomes a `Failure` with its code; anything else is our bug: logged with an incident id and
shown honestly, never swallowed.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QThreadPool

    from ccmdesk.client.sync.views import Changes

log = logging.getLogger(__name__)
T = TypeVar("T")
_READS, _OPS = "reads", "ops"


class Failure(NamedTuple):
    """Why a piece of work did not succeed; `incident` is the id in the log when it is our bug."""

    code: ErrorCode
    details: Mapping[str, str | int] = {}
    incident: str = ""


class _Job:
    """One piece of work, and who waits for it.

    A lane's thread keeps it for a moment after its answer was taken, and must not be the last to hold a view or a
    model: an object of Qt that ends on another thread than its own is a crash, rarely and at random.
    """

    def __init__(
        self,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        self._owner: QObject | None = owner
        self._run: Callable[[], None] | None = None
        self._tell: Callable[[], None] | None = None

        def run() -> None:
            try:
                result = work()
            except KnownError as error:
                failure = Failure(error.code, error.details)
            except Exception:
                incident = new_key()[:8]
                log.exception("bug in background work, incident %s", incident)
                failure = Failure(ErrorCode.CLIENT_BUG, {}, incident)
            else:
                self._tell = lambda: done(result)
                return
            self._tell = lambda: failed(failure)

        self._run = run

    def run(self) -> None:
        """Do it, on a lane's thread."""
        if self._run is not None:
            self._run()

    def answer(self) -> None:
        """Tell the owner, if it is still there, on the UI thread."""
        if self._tell is not None and isValid(self._owner):
            self._tell()

    def let_go(self) -> None:
        """Forget everyone, on the UI thread."""
        self._owner = None
        self._run = None
        self._tell = None


class Work(QObject):
    """Runs queries and ops for the view models and tells everyone what changed.

    `changed` carries the `Changes` of each op that succeeded, after its own callback.
    """

    changed = Signal(object)
    idle = Signal()
    _answered = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes: dict[str, QThreadPool] = {}
        self._jobs: set[_Job] = set()
        self._closed = False
        self._answered.connect(self._take)  # queued: emitted by the lanes' threads

    def _lane(self, name: str) -> QThreadPool:
        """Return a lane; it is made when it first has work, after the first paint."""
        lane = self._lanes.get(name)
        if lane is None:
            from PySide6.QtCore import QThreadPool

            lane = self._lanes[name] = QThreadPool(self)
            lane.setMaxThreadCount(1)
            lane.setExpiryTimeout(-1)
        return lane

    @property
    def pending(self) -> int:
        """How many pieces of work have not answered yet."""
        return len(self._jobs)

    def query(
        self,
        owner: QObject,
        read: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Run `read` on the reading lane. Nothing is called back once `owner` is deleted."""
        self._start(_READS, owner, read, done, failed)

    def op(
        self,
        owner: QObject,
        act: Callable[[], tuple[T, Changes]],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        """Run `act` on the changing lane; it returns its result and what it changed, which is broadcast."""

        def finish(answer: tuple[T, Changes]) -> None:
            result, changes = answer
            if isValid(owner):
                done(result)
            if changes:
                self.changed.emit(changes)

        self._start(_OPS, self, act, finish, lambda failure: failed(failure) if isValid(owner) else None)

    def close(self) -> None:
        """Finish every op asked for, drop the reads; what they would have called back is dropped too.

        Nothing is begun any more: windows that close still ask for news, and nobody would be left to hear it.
        """
        self._closed = True
        self._answered.disconnect(self._take)
        if _READS in self._lanes:
            self._lanes[_READS].clear()
        for lane in self._lanes.values():
            lane.waitForDone()
        for job in self._jobs:
            job.let_go()
        self._jobs.clear()

    def _start(
        self,
        lane: str,
        owner: QObject,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Failure], None],
    ) -> None:
        if self._closed:
            return
        job = _Job(owner, work, done, failed)
        self._jobs.add(job)

        def run() -> None:
            job.run()
            self._answered.emit(job)

        self._lane(lane).start(run)

    def _take(self, job: _Job) -> None:
        self._jobs.discard(job)
        try:
            job.answer()
        finally:
            job.let_go()
        if not self._jobs:
            self.idle.emit()
