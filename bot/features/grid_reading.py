"""Which grid is asked for: its years and their decision, its regions, its ministries, its topic."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field
from sqlmodel import Session

from bot.memory import Wanted
from bot.routes import Ask, Read
from knowledge import grid as rules
from knowledge.clock import today
from knowledge.grid import Grid, Limits
from knowledge.places import Places
from knowledge.question import Slots
from knowledge.records import Kind
from knowledge.refusals.uses import NoDecision
from storage import goals, rounds
from storage import grid as kept

MOST = 1000  # conclusions on a topic that are counted
WORD, TERMS = 60, 6  # characters of a code or a word, and words of a topic
FIRST, LAST, MOST_YEARS = 1900, 2200, 60
Year = Annotated[int, Field(ge=FIRST, le=LAST)]


def _listed(value: object) -> object:
    """Choices that a client sends joined by commas, one by one."""
    return tuple(filter(None, value.split(","))) if isinstance(value, str) else value


Years = Annotated[tuple[Year, ...], BeforeValidator(_listed), Field(max_length=MOST_YEARS)]
Code = Annotated[str, Field(max_length=WORD)]
Codes = Annotated[tuple[Code, ...], BeforeValidator(_listed), Field(max_length=40)]
Terms = Annotated[tuple[Code, ...], Field(max_length=TERMS)]


class GridRef(BaseModel):
    """A grid as a button carries it: empty means all, and no years those of the decision in force."""

    years: Years = ()
    regions: Codes = ()
    ministries: Codes = ()
    goals: Codes = ()
    terms: Terms = ()
    spoken: str = Field("fi", max_length=2)

    def data(self, **other: Any) -> dict[str, Any]:
        """What a button carries: this, with something else in its place."""
        named = self.model_copy(update=other)
        return named.model_dump(mode="json", exclude_defaults=True)


@dataclass(frozen=True)
class Shown:
    """A grid with what it was asked by.

    `term` are all years of its decision that have conclusions, `before` those of the decision before it, or
    of the years that were asked for as well; `ids` are those that its topic was found in, `unknown` words of
    a topic that nothing was found on.
    """

    grid: Grid
    ref: GridRef
    term: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    ids: frozenset[str] | None = None
    unknown: tuple[str, ...] = ()


def of_sentence(ask: Ask) -> GridRef:
    """What a sentence asks for: it means all regions where it names none."""
    meant, slots = ask.understood, ask.understood.slots
    return GridRef(
        years=years_of(slots),
        regions=() if meant.own_region else slots.regions,
        ministries=() if meant.own_ministry else slots.ministries,
        goals=slots.goals,
        terms=tuple(term[:WORD] for term in slots.terms[:TERMS]),
        spoken=meant.language,
    )


def years_of(slots: Slots) -> tuple[int, ...]:
    """The years that a sentence names, those that a button carries."""
    return tuple(year for year in slots.years if FIRST <= year <= LAST)[-MOST_YEARS:]


def shown(ask: Ask, read: Read, ref: GridRef) -> Shown:
    """The grid; a topic that nothing is found on is left out, and said so."""
    ids = _on_topic(ask, read, ref) if ref.terms else None
    if ref.terms and not ids:
        found = shown(ask, read, ref.model_copy(update={"terms": ()}))
        return replace(found, unknown=ref.terms)
    return counted(read.db, read.memory.facts.places, ref, ask.now, ids)


def _on_topic(ask: Ask, read: Read, ref: GridRef) -> frozenset[str]:
    wanted = Wanted(Slots(terms=ref.terms), ref.spoken, frozenset({Kind.CONCLUSION.value}))
    return frozenset(hit.id for hit in read.memory.find(read.db, ask.person, wanted, limit=MOST).hits)


def counted(
    db: Session, places: Places, ref: GridRef, now: datetime, ids: frozenset[str] | None = None
) -> Shown:
    """The counts. Raises NoDecision where there are no goals to count by."""
    facts, every, known = kept.facts(db), goals.all_goals(db), rounds.all_rounds(db)
    scope = rules.scope(ref.years, today(now).year, facts, known, every)
    if scope is None:
        raise NoDecision
    regions = [r.code for r in places.regions if r.takes_part]
    ministries = {ministry.abbr for ministry in places.ministries}
    named = [code for code in regions if code in ref.regions]
    among = tuple(abbr for abbr in ref.ministries if abbr in ministries)
    limits = Limits(regions=tuple(named), ministries=among, ids=ids)
    found = rules.grid(facts, limits, scope, named or regions, every, ref.goals)
    rows = tuple(goal.id for goal in every if goal.id in ref.goals)
    meant = {"regions": tuple(named), "ministries": among, "years": scope.years, "goals": rows}
    terms = rules.terms(facts, known, every)
    earlier = [each for each in terms if each[-1] < scope.years[0]]
    term = next((each for each in terms if scope.years[-1] in each), scope.years)
    before = scope.others or (earlier[-1] if earlier else ())
    return Shown(found, ref.model_copy(update=meant), term, before, ids)
