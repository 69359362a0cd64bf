"""`python -m tests.bench [NAME …]`: measure, print a table, append the figures to build/bench.jsonl.

NAME is a figure's name or how it begins (`turn`, `start.ready_s`); without one everything is measured.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from rich.console import Console

from tests.bench import audit, broadcast, sends, start, turns
from tests.bench.figures import Figure, append, table

RESULTS = Path("build/bench.jsonl")
BENCHES: tuple[tuple[Sequence[str], Callable[[], Sequence[Figure]]], ...] = (
    (turns.NAMES, turns.measure),
    (start.NAMES, start.measure),
    (sends.NAMES, sends.measure),
    (broadcast.NAMES, broadcast.measure),
    (audit.NAMES, audit.measure),
)


def main(only: Sequence[str]) -> int:
    """Run what is asked for; 2 when there is no such figure."""
    figures = [*_measured(tuple(only) or ("",))]
    append(figures, RESULTS)
    Console().print(table(figures) if figures else f"No figure is called {', '.join(only)}.")
    return 0 if figures else 2


def _measured(only: tuple[str, ...]) -> Iterator[Figure]:
    for names, measure in BENCHES:
        if any(name.startswith(only) for name in names):
            yield from (figure for figure in measure() if figure.name.startswith(only))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
