"""Conclusions listed by how they stand, and counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .reporting import UNTOLD, Followed, Progress

LATE, OPEN = "late", "open"


def in_states(found: Followed, states: Collection[str], day: date) -> bool:
    """Does a conclusion stand in one of these ways? None named: any."""
    progress = found.progress
    named = {progress.value if progress else UNTOLD, *([LATE] if found.late(day) else [])}
    if found.open:
        named.add(OPEN)
    if progress is None:
        named.add(Progress.NOT_STARTED)
    return not states or not named.isdisjoint(states)


@dataclass(frozen=True)
class Counts:
    """How many conclusions there are, and how many of them stand how."""

    total: int
    states: Mapping[str, int]
    late: int

    @property
    def told(self) -> int:
        """Of how many something has been reported."""
        return self.total - self.states.get(UNTOLD, 0)


def counts(found: Iterable[Followed], day: date) -> Counts:
    """Counts of conclusions; those that are replaced are left out."""
    standing_ = [each for each in found if each.superseded is None]
    states: dict[str, int] = {}
    for each in standing_:
        name = each.progress.value if each.progress else UNTOLD
        states[name] = states.get(name, 0) + 1
    return Counts(len(standing_), states, sum(each.late(day) for each in standing_))


def by_region(found: Iterable[Followed], day: date) -> Mapping[str, Counts]:
    """Counts of each region's conclusions; one of several regions counts in each."""
    groups: dict[str, list[Followed]] = {}
    for each in found:
        for region in each.regions:
            groups.setdefault(region, []).append(each)
    return {region: counts(own, day) for region, own in groups.items()}


def by_organisation(found: Iterable[Followed], day: date) -> Mapping[str, Counts]:
    """Counts of the conclusions that each organisation is responsible for, by what it has told itself."""
    groups: dict[str, list[Followed]] = {}
    for each in found:
        for organisation in each.responsible:
            groups.setdefault(organisation, []).append(each.part(organisation))
    return {organisation: counts(own, day) for organisation, own in groups.items()}
