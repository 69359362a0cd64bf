"""How many cards a second go out: our sender, our whole delivery, botbuilder's, and a bare aiohttp POST."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.figures import Figure
from tests.faults import crowd
from tests.faults.bots import Bot, running
from tests.faults.stage import Stage, until
from tests.faults.teams import Teams, teams
from tests.faults.weather import Plan

OURS, SDK, BARE = "ours", "sdk", "bare"
DELAYS = {"0ms": 0.0, "100ms": 0.1}
NAMES = tuple(f"send.{kind}{delay}" for delay in DELAYS for kind in ("", "outbox_"))
UNIT = "sends/s"
COUNTS = {OURS: 2_000, SDK: 200, BARE: 2_000}  # some seconds each
ROUNDS = 5
OWED = 2_000
FASTEST = 10_000  # a second and tenant: the limits are no part of this

Rates = Mapping[str, Sequence[float]]


def measure() -> tuple[Figure, ...]:
    """Medians of short rounds with the server at 0 and 100 ms; the contenders take turns.

    `send.…` is the adapter and the sender, `send.outbox_…` the whole of it: claimed from the outbox, drawn,
    sent and settled by `alke serve`, from the first card's arrival to the last one's.
    """
    with teams() as there, TemporaryDirectory(prefix="alke-bench-") as shared:
        stage = Stage(there, Path(shared))
        return tuple(figure for name, delay in DELAYS.items() for figure in _figures(stage, name, delay))


def _figures(stage: Stage, name: str, delay: float) -> tuple[Figure, ...]:
    stage.teams.plan(Plan(delay=delay))
    rates: Mapping[str, list[float]] = {each: [] for each in COUNTS}
    for contender in tuple(COUNTS) * ROUNDS:
        rates[contender].append(rate(stage.teams, contender, COUNTS[contender]))
    ours, sdk, bare = (median(rates[each]) for each in (OURS, SDK, BARE))
    whole = median(outbox_rate(stage, delay, OWED) for _ in range(ROUNDS))
    return (
        Figure(f"send.{name}", ours, UNIT, SDK, sdk),
        Figure(f"send.{name}", ours, UNIT, BARE, bare),
        Figure(f"send.outbox_{name}", whole, UNIT, SDK, sdk),
        Figure(f"send.outbox_{name}", whole, UNIT, BARE, bare),
    )


def rate(there: Teams, contender: str, count: int) -> float:
    """Sends a second of one contender, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.sending", contender, str(there.port), str(count)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)


def outbox_rate(stage: Stage, delay: float, count: int) -> float:
    """Cards a second that arrive while `alke serve` pays so many that are owed, on SQLite."""
    stage.teams.plan(Plan(delay=delay))
    with stage.sqlite() as house, house.store() as store:
        members = stage.crowd(store, count)
        with running(Bot(house, stage.teams, settings={"SEND_RATE": FASTEST})):
            crowd.owe(store, members, datetime.now(UTC))
            until(lambda: crowd.left(store) == 0, pause=0.2)
    at = sorted(each.at for each in stage.teams.log() if each.copy)
    return (len(at) - 1) / (at[-1] - at[0])
