"""Finnish time: moments are UTC and aware everywhere, days are days in Finland."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

HELSINKI = ZoneInfo("Europe/Helsinki")


def finnish(moment: datetime) -> datetime:
    """The moment on a Finnish clock."""
    return moment.astimezone(HELSINKI)


def today(now: datetime) -> date:
    """The calendar day in Finland at this moment."""
    return finnish(now).date()
