"""Asking what was agreed: the conclusions themselves, best and newest first, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from pydantic import BaseModel, Field

from bot.continuity import filled
from bot.memory import PROPOSAL, Wanted, proposal_number
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.clock import today
from knowledge.index import Found
from knowledge.people import Action, Role, may, sees
from knowledge.question import Slots, Understood
from knowledge.records import Kind
from storage import people, proposals, records, rounds

from . import named
from .proposal_cards import proposal_view
from .views import KINDS, record_views, region_names, suggestions

PAGE = 5
PROPOSALS = 12  # proposals in one list
CONCLUSIONS = (Kind.CONCLUSION,)
OTHERS = (Kind.MINUTES, Kind.AGENDA, Kind.DOCUMENT, Kind.GOAL)


class Question(BaseModel):
    """A question as a button carries it: the slots, how many answers to skip, and what was assumed."""

    years: tuple[int, ...] = Field((), max_length=60)
    regions: tuple[str, ...] = Field((), max_length=20)
    ministries: tuple[str, ...] = Field((), max_length=12)
    goals: tuple[str, ...] = Field((), max_length=20)
    kinds: tuple[str, ...] = Field((), max_length=6)
    terms: tuple[str, ...] = Field((), max_length=40)
    towns: tuple[str, ...] = Field((), max_length=20)
    offset: int = Field(0, ge=0, le=10_000)
    own_region: bool = False
    spoken: str = Field("fi", max_length=2)


@dataclass(frozen=True)
class _Asked:
    """A question being answered: what was understood, from which answer on."""

    understood: Understood
    offset: int = 0

    @property
    def slots(self) -> Slots:
        return self.understood.slots


def show(ask: Ask, read: Read) -> Reply:
    """Answer a question that was written."""
    if by_number := named.proposal(ask, read):
        return by_number
    if not ask.understood.certain:
        return Reply("not_understood", {"buttons": suggestions(ask)})
    understood = named.by_session(ask).understood
    return _answer(ask, read, _Asked(understood, ask.offset + PAGE if understood.more else 0))


def _proposals(ask: Ask, read: Read, asked: _Asked) -> Reply:
    """Proposals that the asker may see; a region's people see their own until the agenda is published."""
    found = read.memory.find(read.db, ask.person, _wanted(asked, (PROPOSAL,)), limit=PROPOSALS)
    seen = proposals.by_ids(read.db, [proposal_number(hit.id) for hit in found.hits])
    data = {
        "scope": _scope(read, asked),
        "items": [proposal_view(proposal, ask.now) for proposal in seen],
        "total": found.total,
        "oversees": may(ask.person, Action.OVERSEE),
        "buttons": suggestions(ask)[:4],
    }
    return Reply("proposals", data, hits=found.hits, question=asked.understood)


def turn_page(ask: Ask, read: Read) -> Reply:
    """Answer a question that a button carries: another page, wider limits, other kinds."""
    form: Question = ask.form
    slots = Slots(**form.model_dump(include={f.name for f in fields(Slots)} & set(Question.model_fields)))
    understood = Understood("ask", slots, form.spoken, own_region=form.own_region, towns=form.towns)
    return _answer(replace(ask, understood=understood), read, _Asked(understood, form.offset))


