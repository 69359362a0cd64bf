"""What came of a broadcast, by what has arrived: how many were lost, how many copies were too many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tests.bench.figures import Figure
from tests.faults.crowd import Member
from tests.faults.teams import Arrival


@dataclass(frozen=True)
class Counts:
    """Each of `people` should have one copy. `lost` have none; `extra` are the copies beyond the first."""

    people: int
    lost: int
    extra: int
    max_copies: int

    def figures(self, fault: str, **more: float) -> tuple[Figure, ...]:
        """As figures, with what else this fault asks; a name that ends in a unit has that unit."""
        own = {"people": self.people, "lost": self.lost, "extra": self.extra, "max_copies": self.max_copies}
        return figures(fault, **own, **more)


def count(members: Iterable[Member], log: Sequence[Arrival]) -> Counts:
    """The copies that each of these people has."""
    copies = Counter(each.to for each in log if each.copy)
    each_has = [copies[one.conversation] for one in members]
    extra = sum(max(0, has - 1) for has in each_has)
    return Counts(len(each_has), each_has.count(0), extra, max(each_has, default=0))


def figures(fault: str, **values: float) -> tuple[Figure, ...]:
    """Figures of a fault; a name that ends in `_s` or `_ms` is a time, others are numbers of something."""
    return tuple(Figure(f"{fault}.{name}", value, _unit(name)) for name, value in values.items())


def _unit(name: str) -> str:
    return {"s": "s", "ms": "ms"}.get(name.rpartition("_")[2], "") if "_" in name else ""
