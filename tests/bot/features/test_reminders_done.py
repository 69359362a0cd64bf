"""Reminders that stop: what was done is told on the cards that stand; what is put off comes later."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.app import Core
from bot.features.reminder_rings import REMINDED, UPDATED
from cards.render import as_text
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH
from tests.bot.features.reminder_chats import Bells, lapland_waits, morning, proposed, withdrawn
from tests.bot.features.session_chats import COORDINATOR, answer, asked, newest, planned
from tests.bot.outbox import by_person, owed

Chats = Callable[..., Chat]
LAPPI, KAINUU, LVM = "council:19", "council:18", "ministry:LVM"
ON_TIME = time(9, 1)
SENT = morning(2, ON_TIME)


@pytest.fixture
def bells(core: Core) -> Bells:
    """A bell after which Lapland's contact was reminded of proposing until 9.12."""
    lapland_waits(core)
    bells = Bells(core, morning(1))
    bells.ring(SENT)
    assert ["lappi"] == list(bells.sent(SENT))
    return bells


def struck(card: dict[str, Any]) -> list[str]:
    """What a card shows as done."""
    runs = [
        run
        for item in card["body"]
        for each in item.get("items", [])
        if each["type"] == "RichTextBlock"
        for run in each["inlines"]
    ]
    return [run["text"] for run in runs if run.get("strikethrough")]


# Done


@BOTH
def test_the_card_that_stands_says_who_did_it(core: Core, bells: Bells) -> None:
    proposed(core, LAPPI, "lappi-vara", morning(2, time(11)))
    bells.ring(morning(2, time(11, 1)), morning(2, time(11, 2)))
    (row,) = owed(core, UPDATED)
    assert ("only", by_person(core, REMINDED)["lappi"].about, True) == (row.place, row.about, row.urgent)
    card = bells.sent(morning(2, time(11, 2)), UPDATED)["lappi"]
    assert ["Propose topics for the agenda: Regional development discussions 2026"] == struck(card)
    assert "Thank you: nothing of this is left to do" in as_text(card)
    assert f"Done by {name(core, 'lappi-vara')}, Wed 2 Dec 2026 at 11:00" in as_text(card)
    assert [] == card["actions"]


def name(core: Core, slug: str) -> str:
    with core.store.read() as db:
        return db.exec(select(t.Person.name).where(t.Person.slug == slug)).one()


@BOTH
def test_no_reminder_comes_after_one_colleague_has_acted(core: Core, bells: Bells) -> None:
    proposed(core, LAPPI, "lappi-vara", morning(2, time(11)))
    bells.ring(*(morning(day, ON_TIME) for day in range(3, 11)))
    assert ["lappi"] == bells.told()


def test_a_reminder_comes_again_when_the_act_was_taken_back(core: Core, bells: Bells) -> None:
    proposed(core, LAPPI, "lappi-vara", morning(2, time(11)))
    bells.ring(morning(2, time(11, 1)))
    withdrawn(core, LAPPI)
    bells.ring(morning(8, ON_TIME))
    assert 2 == bells.told().count("lappi")


def test_what_was_not_sent_is_not_updated(core: Core, bells: Bells) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Outbox).where(col(t.Outbox.cause) == REMINDED).values(state="unreachable"))
    proposed(core, LAPPI, "lappi-vara", morning(2, time(11)))
    bells.ring(morning(2, time(11, 1)))
    assert [] == owed(core, UPDATED)


def test_what_is_asked_no_more_is_told_too(core: Core, bells: Bells) -> None:
    with core.store.transaction() as db:
        theirs = col(t.RoundOrganisation.organisation_id) == LAPPI
        db.execute(t.RoundOrganisation.__table__.delete().where(theirs))  # type: ignore[attr-defined]
    bells.ring(morning(2, time(11, 1)))
    assert "No longer asked" in bells.texts(morning(2, time(11, 1)), UPDATED)["lappi"]


def test_of_two_things_the_one_that_is_done_is_struck(core: Core, bells: Bells, chat: Chats) -> None:
    coordinator = chat(COORDINATOR, morning(2, time(12)))
    asked(planned(coordinator), due="2026-12-09")
    bells.ring(morning(8, time(8)), morning(8, ON_TIME))
    bells.sent(morning(8, ON_TIME))
    answer(chat("lappi-vara", morning(8, time(10))), newest(core).id, LAPPI, "ymn")
    bells.ring(morning(8, time(10, 1)))
    card = bells.sent(morning(8, time(10, 1)), UPDATED)["lappi"]
    assert ["Tell which times suit you"] == [each.split(":")[0] for each in struck(card)]
    assert "Reminder: Propose topics for the agenda" in as_text(card)
    assert [] != card["actions"]


