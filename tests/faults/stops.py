"""A process that is asked to end, one that stands still for a while, and a broadcast that is called off."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from sqlmodel import col

from bot import reasons
from storage import outbox
from storage import tables as t
from storage.outbox import State
from storage.store import Store
from tests.bench.figures import Figure
from tests.faults import crowd
from tests.faults.bots import Bot, Watch, running
from tests.faults.counts import count
from tests.faults.kills import DELAY, LEASE, RATE, SETTLES, finish, left_behind
from tests.faults.stage import Scale, Stage, until
from tests.faults.weather import Plan


def sigterm(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """SIGTERM at half; it starts again when it has ended."""
    stage.teams.plan(Plan(delay=DELAY))
    with stage.sqlite() as house, house.store() as store:
        watch = stage.watch(house)
        bot = Bot(house, stage.teams, watch=watch, settings={"SEND_RATE": RATE})
        members = stage.crowd(store, scale.people)
        with running(bot):
            crowd.owe(store, members, watch())
            until(lambda: stage.teams.copies() >= scale.people // 2, pause=0.005)
            ended = bot.end()
            claimed = crowd.claimed(store)
            bot.start()
            finish(store, watch, patient=not scale.small)
        return count(members, stage.teams.log()).figures("sigterm", exit_s=ended, left_claimed=claimed)


def stopped(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """One of two processes stands still (SIGSTOP) from the half on, and goes on later (SIGCONT).

    `claimed` is what it had in flight when it was stopped: as many extra copies are allowed. In the small
    size the clock is moved on by what the full size waits for.
    """
    stage.teams.plan(Plan(delay=DELAY))
    with stage.postgres() as house, house.store() as store:
        watch = stage.watch(house)
        still, other = (
            Bot(house, stage.teams, name, watch, {"SEND_RATE": RATE}) for name in ("still", "other")
        )
        members = stage.crowd(store, scale.people)
        with running(still, other):
            crowd.owe(store, members, watch())
            until(lambda: stage.teams.copies() >= scale.people // 2, pause=0.005)
            claimed = _stand_still(store, still, watch, scale)
            finish(store, watch, patient=not scale.small)
            time.sleep(SETTLES)
        return count(members, stage.teams.log()).figures("stopped", claimed=claimed, stood_s=scale.seconds)


def _stand_still(store: Store, bot: Bot, watch: Watch, scale: Scale) -> int:
    """How many messages the bot had in flight while it stood still."""
    began = time.monotonic()
    bot.freeze()
    kept = left_behind(store)
    if scale.small:
        watch.go_on(seconds=LEASE)
    time.sleep(max(0.0, began + scale.seconds - time.monotonic()))
    bot.thaw()
    return len(kept)


def cancel(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """Call the broadcast off at half. `late` copies arrive after that; `claimed` were in flight then.

    `mistold` are the messages of which the outbox says something else than what their readers have.
    """
    stage.teams.plan(Plan(delay=DELAY))
    with stage.sqlite() as house, house.store() as store:
        bot = Bot(house, stage.teams, settings={"SEND_RATE": RATE})
        members = stage.crowd(store, scale.people)
        with running(bot):
            crowd.owe(store, members, datetime.now(UTC))
            until(lambda: stage.teams.copies() >= scale.people // 2, pause=0.005)
            claimed, called_off = _call_off(store)
            at = time.monotonic()
            until(lambda: crowd.left(store) == 0)
            time.sleep(SETTLES)
        lost = sum(row.state not in (State.SENT, State.CANCELLED) for row in crowd.outcome(store))
        log = stage.teams.log()
        mistold = crowd.mistold(store, members, {each.to for each in log if each.copy})
    counts = replace(count(members, log), lost=lost)  # who has none was called off
    late, sent = sum(each.copy and each.at > at for each in log), sum(each.copy for each in log)
    more = {"claimed": claimed, "called_off": called_off, "mistold": mistold}
    return counts.figures("cancel", sent=sent, late=late, **more)


def _call_off(store: Store) -> tuple[int, int]:
    """How many messages were in flight, and how many were called off."""
    with store.transaction() as db:
        claimed = len(crowd.in_flight(db))
        which = col(t.Outbox.about) == crowd.ABOUT
        return claimed, len(outbox.cancel(db, reasons.CANCELLED, datetime.now(UTC), which))
