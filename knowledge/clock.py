"""Finnish time: moments are UTC and aware everywhere, days are days in Finland."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def finnish(moment: datetime) -> datetime:
    """The moment on a Finnish clock."""
    return moment.astimezone(HELSINKI)


def today(now: datetime) -> date:
    """The calendar day in Finland at this moment."""
    return finnish(now).date()


def at(day: date, hour: time) -> datetime:
    """The moment of a Finnish hour on a day."""
    return datetime.combine(day, hour, HELSINKI)


def is_past(when: date | datetime, now: datetime) -> bool:
    """Is a moment behind, or a day over?"""
    return when < now if isinstance(when, datetime) else when < today(now)
