"""The thread that delivers what waits in the queue."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy.exc import SQLAlchemyError

from ccmdesk.core.errors import KnownError
from ccmdesk.server.delivery.message import DeliveryError

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from ccmdesk.server.delivery.message import Carrier, Letter
    from ccmdesk.server.metrics import Metrics

PAUSE_SECONDS: Final = 0.5
"""How long the worker rests when nothing waits."""


class Queue(Protocol):
    """Where letters wait (see `services.notices.NoticeQueue`)."""

    def claim(self) -> Letter | None:
        """Take a letter that nobody else will get for a while."""
        ...

    def delivered(self, letter: Letter) -> None:
        """Say that it arrived."""
        ...

    def failed(self, letter: Letter) -> None:
        """Put it back for later."""
        ...


class DeliveryWorker:
    """Delivers letters one by one, in order, until it is stopped. Any number of processes may run one."""

    def __init__(self, queue: Queue, carrier: Carrier, logger: FilteringBoundLogger, metrics: Metrics) -> None:
        self._queue = queue
        self._carrier = carrier
        self._logger = logger
        self._metrics = metrics
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Finish the letter in hand and end."""
        self._stop.set()
        self._thread.join()

    def deliver_all(self) -> int:
        """Deliver what is due. Returns how many letters arrived."""
        count = 0
        while not self._stop.is_set():
            letter = self._queue.claim()
            if letter is None:
                break
            count += self._deliver(letter)
        return count

    def _deliver(self, letter: Letter) -> bool:
        try:
            self._carrier.deliver(letter)
        except DeliveryError as error:
            self._queue.failed(letter)
            self._metrics.notices.labels(letter.channel.value, "failed").inc()
            self._logger.warning("delivery failed", notice=letter.id, channel=letter.channel.value, error=error)
            return False
        self._queue.delivered(letter)
        self._metrics.notices.labels(letter.channel.value, "delivered").inc()
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.deliver_all()
            except (SQLAlchemyError, KnownError) as error:  # the database is away: it will be back, and so are we
                self._logger.warning("delivery paused", error=error)
            self._stop.wait(PAUSE_SECONDS)
