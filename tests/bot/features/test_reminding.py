"""Reminding exactly those who are missing, by a coordinator."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import col, select

from bot.app import Core
from bot.features.reminder_rings import ASKED
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import BOTH
from tests.bot.features.reminder_chats import Bells, hears, morning, proposed, quiet, withdrawn
from tests.bot.features.session_chats import COORDINATOR, asked, planned
from tests.bot.outbox import owed

Chats = Callable[..., Chat]
LAPPI, KAINUU, LVM = "council:19", "council:18", "ministry:LVM"
NOW = morning(2, time(13))
OPEN = {"step": "proposals"}


@pytest.fixture
def bells(core: Core) -> Bells:
    """Proposals are open until 9.12., Lapland's council alone has sent none; its contact can be reached."""
    quiet(core, LAPPI, KAINUU, LVM)
    withdrawn(core, LAPPI)
    hears(core, "lappi")
    return Bells(core, morning(1))


@pytest.fixture
def coordinator(bells: Bells, chat: Chats) -> Chat:
    return chat(COORDINATOR, NOW, language="en")


def send(chat: Chat, **inputs: str) -> Chat:
    """Open the form and send it."""
    chat.press("reminding.open", OPEN)
    chat.press("reminding.send", chat.filled("reminding.send", **inputs))
    return chat


def test_the_step_offers_to_remind_exactly_those_who_are_missing(coordinator: Chat) -> None:
    coordinator.press("status.show", OPEN)
    coordinator.button("Remind exactly these (1)")
    assert "Regional Council of Lapland: Aila Tunturila" in coordinator.text
    assert "Kainuu" not in coordinator.text


@pytest.mark.parametrize("slug", ["tyoryhma", "aune"])
def test_others_who_oversee_are_not_offered_it(bells: Bells, chat: Chats, slug: str) -> None:
    somebody = chat(slug, NOW, language="en")
    somebody.press("status.show", OPEN)
    assert [] == [title for title in somebody.buttons if title.startswith("Remind")]


def test_a_sentence_opens_the_form(coordinator: Chat) -> None:
    coordinator.say("muistuta ehdotuksista puuttuvia")
    assert "Remind those who are missing: Proposals" in coordinator.text


@BOTH
def test_those_who_are_missing_are_reminded_by_name_with_the_line(
    core: Core, bells: Bells, coordinator: Chat
) -> None:
    send(coordinator, line="*Kokous* on pe <b>")
    assert "People: 1. Organisations: 1." in coordinator.text
    told = bells.texts(NOW, ASKED)
    assert ["lappi"] == list(told)
    assert "reminds you" in told["lappi"].splitlines()[0]
    assert "*Kokous* on pe <b>" in told["lappi"]
    assert "Propose topics for the agenda" in told["lappi"]


def test_it_is_written_down_who_reminded_whom(core: Core, coordinator: Chat) -> None:
    send(coordinator)
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).where(t.Audit.what == "reminder.asked")).all()
    assert [{"step": "proposals", "people": 1}] == [row.data for row in rows]


def test_who_acts_before_it_is_sent_does_not_get_it(core: Core, bells: Bells, coordinator: Chat) -> None:
    send(coordinator)
    proposed(core, LAPPI, "lappi-vara", NOW)
    assert {} == bells.sent(NOW, ASKED)


def test_not_twice_within_the_hour_without_being_asked_again(core: Core, coordinator: Chat) -> None:
    send(coordinator)
    stale = coordinator.at(NOW + timedelta(minutes=20))
    stale.press("reminding.send", {"step": "proposals", "line": "Kiire", "seen": ""})
    assert "They were reminded less than an hour ago, Wed 2 Dec 2026 at 13:00." in stale.text
    assert {"line": "Kiire"} == stale.values()
    assert 1 == len(owed(core, ASKED))
    stale.press("reminding.send", stale.filled("reminding.send"))
    assert 2 == len(owed(core, ASKED))


def test_after_an_hour_it_only_tells_when_they_were_reminded(core: Core, coordinator: Chat) -> None:
    send(coordinator)
    later = coordinator.at(NOW + timedelta(hours=2))
    later.press("reminding.open", OPEN)
    assert "They were last reminded Wed 2 Dec 2026 at 13:00." in later.text
    later.press("reminding.send", later.filled("reminding.send"))
    assert 2 == len(owed(core, ASKED))


def test_the_late_can_be_reminded_of_what_can_still_be_done(bells: Bells, chat: Chats) -> None:
    late = morning(10, time(10))
    send(chat(COORDINATOR, late, language="en"))
    assert "The time is over, but this can still be done." in bells.texts(late, ASKED)["lappi"]


def test_nobody_is_reminded_of_what_can_no_longer_be_done(core: Core, bells: Bells, chat: Chats) -> None:
    asked(planned(chat(COORDINATOR, NOW)), due="2026-12-04")
    coordinator = chat(COORDINATOR, morning(5, time(10)), language="en")
    coordinator.press("reminding.open", {"step": "availability"})
    assert "Nobody is left to remind of this" in coordinator.text


def test_when_all_have_done_it_nobody_is_left(core: Core, coordinator: Chat) -> None:
    proposed(core, LAPPI, "lappi-vara", NOW)
    coordinator.press("reminding.send", OPEN)
    assert "Nobody is left to remind of this" in coordinator.text
    assert [] == owed(core, ASKED)


@pytest.mark.parametrize("step", ["agendas", "views", "minutes", "joint"])
def test_a_step_that_waits_for_nobody_reminds_nobody(core: Core, coordinator: Chat, step: str) -> None:
    coordinator.press("reminding.send", {"step": step})
    assert "Nobody is left to remind of this" in coordinator.text


def test_a_line_that_is_too_long_is_said_and_kept(core: Core, coordinator: Chat) -> None:
    send(coordinator, line="x" * 501)
    assert {"line": "x" * 501} == coordinator.values()
    assert [] == owed(core, ASKED)


def test_a_round_that_is_over_or_unknown_is_refused(core: Core, coordinator: Chat) -> None:
    for number in (1, 999):
        coordinator.press("reminding.send", {"step": "proposals", "round": number})
    assert [] == owed(core, ASKED)


def test_an_organisation_without_people_is_named(core: Core, bells: Bells, coordinator: Chat) -> None:
    withdrawn(core, KAINUU)
    with core.store.transaction() as db:
        db.execute(delete(t.Membership).where(col(t.Membership.organisation_id) == KAINUU))
    coordinator.press("reminding.open", OPEN)
    assert "Regional Council of Kainuu: no contact person" in coordinator.text
    assert "Send the reminder (1)" in coordinator.buttons


def test_people_who_cannot_be_reached_are_counted(core: Core, bells: Bells, coordinator: Chat) -> None:
    withdrawn(core, KAINUU)
    coordinator.press("reminding.open", OPEN)
    assert "can't be reached or have turned reminders off" in coordinator.text
