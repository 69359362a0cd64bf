"""kill -9 during a broadcast: on SQLite the one process, on PostgreSQL one of two after the other."""

from __future__ import annotations

import time
from collections.abc import Sequence
from random import Random

from storage.store import Store
from tests.bench.figures import Figure
from tests.faults import crowd
from tests.faults.bots import Bot, House, Watch, running
from tests.faults.counts import count
from tests.faults.stage import Scale, Stage, until
from tests.faults.weather import Plan

DELAY = 0.05  # seconds that Teams takes, so that much is in flight
RATE = 400  # a second and tenant: the limits aren't what is tried here
SETTLES = 1.5  # seconds in which a process that runs settles whatever it had in flight
LEASE = 90.0  # seconds: longer than any claim holds


def kill_sqlite(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """Kill the process again and again; it starts again at once."""
    with stage.sqlite() as house:
        return _killed("kill_sqlite", stage, scale, house, ("one",))


def kill_postgres(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """Kill one of two in turn; it starts again at once."""
    with stage.postgres() as house:
        return _killed("kill_postgres", stage, scale, house, ("one", "two"))


def _killed(fault: str, stage: Stage, scale: Scale, house: House, names: Sequence[str]) -> Sequence[Figure]:
    """`claimed` is what the killed processes had begun and not yet settled, altogether: as many extra copies
    are allowed. `in_flight` is how many messages Teams was working on at once, at most.
    """
    watch = stage.watch(house)
    bots = [Bot(house, stage.teams, name, watch, {"SEND_RATE": RATE}) for name in names]
    stage.teams.plan(Plan(delay=DELAY))
    with house.store() as store:
        members = stage.crowd(store, scale.people)
        with running(*bots):
            crowd.owe(store, members, watch())
            claimed = [_kill(stage, store, bots[n % len(bots)], at) for n, at in enumerate(moments(scale))]
            finish(store, watch, patient=not scale.small)
        counts = count(members, stage.teams.log())
    most = stage.teams.in_flight()
    return counts.figures(fault, kills=scale.kills, claimed=sum(claimed), in_flight=most)


def moments(scale: Scale) -> list[int]:
    """After how many copies to kill: random numbers, the same for the same seed."""
    return sorted(Random(scale.seed).sample(range(1, scale.people * 9 // 10), scale.kills))


def _kill(stage: Stage, store: Store, bot: Bot, after: int) -> int:
    """Kill once that many copies have arrived: how many messages the process had in flight then.

    What it had stays as it is while another process settles its own; one that is alone takes it over.
    """
    until(lambda: stage.teams.copies() >= after, pause=0.005)
    bot.kill()
    claimed = crowd.flying(store)
    bot.launch()
    if bot.house.url:
        time.sleep(SETTLES)
        claimed &= crowd.flying(store)
    bot.wait()
    return len(claimed)


def finish(store: Store, watch: Watch, *, patient: bool) -> None:
    """Wait until nothing is owed; who isn't patient lets leases run out by moving the clock on."""
    if patient:
        until(lambda: crowd.left(store) == 0, pause=0.2)
        return
    until(lambda: crowd.left(store) == len(left_behind(store)))
    watch.go_on(seconds=LEASE)
    until(lambda: crowd.left(store) == 0, 60, pause=0.1)


def left_behind(store: Store) -> set[tuple[int, str]]:
    """What is in flight and stays so: a process that runs would have settled it meanwhile."""
    before = crowd.flying(store)
    time.sleep(SETTLES)
    return before & crowd.flying(store)
