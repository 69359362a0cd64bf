"""The grid: how many conclusions there are of each goal, in each region, in each year; empty cells too.

Goals are those right below one decision; a goal below one of them counts in it. Each conclusion counts once
in a cell, however many goals below carry it there, and once in every total; so one that names three regions
is in three cells and once in the sum. One that is superseded isn't counted where the conclusion that stands
in its place is counted as well.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, product

from .goals import Branch, Goal, in_force, tree
from .reporting import MINISTRY
from .rounds import Round

NONE = ""
"""Stands for no goal of the decision, and for no region."""
Key = tuple[str | None, str | None, int | None]


@dataclass(frozen=True)
class Fact:
    """A conclusion as it is counted; `superseded` is the id of the one that stands in its place."""

    id: str
    year: int
    regions: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()
    superseded: str | None = None

    @property
    def concerned(self) -> frozenset[str]:
        """The ministries that it names or makes responsible, by Finnish abbreviation."""
        return frozenset((*self.ministries, *(each.removeprefix(MINISTRY) for each in self.responsible)))


@dataclass(frozen=True)
class Limits:
    """What is counted or gathered: empty means all. `ids`: only these, those that a topic was found in."""

    years: tuple[int, ...] = ()
    regions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    ids: frozenset[str] | None = None

    def lets_in(self, fact: Fact) -> bool:
        """Whether a conclusion is within these limits."""
        return (
            (not self.years or fact.year in self.years)
            and (not self.regions or not set(self.regions).isdisjoint(fact.regions))
            and (not self.ministries or not fact.concerned.isdisjoint(self.ministries))
            and (self.ids is None or fact.id in self.ids)
        )


def within(facts: Iterable[Fact], limits: Limits) -> tuple[Fact, ...]:
    """The conclusions within the limits, the superseded ones too."""
    return tuple(fact for fact in facts if limits.lets_in(fact))


def successor(fact: Fact, by_id: Mapping[str, Fact], among: Collection[str]) -> str | None:
    """The one among these that stands in a conclusion's place, directly or by way of others."""
    passed, at = {fact.id}, fact.superseded
    while at and at not in passed:
        if at in among:
            return at
        passed.add(at)
        at = by_id[at].superseded if at in by_id else None
    return None


# Which decision, which years


@dataclass(frozen=True)
class Scope:
    """Whose goals are counted, in which years; `others` are years asked for that are another decision's."""

    decision: Goal
    years: tuple[int, ...]
    others: tuple[int, ...] = ()


def decision_of(year: int, rounds: Iterable[Round], goals: Sequence[Goal]) -> Goal | None:
    """The decision of a year's round; of a year without one, the decision in force then."""
    named = {round_.decision for round_ in rounds if round_.year == year}
    found = (goal for goal in goals if goal.id in named and goal.kind == "decision")
    return next(found, None) or in_force(goals, year)


def scope(
    asked: Iterable[int], year: int, facts: Iterable[Fact], rounds: Sequence[Round], goals: Sequence[Goal]
) -> Scope | None:
    """The decision of the newest year asked for, with those of the years asked for that are its own.

    When none is asked for: the decision of the running year, with the years of it that have conclusions.
    None where there is no decision at all.
    """
    wanted = tuple(sorted(set(asked)))
    decision = decision_of(wanted[-1] if wanted else year, rounds, goals)
    if decision is None:
        return None
    known = wanted or sorted({fact.year for fact in facts if fact.year <= year})
    of_it = tuple(each for each in known if decision_of(each, rounds, goals) == decision)
    return Scope(decision, of_it or (year,), tuple(each for each in wanted if each not in of_it))


def terms(
    facts: Iterable[Fact], rounds: Sequence[Round], goals: Sequence[Goal]
) -> tuple[tuple[int, ...], ...]:
    """The years that have conclusions, those of each decision together, in order of time."""
    years = sorted({fact.year for fact in facts})
    by_decision = groupby(years, key=lambda year: decision_of(year, rounds, goals))
    return tuple(tuple(some) for _, some in by_decision)


# Counting


@dataclass(frozen=True)
class Grid:
    """The counts. `replaced` tells how many weren't counted since another stands in their place; `ids` are
    those counted of each goal.
    """

    scope: Scope
    goals: tuple[Goal, ...]
    regions: tuple[str, ...]
    replaced: int = 0
    counts: Mapping[Key, int] = field(default_factory=dict)
    ids: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def count(self, goal: str | None = None, region: str | None = None, year: int | None = None) -> int:
        """How many conclusions; None means all, NONE those without any."""
        return self.counts.get((goal, region, year), 0)

    def tied(self, goal: Goal) -> frozenset[str]:
        """The conclusions that are counted of a goal, by their ids."""
        return self.ids.get(goal.id, frozenset())

    @property
    def unraised(self) -> tuple[Goal, ...]:
        """The goals that no conclusion is tied to."""
        return tuple(goal for goal in self.goals if not self.count(goal.id))

    @property
    def silent(self) -> tuple[str, ...]:
        """The regions that have no conclusion on any goal."""
        return tuple(each for each in self.regions if self.count(None, each) == self.count(NONE, each))

    @property
    def empty(self) -> tuple[str, ...]:
        """The regions that have no conclusion at all."""
        return tuple(each for each in self.regions if not self.count(None, each))

    def regions_without(self, goal: Goal) -> tuple[str, ...]:
        """The regions that have nothing on a goal."""
        return tuple(region for region in self.regions if not self.count(goal.id, region))

    def goals_without(self, region: str) -> tuple[Goal, ...]:
        """The goals that a region has nothing on."""
        return tuple(goal for goal in self.goals if not self.count(goal.id, region))

    def code(self, goal: Goal) -> str:
        """A goal's short name: what its id has beyond the decision's."""
        return goal.id.removeprefix(self.scope.decision.id).lstrip("-") or goal.id


def grid(
    facts: Iterable[Fact],
    limits: Limits,
    scope: Scope,
    regions: Sequence[str],
    goals: Sequence[Goal],
    only: Collection[str] = (),
) -> Grid:
    """Count what is within the limits, in the scope's years, for these regions and, where named, goals.

    Regions and goals are columns and rows: a conclusion that others have part in is counted all the same.
    """
    every = tuple(facts)
    found = [fact for fact in within(every, limits) if fact.year in scope.years]
    by_id, among = {fact.id: fact for fact in every}, {fact.id for fact in found}
    counted = [fact for fact in found if successor(fact, by_id, among) is None]
    branches = tree(goals, scope.decision.id).children
    above = {below: branch.goal.id for branch in branches for below in _ids(branch)}
    counts = Counter(key for fact in counted for key in _keys(fact, above))
    rows = {above[goal] for goal in only if goal in above} or set(above.values())
    shown = tuple(branch.goal for branch in branches if branch.goal.id in rows)
    ids = {goal.id: frozenset(fact.id for fact in counted if goal.id in _rows(fact, above)) for goal in shown}
    return Grid(scope, shown, tuple(regions), len(found) - len(counted), counts, ids)


def _ids(branch: Branch) -> Iterator[str]:
    yield branch.goal.id
    for child in branch.children:
        yield from _ids(child)


def _rows(fact: Fact, above: Mapping[str, str]) -> frozenset[str]:
    return frozenset(above[goal] for goal in fact.goals if goal in above)


def _keys(fact: Fact, above: Mapping[str, str]) -> Iterator[Key]:
    """Every cell and every total that a conclusion counts in, each once."""
    goals = _rows(fact, above) or {NONE}
    return product((None, *goals), (None, *(set(fact.regions) or {NONE})), (None, fact.year))
