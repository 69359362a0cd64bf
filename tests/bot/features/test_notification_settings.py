"""The settings of notices, their form, and what somebody was sent and why."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot import reasons
from bot.app import Core
from knowledge.notices import Topic
from storage import outbox
from storage import tables as t
from storage.outbox import State
from tests.bot.chat import Chat
from tests.bot.features.notification_chats import FRIDAY, away, off, who
from tests.demo import NOW


@pytest.fixture
def lappi(chat: Callable[..., Chat]) -> Chat:
    return chat("lappi", language="en")


def owe(core: Core, once: str, **changes: Any) -> None:
    """Owe the person a notice of a published agenda; `changes` are how its row stands."""
    with core.store.transaction() as db:
        same = {"card": "notice", "data": {}, "cause": "agenda published", "now": NOW}
        number = outbox.owe(db, once=once, person=who(core), **same)  # type: ignore[arg-type]
        if changes:
            db.execute(update(t.Outbox).where(col(t.Outbox.id) == number).values(**changes))


def test_the_settings_show_and_change_everything(core: Core, lappi: Chat) -> None:
    lappi.say("Notice settings")
    assert "Reminders: on" in lappi.text
    lappi.button("Change")
    lappi.send_dialog(
        wanted="schedule,people", until=FRIDAY.isoformat(), since="2026-12-05", back="2026-12-06"
    )
    assert "Saved." in lappi.text
    assert "Absence: from Sat 5 Dec 2026 to Sun 6 Dec 2026" in lappi.text
    assert set(Topic) - {Topic.SCHEDULE, Topic.PEOPLE} == set(off(core))
    assert {FRIDAY} == set(off(core).values())


def test_what_was_off_keeps_its_end_unless_another_is_given(core: Core, lappi: Chat) -> None:
    lappi.say("mute the reminders until Friday")
    lappi.press("notifications.form")
    lappi.press("notifications.save", lappi.filled(wanted="schedule,proposals,broadcasts,people"))
    assert {Topic.REMINDERS: FRIDAY, Topic.VIEWS: FRIDAY} == off(core)
    lappi.press("notifications.form")
    lappi.press("notifications.save", lappi.filled(until=""))
    assert {Topic.REMINDERS: None, Topic.VIEWS: None} == off(core)


def test_half_an_absence_is_said_at_its_field(core: Core, lappi: Chat) -> None:
    lappi.press("notifications.form")
    lappi.press("notifications.save", lappi.filled(since="2026-12-05"))
    assert "I need the first and the last day" in lappi.text
    assert (None, {}) == (away(core), off(core))


# What was sent, and why


def test_everyone_can_see_what_came_why_and_what_did_not(core: Core, lappi: Chat) -> None:
    lappi.say("why did I get this message?")
    assert "haven't sent you any notices yet" in lappi.text
    owe(core, "a", state=State.SENT, settled=NOW, channel="mail")
    owe(core, "b", state=State.CANCELLED, reason=reasons.MUTED)
    owe(core, "c", state=State.CANCELLED, reason=reasons.CANCELLED)
    owe(core, "d")
    lappi.say("why did I get this message?")
    assert 4 == lappi.text.count("Because an agenda was published or changed.")
    for said in ("sent · by e-mail", "you have turned it off", "· not sent", "waits for its turn"):
        assert said in lappi.text


def test_the_list_goes_on_and_holds_nobody_elses(core: Core, chat: Callable[..., Chat], lappi: Chat) -> None:
    for number in range(10):
        owe(core, f"{number}")
    lappi.press("notifications.sent")
    assert 8 == lappi.text.count("Because")
    lappi.button("Show more (2 left)")
    assert 2 == lappi.text.count("Because")
    other = chat("kainuu", language="en")
    other.press("notifications.sent")
    assert 0 == other.text.count("Because")


def test_what_was_done_is_audited_without_a_word_of_it(core: Core, lappi: Chat) -> None:
    lappi.say("mute the reminders until Friday")
    lappi.say("I am on holiday 5-12 December")
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).where(t.Audit.about == f"person:{who(core)}")).all()
    assert {"notices.off", "notices.away"} <= {row.what for row in rows}
