"""Names and days in typed conclusions, read: organisations, goals, regions, ministries, areas, uses, days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from .goals import Goal
from .minute_fields import Field
from .minute_lines import folded
from .people import Kind, Organisation
from .places import Places
from .refusals import Refusal
from .refusals import minute_lines as no

ALIKE = 0.75
GOAL_NUMBER = re.compile(r"(?:tavoite|painopiste|mål|prioritering|goal|priority)?\s*(\d{1,2})")
DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
MONTH = re.compile(r"(\d{1,2})\s?[/.]\s?(\d{4})")
YEAR = re.compile(r"(\d{4})")
JOINED = re.compile(r"\s(?:ja|sekä|och|samt|and|&)\s")
USES: Mapping[str, tuple[str, ...]] = {
    "jts": ("JTS", "julkisen talouden suunnitelma", "planen för de offentliga finanserna", "PFP"),
    "ministry_plan": ("ministeriön suunnitelma", "ministeriö", "ministeriets plan", "ministry's plan"),
    "regional_plan": ("maakuntaohjelma", "maakunnan suunnitelma", "landskapsprogram", "regional plan"),
}


@dataclass(frozen=True)
class Listing:
    """Things by the folded names that they go by; `names` are those to suggest, as they are written."""

    by_name: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """The id of what is called so."""
        return self.by_name.get(folded(name))

    def near(self, name: str) -> str:
        """A name that was probably meant; empty where none is near."""
        found = get_close_matches(folded(name), self.by_name, 1, ALIKE)
        return self.names.get(found[0], "") if found else ""


@dataclass(frozen=True)
class Known:
    """All that a typed line may name; `ministry_of`: abbreviations by ids of organisations."""

    organisations: Listing
    regions: Listing
    ministries: Listing
    goals: Listing
    areas: Listing
    ministry_of: Mapping[str, str]
    uses: Listing


def listing(named: Iterable[tuple[str, Iterable[str]]]) -> Listing:
    """Things with their names; of two that share a name the first has it."""
    by_name: dict[str, str] = {}
    names: dict[str, str] = {}
    for id_, every in named:
        for name in filter(None, every):
            if by_name.setdefault(folded(name), id_) == id_:
                names.setdefault(folded(name), name)
    return Listing(by_name, names)


def names(
    organisations: Mapping[str, Organisation],
    places: Places,
    goals: Iterable[Goal],
    uses: Iterable[tuple[str, Iterable[str]]] = (),
) -> Known:
    """The names of everything; `goals` are those that may be named, `uses` more names of uses."""
    every = organisations.values()
    return Known(
        listing(_organisations(every, places)),
        listing((each.code, (*each.names.values(), *each.also, each.code)) for each in places.regions),
        listing((each.abbr, (each.abbr, *_of_ministry(places, each.abbr))) for each in places.ministries),
        listing((each.id, (each.id, *each.titles.values())) for each in goals),
        listing((each.id, each.names.values()) for each in places.areas),
        {each.id: each.abbreviation for each in every if each.kind is Kind.MINISTRY and each.abbreviation},
        listing((*USES.items(), *uses)),
    )


def _organisations(every: Iterable[Organisation], places: Places) -> Iterator[tuple[str, Iterable[str]]]:
    """Each organisation's own names first, then those that it goes by besides: a council by its region's."""
    known = tuple(every)
    yield from ((each.id, (each.abbreviation or "", *each.names.values(), each.id)) for each in known)
    regions = {region.code: region for region in places.regions}
    for each in known:
        if each.kind is Kind.COUNCIL and each.region in regions:
            region = regions[each.region]
            yield each.id, (*region.names.values(), *region.council.values(), *region.also)
        if each.kind is Kind.MINISTRY and each.abbreviation:
            yield each.id, _of_ministry(places, each.abbreviation)


def _of_ministry(places: Places, abbr: str) -> tuple[str, ...]:
    found = next((each for each in places.ministries if each.abbr == abbr), None)
    if found is None:
        return ()
    also = (name for every in found.also.values() for name in every)
    return (*found.abbreviations.values(), *found.names.values(), *also)


# Reading


def codes(name: Field, typed: str, known: Known, line: str) -> tuple[tuple[str, ...], list[Refusal]]:
    """The ids of what a field names, and what is wrong with it; `line` says there which line it is about."""
    find, near = FINDERS[name](known)
    ids: list[str] = []
    faults: list[Refusal] = []
    for called in _names(typed, find):
        if id_ := find(called):
            ids.append(id_)
        else:
            faults.append(unknown(called, near(called), line))
    return tuple(dict.fromkeys(ids)), faults


def unknown(name: str, near: str, line: str) -> Refusal:
    """The fault of a name that isn't known, with the one that was probably meant."""
    value = name[:60]
    return (
        no.LineUnknownNear(line=line, value=value, near=near)
        if near
        else no.LineUnknown(line=line, value=value)
    )


def _names(typed: str, find: Callable[[str], str | None]) -> Iterator[str]:
    """The names of a list, cut at commas, but where a name that is known has them; "LVM ja TEM" is two."""
    for piece in filter(None, (part.strip(" .\t\n") for part in re.split(r"[;\n]", typed))):
        parts = piece.split(",")[:NAMES]
        while parts:
            ends = (at for at in range(len(parts), 1, -1) if find(_joined(parts[:at])))
            end = next(ends, 1)
            yield from _two(_joined(parts[:end]), find)
            parts = parts[end:]


NAMES = 40
"""Names in a list, at most."""


def _joined(parts: Iterable[str]) -> str:
    return ",".join(parts).strip(" .\t\n")


def _two(name: str, find: Callable[[str], str | None]) -> Iterator[str]:
    parts = [part.strip() for part in JOINED.split(name)]
    two = not find(name) and len(parts) > 1 and all(map(find, parts))
    yield from filter(None, parts if two else [name])


Finder = tuple[Callable[[str], str | None], Callable[[str], str]]


def _goals(known: Known) -> Finder:
    """Goals go by id, by title, or by their number in the decision in force."""

    def find(name: str) -> str | None:
        number = GOAL_NUMBER.fullmatch(folded(name))
        ends = [id_ for id_ in known.goals.by_name.values() if number and id_.endswith(f"-{number[1]}")]
        return known.goals.find(name) or next(iter(ends), None)

    return find, known.goals.near


FINDERS: Mapping[Field, Callable[[Known], Finder]] = {
    Field.RESPONSIBLE: lambda known: (known.organisations.find, known.organisations.near),
    Field.REGIONS: lambda known: (known.regions.find, known.regions.near),
    Field.MINISTRIES: lambda known: (known.ministries.find, known.ministries.near),
    Field.AREAS: lambda known: (known.areas.find, known.areas.near),
    Field.GOALS: _goals,
    Field.USED_IN: lambda known: (known.uses.find, known.uses.near),
}


def day(typed: str) -> date | None:
    """A day: 30.6.2027, 2027-06-30; of a month (6/2027) or a year the last one. None for anything else."""
    text = typed.strip(" .")
    for pattern, order in ((DAY, (2, 1, 0)), (ISO, (0, 1, 2)), (MONTH, (1, 0)), (YEAR, (0,))):
        if found := pattern.fullmatch(text):
            return _day(*(int(found.groups()[at]) for at in order))
    return None


def _day(year: int, month: int = 12, number: int = 0) -> date | None:
    try:
        return date(year, month, number or monthrange(year, month)[1])
    except ValueError:
        return None
