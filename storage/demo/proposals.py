"""This year's proposals: of the regions, of ministries, joint ones, and a topic brought to a council."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any
from zlib import crc32

from sqlmodel import Session

from knowledge.calendar import last_working
from knowledge.clock import at, finnish, today
from knowledge.people import Kind
from knowledge.places import Places
from knowledge.proposals import SHORT_FIELDS, Content, Proposal, Standing, State
from knowledge.rounds import Round
from storage import people, proposals
from storage.proposals import Author

from .texts import RegionTexts, Suggestion, facts

OFFICE_HOURS = 7 * 60  # minutes from nine on
CODES = ("goals", "areas", "ministries", "regions")


class Shared(Suggestion):
    """A proposal with others on it, or a topic for a council: who sent it, who joined, who was asked."""

    by: str
    joined: tuple[str, ...]
    asked: tuple[str, ...]


def add(db: Session, round_: Round, texts: Iterable[RegionTexts], places: Places, now: datetime) -> int:
    """Submit the proposals, each by its region's contact, between the opening and now; how many there are.

    Those of ministries, joint ones and a municipality's topic come last.
    """
    written = [(places.region(text.region).slug, one) for text in texts for one in text.proposals]
    mixed = sorted(written, key=lambda pair: crc32(pair[1].title.encode()))
    shared = [Shared.model_validate(one) for one in facts("shared")["proposals"]]
    every = [*mixed, *((one.by, one) for one in shared)]
    for number, (slug, one) in enumerate(every):
        _send(db, round_, author_of(db, slug, now), one, _moment(round_, number, len(every), now))
    return len(every)


def _send(db: Session, round_: Round, author: Author, one: Suggestion, moment: datetime) -> None:
    own, known = author.organisation, people.organisations(db)
    council = known[council_of(own.region)] if own.kind is Kind.OTHER and own.region else None
    proposal = proposals.add(
        db,
        round_,
        Author(author.person, council or own),
        content_of(one),
        moment,
        state=State.BROUGHT if council else State.SUBMITTED,
        brought_by=own.id if council else None,
    )
    if isinstance(one, Shared):
        _join(db, proposal, one, author, moment)


def _join(db: Session, proposal: Proposal, one: Shared, author: Author, moment: datetime) -> None:
    """Ask those that joined and those that haven't answered; the former say yes within hours."""
    asked = (*one.joined, *one.asked)
    proposal = proposals.ask(db, proposal, asked, author.person, moment) if asked else proposal
    for number, organisation in enumerate(one.joined, 1):
        [person, *_] = people.acting_for(db, [organisation], today(moment))
        later = moment + timedelta(minutes=20 * number)
        proposals.answer(db, proposal, organisation, Standing.ACCEPTED, person, later)


def council_of(region: str) -> str:
    """The id of a region's council."""
    return f"council:{region}"


def author_of(db: Session, slug: str, now: datetime) -> Author:
    """The demo person of this name, for their first organisation."""
    person = people.by_slug(db, slug, today(now))
    if person is None:
        raise LookupError(f"no demo person {slug}")
    return Author(person, person.memberships[0].organisation)


def content_of(one: Suggestion) -> Content:
    """What a written proposal says."""
    codes: dict[str, Any] = {name: getattr(one, name) for name in CODES}
    short: dict[str, Any] = {name: getattr(one, name) or "" for name in SHORT_FIELDS}
    return Content(one.title, one.description, in_depth=one.in_depth, **codes, **short)


def _moment(round_: Round, number: int, count: int, now: datetime) -> datetime:
    """A moment of a working day before today, in office hours, later for each proposal."""
    opened = finnish(round_.proposals_open).date()
    span = (today(now) - opened).days - 1
    day = last_working(opened + timedelta(days=1 + span * number // count))
    minutes = OFFICE_HOURS * number // count
    return at(day, time(9 + minutes // 60, minutes % 60))
