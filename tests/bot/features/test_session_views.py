"""Who sees which sessions, in lists and on cards, and who may change them."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.app import Core
from tests.bot.chat import Chat
from tests.bot.features.session_chats import COORDINATOR, GOOD, kept, planned

Chats = Callable[..., Chat]


@pytest.mark.parametrize(
    ("slug", "sees"),
    [(COORDINATOR, True), ("tyoryhma", True), ("aune", True), ("kainuu", False), ("lvm", False)],
)
def test_a_planned_session_is_seen_by_those_who_oversee(chat: Chats, slug: str, sees: bool) -> None:
    somebody = chat(slug)
    somebody.press("session.show", {"session": "2026-18"})
    assert sees == ("Kainuun keskustelu 2026" in somebody.text)
    somebody.say("milloin Kainuun keskustelu on?")
    assert sees == ("Kainuun keskustelu 2026\nsuunniteltu" in somebody.text)


def test_a_session_that_is_not_there_and_one_that_may_not_be_seen_are_told_alike(chat: Chats) -> None:
    kainuu = chat("kainuu")
    kainuu.press("session.show", {"session": "2026-18"})
    hidden = kainuu.text
    kainuu.press("session.show", {"session": "nonsense"})
    assert hidden == kainuu.text


def test_a_contact_sees_when_where_and_with_whom(chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.say("milloin keskustelumme on?")
    for said in (
        "ma 25.1.2027 klo 12.45–15.15",
        "Rovaniemi, Lapin liitto",
        "organisaatiosi osallistuu",
        "LVM",
    ):
        assert said in lappi.text
    assert "https://teams.microsoft.com/l/meetup-join/demo-lappi" in str(lappi.card)


@pytest.mark.parametrize(("slug", "let_in"), [("lvm", True), ("aune", True), ("sodankyla", False)])
def test_the_link_to_the_meeting_is_for_those_who_take_part_or_oversee(
    chat: Chats, slug: str, let_in: bool
) -> None:
    somebody = chat(slug)
    somebody.say("milloin Lapin keskustelu on?")
    listed = str(somebody.card)
    somebody.press("session.show", {"session": "2026-19"})
    for card in (listed, str(somebody.card)):
        assert "Rovaniemi, Lapin liitto" in card
        assert let_in == ("demo-lappi" in card)


def test_a_cancelled_session_is_shown_as_cancelled(core: Core, chat: Chats) -> None:
    data = {"session": "2026-19", "version": 1, "reason": "Syy"}
    chat(COORDINATOR).press("session.cancel_now", data)
    lappi = chat("lappi")
    lappi.say("milloin keskustelumme on?")
    assert "peruttu" in lappi.text
    assert "meetup-join" not in str(lappi.card)


def test_a_session_cancelled_before_it_was_announced_is_nobodys_date(core: Core, chat: Chats) -> None:
    chat(COORDINATOR).press("session.cancel_now", {"session": "2026-18", "version": 1})
    kainuu = chat("kainuu")
    kainuu.say("milloin keskustelumme on?")
    assert "Kainuun keskustelu" not in kainuu.text


def test_the_list_is_paged_and_filtered_by_kind(chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    coordinator.press("session.list")
    assert "1–8, yhteensä 21" in coordinator.text
    coordinator.button("Näytä lisää (jäljellä 13)")
    assert "9–16, yhteensä 21" in coordinator.text
    coordinator.press("session.list", {"kind": "joint"})
    assert "1–1, yhteensä 1" in coordinator.text
    coordinator.press("session.list", {"kind": "preparatory"})
    assert "Tässä ei ole vielä suunniteltuja keskusteluja." in coordinator.text


def test_the_schedule_is_paged(chat: Chats) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.say("milloin keskustelut ovat?")
    coordinator.button("Näytä lisää (jäljellä 10)")
    assert "Lapin keskustelu 2026" in coordinator.text


def test_the_working_group_and_the_advisory_council_see_the_list_without_its_buttons(chat: Chats) -> None:
    for slug in ("tyoryhma", "aune"):
        somebody = chat(slug)
        somebody.press("session.list")
        assert "Suunnittele keskustelu" not in somebody.buttons
        somebody.press("session.show", {"session": "2026-19"})
        assert ["Agenda", "Kaikki keskustelut", "Kalenteritiedosto"] == somebody.buttons


@pytest.mark.parametrize("slug", ["lappi", "tyoryhma", "aune"])
@pytest.mark.parametrize(
    "verb", ["plan", "create", "edit", "save", "announce", "cancel", "cancel_now", "hold"]
)
def test_only_a_coordinator_plans(core: Core, chat: Chats, slug: str, verb: str) -> None:
    before = kept(core, "2026-19")
    somebody = chat(slug)
    somebody.press(f"session.{verb}", {**GOOD, "session": "2026-19", "version": 1, "reason": "Syy"})
    assert "Roolisi" in somebody.text
    assert before == kept(core, "2026-19")


@pytest.mark.parametrize(
    "data",
    [
        {"session": "x" * 41},
        {"session": 7},
        {"session": "2026-19", "version": 2**31},
        {"session": "2026-19", "version": -1},
        {"session": None},
    ],
)
@pytest.mark.parametrize("verb", ["session.show", "session.edit", "session.save", "session.announce"])
def test_forged_values_are_refused(core: Core, chat: Chats, verb: str, data: dict[str, Any]) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.press(verb, data)
    assert "Tämä ei onnistunut" in coordinator.text
    assert 1 == kept(core, "2026-19").version
