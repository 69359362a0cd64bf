"""What the summary of a year tells, read from the database: nothing in it is written by anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from cards.documents.summary_printed import Followed, Held, Met, Named, OfGoal, OfRegion, Summary
from knowledge.clock import today
from knowledge.goals import Goal
from knowledge.grid import NONE, Grid
from knowledge.packs import Gathered, use
from knowledge.places import Places, load_places
from knowledge.refusals.uses import NoSummary
from knowledge.rounds import Round
from knowledge.sessions import Session as Meeting
from storage import grid as kept
from storage import packs
from storage import summary as recorded

from .grid_reading import GridRef, counted
from .minutes_printout import Called, called, concluded
from .session_cards import KINDS
from .views import region_names


@dataclass(frozen=True)
class Facts:
    """What a summary is made of: the year's own conclusions, and those of all years up to it."""

    year: recorded.Year
    grid: Grid
    own: tuple[Gathered, ...]
    every: tuple[Gathered, ...]
    known: Called
    places: Places
    today: date


def summary(db: Session, year: int, now: datetime) -> Summary:
    """The summary of a year as it stands now. Raises NoSummary where the year has no round."""
    found = recorded.of_year(db, year)
    if not found.rounds:
        raise NoSummary(year=year)
    places = load_places()
    grid = counted(db, places, GridRef(years=(year,)), now).grid
    ids = [fact.id for fact in kept.facts(db) if fact.year <= year]
    every = packs.gathered(db, ids)
    own = tuple(one for one in every if one.record.year == year)
    return _summary(year, Facts(found, grid, own, every, called(db), places, today(now)))


def _summary(year: int, facts: Facts) -> Summary:
    grid = facts.grid
    uses = Counter(code for one in facts.own for code in set(map(use, one.record.used_in)))
    behind = (one for one in _standing(facts) if one.followed.late(facts.today))
    return Summary(
        year=year,
        made=facts.today,
        rounds=tuple(_held(round_, facts.known) for round_ in facts.year.rounds),
        sessions=tuple(_met(each, facts.own) for each in facts.year.sessions),
        organisations=facts.year.organisations,
        total=grid.count(),
        untied=grid.count(NONE),
        replaced=grid.replaced,
        proposals=facts.year.proposals,
        goals=tuple(_of_goal(goal, facts) for goal in grid.goals),
        regions=tuple(_of_region(region, facts) for region in grid.regions),
        uses=uses,
        minutes=facts.year.minutes,
        answers={answer.value: n for answer, n in facts.year.answers.items()},
        followed=tuple(_followed(facts)),
        late=tuple(_named(one, facts.known) for one in behind),
    )


def _held(round_: Round, known: Called) -> Held:
    decision = known.goals.get(round_.decision)
    titles, term = (decision.titles, decision.term) if decision else ({}, "")
    return Held(round_.names, round_.case_number or "", titles, term.replace("-", "–"))


def _met(session: Meeting, own: Sequence[Gathered]) -> Met:
    left = sum(one.record.meeting is not None and one.record.meeting.id == session.id for one in own)
    day = today(session.starts) if session.starts else None
    return Met(session.names, KINDS[session.kind], day, session.state, left)


def _of_goal(goal: Goal, facts: Facts) -> OfGoal:
    grid = facts.grid
    tied = [one for one in facts.own if one.record.id in grid.tied(goal)]
    lacking = region_names(facts.places, grid.regions_without(goal))
    shown = tuple(_named(one, facts.known) for one in tied)
    return OfGoal(grid.code(goal), goal.titles, grid.count(goal.id), lacking, shown)


def _of_region(region: str, facts: Facts) -> OfRegion:
    grid = facts.grid
    ids = tuple(one.record.id for one in facts.own if region in one.record.regions)
    cells = tuple(grid.count(goal.id, region) for goal in grid.goals)
    return OfRegion(facts.places.region(region).names, cells, grid.count(None, region), ids)


def _named(one: Gathered, known: Called) -> Named:
    shown = concluded(one.record, known)
    return Named(shown.id, shown.titles, shown.regions, shown.responsible, shown.due)


# What came of it


def _standing(facts: Facts) -> tuple[Gathered, ...]:
    """The conclusions that no newer one replaces."""
    return tuple(one for one in facts.every if not one.record.superseded)


def _followed(facts: Facts) -> Iterator[Followed]:
    by_year: dict[int, list[Gathered]] = {}
    for one in _standing(facts):
        by_year.setdefault(one.record.year or 0, []).append(one)
    for year in sorted(by_year):
        some = by_year[year]
        late = sum(one.followed.late(facts.today) for one in some)
        yield Followed(year, Counter(one.state for one in some), late)
