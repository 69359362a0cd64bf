"""What a pack tells, as plain data, and the words for what came of conclusions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from cards.language import N_

from .minutes_printed import Concluded, Names

STANDINGS = {
    "done": N_("Carried out"),
    "under way": N_("Under way"),
    "not started": N_("Not started"),
    "dropped": N_("Dropped"),
    "": N_("Nothing reported"),
}
"""What came of conclusions, in words; empty where nobody has reported."""


@dataclass(frozen=True)
class Told:
    """What an organisation reported last: its names, where it is one, the state, what it wrote, the days."""

    names: Names | None
    state: str
    note: str
    day: date | None
    at: date


@dataclass(frozen=True)
class Packed:
    """A conclusion of a pack: as it is printed, where it is from, and what came of it (`state`, `late`)."""

    concluded: Concluded
    year: int
    jts: bool
    state: str
    late: bool
    told: Sequence[Told] = ()
    session: Names | None = None
    held: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Group:
    """The conclusions of a region, or of several regions together; of none for the whole country."""

    regions: Sequence[Names]
    items: Sequence[Packed]


@dataclass(frozen=True)
class Pack:
    """A pack: whose it is (names; empty for everybody's), of which years, and its conclusions by region."""

    ministries: Sequence[Names]
    regions: Sequence[Names]
    years: str
    made: date
    groups: Sequence[Group]
    counts: Mapping[str, int] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Packed, ...]:
        """Every conclusion, in the order of the groups."""
        return tuple(item for group in self.groups for item in group.items)
