"""People who can't be reached any more, in every way in which Teams says so; some of them come back."""

from __future__ import annotations

import json
import time
import urllib.request
from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from storage import tables as t
from storage.store import Store
from tests.bench.figures import Figure
from tests.fakes.activities import Activities
from tests.faults import crowd
from tests.faults.bots import Bot, Watch, running
from tests.faults.counts import count
from tests.faults.crowd import Member
from tests.faults.kills import RATE
from tests.faults.stage import Scale, Stage, TooLong, until
from tests.faults.teams import Arrival, Teams
from tests.faults.weather import AT_ONCE, GONE, Plan, tenant_of

SHARE = 20  # one of so many is gone
TENANTS = 8
STILL = 1.5  # seconds in which nothing is sent, so that the clock may move on
STEP = 6.0  # hours
STEPS = 60


def gone(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """500 of 10,000 are gone, in every documented 403 and 404 shape; then they install the bot anew.

    `tries_403` and `tries_404` are the most attempts that one of them took until it was marked (the clock
    moves on by hours meanwhile), `sent_again` the attempts of a second broadcast to those who are marked.
    """
    with stage.sqlite() as house, house.store() as store:
        watch = stage.watch(house)
        names = ",".join(f"tenant-{number}" for number in range(TENANTS))
        bot = Bot(house, stage.teams, watch=watch, settings={"SEND_RATE": RATE, "TENANTS": names})
        members = stage.crowd(store, scale.people, TENANTS)
        away = _away(members, scale.seed)
        with running(bot):
            first = _broadcast(stage, store, watch, members, away, "first")
            second = _broadcast(stage, store, watch, members, away, "second")
            marked, unreachable = _marked(store), _unreachable(store, "first")
            stage.teams.plan(Plan())
            _install(stage.teams, bot, [one for one in members if one.conversation in away])
            still_marked = _marked(store)
            back = _broadcast(stage, store, watch, members, {}, "third")
    told = {"gone": len(away), "marked": marked, "unreachable": unreachable, **_tried(first, second, away)}
    told |= {"still_marked": still_marked, "lost_when_back": count(members, back).lost}
    return count([one for one in members if one.conversation not in away], first).figures("gone", **told)


def _away(members: Sequence[Member], seed: int) -> Mapping[str, str]:
    """Who is gone, and in which shape Teams says so."""
    chosen = Random(seed).sample(members, max(len(GONE), len(members) // SHARE))
    shapes = list(GONE)
    return {one.conversation: shapes[number % len(shapes)] for number, one in enumerate(chosen)}


def _broadcast(
    stage: Stage, store: Store, watch: Watch, members: Sequence[Member], away: Mapping[str, str], about: str
) -> Sequence[Arrival]:
    """Everything that arrives until nothing is owed; the clock moves on whenever nothing more comes."""
    stage.teams.plan(Plan(gone=away))
    crowd.owe(store, members, watch(), about)
    for _ in range(STEPS):
        if _quiet(stage.teams, store):
            return stage.teams.log()
        watch.go_on(hours=STEP)
    raise TooLong(f"{crowd.left(store)} messages are owed after {STEP * STEPS:.0f} hours")


def _quiet(teams: Teams, store: Store) -> bool:
    """Wait until nothing is owed (True), or nothing comes although something is."""
    seen, since = -1, time.monotonic()
    while crowd.left(store):
        arrived = teams.arrived()
        if arrived != seen or crowd.claimed(store):
            seen, since = arrived, time.monotonic()
        if time.monotonic() - since > STILL:
            return False
        time.sleep(0.1)
    return True


def _marked(store: Store) -> int:
    marked = select(func.count()).select_from(t.Conversation).where(col(t.Conversation.gone).is_not(None))
    with store.read() as db:
        return int(db.execute(marked).scalar_one())


def _unreachable(store: Store, about: str) -> int:
    told = crowd.outcome(store)
    return sum(row.state == "unreachable" and row.about == about for row in told)


def _tried(first: Sequence[Arrival], second: Sequence[Arrival], away: Mapping[str, str]) -> dict[str, int]:
    """How often it was tried to reach who is gone, in a first and in a second broadcast."""
    return {
        "tries_403": _most(first, away, at_once=True),
        "tries_404": _most(first, away, at_once=False),
        "sent_again": sum(each.to in away for each in second),
    }


def _most(log: Sequence[Arrival], away: Mapping[str, str], *, at_once: bool) -> int:
    theirs = {to for to, shape in away.items() if (shape in AT_ONCE) is at_once}
    return max(Counter(each.to for each in log if each.to in theirs).values(), default=0)


class Installing(Activities):
    """Activities of the crowd's people."""

    app_id, tenant = "a-bot", ""

    def __init__(self, service_url: str) -> None:
        self._service_url = service_url

    @property
    def service_url(self) -> str:
        return self._service_url

    def of(self, one: Member) -> dict[str, Any]:
        """Somebody installs the app."""
        tenant = tenant_of(one.conversation)
        number = one.conversation.rpartition(":")[2]
        return self.install() | {
            "from": {"id": f"29:{number}", "aadObjectId": f"person-{number}"},
            "conversation": {"id": one.conversation, "conversationType": "personal", "tenantId": tenant},
            "channelData": {"tenant": {"id": tenant}},
        }


def _install(teams: Teams, bot: Bot, members: Sequence[Member]) -> None:
    """All of them install the app, and are greeted."""
    token, activities = teams.token(), Installing(teams.service_url)
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for one in members:
        body = json.dumps(activities.of(one)).encode()
        with urllib.request.urlopen(urllib.request.Request(bot.url, body, headers), timeout=30) as answer:
            assert answer.status < 300
    until(lambda: teams.copies() >= len(members), 60)
