"""A process that is killed between a turn's commit and its answer: Teams sends the activity again."""

from __future__ import annotations

import json
import socket
import time
import urllib.request
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import cycle
from threading import Thread
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from knowledge.clock import today
from storage import people
from storage import tables as t
from storage.store import Store
from tests.bench.figures import Figure
from tests.demo import NOW
from tests.fakes.activities import Activities, Activity
from tests.faults.bots import Bot, running
from tests.faults.counts import figures
from tests.faults.stage import Scale, Stage, until
from tests.faults.teams import Arrival, Teams
from tests.faults.weather import Plan

WHO, CHAT = "lappi", "a:tenant-0:1"
LOOK = 0.001  # seconds between two looks into the database
SETTLES = 1.5  # seconds in which what is due is sent


class Person(Activities):
    """Somebody of the demo, who puts proposals forward."""

    app_id = "a-bot"

    def __init__(self, teams: Teams, tenant: str, object_id: str) -> None:
        self.tenant = tenant
        self._service_url = teams.service_url
        self._sender = {"id": "29:1", "aadObjectId": object_id}

    @property
    def service_url(self) -> str:
        return self._service_url

    def sends(self, title: str) -> Activity:
        """A form, sent as a message: its answer is a card that is posted."""
        return self._own(self.submit({"verb": "proposal.submit", **_form(title)}))

    def presses(self, title: str) -> Activity:
        """A button: its answer comes back in the response."""
        return self._own(self.execute("proposal.submit", _form(title)))

    def _own(self, activity: Activity) -> Activity:
        chat = {"id": CHAT, "conversationType": "personal", "tenantId": self.tenant}
        return activity | {"from": self._sender, "conversation": chat}


def reply_lost(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """Half are messages (killed while Teams takes the answer), half presses (killed once the turn is there).

    `effects` should be as many as `activities`, and `different` answers none.
    """
    with stage.sqlite() as house, house.store() as store:
        watch = stage.watch(house)
        watch.ahead(seconds=(NOW - datetime.now(UTC)).total_seconds())
        person = _person(store, stage.teams)
        bot = Bot(house, stage.teams, watch=watch, settings={"TENANTS": person.tenant})
        titles = [f"Vastaus katoaa {number}" for number in range(scale.kills)]
        ways = zip(titles, cycle((_press_lost, _message_lost)), strict=False)
        with running(bot):
            same = [lost(stage.teams, store, bot, person, title) for title, lost in ways]
        effects = [_proposals(store, title) for title in titles]
        return figures(
            "reply_lost",
            activities=len(titles),
            effects=sum(effects),
            lost=effects.count(0),
            extra=sum(effects) - len(titles),
            max_copies=max(effects),
            different=same.count(False),
        )


def _message_lost(teams: Teams, store: Store, bot: Bot, person: Person, title: str) -> bool:
    """Whether the answer that is paid after the kill is the one of before, and comes once.

    A message's answer is owed until it has been sent, so sending the activity again brings no second one.
    """
    activity = person.sends(title)
    teams.plan(Plan(hanging=1.0), bodies=True)
    waiting = Thread(target=_post_in_vain, args=(teams, bot, activity))
    waiting.start()
    until(lambda: teams.arrived() > 0, 30, LOOK)
    bot.kill()
    waiting.join()
    before = [_shown(each) for each in teams.log()]
    teams.plan(Plan(), bodies=True)
    bot.start()
    _post(teams, bot, activity)
    until(lambda: _paid(teams, bot), 60, SETTLES)
    _post(teams, bot, activity)
    time.sleep(SETTLES)
    after = [_shown(each) for each in teams.log()]
    return len(after) == 1 and {*before} == {*after}


def _paid(teams: Teams, bot: Bot) -> bool:
    """Whether the owed answer has come; the clock moves on, since it waits for its own turn a while."""
    if bot.watch:
        bot.watch.go_on(seconds=10)
    return teams.copies() > 0


def _press_lost(teams: Teams, store: Store, bot: Bot, person: Person, title: str) -> bool:
    """The same, for an answer that comes back in the response to the activity."""
    activity = person.presses(title)
    teams.plan(Plan())
    with socket.create_connection(("127.0.0.1", bot.port)) as cut:
        cut.sendall(_raw(teams, activity))
        until(lambda: _answered(store, activity) is not None, 30, LOOK)
        bot.kill()
    bot.start()
    answers = [_post(teams, bot, activity) for _ in range(2)]
    return all(_answered(store, activity) == each for each in answers)


def _person(store: Store, teams: Teams) -> Person:
    with store.read() as db:
        known = people.by_slug(db, WHO, today(NOW))
    assert known is not None
    return Person(teams, known.tenant, known.object_id)


def _form(title: str) -> Mapping[str, str]:
    return {"title": title, "description": "Vain kerran.", "goals": "ALKE2024-1"}


def _post(teams: Teams, bot: Bot, activity: Activity) -> Any:
    """The JSON of the answer, None where it is empty."""
    with urllib.request.urlopen(_request(teams, bot, activity), timeout=60) as answer:
        return json.loads(answer.read() or b"null")


def _post_in_vain(teams: Teams, bot: Bot, activity: Activity) -> None:
    """Post to a bot that dies under way."""
    try:
        _post(teams, bot, activity)
    except (OSError, ValueError):
        return


def _request(teams: Teams, bot: Bot, activity: Activity) -> urllib.request.Request:
    headers = {"Authorization": f"Bearer {teams.token()}", "Content-Type": "application/json"}
    return urllib.request.Request(bot.url, json.dumps(activity).encode(), headers)


def _raw(teams: Teams, activity: Activity) -> bytes:
    body = json.dumps(activity).encode()
    head = (
        "POST /api/messages HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {teams.token()}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _shown(sent: Arrival) -> str:
    """The card that was sent, as JSON."""
    return json.dumps(json.loads(sent.body)["attachments"][0]["content"], sort_keys=True)


def _answered(store: Store, activity: Activity) -> Any:
    """The stored response to an activity, None while there is none."""
    stored = select(col(t.Turn.answer)).where(col(t.Turn.activity) == activity["id"])
    with store.read() as db:
        answer = db.execute(stored).scalar_one_or_none()
    return answer and answer["response"]


def _proposals(store: Store, title: str) -> int:
    made = select(func.count()).select_from(t.Proposal).where(col(t.Proposal.title) == title)
    with store.read() as db:
        return int(db.execute(made).scalar_one())
