"""Corrections to minutes: asked for, accepted into a new version, declined with a reason, taken back."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.app import Core
from knowledge.confirming import Wish
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import (
    COORDINATOR,
    COUNCIL,
    HERE,
    LVM,
    WORKING_GROUP,
    book,
    confirmed,
    corrected,
    drafted,
    given,
    opened,
    sent,
    written,
)
from tests.bot.features.session_chats import delivered

Chats = Callable[..., Chat]
WANTED = "Raideyhteyttä parannetaan yhdessä vuonna 2028."


@pytest.fixture
def parts(core: Core, chat: Chats) -> list[int]:
    """The parts of minutes of which version 1 is out."""
    ids = drafted(core)
    sent(core, chat)
    delivered(core)
    return ids


@pytest.fixture
def asked(core: Core, chat: Chats, parts: list[int]) -> int:
    """A correction that the council has asked for."""
    corrected(chat("lappi"), parts[-1], WANTED)
    return book(core).undecided[0].id


def settled(chat: Chat, verb: str, number: int, **more: Any) -> Chat:
    """The chat in which a correction was just settled so."""
    chat.press(f"correction.{verb}", {"correction": number, **more})
    return chat


def states(core: Core) -> list[Wish]:
    return [each.state for each in book(core).corrections]


# Asking


def test_an_empty_correction_is_refused_at_its_fields(core: Core, chat: Chats, parts: list[int]) -> None:
    council = corrected(chat("lappi"), "", "")
    assert "Kirjoita, mitä kohdassa pitäisi lukea." in council.text
    corrected(council, "", WANTED)
    assert {"part": "", "wanted": WANTED} == council.values()
    corrected(council, 999_999, WANTED)
    assert WANTED == council.values()["wanted"]
    assert ({}, ()) == (given(core), book(core).corrections)


def test_one_part_is_asked_to_be_corrected_once_at_a_time(
    core: Core, chat: Chats, parts: list[int], asked: int
) -> None:
    again = corrected(chat("lappi-vara"), parts[-1], "Toisin.")
    assert "on jo pyytänyt korjausta tähän kohtaan" in again.text
    corrected(again, parts[0], "Nimi puuttuu.")
    assert [parts[-1], parts[0]] == [each.part for each in book(core).corrections]


def test_coordinators_are_told_of_a_correction_while_it_waits(
    core: Core, chat: Chats, parts: list[int], asked: int
) -> None:
    got = delivered(core)
    assert {COORDINATOR, "lappi-vara"} == set(got)
    assert WANTED in got[COORDINATOR][0].text
    corrected(chat("lappi"), parts[0], "Nimi puuttuu.")
    settled(chat("lappi"), "take_back", book(core).undecided[1].id)
    assert COORDINATOR not in delivered(core)


def test_who_has_asked_waits_for_the_answer(core: Core, chat: Chats, asked: int) -> None:
    council = opened(chat("lappi"))
    assert ["Pyydä korjausta", "Korjauspyyntömme (1)"] == council.buttons[:2]
    council.press("minutes.confirm", {**HERE, "version": 1, "organisation": COUNCIL})
    assert "joten se ei voi vahvistaa tätä versiota" in council.text
    assert {(COUNCIL, 1): "correction"} == given(core)


# Accepting


def test_an_accepted_correction_goes_out_in_a_new_version(
    core: Core, chat: Chats, parts: list[int], asked: int
) -> None:
    coordinator = settled(chat(COORDINATOR), "accept", asked)
    assert "Kirjoita luonnokseen" in coordinator.buttons
    coordinator.press("minutes.check", HERE)
    assert "Mikään ei ole muuttunut" in coordinator.text
    written(core, parts[2], "Keskusteltiin teistä.")
    coordinator.press("minutes.check", HERE)
    assert "Hyväksyttyä korjausta ei ole kirjoitettu luonnokseen" in coordinator.text
    written(core, parts[-1], WANTED)
    coordinator.press("minutes.check", HERE)
    assert "Hyväksyttyä korjausta ei ole" not in coordinator.text
    sent(core, chat)
    assert [2] == [each.taken_in for each in book(core).corrections]
    assert "Pyytämänne korjaus on tässä versiossa: Johtopäätös 2026-19-01" in opened(chat("lappi")).text
    confirmed(chat("lappi"))
    assert {(COUNCIL, 1): "correction", (COUNCIL, 2): "confirmed"} == given(core)


def test_no_new_version_goes_out_while_a_correction_waits(
    core: Core, chat: Chats, parts: list[int], asked: int
) -> None:
    written(core, parts[-1], WANTED)
    coordinator = chat(COORDINATOR)
    coordinator.press("minutes.check", HERE)
    assert "Korjauspyyntöjä, jotka odottavat ratkaisua: 1." in coordinator.text
    assert "Korjauspyynnöt" in coordinator.buttons


def test_the_working_group_sees_corrections_and_decides_on_none(core: Core, chat: Chats, asked: int) -> None:
    group = chat(WORKING_GROUP)
    group.press("correction.list", HERE)
    assert WANTED in group.text
    for verb in ("accept", "decline", "decline_now"):
        settled(group, verb, asked, reason="Ei.")
    assert [Wish.OPEN] == states(core)


# Declining


def test_declining_without_a_reason_is_refused(core: Core, chat: Chats, asked: int) -> None:
    coordinator = settled(chat(COORDINATOR), "decline", asked)
    assert WANTED in coordinator.text
    settled(coordinator, "decline_now", asked, reason=" ")
    assert "Kirjoita, miksi korjausta ei tehdä" in coordinator.text
    settled(coordinator, "decline_now", asked, reason="ä" * 2001)
    assert {"reason": "ä" * 2001} == coordinator.values()
    assert [Wish.OPEN] == states(core)


def test_the_organisation_sees_the_reason_at_once_and_can_confirm_then(
    core: Core, chat: Chats, asked: int
) -> None:
    settled(chat(COORDINATOR), "decline_now", asked, reason="Vuosi on jo sovittu.")
    (card,) = [each for each in delivered(core)["lappi"] if each.cause == "correction declined"]
    assert "Miksi korjausta ei tehdä: Vuosi on jo sovittu." in card.text
    assert ["Vahvista", "Vahvista varaumin", "Pyydä korjausta", "Avaa muistio"] == [
        action["title"] for action in card.card["actions"]
    ][:4]
    council = opened(chat("lappi"))
    assert "Korjauspyyntö: Johtopäätös 2026-19-01 – ei hyväksytty" in council.text
    confirmed(council)
    assert {(COUNCIL, 1): "confirmed"} == given(core)


# Taking back


def test_an_organisation_takes_its_own_correction_back(core: Core, chat: Chats, asked: int) -> None:
    council = settled(chat("lappi-vara"), "take_back", asked)
    assert "Vahvista" in council.buttons
    assert [Wish.TAKEN_BACK] == states(core)


@pytest.mark.parametrize("slug", ["lvm", "kainuu", "tyoryhma", "aune"])
def test_nobody_takes_back_the_correction_of_another_organisation(
    core: Core, chat: Chats, asked: int, slug: str
) -> None:
    text = settled(chat(slug), "take_back", asked).text
    assert (False, [Wish.OPEN]) == (WANTED in text, states(core))


def test_a_correction_that_is_not_there_is_not_found(chat: Chats, parts: list[int]) -> None:
    for verb in ("accept", "decline", "decline_now"):
        assert "En löydä tätä korjauspyyntöä" in settled(chat(COORDINATOR), verb, 999, reason="Ei.").text
    assert "En löydä tätä korjauspyyntöä" in settled(chat("lappi"), "take_back", 999).text


def test_a_correction_is_settled_once(core: Core, chat: Chats, asked: int) -> None:
    coordinator = settled(chat(COORDINATOR), "decline_now", asked, reason="Ei.")
    for verb in ("accept", "decline", "decline_now"):
        assert "on jo ratkaistu" in settled(coordinator, verb, asked, reason="Taas.").text
    assert "on jo ratkaistu" in settled(chat("lappi"), "take_back", asked).text
    assert ([Wish.DECLINED], "Ei.") == (states(core), book(core).corrections[0].reason)


def test_another_organisation_sees_no_corrections_but_its_own(
    chat: Chats, parts: list[int], asked: int
) -> None:
    lvm = chat("lvm")
    for organisation in (COUNCIL, LVM, ""):
        lvm.press("correction.own", {**HERE, "organisation": organisation})
        assert WANTED not in lvm.text
