"""A question being answered: its slots, what is looked for, what was understood, the buttons that go on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.continuity import filled
from bot.memory import Wanted
from bot.routes import Button, Read
from knowledge.question import Slots, Understood
from knowledge.records import Kind

from .views import region_names

CONCLUSIONS = (Kind.CONCLUSION,)
"""What is looked for where nothing else is asked for."""


@dataclass(frozen=True)
class Asked:
    """A question being answered: what was understood, from which answer on."""

    understood: Understood
    offset: int = 0

    @property
    def slots(self) -> Slots:
        """What was filled in of it."""
        return self.understood.slots


def wanted_of(asked: Asked, kinds: Iterable[str]) -> Wanted:
    """What the memory is to look for."""
    return Wanted(asked.slots, asked.understood.language, frozenset(kinds))


def towns_of(read: Read, asked: Asked) -> list[Mapping[str, str]]:
    """The names of the municipalities that a region was named by: what tells of them comes first."""
    named = asked.understood.towns
    return [town.names for town in read.memory.facts.places.municipalities if town.code in named]


def scope(read: Read, asked: Asked) -> dict[str, Any]:
    """What was understood, for the reader to check."""
    places, slots = read.memory.facts.places, asked.slots
    ministries = {ministry.abbr: ministry.names for ministry in places.ministries}
    return {
        "years": spans(slots.years),
        "regions": region_names(places, slots.regions),
        "towns": towns_of(read, asked),
        "ministries": [ministries[abbr] for abbr in slots.ministries if abbr in ministries],
        "terms": list(slots.terms),
        "own_region": asked.understood.own_region,
        "own_ministry": asked.understood.own_ministry,
    }


def spans(years: Iterable[int]) -> str:
    """Years as people write them: 2020–2023, 2025."""
    ordered = sorted(years)
    whole = len(ordered) > 2 and ordered[-1] - ordered[0] == len(ordered) - 1
    return f"{ordered[0]}–{ordered[-1]}" if whole else ", ".join(map(str, ordered))


def without_regions(asked: Asked) -> Asked:
    """The same question of all regions, from the first answer on."""
    return Asked(replace(with_slots(asked.understood, regions=()), own_region=False, towns=()))


def with_slots(understood: Understood, **slots: Any) -> Understood:
    """The same with these slots."""
    return replace(understood, slots=replace(understood.slots, **slots))


def as_button(title: str, asked: Asked, **values: object) -> Button:
    """A button that asks the question."""
    meant = asked.understood
    data = filled(meant.slots) | {"offset": asked.offset, "spoken": meant.language}
    data |= {"towns": list(meant.towns)} if meant.towns else {}
    return Button(title, "ask.show", data | {"own_region": meant.own_region}, values=values)
