"""Which conclusions a list of follow-up holds: those of a sentence, of a button, or those that wait."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session

from bot.forms import Number, Offset
from bot.memory import Wanted
from bot.routes import Ask, Read
from knowledge.clock import today
from knowledge.index import Hit
from knowledge.people import OWN, Action, Person, may
from knowledge.question import Slots, Understood
from knowledge.records import Kind
from knowledge.reporting import MINISTRY, Followed
from knowledge.reporting_counts import in_states
from knowledge.reporting_rounds import opening, still_asked
from knowledge.rounds import Round, over
from storage import reporting, rounds

from .grid_reading import Codes, Years

MOST = 5000  # conclusions in a list
ID_LIMIT = 60


class FollowRef(BaseModel):
    """A list as a button carries it: empty means all.

    `round`: only what that round asks for and hasn't heard of, of the asker's organisations or of this one.
    """

    years: Years = ()
    regions: Codes = ()
    ministries: Codes = ()
    goals: Codes = ()
    states: Codes = ()
    terms: Codes = ()
    towns: Codes = ()
    spoken: str = Field("fi", max_length=2)
    own_region: bool = False
    own_ministry: bool = False
    offset: Offset = 0
    round: Number = 0
    organisation: str = Field("", max_length=ID_LIMIT)

    def data(self, **other: Any) -> dict[str, Any]:
        """What a button carries: this, with something else in its place, from the first page on."""
        named = self.model_copy(update={"offset": 0, **other})
        return named.model_dump(mode="json", exclude_defaults=True)

    def understood(self) -> Understood:
        """The list as the question that it answers."""
        named = {name: getattr(self, name) for name in ("years", "regions", "ministries", "goals", "terms")}
        slots = Slots(**named, states=self.states)
        flags = {"own_region": self.own_region, "own_ministry": self.own_ministry}
        return Understood(
            "follow_up", slots, self.spoken, all_regions=not self.regions, towns=self.towns, **flags
        )


@dataclass(frozen=True)
class Looked:
    """The conclusions of a list in their order, and how well each answers.

    `only_concerned`: no ministry that was named is responsible for any, so those that concern it are shown.
    """

    ref: FollowRef
    found: tuple[Followed, ...]
    hits: dict[str, Hit] = field(default_factory=dict)
    every: tuple[Followed, ...] = ()
    only_concerned: bool = False


def of_sentence(ask: Ask) -> FollowRef:
    """What a sentence asks for."""
    meant, slots = ask.understood, ask.understood.slots
    return FollowRef(
        years=slots.years,
        regions=slots.regions,
        ministries=slots.ministries,
        goals=slots.goals,
        states=slots.states,
        terms=slots.terms,
        towns=meant.towns,
        spoken=meant.language,
        own_region=meant.own_region,
        own_ministry=meant.own_ministry,
    )


def looked(ask: Ask, read: Read, ref: FollowRef) -> Looked:
    """The conclusions of a list."""
    day = today(ask.now)
    if ref.round:
        own = _waiting_of(ask, read.db, ref)
        return Looked(ref, own, every=own)
    slots = Slots(
        years=ref.years, regions=ref.regions, ministries=ref.ministries, goals=ref.goals, terms=ref.terms
    )
    wanted = Wanted(slots, ref.spoken, frozenset({Kind.CONCLUSION.value}))
    hits = read.memory.find(read.db, ask.person, wanted, limit=MOST).hits
    found = [each for each in reporting.followed(read.db, [hit.id for hit in hits]) if not each.superseded]
    theirs = _of_ministries(found, ref.ministries)
    every = tuple(theirs or found)
    shown = tuple(each for each in every if in_states(each, ref.states, day))
    only = bool(ref.ministries and found and not theirs)
    return Looked(ref, shown, {hit.id: hit for hit in hits}, every, only)


def _of_ministries(found: Iterable[Followed], ministries: Iterable[str]) -> list[Followed]:
    """Those that one of the ministries is responsible for; all where none is named."""
    wanted = {f"{MINISTRY}{abbreviation}" for abbreviation in ministries}
    return [each for each in found if not wanted or not wanted.isdisjoint(each.responsible)]


# What waits


@dataclass(frozen=True)
class Waiting:
    """What a round waits for from one organisation."""

    round: Round
    organisation: str
    conclusions: tuple[Followed, ...]


def own_of(person: Person) -> tuple[str, ...]:
    """The organisations that the person reports for."""
    return tuple(dict.fromkeys(organisation.id for organisation in person.in_role(OWN)))


def waiting(db: Session, organisations: Iterable[str], now: datetime) -> tuple[Waiting, ...]:
    """What the rounds that go on wait for from these organisations, the newest conclusions first."""
    wanted = tuple(organisations)
    going = [each for each in rounds.all_rounds(db) if not over(each, now) and opening(each) <= now]
    found = ((each, reporting.asked_by(db, each)) for each in going) if wanted else ()
    every = (
        Waiting(round_, organisation, _in_order(asked.get(organisation, ()), organisation, round_, now))
        for round_, asked in found
        for organisation in wanted
    )
    return tuple(each for each in every if each.conclusions)


def _in_order(
    asked: Iterable[Followed], organisation: str, round_: Round, now: datetime
) -> tuple[Followed, ...]:
    left, day = still_asked(asked, organisation, opening(round_)), today(now)
    return tuple(sorted(left, key=lambda each: _place(each.part(organisation), day)))


def _place(each: Followed, day: date) -> tuple[bool, int, str]:
    """What is late first, then the newest year."""
    return not each.late(day), -(each.year or 0), each.id


def _waiting_of(ask: Ask, db: Session, ref: FollowRef) -> tuple[Followed, ...]:
    """What a round waits for from a button's organisation, where the asker may see that, else from theirs."""
    own = own_of(ask.person)
    sees = ref.organisation in own or may(ask.person, Action.OVERSEE)
    wanted = (ref.organisation,) if ref.organisation and sees else own
    found = [each for each in waiting(db, wanted, ask.now) if each.round.id == ref.round]
    return tuple({one.id: one for each in found for one in each.conclusions}.values())