def _answer(ask: Ask, read: Read, asked: _Asked) -> Reply:
    if PROPOSAL in asked.slots.kinds:
        return _proposals(ask, read, asked)
    kinds = tuple(asked.slots.kinds) or CONCLUSIONS
    found = _find(ask, read, asked, kinds)
    if not found.total and not asked.slots.kinds:
        kinds, found = OTHERS, _find(ask, read, asked, OTHERS)
    if found.total and not found.hits:  # asked for more than there is: the last page again
        last = replace(asked, offset=(found.total - 1) // PAGE * PAGE)
        return _listing(ask, read, last, kinds, _find(ask, read, last, kinds))
    return _listing(ask, read, asked, kinds, found) if found.total else _nothing(ask, read, asked)


def _find(ask: Ask, read: Read, asked: _Asked, kinds: Iterable[str]) -> Found:
    towns = tuple(name for names in _towns(read, asked) for name in dict.fromkeys(names.values()))
    wanted, at = _wanted(asked, kinds), asked.offset
    return read.memory.find(read.db, ask.person, wanted, limit=PAGE, offset=at, mentions=towns)


def _towns(read: Read, asked: _Asked) -> list[Mapping[str, str]]:
    """The names of the municipalities that a region was named by: what tells of them comes first."""
    named = asked.understood.towns
    return [town.names for town in read.memory.facts.places.municipalities if town.code in named]


def _wanted(asked: _Asked, kinds: Iterable[str]) -> Wanted:
    return Wanted(asked.slots, asked.understood.language, frozenset(kinds))


def _listing(ask: Ask, read: Read, asked: _Asked, kinds: tuple[str, ...], found: Found) -> Reply:
    shown = records.by_ids(read.db, [hit.id for hit in found.hits])
    data = {
        "scope": _scope(read, asked),
        "items": record_views(ask, read, shown, asked.slots.terms, whole=found.total == 1),
        "total": found.total,
        "first": asked.offset + 1,
        "last": asked.offset + len(found.hits),
        "conclusions": kinds == CONCLUSIONS,
        "heading": KINDS[kinds[0]] if len(kinds) == 1 else None,
        "notice": None,
        "instead": kinds == OTHERS and not asked.slots.kinds,
        "buttons": _beyond(ask, read, asked, kinds, found),
    }
    return Reply("answer", data, hits=found.hits, question=asked.understood, offset=asked.offset)


def _scope(read: Read, asked: _Asked) -> dict[str, Any]:
    """What was understood, for the reader to check."""
    places, slots = read.memory.facts.places, asked.slots
    ministries = {ministry.abbr: ministry.names for ministry in places.ministries}
    return {
        "years": _spans(slots.years),
        "regions": region_names(places, slots.regions),
        "towns": _towns(read, asked),
        "ministries": [ministries[abbr] for abbr in slots.ministries if abbr in ministries],
        "terms": list(slots.terms),
        "own_region": asked.understood.own_region,
        "own_ministry": asked.understood.own_ministry,
    }


def _spans(years: Iterable[int]) -> str:
    """Years as people write them: 2020–2023, 2025."""
    ordered = sorted(years)
    whole = len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1
    return f"{ordered[0]}–{ordered[-1]}" if whole else ", ".join(map(str, ordered))


def _beyond(ask: Ask, read: Read, asked: _Asked, kinds: tuple[str, ...], found: Found) -> tuple[Button, ...]:
    """Where one may go from a list: back, on, all regions, the other records."""
    pages = _pages(asked, kinds, found.total)
    wider = [_as_button(N_("All regions"), _without_regions(asked))] if asked.understood.own_region else []
    other = _others(ask, read, asked) if kinds == CONCLUSIONS else []
    return (*pages, *wider, *other)


def _pages(asked: _Asked, kinds: tuple[str, ...], total: int) -> Iterator[Button]:
    here = replace(asked, understood=_with(asked.understood, kinds=tuple(kinds)))
    if asked.offset:
        yield _as_button(N_("Previous"), replace(here, offset=max(0, asked.offset - PAGE)))
    if asked.offset + PAGE < total:
        left = total - asked.offset - PAGE
        yield _as_button(N_("Show more ({n} left)"), replace(here, offset=asked.offset + PAGE), n=left)


def _others(ask: Ask, read: Read, asked: _Asked) -> list[Button]:
    there = _Asked(_with(asked.understood, kinds=OTHERS))
    (total,) = (
        read.memory.counts(read.db, ask.person, [_wanted(there, OTHERS)]) if asked.slots.terms else (0,)
    )
    return [_as_button(N_("Minutes and documents ({n})"), there, n=total)] if total else []


def _nothing(ask: Ask, read: Read, asked: _Asked) -> Reply:
    """Say that nothing was found, show what was understood, offer the nearest and a person to ask."""
    nearest = list(_relaxed(asked))
    wanted = [_wanted(there, there.slots.kinds or CONCLUSIONS) for _, there in nearest]
    totals = read.memory.counts(read.db, ask.person, wanted)
    found = zip(nearest, totals, strict=True)
    offers = tuple(_as_button(title, there, n=total) for (title, there), total in found if total)
    data = {
        "scope": _scope(read, asked),
        "remarks": list(_remarks(ask, read, asked.slots)),
        "notice": None,
        "spelling": _spelling(ask, read, asked),
        "found": bool(offers),
        "contacts": [person.name for person in people.in_role(read.db, Role.COORDINATOR, today(ask.now))][:2],
        "buttons": offers or suggestions(ask),
    }
    return Reply("nothing_found", data, question=asked.understood)


def _remarks(ask: Ask, read: Read, slots: Slots) -> Iterator[dict[str, Any]]:
    """Why there may be nothing: no round that year, a round still ahead, a region that takes no part."""
    known = {round_.year: round_ for round_ in rounds.all_rounds(read.db)}
    for year in slots.years:
        ahead = known.get(year)
        if ahead is None:
            yield {"message": N_("No discussions were held in {year}."), "values": {"year": year}}
        elif ahead.sessions_from and ahead.sessions_from > today(ask.now):
            values = {"year": year, "date": ahead.sessions_from}
            yield {"message": N_("The discussions of {year} begin {date}."), "values": values}
    for region in read.memory.facts.places.regions:
        if region.code in slots.regions and not region.takes_part:
            yield {
                "message": N_("Takes no part in the discussions: {region}."),
                "values": {"region": region.names},
            }


def _relaxed(asked: _Asked) -> Iterator[tuple[str, _Asked]]:
    """The question with one limit fewer, the nearest first."""
    slots, meant = asked.slots, asked.understood
    if slots.regions:
        yield N_("All regions ({n})"), _without_regions(asked)
    if slots.years:
        yield N_("All years ({n})"), _Asked(_with(meant, years=()))
    if slots.ministries:
        yield N_("All ministries ({n})"), _Asked(_with(meant, ministries=()))
    if slots.terms and (slots.years or slots.regions):
        yield N_("All topics ({n})"), _Asked(_with(meant, terms=()))
    if slots.years and slots.regions:
        yield N_("All years and regions ({n})"), _Asked(_with(_without_regions(asked).understood, years=()))


def _without_regions(asked: _Asked) -> _Asked:
    return _Asked(replace(_with(asked.understood, regions=()), own_region=False, towns=()))


def _with(understood: Understood, **slots: Any) -> Understood:
    return replace(understood, slots=replace(understood.slots, **slots))


def _spelling(ask: Ask, read: Read, asked: _Asked) -> list[str]:
    """Known words near the ones asked for."""
    suggest, spoken, seen = read.memory.index.suggest, asked.understood.language, sees(ask.person)
    near = (suggest(term, spoken, seen) for term in asked.slots.terms)
    return [word for words in near for word in words][:3]


def _as_button(title: str, asked: _Asked, **values: object) -> Button:
    meant = asked.understood
    data = filled(meant.slots) | {"offset": asked.offset, "spoken": meant.language}
    data |= {"towns": list(meant.towns)} if meant.towns else {}
    return Button(title, "ask.show", data | {"own_region": meant.own_region}, values=values)


ROUTES = (
    Route(Action.ASK, intent="ask", show=show),
    Route(Action.ASK, verb="ask.show", form=Question, show=turn_page),
)
