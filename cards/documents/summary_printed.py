"""What the summary of a year tells, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from .minutes_printed import Names


@dataclass(frozen=True)
class Held:
    """A round: its decision's title with its term, and how many proposals came."""

    names: Names
    case_number: str
    decision: Names
    term: str


@dataclass(frozen=True)
class Met:
    """A session: its kind and its state as message ids, and how many conclusions it left."""

    names: Names
    kind: str
    day: date | None
    state: str
    conclusions: int


@dataclass(frozen=True)
class Named:
    """A conclusion in a list."""

    id: str
    titles: Names
    regions: Sequence[Names] = ()
    responsible: Sequence[Names] = ()
    due: date | None = None


@dataclass(frozen=True)
class OfGoal:
    """A goal: its code and titles, how many conclusions, the regions with nothing on it, the conclusions."""

    code: str
    titles: Names
    n: int
    lacking: Sequence[Names] = ()
    conclusions: Sequence[Named] = ()


@dataclass(frozen=True)
class OfRegion:
    """A region: the counts of each goal in their order, of all its conclusions, and their ids."""

    names: Names
    cells: Sequence[int]
    n: int
    ids: Sequence[str] = ()


@dataclass(frozen=True)
class Followed:
    """What came of a year's conclusions, counted by state; and how many are late."""

    year: int
    counts: Mapping[str, int]
    late: int

    @property
    def total(self) -> int:
        """How many conclusions there are."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Summary:
    """All that is told of a year."""

    year: int
    made: date
    rounds: Sequence[Held]
    sessions: Sequence[Met]
    organisations: int
    total: int
    untied: int
    replaced: int
    proposals: Mapping[str, int] = field(default_factory=dict)
    goals: Sequence[OfGoal] = ()
    regions: Sequence[OfRegion] = ()
    uses: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, int] = field(default_factory=dict)
    followed: Sequence[Followed] = ()
    late: Sequence[Named] = ()
