"""`python -m tests.faults [NAME …]`: let things go wrong, print a table, append to build/faults.jsonl.

NAME is a fault's name or how it begins; without one all happen. `--small` is the size of the
suite, which is only printed.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from sqlalchemy import URL

from tests.bench.figures import Figure, append, table
from tests.faults.faults import FAULTS
from tests.faults.stage import Stage
from tests.faults.teams import teams
from tests.postgres import server

RESULTS = Path("build/faults.jsonl")
SMALL = "--small"


def main(arguments: Sequence[str]) -> int:
    """Run what is asked for; 2 when there is no such fault."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the processes started here are ended
    only = tuple(name for name in arguments if name != SMALL) or ("",)
    figures = [*_happened(only, small=SMALL in arguments)]
    Console().print(table(figures) if figures else f"No fault is called {', '.join(only)}.")
    return 0 if figures else 2


def _happened(only: tuple[str, ...], *, small: bool) -> Iterator[Figure]:
    with staged() as stage:
        for fault in FAULTS:
            if fault.name.startswith(only):
                figures = fault.happen(stage, fault.small if small else fault.full)
                if not small:
                    append(figures, RESULTS)
                yield from figures


@contextmanager
def staged() -> Iterator[Stage]:
    """A Teams, and a PostgreSQL server once somebody asks for one."""
    with ExitStack() as opened, TemporaryDirectory(prefix="alke-faults-") as shared:

        @cache
        def started() -> URL:
            return opened.enter_context(server())

        yield Stage(opened.enter_context(teams()), Path(shared), started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
