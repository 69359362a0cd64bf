"""People who chat with the bot while something else happens, and how long they wait."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp

from storage.store import Store
from tests.bench.load import Contender, Load, Sink, Speaker
from tests.bench.questions import ASK, HELP
from tests.faults.crowd import gather
from tests.faults.teams import Teams
from tests.faults.weather import CALM

SPEAKERS = 8
PAUSE = 0.15  # seconds between a reply and the next thing said
ROUND = 1.0
WARM_UP = 4.0
PROBE = 0.02  # seconds between two looks at /healthz
LAG = "alke_event_loop_lag_seconds"
CARD = b"application/vnd.microsoft.card.adaptive"
TEXTS = tuple(text for pair in zip(ASK, HELP * len(ASK), strict=False) for text in pair)


@dataclass
class Waits:
    """Seconds that turns took, and that /healthz took; samples of the loop's lag, and those over 100 ms."""

    turns: list[float] = field(default_factory=list)
    probes: list[float] = field(default_factory=list)
    lags: float = 0
    lags_over: float = 0


def percentile(times: Sequence[float], share: float) -> float:
    """In milliseconds; 0 of nothing."""
    ordered = sorted(times)
    return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


@asynccontextmanager
async def chatting(
    store: Store, sink: Sink, teams: Teams, url: str, pace: float = PAUSE
) -> AsyncIterator[Waits]:
    """Chats and probes go on for as long as this lasts. Raises what a turn raises."""
    speakers = _speakers(store, sink)
    waits, over = Waits(), asyncio.Event()
    async with aiohttp.ClientSession() as session:
        load = Load(session, sink, speakers, teams.token(sink.url))
        contender = Contender("bot", url, TEXTS, CARD)
        await load.run(contender, WARM_UP, SPEAKERS)  # what loads when first used isn't waited for again
        load.times.clear()
        before = await _lags(session, url)
        async with asyncio.TaskGroup() as going:
            going.create_task(_talk(load, contender, pace, over.is_set))
            going.create_task(_probe(session, url, waits, over.is_set))
            try:
                yield waits
            finally:
                over.set()
        waits.turns = load.times
        after = await _lags(session, url)
        waits.lags, waits.lags_over = after[0] - before[0], after[1] - before[1]


def _speakers(store: Store, sink: Sink) -> tuple[Speaker, ...]:
    gather(store, SPEAKERS, (CALM,), sink.url, datetime.now(UTC))
    return tuple(Speaker(f"calm-{number}", CALM, f"person-{number}") for number in range(SPEAKERS))


async def _talk(load: Load, contender: Contender, pace: float, over: Callable[[], bool]) -> None:
    while not over():
        await load.run(contender, ROUND, SPEAKERS, pace)


async def _probe(session: aiohttp.ClientSession, url: str, waits: Waits, over: Callable[[], bool]) -> None:
    while not over():
        began = time.monotonic()
        async with session.get(url.replace("/api/messages", "/healthz")) as response:
            await response.read()
        waits.probes.append(time.monotonic() - began)
        await asyncio.sleep(PROBE)


async def _lags(session: aiohttp.ClientSession, url: str) -> tuple[float, float]:
    """Samples of the event loop's lag by the bot's own metric, and those over 100 ms."""
    async with session.get(url.replace("/api/messages", "/metrics")) as response:
        lines = (await response.text()).splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if line.startswith(LAG))
    counted = float(values.get(f"{LAG}_count", 0))
    return counted, counted - float(values.get(f'{LAG}_bucket{{le="0.1"}}', counted))
