"""What is over is forgotten: half-made sign-ins, first connections, recoveries, and counts of failures of long ago.

Each door sweeps before its own step; this sweeps all of it, once a day (day-end), should a door not be used for long.

Counts: a code that was made up has one too, and its row must not tell it from a real one. So the same is forgotten of
both, known or not: failures that did not lock, when nobody has tried the code for a year. What is locked stays locked
until the agency unlocks it; a made-up code, which nobody asks to unlock, stays so for ever, and its row with it.
Filling the table takes the work of a password verified (Argon2id) a row, in the bounded queue: 20 a second are about
100 MB a day.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ccmdesk.server.repositories import access, enrolments, recoveries

if TYPE_CHECKING:
    from ccmdesk.core.clock import Clock
    from ccmdesk.server.database import Database

REMEMBERED: Final = timedelta(days=365)
"""How long failures that did not lock count. A year apart they are no failures in a row: five guesses a year."""


def purge(database: Database, clock: Clock) -> None:
    """Forget what is over, each kind in a transaction of its own."""
    now = clock.now()
    for drop in (
        access.drop_expired_attempts,
        enrolments.drop_expired_enrolments,
        recoveries.drop_expired_recoveries,
    ):
        with database.unit_of_work() as connection:
            drop(connection, now)
    with database.unit_of_work() as connection:
        access.drop_idle_counts(connection, now - REMEMBERED)
