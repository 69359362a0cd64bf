"""A Teams that throttles, breaks and hangs, while people chat with the bot."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterable, Sequence

from storage.outbox import State
from storage.store import Store
from tests.bench.figures import Figure
from tests.bench.load import listening
from tests.faults import crowd
from tests.faults.bots import Bot, Watch, running
from tests.faults.counts import count
from tests.faults.stage import PATIENCE, Scale, Stage, TooLong
from tests.faults.talk import Waits, chatting, percentile
from tests.faults.teams import Arrival
from tests.faults.weather import Outcome, Plan

SHARES = {"throttled": 0.05, "broken": 0.02, "precondition": 0.01, "hanging": 0.01}
DELAY = 0.02
SENT = (Outcome.TAKEN, Outcome.GONE)
TENANTS = 40  # each stands still for seconds whenever it is throttled
STILL = 3.0  # seconds without a message before the clock is moved on to the next attempts
STEP = 120.0  # seconds that it is moved on


def weather(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """5 % 429 with Retry-After, 2 % HTML 502, 1 % 412, 1 % hanging (of those, about half had been taken).

    `extra` can't be more than `hung_taken`. `inside_window` are messages to a tenant that were sent after it
    had been throttled; `crossing` those that arrived within 100 ms, so were on their way. Waits are those of
    people who chat meanwhile in a tenant where the weather is calm; `healthz_p99_ms` is the loop seen from
    outside, `lag_over_100ms` the samples of the bot's own metric (every 100 ms) that were over 100 ms.
    """
    return asyncio.run(_weather(stage, scale))


async def _weather(stage: Stage, scale: Scale) -> Sequence[Figure]:
    stage.teams.plan(Plan(seed=scale.seed, delay=DELAY, **SHARES))
    async with listening() as sink:
        with stage.sqlite() as house, house.store() as store:
            watch = stage.watch(house)
            hosts = f"{stage.teams.host},127.0.0.1:{sink.port}"
            bot = Bot(house, stage.teams, watch=watch, settings={"SERVICE_HOSTS": hosts})
            members = stage.crowd(store, scale.people, TENANTS)
            with running(bot):
                async with chatting(store, sink, stage.teams, bot.url) as waits:
                    crowd.owe(store, members, watch())
                    await _paid(stage, store, watch)
            not_sent = sum(row.state != State.SENT for row in crowd.outcome(store))
    log = stage.teams.log()
    return count(members, log).figures("weather", not_sent=not_sent, **_fell(log), **_waited(waits))


def _fell(log: Iterable[Arrival]) -> dict[str, float]:
    """How many messages what fell on."""
    told = Counter(each.outcome for each in log)
    return {_name(outcome): told[outcome] for outcome in Outcome if outcome not in SENT}


def _name(outcome: Outcome) -> str:
    return {Outcome.INSIDE: "inside_window", Outcome.HUNG_TAKEN: "hung_taken"}.get(outcome, outcome.value)


def _waited(waits: Waits) -> dict[str, float]:
    return {
        "turns": len(waits.turns),
        "turn_p99_ms": percentile(waits.turns, 0.99),
        "healthz_p99_ms": percentile(waits.probes, 0.99),
        "lag_samples": waits.lags,
        "lag_over_100ms": waits.lags_over,
    }


async def _paid(stage: Stage, store: Store, watch: Watch) -> None:
    """Wait until nothing is owed. When what is left waits for its next attempt, the clock is moved on."""
    began, moved = time.monotonic(), (0, time.monotonic())
    while left := await asyncio.to_thread(crowd.left, store):
        if time.monotonic() - began > PATIENCE:
            raise TooLong(f"{left} messages are still owed")
        arrived = await asyncio.to_thread(stage.teams.arrived)
        if arrived != moved[0] or await asyncio.to_thread(crowd.claimed, store):
            moved = (arrived, time.monotonic())
        elif time.monotonic() - moved[1] > STILL:
            watch.go_on(seconds=STEP)
            moved = (arrived, time.monotonic())
        await asyncio.sleep(0.2)
