"""Business days: the TARGET calendar of the ECB (guideline ECB/2012/27, annex I)."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5


@lru_cache(maxsize=64)
def _closed_days(year: int) -> frozenset[date]:
    import holidays  # noqa: PLC0415 -- 80 ms: not before the first paint

    return frozenset(holidays.financial_holidays("ECB", years=year))


def is_business_day(day: date) -> bool:
    """Whether TARGET is open on `day`."""
    return day.weekday() < SATURDAY and day not in _closed_days(day.year)


def business_day_from(day: date) -> date:
    """`day` if it is a business day, else the next one (Code monétaire et financier, L133-9 I)."""
    while not is_business_day(day):
        day += ONE_DAY
    return day


def next_business_day(day: date) -> date:
    """First business day strictly after `day`."""
    return business_day_from(day + ONE_DAY)
