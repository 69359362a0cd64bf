"""Finnish working days: no weekends, no public holidays, nor Midsummer Eve and Christmas Eve."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from holidays import country_holidays

YEARS_AHEAD = 3
"""How far ahead a day may be: more is a slip of the pen."""
WRITTEN = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})?(?!\d)|(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")


def is_working(day: date) -> bool:
    """Do offices work on this day?"""
    return day.weekday() < 5 and day not in _holidays(day.year)


@lru_cache(maxsize=32)
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("FI", years=year))


def far_ahead(day: date, today: date) -> bool:
    """Is the day years ahead?"""
    return day.year > today.year + YEARS_AHEAD


def next_working(day: date) -> date:
    """The day itself, or the first working day after it."""
    return next(each for n in range(15) if is_working(each := day + timedelta(days=n)))


def last_working(day: date) -> date:
    """The day itself, or the last working day before it."""
    return next(each for n in range(15) if is_working(each := day - timedelta(days=n)))


def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from one day to another, both included."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(filter(is_working, days))


def day_in(text: str, today: date) -> date | None:
    """The first day that a text names in digits (12.12., 12.12.2026, 2026-12-12); without a year the next."""
    for match in WRITTEN.finditer(text):
        day, month, year, *turned = match.groups()
        if turned[0]:
            year, month, day = turned
        found = _day(int(year or today.year), int(month), int(day))
        if found and not year and found < today:
            found = _day(today.year + 1, int(month), int(day))
        if found:
            return found
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
