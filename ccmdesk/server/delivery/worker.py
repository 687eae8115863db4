"""The threads that deliver what waits in the queue."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final, Protocol

from sqlalchemy.exc import SQLAlchemyError

from ccmdesk.core.errors import KnownError
from ccmdesk.server.delivery.message import CarrierDownError, DeliveryError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from structlog.typing import FilteringBoundLogger

    from ccmdesk.server.delivery.message import Carrier, Channel, Letter
    from ccmdesk.server.metrics import Metrics

PAUSE_SECONDS: Final = 0.5
"""How long a worker rests when nothing waits."""

DOWN_SECONDS: Final = 5.0
"""How long it rests when its carrier takes nothing."""


class Queue(Protocol):
    """Where letters wait (see `services.notices.NoticeQueue`)."""

    def claim(self, channel: Channel | None = None) -> Letter | None:
        """Take a letter, of this channel if one is named, that nobody else will get for a while."""
        ...

    def delivered(self, letter: Letter) -> None:
        """Say that it arrived."""
        ...

    def failed(self, letter: Letter, error: DeliveryError) -> bool:
        """Put it back for later. False if it was given up instead."""
        ...


class DeliveryWorker:
    """Delivers letters one by one, in order, until it is stopped. Any number of processes may run one.

    `channel`: only those. A worker for each channel keeps what waits for a slow mail server from holding up SMS.
    """

    def __init__(
        self,
        queue: Queue,
        carrier: Carrier,
        logger: FilteringBoundLogger,
        metrics: Metrics,
        channel: Channel | None = None,
    ) -> None:
        self._queue = queue
        self._carrier = carrier
        self._logger = logger
        self._metrics = metrics
        self._channel = channel
        self._is_down = False
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"delivery {channel or ''}".strip(), daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def ask_to_stop(self) -> None:
        """Finish the letter in hand, then end."""
        self._stop.set()

    def stop(self) -> None:
        """Finish the letter in hand and end."""
        self.ask_to_stop()
        self._thread.join()

    def deliver_all(self) -> int:
        """Deliver what is due, or stop at the first letter when the carrier is down. Returns how many arrived."""
        count = 0
        self._is_down = False
        while not self._is_down and not self._stop.is_set():
            letter = self._queue.claim(self._channel)
            if letter is None:
                break
            try:
                self._carrier.deliver(letter)
            except DeliveryError as error:
                self._put_back(letter, error)
                self._is_down = isinstance(error, CarrierDownError)
            else:
                self._queue.delivered(letter)
                self._metrics.notices.labels(letter.channel.value, "delivered").inc()
                count += 1
        return count

    def _put_back(self, letter: Letter, error: DeliveryError) -> None:
        kept = self._queue.failed(letter, error)
        self._metrics.notices.labels(letter.channel.value, "failed" if kept else "given_up").inc()
        self._logger.warning(
            "delivery failed" if kept else "delivery given up",
            notice=letter.id,
            channel=letter.channel.value,
            tries=letter.tries + 1,
            reason=str(error),
            error=error,
        )

    def _run(self) -> None:
        while not self._stop.is_set():
            try:
                self.deliver_all()
            except (SQLAlchemyError, KnownError) as error:  # the database is away: it will be back, and so are we
                self._logger.warning("delivery paused", error=error)
            except Exception as error:  # noqa: BLE001 -- a thread's edge: the bug of one letter must not end all delivery
                self._logger.log(logging.ERROR, "delivery bug", error=error)
            self._stop.wait(DOWN_SECONDS if self._is_down else PAUSE_SECONDS)


def make_workers(
    queue: Queue, carriers: Mapping[Channel, Carrier], logger: FilteringBoundLogger, metrics: Metrics
) -> list[DeliveryWorker]:
    """Make a worker for each channel that has a carrier."""
    return [DeliveryWorker(queue, carrier, logger, metrics, channel) for channel, carrier in carriers.items()]


def stop_all(workers: list[DeliveryWorker]) -> None:
    """End workers, together: each may be waiting for its carrier."""
    for worker in workers:
        worker.ask_to_stop()
    for worker in workers:
        worker.stop()
