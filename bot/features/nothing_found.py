"""Saying that nothing was found: what was understood, why, what is nearest, and whom to ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.routes import Ask, Read, Reply
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Role, sees
from knowledge.question import Slots
from storage import people, rounds

from .asked import CONCLUSIONS, Asked, as_button, scope, wanted_of, with_slots, without_regions
from .views import suggestions


def nothing_found(ask: Ask, read: Read, asked: Asked) -> Reply:
    """Say that nothing was found, show what was understood, offer the nearest and a person to ask."""
    nearest = list(_relaxed(asked))
    wanted = [wanted_of(there, there.slots.kinds or CONCLUSIONS) for _, there in nearest]
    totals = read.memory.counts(read.db, ask.person, wanted)
    found = zip(nearest, totals, strict=True)
    offers = tuple(as_button(title, there, n=total) for (title, there), total in found if total)
    data = {
        "scope": scope(read, asked),
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


def _relaxed(asked: Asked) -> Iterator[tuple[str, Asked]]:
    """The question with one limit fewer, the nearest first."""
    slots, meant = asked.slots, asked.understood
    if slots.regions:
        yield N_("All regions ({n})"), without_regions(asked)
    if slots.years:
        yield N_("All years ({n})"), Asked(with_slots(meant, years=()))
    if slots.ministries:
        yield N_("All ministries ({n})"), Asked(with_slots(meant, ministries=()))
    if slots.terms and (slots.years or slots.regions):
        yield N_("All topics ({n})"), Asked(with_slots(meant, terms=()))
    if slots.years and slots.regions:
        yield (
            N_("All years and regions ({n})"),
            Asked(with_slots(without_regions(asked).understood, years=())),
        )


def _spelling(ask: Ask, read: Read, asked: Asked) -> list[str]:
    """Known words near the ones asked for."""
    suggest, spoken, seen = read.memory.index.suggest, asked.understood.language, sees(ask.person)
    near = (suggest(term, spoken, seen) for term in asked.slots.terms)
    return [word for words in near for word in words][:3]
