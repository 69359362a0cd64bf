"""Finalising: what is asked first, what is recorded of the silent, who hears of it, what is found at once."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.app import Core
from knowledge.confirming import Way
from knowledge.minutes import State
from knowledge.records import Answer
from storage import confirming, minutes, publishing
from storage import tables as t
from storage.confirming import By
from storage.publishing import Checked
from tests.bot.chat import Chat
from tests.bot.features.final_chats import (
    AFTER,
    LAPLAND,
    Chats,
    answered,
    asked,
    finalise,
    person,
    sent,
)

BEFORE = AFTER - timedelta(days=2)


@pytest.fixture
def coordinator(chat: Chats) -> Chat:
    return chat("tem-koordinaattori", AFTER, language="en")


def state(core: Core) -> State:
    with core.store.read() as db:
        found = minutes.newest(db, LAPLAND)
    assert found is not None
    return found.state


def check(chat: Chat, version: int = 0) -> None:
    chat.press("minutes.finalise_check", {"session": LAPLAND, "version": version})


# Asked first


def test_finalising_asks_first_and_names_who_answered_how(core: Core, coordinator: Chat) -> None:
    version = sent(core)
    answered(core, version, {"council:19": Answer.CONFIRMED})
    answered(core, version, {"ministry:LVM": Answer.RESERVATION}, note="Raha on auki.", way=Way.LETTER)
    check(coordinator)
    for needed in (
        "Make the minutes final?",
        "Conclusions that are published: 2.",
        "Confirmed: Regional Council of Lapland",
        "Confirmed with a reservation: Ministry of Transport and Communications",
        "No answer: ",
        "recorded as “no answer”, never as having confirmed",
    ):
        assert needed in coordinator.text
    assert State.OUT is state(core)
    coordinator.button("Make final and publish")
    assert State.FINAL is state(core)


def test_before_the_time_is_up_everybody_must_have_confirmed(core: Core, chat: Chats) -> None:
    version = sent(core)
    early = chat("tem-koordinaattori", BEFORE, language="en")
    check(early)
    assert "The minutes can't be made final yet" in early.text
    assert ["Back to the minutes"] == early.buttons
    finalise(early)
    assert State.OUT is state(core)
    answered(core, version, dict.fromkeys(asked(core), Answer.CONFIRMED))
    check(early)
    early.button("Make final and publish")
    assert State.FINAL is state(core)


def test_corrections_that_wait_stand_against_it(core: Core, coordinator: Chat) -> None:
    version = sent(core)
    part = version.parts[0].id
    with core.store.transaction() as db:
        by = By(person(core, "lappi"), BEFORE)
        confirming.answer(db, version, "council:19", Answer.CORRECTION, by)
        confirming.ask_correction(db, version, "council:19", part, "Toisin", by)
    for press in (check, finalise):
        press(coordinator)
        assert "Corrections that wait: 1." in coordinator.text
    assert State.OUT is state(core)


def test_a_card_of_an_older_version_finalises_nothing(core: Core, coordinator: Chat) -> None:
    first = sent(core)
    with core.store.transaction() as db:
        minutes.send(db, LAPLAND, first.parts, person(core, "lappi"), BEFORE, BEFORE)
    finalise(coordinator, 1)
    assert "Version 2 has gone out meanwhile" in coordinator.text
    assert State.OUT is state(core)
    finalise(coordinator, 2)
    assert State.FINAL is state(core)


@pytest.mark.parametrize("slug", ["lappi", "tyoryhma", "aune", "lvm"])
def test_only_a_coordinator_finalises(core: Core, chat: Chats, slug: str) -> None:
    sent(core)
    for press in (check, finalise):
        press(chat(slug, AFTER))
    assert State.OUT is state(core)


@pytest.mark.parametrize(
    "data", [{}, {"session": "x"}, {"session": LAPLAND, "version": -1}, {"session": "2026-18"}]
)
def test_forged_buttons_finalise_nothing(core: Core, coordinator: Chat, data: dict[str, object]) -> None:
    sent(core)
    for verb in ("minutes.finalise_check", "minutes.finalise", "minutes.final"):
        coordinator.press(verb, data)
        assert coordinator.text
    assert State.OUT is state(core)


# Done


def test_who_stayed_silent_is_recorded_as_no_answer(core: Core, coordinator: Chat) -> None:
    version = sent(core)
    answered(core, version, {"council:19": Answer.CONFIRMED})
    finalise(coordinator)
    with core.store.read() as db:
        given = publishing.answers(db, version.id)
        assert [Checked(LAPLAND, 1, True)] == [c for c in publishing.verify(db) if c.session == LAPLAND]
        rows = db.exec(select(t.Audit).where(t.Audit.what == "minutes.final")).all()
        kept = minutes.newest(db, LAPLAND)
    assert {
        "council:19": Answer.CONFIRMED,
        **dict.fromkeys(set(asked(core)) - {"council:19"}, Answer.NO_ANSWER),
    } == {who: answer.answer for who, answer in given.items()}
    assert kept is not None
    assert [{"version": 1, "checksum": kept.checksum}] == [row.data for row in rows]


def test_pressing_again_shows_the_final_minutes_and_changes_nothing(core: Core, coordinator: Chat) -> None:
    sent(core)
    finalise(coordinator)
    first = coordinator.text
    finalise(coordinator)
    check(coordinator)
    assert first == coordinator.text
    assert "Version: 1, final since 19 Jan 2027" in first
    with core.store.read() as db:
        assert 1 == len(db.exec(select(t.Audit).where(t.Audit.what == "minutes.final")).all())


# Races


@pytest.mark.parametrize("core", ["sqlite", "postgres"], indirect=True)
def test_of_many_who_press_at_once_one_finalises(core: Core, chat: Chats) -> None:
    from concurrent.futures import ThreadPoolExecutor

    sent(core)
    chats = [chat("tem-koordinaattori", AFTER) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(finalise, chats))
    with core.store.read() as db:
        assert 1 == len(db.exec(select(t.Audit).where(t.Audit.what == "minutes.final")).all())
        assert [True] == [c.whole for c in publishing.verify(db) if c.session == LAPLAND]
    assert all("Muistio: Lapin keskustelu 2026" in each.text for each in chats)
