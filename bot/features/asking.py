"""Asking what was agreed: the conclusions themselves, best and newest first, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace

from pydantic import BaseModel, Field

from bot.entries import PROPOSAL, proposal_number
from bot.forms import Offset
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.index import Found
from knowledge.people import Action, may
from knowledge.question import Slots, Understood
from knowledge.records import Kind
from storage import proposals, records

from . import conclusions, named
from .asked import CONCLUSIONS, Asked, as_button, scope, towns_of, wanted_of, with_slots, without_regions
from .followup_words import with_follow_up
from .nothing_found import nothing_found
from .proposal_cards import proposal_view
from .views import KINDS, MORE, record_views, suggestions

PAGE = 5
PROPOSALS = 12  # proposals in one list
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
    offset: Offset = 0
    own_region: bool = False
    spoken: str = Field("fi", max_length=2)


def show(ask: Ask, read: Read) -> Reply:
    """Answer a question that was written."""
    if by_number := named.proposal(ask, read) or conclusions.said(ask, read):
        return by_number
    if not ask.understood.certain:
        return Reply("not_understood", {"buttons": suggestions(ask)})
    understood = named.by_session(ask).understood
    return _answer(ask, read, Asked(understood, ask.offset + PAGE if understood.more else 0))


def _proposals(ask: Ask, read: Read, asked: Asked) -> Reply:
    """Proposals that the asker may see; a region's people see their own until the agenda is published."""
    found = read.memory.find(read.db, ask.person, wanted_of(asked, (PROPOSAL,)), limit=PROPOSALS)
    seen = proposals.by_ids(read.db, [proposal_number(hit.id) for hit in found.hits])
    data = {
        "scope": scope(read, asked),
        "items": [proposal_view(proposal, ask) for proposal in seen],
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
    return _answer(replace(ask, understood=understood), read, Asked(understood, form.offset))


def _answer(ask: Ask, read: Read, asked: Asked) -> Reply:
    if PROPOSAL in asked.slots.kinds:
        return _proposals(ask, read, asked)
    kinds = tuple(asked.slots.kinds) or CONCLUSIONS
    found = _find(ask, read, asked, kinds)
    if not found.total and not asked.slots.kinds:
        kinds, found = OTHERS, _find(ask, read, asked, OTHERS)
    if found.total and not found.hits:  # asked for more than there is: the last page again
        last = replace(asked, offset=(found.total - 1) // PAGE * PAGE)
        return _listing(ask, read, last, kinds, _find(ask, read, last, kinds))
    return _listing(ask, read, asked, kinds, found) if found.total else nothing_found(ask, read, asked)


def _find(ask: Ask, read: Read, asked: Asked, kinds: Iterable[str]) -> Found:
    towns = tuple(name for names in towns_of(read, asked) for name in dict.fromkeys(names.values()))
    wanted, at = wanted_of(asked, kinds), asked.offset
    return read.memory.find(read.db, ask.person, wanted, limit=PAGE, offset=at, mentions=towns)


def _listing(ask: Ask, read: Read, asked: Asked, kinds: tuple[str, ...], found: Found) -> Reply:
    shown = records.by_ids(read.db, [hit.id for hit in found.hits])
    data = {
        "scope": scope(read, asked),
        "items": with_follow_up(
            read, record_views(ask, read, shown, asked.slots.terms, whole=found.total == 1)
        ),
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


def _beyond(ask: Ask, read: Read, asked: Asked, kinds: tuple[str, ...], found: Found) -> tuple[Button, ...]:
    """Where one may go from a list: back, on, all regions, the other records."""
    pages = _pages(asked, kinds, found.total)
    wider = [as_button(N_("All regions"), without_regions(asked))] if asked.understood.own_region else []
    other = _others(ask, read, asked) if kinds == CONCLUSIONS else []
    return (*pages, *wider, *other)


def _pages(asked: Asked, kinds: tuple[str, ...], total: int) -> Iterator[Button]:
    here = replace(asked, understood=with_slots(asked.understood, kinds=tuple(kinds)))
    if asked.offset:
        yield as_button(N_("Previous"), replace(here, offset=max(0, asked.offset - PAGE)))
    if asked.offset + PAGE < total:
        left = total - asked.offset - PAGE
        yield as_button(MORE, replace(here, offset=asked.offset + PAGE), n=left)


def _others(ask: Ask, read: Read, asked: Asked) -> list[Button]:
    there = Asked(with_slots(asked.understood, kinds=OTHERS))
    (total,) = (
        read.memory.counts(read.db, ask.person, [wanted_of(there, OTHERS)]) if asked.slots.terms else (0,)
    )
    return [as_button(N_("Minutes and documents ({n})"), there, n=total)] if total else []


ROUTES = (
    Route(Action.ASK, intent="ask", show=show),
    Route(Action.ASK, verb="ask.show", form=Question, show=turn_page),
)
