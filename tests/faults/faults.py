"""Everything that is let go wrong, with its full size and the size of the suite."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.bench.figures import Figure
from tests.faults import gone, kills, reminding, replies, stops, weathers
from tests.faults.stage import Scale, Stage


@dataclass(frozen=True)
class Fault:
    """A fault by its name: what happens, and how large."""

    name: str
    happen: Callable[[Stage, Scale], Sequence[Figure]]
    full: Scale
    small: Scale


PEOPLE, SOME = 10_000, 300
FAULTS = (
    Fault("kill_sqlite", kills.kill_sqlite, Scale(PEOPLE, kills=8), Scale(SOME, kills=2, small=True)),
    Fault("kill_postgres", kills.kill_postgres, Scale(PEOPLE, kills=6), Scale(SOME, kills=2, small=True)),
    Fault("weather", weathers.weather, Scale(PEOPLE), Scale(SOME, small=True)),
    Fault("gone", gone.gone, Scale(PEOPLE), Scale(SOME, small=True)),
    Fault("sigterm", stops.sigterm, Scale(PEOPLE), Scale(SOME, small=True)),
    Fault("outage", reminding.outage, Scale(50), Scale(50, small=True)),
    Fault(
        "clock_changes", reminding.clock_changes, Scale(10, seconds=600), Scale(2, seconds=3600, small=True)
    ),
    Fault("replicas", reminding.replicas, Scale(1000), Scale(200, small=True)),
    Fault("stopped", stops.stopped, Scale(PEOPLE), Scale(SOME, seconds=4, small=True)),
    Fault("reply_lost", replies.reply_lost, Scale(0, kills=8), Scale(0, kills=2, small=True)),
    Fault("cancel", stops.cancel, Scale(PEOPLE), Scale(SOME, small=True)),
)
