"""Background work: a Query reads, an Op changes; the answer comes back on the UI thread.

Two lanes of one thread each keep the order of what was asked: reads never wait behind a slow network.
A KnownError becomes a `Failure` with its code; anything else is our bug: logged with an incident id and
shown honestly, never swallowed.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from ccmdesk.core.errors import ErrorCode, KnownError
from ccmdesk.core.ids import new_incident

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


class _Job(Generic[T]):
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
        self._owner, self._work, self._done, self._failed = owner, work, done, failed
        self._tell: Callable[[], None]

    def run(self) -> None:
        """Do it, on a lane's thread."""
        try:
            self._tell = partial(self._done, self._work())
        except KnownError as error:
            self._tell = partial(self._failed, Failure(error.code, error.details))
        except Exception:
            incident = new_incident()
            log.exception("bug in background work, incident %s", incident)
            self._tell = partial(self._failed, Failure(ErrorCode.CLIENT_BUG, {}, incident))

    def answer(self) -> None:
        """Tell the owner, if it is still there, on the UI thread, once it was run."""
        if isValid(self._owner):
            self._tell()

    def let_go(self) -> None:
        """Forget everyone, on the UI thread: nothing more can be done with it."""
        vars(self).clear()


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
        self._jobs: set[_Job[Any]] = set()
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
        self._start(_READS, _Job(owner, read, done, failed))

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

        self._start(_OPS, _Job(self, act, finish, lambda failure: failed(failure) if isValid(owner) else None))

    def close(self) -> None:
        """Finish every op asked for, drop the reads; what they would have called back is dropped too.

        Nothing is begun any more: windows that close still ask for news, and nobody would be left to hear it.
        """
        self._closed = True
        if _READS in self._lanes:
            self._lanes[_READS].clear()
        for lane in self._lanes.values():
            lane.waitForDone()
        for job in self._jobs:
            job.let_go()
        self._jobs.clear()

    def _start(self, lane: str, job: _Job[Any]) -> None:
        if self._closed:
            return
        self._jobs.add(job)

        def run() -> None:
            job.run()
            self._answered.emit(job)

        self._lane(lane).start(run)

    def _take(self, job: _Job[Any]) -> None:
        if job not in self._jobs:
            return  # its answer was on its way when work ended
        self._jobs.remove(job)
        try:
            job.answer()
        finally:
            job.let_go()
        if not self._jobs:
            self.idle.emit()
