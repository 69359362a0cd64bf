"""Days and moments of the demo: working days, on a Finnish clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from knowledge.clock import HELSINKI

OPENING = time(9, 0)
CLOSING = time(16, 15)


def at(day: date, hour: time) -> datetime:
    """The moment of a Finnish hour on a day."""
    return datetime.combine(day, hour, HELSINKI)


def working_day(day: date) -> date:
    """The day itself, or the Monday after a weekend."""
    return day + timedelta(days={5: 2, 6: 1}.get(day.weekday(), 0))


def before_weekend(day: date) -> date:
    """The day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def working_days(first: date, last: date) -> tuple[date, ...]:
    """The working days from one day to another, both included."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return tuple(day for day in days if day.weekday() < 5)
