"""What stands against a plan for a session, and what a coordinator should know of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import urlsplit

from .calendar import is_working, next_working
from .clock import finnish
from .refusals import Refusal
from .refusals.asking import FieldMissing
from .refusals.sessions import (
    BadLength,
    BadSessionLink,
    NobodyMeets,
    NoSessionDay,
    OneRegion,
    PersonBusy,
    RegionBusy,
    RegionMissing,
    StartsInThePast,
)
from .sessions import LONGEST, Kind, Session, State, overlapping

SHORTEST = 15
ADDRESS = re.compile(r"https://[^\s{}<>\"\\^`|]+")


def faults(
    session: Session,
    others: Iterable[Session],
    names: Mapping[int, str],
    now: datetime,
    *,
    moved: bool = True,
) -> tuple[Refusal, ...]:
    """Everything that keeps a session from being planned so; `names` are of people by number.

    `moved` is False when its time stays as it was: what has been held may be put right.
    """
    busy = overlapping(session, others)
    found = (*_who(session), *_length(session), *(_when(session, now) if moved else ()), *_link(session))
    return (*found, *_announced(session), *_regions(session, busy), *_people(session, busy, names))


def _who(session: Session) -> Iterator[Refusal]:
    if session.kind is Kind.REGIONAL and len(session.regions) != 1:
        yield OneRegion() if session.regions else RegionMissing()
    elif session.kind is Kind.JOINT and len(session.regions) < 2:
        yield RegionMissing()
    elif not session.organisations:
        yield NobodyMeets()


def _length(session: Session) -> Iterator[Refusal]:
    if not SHORTEST <= session.length <= LONGEST:
        yield BadLength(limit=LONGEST)


def _when(session: Session, now: datetime) -> Iterator[Refusal]:
    if session.starts is None:
        return
    if session.starts < now:
        yield StartsInThePast()
    elif not is_working(day := finnish(session.starts).date()):
        yield NoSessionDay(date=next_working(day))


def _announced(session: Session) -> Iterator[Refusal]:
    """People know when and where: that can change, but not go."""
    if session.state is State.ANNOUNCED:
        if session.starts is None:
            yield FieldMissing("day")
        if not (session.place or session.link):
            yield FieldMissing("place")


def _link(session: Session) -> Iterator[Refusal]:
    if session.link and not is_link(session.link):
        yield BadSessionLink()


def is_link(text: str) -> bool:
    """Is this the address of a page that a card may lead to: https, with nothing in it that could mislead?"""
    return bool(ADDRESS.fullmatch(text)) and _host(text) != ""


def _host(text: str) -> str:
    try:
        return urlsplit(text).hostname or ""
    except ValueError:
        return ""


def _regions(session: Session, busy: Iterable[Session]) -> Iterator[Refusal]:
    for other in busy:
        if not set(session.regions).isdisjoint(other.regions):
            yield RegionBusy(session=other.names, date=other.starts)
            return


def _people(session: Session, busy: Iterable[Session], names: Mapping[int, str]) -> Iterator[Refusal]:
    for other in busy:
        for person in sorted(set(session.people) & set(other.people)):
            yield PersonBusy(person=names.get(person, ""), session=other.names, date=other.starts)
            return


class Caution(StrEnum):
    """What a coordinator should know of a plan, though nothing stands against it."""

    OUTSIDE = "outside"
    SHARED = "shared"


def cautions(session: Session, others: Iterable[Session]) -> tuple[tuple[Caution, tuple[str, ...]], ...]:
    """A time outside the round's days of sessions; organisations that are in two sessions at once.

    A ministry may send its contact to one and a deputy to the other, so being in two is no fault.
    """
    found: list[tuple[Caution, tuple[str, ...]]] = []
    if _outside(session):
        found.append((Caution.OUTSIDE, ()))
    busy = {o for other in overlapping(session, others) for o in other.organisations}
    if shared := tuple(o for o in session.organisations if o in busy):
        found.append((Caution.SHARED, shared))
    return tuple(found)


def _outside(session: Session) -> bool:
    if session.starts is None or session.kind is Kind.PREPARATORY:
        return False
    day, round_ = finnish(session.starts).date(), session.round
    too_early = round_.sessions_from is not None and day < round_.sessions_from
    return too_early or (round_.sessions_to is not None and day > round_.sessions_to)


TOLD = ("names", "place", "link", "theme", "organisations")
"""What people are told of an announced session, besides its time."""


def changed(before: Session, after: Session) -> tuple[str, ...]:
    """Which of the things that people were told are different now: "time", and names of TOLD."""
    time = ("time",) if (before.starts, before.ends) != (after.starts, after.ends) else ()
    return (*time, *(name for name in TOLD if getattr(before, name) != getattr(after, name)))


SOUNDING = frozenset({"time", "place", "link"})
"""What people must hear of when it changes; of the rest their card is brought up to date in silence."""
SOON = timedelta(days=2)
"""Before a session: what is told of it waits for nothing, since people may be on their way."""


def soon(now: datetime, *sessions: Session) -> bool:
    """Is any of these held within two days, or going on?"""
    return any(s.starts is not None and s.starts - SOON <= now < (s.ends or s.starts) for s in sessions)
