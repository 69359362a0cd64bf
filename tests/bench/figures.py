"""Figures: a table for people, and one JSON line each for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """A measured value; where there is a peer, what the peer reached on the same work in the same run."""

    name: str
    value: float
    unit: str
    peer: str | None = None
    peer_value: float | None = None

    @property
    def ratio(self) -> float | None:
        """The value over the peer's."""
        return self.value / self.peer_value if self.peer_value else None

    def line(self) -> dict[str, Any]:
        """The figure as a JSON object; what does not apply is absent."""
        own = {"name": self.name, "value": round(self.value, 3), "unit": self.unit}
        if self.peer_value is None or self.ratio is None:
            return own
        return own | {
            "peer": self.peer,
            "peer_value": round(self.peer_value, 3),
            "ratio": round(self.ratio, 2),
        }


def table(figures: Iterable[Figure]) -> Table:
    """The figures for people."""
    drawn = Table("figure", "unit", title="Measured on this machine, in this run")
    for column in ("value", "peer's", "ratio"):
        drawn.add_column(column, justify="right")
    drawn.add_column("peer")
    for each in figures:
        numbers = (each.value, each.peer_value, each.ratio)
        drawn.add_row(each.name, each.unit, *map(_number, numbers), each.peer or "")
    return drawn


def append(figures: Iterable[Figure], path: Path) -> None:
    """Add a JSON line for each figure to the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each.line()) + "\n" for each in figures)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