@pytest.mark.parametrize(("cancelled", "expected"), [(True, ["No longer asked"]), (False, [])])
def test_a_session_that_was_cancelled_is_struck_and_one_that_was_held_is_left_alone(
    core: Core, bells: Bells, chat: Chats, cancelled: bool, expected: list[str]
) -> None:
    coordinator = planned(chat(COORDINATOR), day="2026-12-10", start="13:00")
    coordinator.button("Ilmoita osallistujille")
    bells.ring(morning(9, time(8)), morning(9, ON_TIME))
    bells.sent(morning(9, ON_TIME))
    state = "cancelled" if cancelled else "held"
    with core.store.transaction() as db:
        db.execute(update(t.Session).where(col(t.Session.id) == "2026-y1").values(state=state))
    later = morning(9, time(12)) if cancelled else morning(10, time(15))
    bells.ring(later, later + timedelta(seconds=5))
    told = bells.texts(later, UPDATED).get("lvm", "")
    assert expected == [line for line in expected or ["No longer asked"] if line in told]


def number(core: Core, slug: str) -> int:
    with core.store.read() as db:
        return db.exec(select(t.Person.id).where(t.Person.slug == slug)).one() or 0


# Put off


def carried(card: dict[str, Any], title: str) -> dict[str, Any]:
    return next(dict(action["data"]) for action in card["actions"] if action["title"] == title)


def first(core: Core) -> t.Outbox:
    return by_person(core, REMINDED)["lappi"]


@BOTH
def test_a_reminder_is_put_off_and_comes_again_on_that_morning(core: Core, bells: Bells, chat: Chats) -> None:
    somebody = snoozed(chat, core, 1)
    assert "I remind you again Thu 3 Dec 2026" in somebody.text
    assert {} == bells.sent(morning(3, time(8)))
    assert ["lappi"] == list(bells.sent(morning(3, ON_TIME)))


def snoozed(chat: Chats, core: Core, days: int, now: datetime = SENT, key: str = "") -> Chat:
    somebody = chat("lappi", now, language="en")
    somebody.press("reminders.snooze", {"key": key or first(core).once, "days": days})
    return somebody


def test_what_was_put_off_beyond_a_reminder_comes_once(core: Core, bells: Bells, chat: Chats) -> None:
    snoozed(chat, core, 7, morning(1, time(15)))  # to Tuesday 8.12., when the bell would ring for it
    bells.ring(morning(8, ON_TIME))
    bells.sent(morning(8, ON_TIME))
    mine = [row.state for row in owed(core, REMINDED) if row.person_id == number(core, "lappi")]
    assert ["sent", "no longer needed", "sent"] == mine


def test_what_was_put_off_and_done_meanwhile_does_not_come(core: Core, bells: Bells, chat: Chats) -> None:
    snoozed(chat, core, 1)
    proposed(core, LAPPI, "lappi-vara", morning(2, time(11)))
    assert {} == bells.sent(morning(3, ON_TIME))


def test_pressed_twice_it_comes_once(core: Core, bells: Bells, chat: Chats) -> None:
    snoozed(chat, core, 1)
    snoozed(chat, core, 1)
    assert 2 == bells.told().count("lappi")


def test_put_off_anew_it_comes_at_the_later_time_only(core: Core, bells: Bells, chat: Chats) -> None:
    snoozed(chat, core, 1)
    snoozed(chat, core, 3)
    assert {} == bells.sent(morning(3, ON_TIME))
    assert ["lappi"] == list(bells.sent(morning(7, ON_TIME)))


def test_nothing_is_put_off_beyond_its_deadline(core: Core, bells: Bells, chat: Chats) -> None:
    somebody = snoozed(chat, core, 7, morning(8, time(15)))
    assert "The deadline comes before that" in somebody.text
    assert 1 == bells.told().count("lappi")


def test_the_buttons_offer_only_what_is_before_the_deadline(bells: Bells) -> None:
    bells.ring(morning(8, ON_TIME))
    titles = [action["title"] for action in bells.sent(morning(8, ON_TIME))["lappi"]["actions"]]
    assert ["Turn these off", "What is missing from us?"] == titles[1:]
    assert "Remind me Wed 9 Dec 2026" == titles[0]


@pytest.mark.parametrize("days", [0, 2, 10_000])
def test_no_other_day_is_taken(core: Core, bells: Bells, chat: Chats, days: int) -> None:
    snoozed(chat, core, days)
    assert 1 == bells.told().count("lappi")


@pytest.mark.parametrize("key", ["", "remind:nothing", "%", "x" * 300])
def test_a_reminder_that_is_not_ones_own_is_not_put_off(
    core: Core, bells: Bells, chat: Chats, key: str
) -> None:
    stranger = chat("kainuu", SENT, language="en")
    stranger.press("reminders.snooze", {"key": key or first(core).once, "days": 1})
    assert "I can't find this reminder among yours." in stranger.text
    assert 1 == len(bells.told())


def test_what_is_done_already_says_so_instead(core: Core, bells: Bells, chat: Chats) -> None:
    proposed(core, LAPPI, "lappi-vara", morning(2, time(11)))
    assert "Thank you" in snoozed(chat, core, 1).text
