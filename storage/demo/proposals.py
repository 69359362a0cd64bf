"""This year's proposals of the regions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zlib import crc32

from sqlmodel import Session

from knowledge.clock import finnish, today
from knowledge.places import Places
from knowledge.proposals import SHORT_FIELDS, Content
from knowledge.rounds import Round
from storage import people, proposals

from .days import at, before_weekend
from .texts import RegionTexts, Suggestion

OFFICE_HOURS = 7 * 60  # minutes from nine on
CODES = ("goals", "areas", "ministries", "regions")


def add(db: Session, round_: Round, texts: Iterable[RegionTexts], places: Places, now: datetime) -> int:
    """Submit the proposals, each by its region's contact, between the opening and now; how many there are."""
    written = [(text.region, one) for text in texts for one in text.proposals]
    mixed = sorted(written, key=lambda pair: crc32(pair[1].title.encode()))
    for number, (region, one) in enumerate(mixed):
        moment = _moment(round_, number, len(mixed), now)
        proposals.add(db, round_, _author(db, places.region(region).slug, now), _content(one), moment)
    return len(mixed)


def _author(db: Session, slug: str, now: datetime) -> proposals.Author:
    person = people.by_slug(db, slug, today(now))
    if person is None:
        raise LookupError(f"no demo person {slug}")
    return proposals.Author(person, person.memberships[0].organisation)


def _content(one: Suggestion) -> Content:
    codes: dict[str, Any] = {name: getattr(one, name) for name in CODES}
    short: dict[str, Any] = {name: getattr(one, name) or "" for name in SHORT_FIELDS}
    return Content(one.title, one.description, in_depth=one.in_depth, **codes, **short)


def _moment(round_: Round, number: int, count: int, now: datetime) -> datetime:
    """A moment of a working day before today, in office hours, later for each proposal."""
    opened = finnish(round_.proposals_open).date()
    span = (today(now) - opened).days - 1
    day = before_weekend(opened + timedelta(days=1 + span * number // count))
    minutes = OFFICE_HOURS * number // count
    return at(day, time(9 + minutes // 60, minutes % 60))
