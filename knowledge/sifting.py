"""Filters of the triage, as one table: what each looks at, which cases pass, how many each value has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from .proposals import Proposal
from .triage import Case

BASES = ("goals", "objective", "strategy", "urgency")
MARKS: Mapping[str, Callable[[Case], bool]] = {
    "several": lambda case: case.several,
    "together": lambda case: case.together,
    "late": lambda case: case.proposal.late,
    "carried": lambda case: case.proposal.carried_from is not None,
    "changed": lambda case: case.changed,
}
"""What a case may stand out by."""
UNMOVED, VOID = "none", "void"


def marks(case: Case) -> tuple[str, ...]:
    """What this case stands out by."""
    return tuple(name for name, has in MARKS.items() if has(case))


def bases(proposal: Proposal) -> tuple[str, ...]:
    """What a proposal is based on."""
    return tuple(name for name in BASES if getattr(proposal.content, name))


def move_of(case: Case) -> Iterator[str]:
    """Where a case is moved provisionally: `none` yet, `void`, or the name of the state."""
    if case.move:
        yield VOID if case.void else case.move.to.value
    elif case.waits:
        yield UNMOVED


FILTERS: Mapping[str, Callable[[Case], Iterable[str]]] = {
    "move": move_of,
    "state": lambda case: (case.proposal.state.value,),
    "mark": marks,
    "region": lambda case: case.regions,
    "ministry": lambda case: case.ministries,
    "goal": lambda case: case.proposal.content.goals,
    "area": lambda case: case.proposal.content.areas,
    "basis": lambda case: bases(case.proposal),
}
"""By a filter's name: the values that a case has."""
Chosen = Mapping[str, Collection[str]]
"""Chosen values by filter. Of one filter any value is enough; all filters must be met."""


def sifted(cases: Iterable[Case], chosen: Chosen, *, but: str = "") -> tuple[Case, ...]:
    """The cases that pass the chosen filters, leaving out the one named `but`."""
    wanted = {name: set(values) for name, values in chosen.items() if values and name != but}
    return tuple(
        case
        for case in cases
        if all(not values.isdisjoint(FILTERS[name](case)) for name, values in wanted.items())
    )


def counts(cases: Iterable[Case], chosen: Chosen) -> dict[str, Counter[str]]:
    """For each filter, how many cases have each value, among those that pass the other filters."""
    every = tuple(cases)
    return {
        name: Counter(value for case in sifted(every, chosen, but=name) for value in set(values(case)))
        for name, values in FILTERS.items()
    }
