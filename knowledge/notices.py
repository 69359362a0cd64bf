"""Notices: what they are about, which people can turn down, and when those that can wait are sent."""

from __future__ import annotations

from datetime import UTC, datetime, time
from enum import StrEnum

from .calendar import is_working
from .clock import at, finnish, today


class Topic(StrEnum):
    """What a notice is about: each can be turned down by itself."""

    REMINDERS = "reminders"
    SCHEDULE = "schedule"  # dates of the round, sessions, their agendas and minutes
    PROPOSALS = "proposals"
    VIEWS = "views"  # the state's view of regions
    BROADCASTS = "broadcasts"
    PEOPLE = "people"  # who asks to be admitted, what became of one's own request


def in_office(now: datetime, hours: tuple[time, time] | None) -> bool:
    """Do offices in Finland work at this moment, by the hours from when to when? Without hours, always."""
    local = finnish(now)
    return hours is None or (is_working(local.date()) and hours[0] <= local.time() < hours[1])


def opened(now: datetime, hours: tuple[time, time] | None) -> datetime | None:
    """Since when what can wait may go out: None while it may not, the beginning of time without hours."""
    if hours is None:
        return datetime.min.replace(tzinfo=UTC)
    return at(today(now), hours[0]) if in_office(now, hours) else None
