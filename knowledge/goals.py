"""The goals of regional development decisions: a tree per decision, each with its term."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A goal. `titles` holds official titles by language; one that has no official title is absent."""

    id: str
    parent: str | None
    term: str
    kind: str
    titles: dict[str, str]
    note: str | None = None

    def title(self, language: str) -> tuple[str, bool]:
        """The title in the language, else the Finnish one; and whether it is in the language asked for."""
        return (self.titles.get(language) or self.titles["fi"], language in self.titles)


@dataclass(frozen=True)
class Branch:
    """A goal with the goals below it."""

    goal: Goal
    children: tuple[Branch, ...]


def tree(goals: Iterable[Goal], root: str) -> Branch:
    """The tree below a goal, children in the order given. Raises KeyError for an unknown root."""
    known = tuple(goals)
    by_id = {goal.id: goal for goal in known}
    return Branch(by_id[root], tuple(tree(known, goal.id) for goal in known if goal.parent == root))


def term_years(term: str) -> tuple[int, int]:
    """First and last year of a term such as 2024-2027; an open one ("2021-") ends in 9999.

    Raises ValueError for a term that isn't one.
    """
    first, _, last = term.partition("-")
    return int(first), int(last or 9999)


def in_force(goals: Iterable[Goal], year: int) -> Goal | None:
    """The decision in force in a year: the newest one whose term has begun."""
    decisions = [goal for goal in goals if goal.kind == "decision"]
    begun = [goal for goal in decisions if term_years(goal.term)[0] <= year]
    return max(begun, key=lambda goal: term_years(goal.term), default=None)


def may_be_named(goals: Sequence[Goal], year: int) -> tuple[Goal, ...]:
    """The goals that proposals of a year may name: those right below the decision in force."""
    decision = in_force(goals, year)
    return tuple(goal for goal in goals if decision and goal.parent == decision.id)
