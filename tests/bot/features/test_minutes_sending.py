"""Sending minutes out, and answers that came outside of the chat."""

from collections.abc import Callable

import pytest

from bot.app import Core
from knowledge.clock import today
from knowledge.minutes import State
from storage import minutes
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import (
    COORDINATOR,
    COUNCIL,
    HERE,
    LVM,
    OKM,
    TEM,
    book,
    confirmed,
    corrected,
    drafted,
    given,
    opened,
    received,
    sent,
    written,
)
from tests.bot.features.minutes_chats import LAPLAND
from tests.bot.features.session_chats import delivered

Chats = Callable[..., Chat]


@pytest.fixture
def parts(core: Core) -> list[int]:
    """The parts of a draft."""
    return drafted(core)


def numbers(core: Core) -> list[tuple[int, State]]:
    with core.store.read() as db:
        return [(each.number, each.state) for each in minutes.versions(db, LAPLAND)]


# Sending


def test_the_preview_tells_what_goes_out_to_whom_and_what_is_missing(chat: Chats, parts: list[int]) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.press("minutes.check", HERE)
    text = coordinator.text
    assert "Organisaatiot, joilta kysytään: Lapin liitto, LVM, OKM, TEM" in text
    assert "Vastaa viimeistään: ti 8.12.2026 klo 23.59" in text
    assert "Johtopäätöksiä vain suomeksi: 1." in text
    assert "Keskusteltiin raiteista." in text


def test_a_version_is_answered_until_the_end_of_a_working_day(
    core: Core, chat: Chats, parts: list[int]
) -> None:
    sent(core, chat)
    ends = book(core).out.due
    assert ends
    assert "2026-12-08" == today(ends).isoformat()


def test_a_draft_that_moved_on_is_shown_anew_and_not_sent(core: Core, chat: Chats, parts: list[int]) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.press("minutes.check", HERE)
    seen = coordinator.carried("minutes.send")
    written(core, parts[-1], "Sillä välin muuttunut.")
    coordinator.press("minutes.send", seen)
    assert "Luonnosta muutettiin sen jälkeen" in coordinator.text
    assert "Sillä välin muuttunut." in coordinator.text
    assert [] == numbers(core)
    coordinator.press("minutes.send", coordinator.carried("minutes.send"))
    assert [(1, State.OUT)] == numbers(core)


def test_one_press_sends_one_version(core: Core, chat: Chats, parts: list[int]) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.press("minutes.check", HERE)
    seen = coordinator.carried("minutes.send")
    for _ in range(3):
        coordinator.press("minutes.send", seen)
    assert [(1, State.OUT)] == numbers(core)


def test_a_newer_version_takes_the_place_of_the_older(core: Core, chat: Chats, parts: list[int]) -> None:
    sent(core, chat)
    written(core, parts[-1], "Toisin.")
    sent(core, chat)
    assert [(2, State.OUT), (1, State.REPLACED)] == numbers(core)


@pytest.mark.parametrize("slug", ["lappi", "tyoryhma", "aune"])
def test_only_a_coordinator_sends(core: Core, chat: Chats, parts: list[int], slug: str) -> None:
    coordinator = chat(COORDINATOR)
    coordinator.press("minutes.check", HERE)
    chat(slug).press("minutes.send", coordinator.carried("minutes.send"))
    assert ([], {}) == (numbers(core), delivered(core))


def test_final_minutes_are_not_sent_again(core: Core, chat: Chats, parts: list[int]) -> None:
    coordinator = sent(core, chat)
    for organisation in (COUNCIL, LVM, OKM, TEM):
        received(coordinator, organisation=organisation)
    coordinator.press("minutes.finalise", {**HERE, "version": 1})
    assert [(1, State.FINAL)] == numbers(core)
    coordinator.press("minutes.check", HERE)
    assert "Muistiota ei voi lähettää" in coordinator.text
    before, letter = given(core), {"organisation": OKM, "way": "letter", "case_number": "VN/2"}
    coordinator.press("minutes.receive", {**HERE, "version": 1, "answer": "reservation", **letter})
    assert (before, [(1, State.FINAL)]) == (given(core), numbers(core))


# What came by letter


@pytest.fixture
def coordinator(core: Core, chat: Chats, parts: list[int]) -> Chat:
    """A coordinator's chat in which version 1 was sent out."""
    return sent(core, chat)


