"""Packs: the conclusions that concern a ministry or a region, with what came of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .grid import Fact
from .records import Record
from .reporting import UNTOLD, Followed

JTS = "jts"
USES = {
    "JTS": JTS,
    "ministeriö": "ministry_plan",
    "maakuntaohjelma": "regional_plan",
}
"""Where conclusions are used, by the words that older records have for it."""
FILES = {
    "xlsx": re.compile(r"\b(?:excel|xlsx|taulukk|tabell|spreadsheet|table\b|laskentataul)"),
    "docx": re.compile(r"\b(?:word|docx|asiakirja|dokument|document)"),
    "zip": re.compile(r"\b(?:csv|avoin\w*\s+data|avoimena\s+data|öppna?\s+data|open\s+data)"),
}
"""What a sentence calls each file."""


@dataclass(frozen=True)
class Gathered:
    """A conclusion of a pack, and what came of it."""

    record: Record
    followed: Followed

    @property
    def state(self) -> str:
        """What came of it, in a word; empty where nothing has been reported."""
        return state(self.followed)


def use(code: str) -> str:
    """Where a conclusion is used, in the product's own codes."""
    return USES.get(code, code)


def for_jts(used_in: Iterable[str]) -> bool:
    """Whether it is used in the public finance plan."""
    return JTS in map(use, used_in)


def file_named(text: str) -> str:
    """The kind of file that a sentence asks for; empty where it names none."""
    low = text.lower()
    return next((kind for kind, words in FILES.items() if words.search(low)), "")


def state(followed: Followed) -> str:
    """What came of a conclusion, in a word; empty where nothing has been reported."""
    return followed.progress.value if followed.progress else UNTOLD


# What a pack holds


def by_region(facts: Iterable[Fact]) -> Mapping[str, int]:
    """How many conclusions each region has part in."""
    return Counter(region for fact in facts for region in set(fact.regions))


def by_year(facts: Iterable[Fact]) -> Mapping[int, int]:
    """How many conclusions each year has."""
    return Counter(fact.year for fact in facts)


def grouped(
    items: Sequence[Gathered], order: Sequence[str]
) -> tuple[tuple[tuple[str, ...], tuple[Gathered, ...]], ...]:
    """The conclusions by their regions: each one's own in this order, then those of several, then the rest.

    Each is there once; within a group the newest stand first.
    """
    groups: dict[tuple[str, ...], list[Gathered]] = {}
    for item in items:
        groups.setdefault(item.record.regions, []).append(item)
    places = {region: number for number, region in enumerate(order)}

    def place(regions: tuple[str, ...]) -> tuple[bool, int, list[int]]:
        return not regions, len(regions), [places.get(region, len(places)) for region in regions]

    return tuple((regions, _newest_first(groups[regions])) for regions in sorted(groups, key=place))


def _newest_first(items: Iterable[Gathered]) -> tuple[Gathered, ...]:
    return tuple(sorted(items, key=lambda item: (-(item.record.year or 0), item.record.id)))
