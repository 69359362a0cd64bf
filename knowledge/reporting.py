"""Follow-up: what organisations report of the conclusions that they are responsible for, and what follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from .clock import today
from .people import OWN, Action, Organisation, Person, may
from .refusals import OfField
from .refusals.asking import FieldMissing
from .refusals.followup import (
    ConclusionReplaced,
    NobodyResponsible,
    NotResponsible,
    NotYetDone,
    OverAlready,
    WhyDropped,
)
from .refusals.proposals import FieldTooLong, UnknownChoice

NOTE_LIMIT = 1000
AGAIN = timedelta(days=1)
"""The same said again so soon is the same press."""
MINISTRY = "ministry:"
UNTOLD = ""
"""Stands for the state of a conclusion of which nothing has been reported."""


class Progress(StrEnum):
    """What has come of a conclusion."""

    NOT_STARTED = "not started"
    UNDER_WAY = "under way"
    DONE = "done"
    DROPPED = "dropped"


CLOSED = frozenset({Progress.DONE, Progress.DROPPED})


@dataclass(frozen=True)
class Report:
    """What an organisation reported; without one, the secretariat did, where nobody is responsible.

    `day` is when it was done, or is meant to be. `by` is who reported, `behalf`: as a coordinator for the
    organisation.
    """

    organisation: str | None
    progress: Progress
    at: datetime
    note: str = ""
    day: date | None = None
    id: int = 0
    by: str = ""
    behalf: bool = False


def organisation_of(code: str) -> str:
    """The id of the organisation that a record names as responsible: ministries are named in short."""
    return code if ":" in code else f"{MINISTRY}{code}"


@dataclass(frozen=True)
class Followed:
    """A conclusion as it is followed up: who is responsible, by organisation, and what each reported last."""

    id: str
    year: int | None = None
    regions: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    due: date | None = None
    superseded: str | None = None
    reports: tuple[Report, ...] = ()

    def of(self, organisation: str | None) -> Report | None:
        """What an organisation reported last."""
        return next((each for each in self.reports if each.organisation == organisation), None)

    @property
    def newest(self) -> Report | None:
        """What was reported last of all."""
        return max(self.reports, key=lambda each: (each.at, each.id), default=None)

    @property
    def progress(self) -> Progress | None:
        """What came of it; None where nothing has been reported."""
        return standing(self.responsible, self.reports)

    @property
    def open(self) -> bool:
        """Is something still to be done, or at least to be heard of?"""
        return self.superseded is None and self.progress not in CLOSED

    def waits_for(self, organisation: str) -> bool:
        """Is the organisation responsible, and hasn't said that its part is done or dropped?"""
        last = self.of(organisation)
        theirs = organisation in self.responsible and self.superseded is None
        return theirs and (last is None or last.progress not in CLOSED)

    def part(self, organisation: str) -> Followed:
        """An organisation's part in it, as if nobody else were responsible."""
        return replace(self, responsible=(organisation,))

    def late(self, day: date) -> bool:
        """Is the day by which somebody meant to have it done behind, and it is neither done nor dropped?"""
        return self.superseded is None and late(self.due, self.responsible, self.reports, day)


def standing(responsible: Iterable[str], reports: Sequence[Report]) -> Progress | None:
    """What came of a conclusion, of what those responsible reported last; None where nobody has reported.

    It is done or dropped when each of them says so, under way when any of them has begun. Where nobody is
    responsible, all reports count.
    """
    own = _counted(responsible, reports)
    told = [report.progress for report in own.values() if report]
    if not told:
        return None
    if all(report and report.progress in CLOSED for report in own.values()):
        return Progress.DONE if Progress.DONE in told else Progress.DROPPED
    return Progress.NOT_STARTED if set(told) == {Progress.NOT_STARTED} else Progress.UNDER_WAY


def _counted(responsible: Iterable[str], reports: Sequence[Report]) -> Mapping[str | None, Report | None]:
    """By organisation whose word counts: what it reported last."""
    last = {report.organisation: report for report in reports}
    named = {organisation_of(each) for each in responsible}
    return {each: last.get(each) for each in named} if named else dict(last)


def late(due: date | None, responsible: Iterable[str], reports: Sequence[Report], day: date) -> bool:
    """Is somebody's day behind? That is the conclusion's own, else the one by which they meant to be done."""
    own = _counted(responsible, reports) or {None: None}
    return any(_late(due, report, day) for report in own.values())


def _late(due: date | None, report: Report | None, day: date) -> bool:
    until = due or (report.day if report else None)
    return until is not None and until < day and not (report and report.progress in CLOSED)


# Reporting


@dataclass(frozen=True)
class Told:
    """What somebody reports."""

    progress: Progress
    note: str = ""
    day: date | None = None

    def same(self, last: Report | None) -> bool:
        """Does it say what was said last?"""
        mine = (self.progress, self.note, self.day)
        return last is not None and mine == (last.progress, last.note, last.day)

    def repeats(self, last: Report | None, seen: int, now: datetime) -> bool:
        """Was this said already: while the form was open, or just now? Later on the same may be said anew."""
        return last is not None and self.same(last) and (last.id > seen or now - last.at < AGAIN)


def moved(last: Report | None, seen: int) -> bool:
    """Has something been reported since the form was drawn, which knew reports up to `seen`?"""
    return last is not None and last.id > seen


def faults(state: str, note: str, day: date | None, now: datetime) -> tuple[OfField, ...]:
    """What is wrong with a report, by its fields."""
    known = state in set(Progress)
    wrong: list[OfField] = []
    if not known:
        wrong.append(UnknownChoice("state", value=state[:40]) if state else FieldMissing("state"))
    if state == Progress.DROPPED and not note:
        wrong.append(WhyDropped("note"))
    if len(note) > NOTE_LIMIT:
        wrong.append(FieldTooLong("note", length=len(note), limit=NOTE_LIMIT))
    if known and day:
        wrong.extend(_day_faults(Progress(state), day, today(now)))
    return tuple(wrong)


def _day_faults(progress: Progress, day: date, this: date) -> Iterable[OfField]:
    if progress in CLOSED and day > this:
        yield NotYetDone("day", date=day)
    if progress not in CLOSED and day < this:
        yield OverAlready("day", date=day)


def reporters(
    person: Person, responsible: Iterable[str], known: Mapping[str, Organisation]
) -> tuple[str | None, ...]:
    """The organisations that the person may report for: their own, of those responsible.

    A coordinator may report for each of them, and where nobody is responsible, for the secretariat (None).
    """
    asked = [each for each in responsible if each in known]
    if may(person, Action.COORDINATE):
        return (*asked,) or (None,)
    own = {organisation.id for organisation in person.in_role(OWN)}
    return tuple(each for each in asked if each in own)


def check_reporting(
    person: Person, found: Followed, known: Mapping[str, Organisation]
) -> tuple[str | None, ...]:
    """For whom the person may report of a conclusion. Raises a refusal where it is nobody."""
    if found.superseded:
        raise ConclusionReplaced(number=found.superseded)
    allowed = reporters(person, found.responsible, known)
    if not allowed:
        raise NotResponsible if found.responsible else NobodyResponsible
    return allowed


def for_others(person: Person, organisation: str | None) -> bool:
    """Does the person report for an organisation that isn't their own?"""
    return organisation is not None and organisation not in {o.id for o in person.in_role(OWN)}