def test_an_answer_by_letter_is_shown_with_its_case_number(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    received(coordinator, answer="reservation", note="Kirjeen varauma.")
    for slug in (COORDINATOR, "okm"):
        text = opened(chat(slug)).text
        assert "kirjeellä, VN/1234/2026, ti 24.11.2026" in text
        assert "Kirjeen varauma." in text
    assert {(OKM, 1): "reservation"} == given(core)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"case_number": ""}, "Täytä tämä kenttä."),
        ({"way": ""}, "Täytä tämä kenttä."),
        ({"way": "chat"}, "chat"),
        ({"organisation": "council:18"}, "council:18"),
        ({"answer": "no answer"}, "no answer"),
        ({"day": "2026-11-25"}, "Tämä päivä on vasta tulossa."),
        ({"day": "2026-11-23"}, "Tämä versio lähetettiin vasta sen päivän jälkeen"),
        ({"day": "huomenna"}, "huomenna"),
        ({"answer": "reservation"}, "Kirjoita varauma"),
        ({"answer": "correction", "note": "Toisin."}, "Täytä tämä kenttä."),
        ({"note": "ä" * 2001}, "2"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    core: Core, coordinator: Chat, wrong: dict[str, str], told: str
) -> None:
    received(coordinator, **{"case_number": "VN/1234/2026", **wrong})
    assert told in coordinator.text
    assert ({}, ()) == (given(core), book(core).corrections)
    (field,) = [name for name in wrong if name != "note"] or ["note"]
    assert wrong[field] == coordinator.values()[field]


def test_a_correction_that_came_by_letter_waits_as_any_other(
    core: Core, coordinator: Chat, parts: list[int]
) -> None:
    received(coordinator, answer="correction", note="Toisin.", part=str(parts[-1]))
    (one,) = book(core).undecided
    assert (OKM, parts[-1], "Toisin.", "letter", "VN/1234/2026") == (
        one.organisation,
        one.part,
        one.wanted,
        one.way,
        one.case_number,
    )


def test_an_organisation_that_answered_in_the_chat_is_not_recorded_again(
    core: Core, coordinator: Chat, chat: Chats, parts: list[int]
) -> None:
    confirmed(chat("okm"))
    received(coordinator)
    assert "on jo vastannut tähän versioon: Vahvisti" in coordinator.text
    corrected(chat("lvm"), parts[0], "Toisin.")
    received(coordinator, organisation=LVM)
    assert {(OKM, 1): "confirmed", (LVM, 1): "correction"} == given(core)
    decline = {"correction": book(core).undecided[0].id, "reason": "Ei."}
    coordinator.press("correction.decline_now", decline)
    received(coordinator, organisation=LVM)
    assert {(OKM, 1): "confirmed", (LVM, 1): "confirmed"} == given(core)


def test_an_answer_to_an_older_version_is_not_recorded(
    core: Core, coordinator: Chat, chat: Chats, parts: list[int]
) -> None:
    coordinator.press("minutes.received", HERE)
    written(core, parts[-1], "Toisin.")
    sent(core, chat)
    letter = {"organisation": OKM, "way": "letter", "case_number": "VN/1", "answer": "confirmed"}
    coordinator.press("minutes.receive", coordinator.filled("minutes.receive", **letter))
    assert "Vahvistettavana on nyt versio 2" in coordinator.text
    assert {} == given(core)


@pytest.mark.parametrize("slug", ["lappi", "okm", "tyoryhma", "aune"])
def test_only_a_coordinator_records_a_letter(core: Core, coordinator: Chat, chat: Chats, slug: str) -> None:
    letter = {"organisation": OKM, "way": "letter", "case_number": "VN/1", "answer": "confirmed"}
    chat(slug).press("minutes.receive", {**HERE, "version": 1, "day": "2026-11-24", **letter})
    assert {} == given(core)


# Those who are missing


def test_exactly_those_who_are_missing_are_reminded(core: Core, coordinator: Chat, chat: Chats) -> None:
    for slug in ("lappi", "lvm"):
        confirmed(chat(slug))
    coordinator.press("minutes.progress", HERE)
    coordinator.press("reminding.open", coordinator.carried("reminding.open"))
    assert "opetus- ja kulttuuriministeriö" in coordinator.text
    assert "Lapin liitto" not in coordinator.text
