"""A broadcast to 10,000 at the pace that Teams allows: how long people who chat wait, and what it costs."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from storage.store import Store
from tests.bench.figures import Figure
from tests.bench.load import Sink, listening
from tests.bench.servers import cpu_seconds, memory_mb
from tests.faults import crowd
from tests.faults.bots import Bot, running
from tests.faults.stage import Stage, until
from tests.faults.talk import chatting, percentile
from tests.faults.teams import teams
from tests.faults.weather import Plan

P99, RSS, CPU, RATE = NAMES = ("load.turn_p99_ms", "load.rss_mb", "load.cpu_share", "load.rate")
PEOPLE = 10_000
DELAY = 0.1
WARM_UP = 5.0  # seconds until the share is measured
ALONE = 0.5  # part of the people who get theirs before anybody chats


def measure(people: int = PEOPLE) -> tuple[Figure, ...]:
    """One tenant, 45 a second, Teams answers in 100 ms.

    `cpu_share`, of one core, is measured in its first half, while nothing else goes on; in the second half
    eight people chat, each saying something every now and then. `rss_mb` is the most that was held (VmHWM).
    """
    with TemporaryDirectory(prefix="alke-bench-") as shared, teams() as there:
        there.plan(Plan(delay=DELAY))
        return asyncio.run(_measured(Stage(there, Path(shared)), people))


async def _measured(stage: Stage, people: int) -> tuple[Figure, ...]:
    async with listening() as sink:
        hosts = f"{stage.teams.host},127.0.0.1:{sink.port}"
        with stage.sqlite() as house, house.store() as store:
            bot = Bot(house, stage.teams, settings={"SERVICE_HOSTS": hosts})
            crowd.owe(store, stage.crowd(store, people, tenants=1), datetime.now(UTC))
            with running(bot):
                return await _served(stage, store, sink, bot, people)


async def _served(stage: Stage, store: Store, sink: Sink, bot: Bot, people: int) -> tuple[Figure, ...]:
    share = await _share(stage, bot, people)
    async with chatting(store, sink, stage.teams, bot.url) as waits:
        await asyncio.to_thread(until, lambda: crowd.left(store) == 0, pause=0.5)
    at = sorted(each.at for each in stage.teams.log() if each.copy)
    return (
        Figure(P99, percentile(waits.turns, 0.99), "ms"),
        Figure(RSS, memory_mb(bot.pid, "VmHWM"), "MB"),
        Figure(CPU, share, "of a core"),
        Figure(RATE, (len(at) - 1) / (at[-1] - at[0]), "sends/s"),
    )


async def _share(stage: Stage, bot: Bot, people: int) -> float:
    """The part of a core that it takes, until so many have theirs."""
    await asyncio.sleep(WARM_UP)
    began, used = time.monotonic(), cpu_seconds(bot.pid)
    await asyncio.to_thread(until, lambda: stage.teams.copies() >= people * ALONE, pause=0.5)
    return (cpu_seconds(bot.pid) - used) / (time.monotonic() - began)
