"""What organisations have to do and by when, derived from the tables each time it is asked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime

from sqlmodel import Session

from knowledge.reminders import Duty, Kind

from .follow_ups import of_follow_ups
from .meeting import of_minutes, of_sessions, of_times
from .proposing import of_proposals, of_requests, of_views
from .running import Running

__all__ = ["duties"]

READERS: Mapping[Kind, Callable[[Running], Iterable[Duty]]] = {
    Kind.PROPOSALS: of_proposals,
    Kind.JOINT: of_requests,
    Kind.VIEWS: of_views,
    Kind.AVAILABILITY: of_times,
    Kind.SESSION: of_sessions,
    Kind.MINUTES: of_minutes,
    Kind.FOLLOW_UP: of_follow_ups,
}


def duties(db: Session, now: datetime, kinds: Collection[Kind]) -> tuple[Duty, ...]:
    """What is asked of organisations in the rounds that aren't over, of these kinds, done or not."""
    running = Running(db, now)
    return tuple(duty for kind in Kind if kind in kinds for duty in READERS[kind](running))
