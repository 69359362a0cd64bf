"""How soon the demo is ready to serve, and how much memory it then takes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from statistics import median

import aiohttp

from tests.bench import servers
from tests.bench.data import demo, speakers
from tests.bench.figures import Figure
from tests.bench.load import Contender, Load, listening
from tests.bench.questions import ASK

READY, RSS = NAMES = ("start.ready_s", "start.rss_mb")
TIMES = 5


def measure() -> tuple[Figure, ...]:
    """Medians of some starts with the demo's data and index there; memory is read after one answer."""
    with demo() as data:
        starts = [asyncio.run(_start(data)) for _ in range(TIMES)]
    ready, resident = (median(each) for each in zip(*starts, strict=True))
    return Figure(READY, ready, "s"), Figure(RSS, resident, "MB")


async def _start(data: Path) -> tuple[float, float]:
    """Seconds until ready, and resident megabytes."""
    async with listening() as sink, aiohttp.ClientSession() as session:
        with servers.ours(data, sink.port) as server:
            await Load(session, sink, speakers(data)).say(Contender(RSS, server.url, ASK, b""))
            return server.ready_s, server.resident_mb()
