"""Time is given, never taken: everything that needs it is handed a `Clock`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final, Protocol
from zoneinfo import ZoneInfo

PARIS: Final = ZoneInfo("Europe/Paris")


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """Now, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def paris_date(moment: datetime) -> date:
    """Day of the bank (Europe/Paris) at an aware moment."""
    return moment.astimezone(PARIS).date()
