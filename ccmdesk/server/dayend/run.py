"""The day-end: executes what is due and opens the next business day.

Every order is settled in a transaction of its own, and the day turns by one conditional update: it may be killed
anywhere and started again, or run twice at once, and everything happens once.

The day turns after one round over its orders, whether others came meanwhile or not: those are settled after it,
under their own day. Waiting for a moment without orders would never end on a busy day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ccmdesk.core.clock import paris_date
from ccmdesk.core.rules.calendar import next_business_day
from ccmdesk.server.dayend.settle import promote, settle
from ccmdesk.server.ledger.check import Difference, differences
from ccmdesk.server.repositories import caisses, transfers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database
    from ccmdesk.server.repositories.transfers import Figures

_BATCH: Final = 500


class Step(StrEnum):
    """What the day-end is doing."""

    PROMOTE = "promote"  # reserves the funds of orders that became due on the open day
    SETTLE = "settle"  # executes or rejects an order
    TURN = "turn"  # closes the day and opens the next
    CHECK = "check"  # whether the books close


@dataclass(frozen=True, slots=True)
class Progress:
    """Told before each piece of work: the `done`-th of its step (from 0) in this run."""

    caisse_id: str
    day: date
    step: Step
    done: int


@dataclass(frozen=True, slots=True)
class DayReport:
    """A closed day. `total` in cents; `differences` is empty when the books close."""

    caisse_id: str
    day: date
    executed: int
    rejected: int
    total: int
    differences: tuple[Difference, ...]


def _silent(_: Progress) -> None:
    """Tell nobody."""


def close_days(
    database: Database, clock: Clock, until: date | None = None, progress: Callable[[Progress], None] = _silent
) -> list[DayReport]:
    """Close every open business day up to `until` (today in Paris unless said otherwise), in every caisse.

    Days missed are caught up one by one. Returns a report for each day that this run closed. What `progress` raises
    stops the run between two transactions.
    """
    last = until or paris_date(clock.now())
    reports: list[DayReport] = []
    for run in _runs(database, clock, progress):
        run.resume()
        while (day := run.open_day()) <= last:
            reports.extend(run.close(day))
    return reports


def close_next(database: Database, clock: Clock, progress: Callable[[Progress], None] = _silent) -> list[DayReport]:
    """Close the day that is open in each caisse, even if it is still to come (for demonstrations)."""
    reports: list[DayReport] = []
    for run in _runs(database, clock, progress):
        reports.extend(run.close(run.open_day()))
    return reports


def _runs(database: Database, clock: Clock, progress: Callable[[Progress], None]) -> list[_Run]:
    with database.snapshot() as connection:
        ids = [str(row["id"]) for row in caisses.list_caisses(connection)]
    return [_Run(database, clock, caisse_id, progress) for caisse_id in ids]


@dataclass(frozen=True, slots=True)
class _Run:
    """The day-end of one caisse."""

    database: Database
    clock: Clock
    caisse_id: str
    progress: Callable[[Progress], None]

    def open_day(self) -> date:
        with self.database.snapshot() as connection:
            return caisses.open_day(connection, self.caisse_id)

    def close(self, day: date) -> list[DayReport]:
        """Close the open day. Returns its report, or nothing when another run closed it meanwhile.

        `day` is the one that the caller saw: asked again here, it could be the next, one too many.
        """
        self.resume()
        self._settle(day)
        self.progress(Progress(self.caisse_id, day, Step.TURN, 0))
        if not self._turn(day):
            return []
        figures = self._finish(day)
        self.progress(Progress(self.caisse_id, day, Step.CHECK, 0))
        with self.database.snapshot() as connection:
            found = differences(connection, self.caisse_id)
        return [DayReport(self.caisse_id, day, figures.executed, figures.rejected, figures.total, tuple(found))]

    def resume(self) -> None:
        """Do what is left of the last closed day, by a run that was killed or is still at it."""
        with self.database.snapshot() as connection:
            day = caisses.last_closed_day(connection, self.caisse_id)
        if day is not None:
            self._finish(day)

    def _finish(self, day: date) -> Figures:
        """Settle the orders that came before the day turned, note its figures, reserve funds for the day now open."""
        self._settle(day)
        with self.database.unit_of_work() as connection:
            figures = transfers.day_figures(connection, self.caisse_id, day)
            caisses.set_day_figures(connection, self.caisse_id, day, figures)
        self._promote()
        return figures

    def _settle(self, day: date) -> None:
        for done, (customer_id, transfer_id) in enumerate(self._due(day, recorded_only=False)):
            self.progress(Progress(self.caisse_id, day, Step.SETTLE, done))
            with self.database.unit_of_work() as connection:
                settle(connection, customer_id, transfer_id, day, self.clock.now())

    def _promote(self) -> None:
        """Reserve the funds of recorded orders due on the open day."""
        day = self.open_day()
        for done, (customer_id, transfer_id) in enumerate(self._due(day, recorded_only=True)):
            self.progress(Progress(self.caisse_id, day, Step.PROMOTE, done))
            with self.database.unit_of_work() as connection:
                promote(connection, customer_id, transfer_id, self.clock.now())

    def _due(self, day: date, *, recorded_only: bool) -> Iterator[tuple[int, str]]:
        after = (0, "")
        while True:
            with self.database.snapshot() as connection:
                batch = transfers.due_transfers(
                    connection, self.caisse_id, day, after, _BATCH, recorded_only=recorded_only
                )
            if not batch:
                return
            yield from batch
            after = batch[-1]

    def _turn(self, day: date) -> bool:
        """Open the next day, once the orders being taken for this one are. False: another run did."""
        with self.database.unit_of_work() as connection:
            caisses.seize_open_day(connection, self.caisse_id)
            if not caisses.turn_day(connection, self.caisse_id, day, next_business_day(day)):
                return False
            caisses.add_day_end(connection, self.caisse_id, day, self.clock.now())
            return True
