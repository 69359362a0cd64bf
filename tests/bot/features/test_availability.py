"""Asking which times suit, and answering for an organisation."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import Core
from bot.features import still_needed
from knowledge.availability import Suits
from storage import sessions
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, at_once
from tests.bot.features.session_chats import (
    COORDINATOR,
    answer,
    asked,
    coordinator,
    kept,
    newest,
    planned,
    told,
)
from tests.demo import NOW

__all__ = ["coordinator"]
Chats = Callable[..., Chat]
LATE = NOW + timedelta(days=10)


# Asking


@BOTH
def test_the_people_of_the_organisations_get_a_card(core: Core, coordinator: Chat) -> None:
    cards = told(core, "times asked")
    assert {"lappi", "kainuu", "lvm"} <= set(cards)
    assert {"uusimaa", "tem", COORDINATOR}.isdisjoint(cards)
    assert "Vastaus koskee: Lapin liitto" in cards["lappi"]
    assert "[ke 27.1.2027 klo 9.00–10.30]" in cards["lappi"]
    assert "Vastaa viimeistään: ti 1.12.2026 klo 23.59" in cards["lappi"]


@BOTH
def test_what_is_wrong_is_said_with_its_line_and_nobody_is_asked(core: Core, chat: Chats) -> None:
    coordinator, before = planned(chat(COORDINATOR)), newest(core).id
    for changes, said in (
        ({"times": "27.1.2027 9.00\nhuomenna aamulla"}, "Rivi 2: "),
        ({"times": "27.1.2027 9.00"}, "Ehdota 2–6 aikaa"),
        ({"times": "27.1.2027 9.00\n27.1.2027 klo 9:00"}, "Rivi 2: ke 27.1.2027 klo 9.00 on jo mukana"),
        ({"times": "23.11.2026 9.00\n27.1.2027 9.00"}, "Rivi 1: ma 23.11.2026 klo 9.00 on jo mennyt"),
        ({"times": "27.1.2027 9.00\n30.1.2027 9.00"}, "Rivi 2: la 30.1.2027 ei ole työpäivä"),
        ({"times": "27.1.9999 9.00\n30.1.2027 9.00"}, "Tarkista vuosi"),
        ({"times": "x" * 2001}, "2001"),
        ({"times": ""}, "Täytä tämä kenttä"),
        ({"due": "2026-11-23"}, "ennen ensimmäistä aikaa"),
        ({"due": "2027-01-27"}, "ennen ensimmäistä aikaa"),
        ({"due": "pian"}, "24.11.2026 tai 2026-11-24"),
        ({"due": ""}, "Täytä tämä kenttä"),
    ):
        asked(coordinator, **changes)
        assert said in coordinator.text
    assert (before, {}) == (newest(core).id, told(core, "times asked"))


def test_a_session_of_nobody_has_nobody_to_ask(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        sessions.put(db, replace(kept(core, "2026-18"), organisations=()))
    coordinator = chat(COORDINATOR)
    coordinator.press("poll.ask", {"session": "2026-18"})
    assert "ei ole ketä kysyä" in coordinator.text


def test_asking_anew_ends_what_was_asked(core: Core, coordinator: Chat, chat: Chats) -> None:
    first = newest(core).id
    asked(coordinator)
    lappi = answer(chat("lappi"), first, "council:19", "yyy")
    assert "Näitä aikoja ei enää kysytä" in lappi.text
    assert {} == newest(core).answers


# Answering


@BOTH
def test_one_answer_is_enough_for_an_organisation_and_can_be_changed(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    number = newest(core).id
    lappi = answer(chat("lappi"), number, "council:19", "ymn")
    assert "Kirjattu" in lappi.text
    lappi.press("poll.show", {"poll": number, "organisation": "council:19"})
    assert "Aila Tunturila vastasi organisaatiosi puolesta" in lappi.text
    assert ["yes", "maybe", "no"] == list(lappi.values().values())
    answer(lappi, number, "council:19", "nny")
    suits = newest(core).answers["council:19"].suits
    assert [Suits.NO, Suits.NO, Suits.YES] == list(suits.values())


def test_a_colleagues_card_is_needed_until_somebody_answers(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    number, needed = newest(core).id, still_needed()["times asked"]
    data = {"poll": number, "organisation": "council:19"}
    with core.store.read() as db:
        assert needed(db, data)
    answer(chat("lappi"), number, "council:19", "yyy")
    with core.store.read() as db:
        assert not needed(db, data)
        assert needed(db, data | {"organisation": "council:18"})


def test_an_answer_given_meanwhile_is_not_lost_unseen(core: Core, coordinator: Chat, chat: Chats) -> None:
    number = newest(core).id
    card = {"poll": number, "organisation": "council:19", "seen": ""}
    chosen = {"time_1": "no", "time_2": "no", "time_3": "no"}
    answer(chat("lappi"), number, "council:19", "yyy")
    colleague = chat("lappi")
    colleague.press("poll.answer", card | chosen)
    assert "Valintasi ovat alla" in colleague.text
    assert 3 == colleague.text.count("Vastattu nyt: sopii")
    assert chosen == colleague.values()
    assert {Suits.YES} == set(newest(core).answers["council:19"].suits.values())
    colleague.button("Lähetä vastaus", **colleague.values())
    assert {Suits.NO} == set(newest(core).answers["council:19"].suits.values())


@BOTH
def test_of_colleagues_who_answer_at_once_one_is_recorded(core: Core, coordinator: Chat, chat: Chats) -> None:
    number = newest(core).id
    data = {"poll": number, "organisation": "council:19", "time_1": "yes", "time_2": "yes", "time_3": "yes"}
    presses = [chat("lappi").activity("press", verb="poll.answer", data=data) for _ in range(4)]
    answers = at_once(core, presses)
    assert 1 == sum("Kirjattu" in str(each.response) for each in answers)
    assert 3 == sum("Valintasi ovat alla" in str(each.response) for each in answers)


@pytest.mark.parametrize(
    ("changes", "said"), [({"time_2": ""}, "Täytä tämä kenttä"), ({"time_2": "perhaps"}, "perhaps")]
)
def test_each_time_needs_an_answer_of_the_list(
    core: Core, coordinator: Chat, chat: Chats, changes: dict[str, str], said: str
) -> None:
    lappi = answer(chat("lappi"), newest(core).id, "council:19", "ymn", **changes)
    assert said in lappi.text
    assert {} == newest(core).answers


@pytest.mark.parametrize("organisation", ["council:18", "ministry:TEM", "", "nobody"])
def test_nobody_answers_for_another_organisation(
    core: Core, coordinator: Chat, chat: Chats, organisation: str
) -> None:
    lappi, number = chat("lappi"), newest(core).id
    data = {"poll": number, "organisation": organisation, "time_1": "no", "time_2": "no", "time_3": "no"}
    for verb in ("poll.show", "poll.answer"):
        lappi.press(verb, data)
        assert "En löydä tätä aikakyselyä" in lappi.text
    assert {} == newest(core).answers


def test_after_the_due_day_a_coordinator_records_it(core: Core, coordinator: Chat, chat: Chats) -> None:
    number = newest(core).id
    lappi = answer(chat("lappi", LATE), number, "council:19", "yyy")
    assert "se voi kirjata vastauksen puolestanne" in lappi.text
    late = chat(COORDINATOR, LATE)
    late.press("poll.result", {"poll": number})
    late.button("Kirjaa organisaation vastaus", organisation="council:19")
    late.button("Lähetä vastaus", time_1="yes", time_2="yes", time_3="no")
    assert "Johanna Siltakoski" == newest(core).answers["council:19"].by


def test_what_waits_is_shown_at_once_when_it_is_one_and_else_listed(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    lappi, lvm = chat("lappi"), chat("lvm")
    lappi.press("poll.mine")
    assert "Vastaus koskee: Lapin liitto" in lappi.text
    lvm.press("poll.mine")  # the demo asks about South Savo as well
    assert "Yhteinen keskustelu 2026: Kainuu, Lappi" in lvm.text
    assert "Etelä-Savon keskustelu 2026" in lvm.text
    uusimaa = chat("uusimaa")
    uusimaa.press("poll.mine")
    assert "Aikoja ei kysytä juuri nyt" in uusimaa.text
    coordinator.press("poll.mine")
    assert "vastanneita 0/3" in coordinator.text


def test_nothing_is_recorded_in_a_round_that_is_over(core: Core, coordinator: Chat) -> None:
    poll = newest(core)
    later = answer(coordinator.at(NOW + timedelta(days=300)), poll.id, "council:19", "yyn")
    assert "Kierros on päättynyt" in later.text
    assert {} == newest(core).answers
