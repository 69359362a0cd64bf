"""Choosing the time of a session by the answers, and what stands in the way."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.app import Core
from knowledge.sessions import State
from tests.bot.chat import Chat
from tests.bot.cores import BOTH
from tests.bot.features.session_chats import (
    COORDINATOR,
    TIMES,
    announced,
    answer,
    asked,
    coordinator,
    delivered,
    kept,
    newest,
    planned,
    told,
)

__all__ = ["coordinator"]
Chats = Callable[..., Chat]


@BOTH
def test_the_time_is_chosen_by_the_answers_and_nothing_is_asked_any_more(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    poll = newest(core)
    answer(chat("lappi"), poll.id, "council:19", "yyn")
    answer(chat("kainuu"), poll.id, "council:18", "nyy")
    coordinator.press("poll.result", {"poll": poll.id})
    assert "to 28.1.2027 klo 9.00–10.30: sopii 2, tarvittaessa 0, ei sovi 0 – paras" in coordinator.text
    assert "Ei vastannut: LVM" in coordinator.text
    coordinator.button("Valitse tämä aika", **coordinator.values())
    session = kept(core, "2026-y1")
    assert (poll.options[1].starts, State.PLANNED) == (session.starts, session.state)
    assert newest(core).closed is not None
    coordinator.press("poll.choose", {"poll": poll.id, "option": str(poll.options[0].id)})
    assert "Näitä aikoja ei enää kysytä" in coordinator.text
    assert session == kept(core, "2026-y1")


def test_a_time_chosen_for_an_announced_session_is_told(core: Core, chat: Chats) -> None:
    coordinator = asked(announced(planned(chat(COORDINATOR))))
    delivered(core)
    coordinator.button("Valitse tämä aika", option=str(newest(core).options[0].id))
    changes = told(core, "session changed")
    assert "Aika: ke 27.1.2027 klo 14.00–15.30 → ke 27.1.2027 klo 9.00–10.30" in changes["lappi"]


@BOTH
def test_a_time_that_was_taken_meanwhile_is_refused_and_the_answers_shown(core: Core, chat: Chats) -> None:
    coordinator = asked(planned(chat(COORDINATOR)))
    planned(chat(COORDINATOR), regions="17,19", start="09:00")
    before = kept(core, "2026-y1")
    coordinator.button("Valitse tämä aika", option=str(newest(core).options[0].id))
    assert "Maakunnalla on samaan aikaan toinen keskustelu" in coordinator.text
    assert "Valitse tämä aika" in coordinator.buttons
    assert (before, None) == (kept(core, "2026-y1"), newest(core).closed)


@pytest.mark.parametrize("option", ["", "0", "999", "x" * 40, "<b>"])
def test_only_a_time_of_the_poll_is_chosen(core: Core, coordinator: Chat, option: str) -> None:
    before = kept(core, "2026-y1")
    coordinator.press("poll.choose", {"poll": newest(core).id, "option": option})
    assert "Yksi valinnoista ei ole luettelossa" in coordinator.text
    assert before == kept(core, "2026-y1")


def test_a_cancelled_session_asks_no_more(core: Core, coordinator: Chat) -> None:
    coordinator.press("session.cancel_now", {"session": "2026-y1", "version": 1})
    assert newest(core).closed is not None
    coordinator.press("poll.ask", {"session": "2026-y1"})
    assert "joten tätä ei voi enää tehdä" in coordinator.text


def test_the_working_group_sees_the_answers_and_does_not_choose(
    core: Core, coordinator: Chat, chat: Chats
) -> None:
    group = chat("tyoryhma")
    group.press("poll.result", {"poll": newest(core).id})
    assert "vastanneita 0/3" in group.text
    assert ["Avaa keskustelun tiedot"] == group.buttons


def test_only_those_are_asked_who_may_answer(core: Core, chat: Chats) -> None:
    asked(planned(chat(COORDINATOR), organisations="ministry:LVM,aune,secretariat"))
    assert {"lappi", "kainuu", "lvm"} <= set(told(core, "times asked"))
    assert {"aune", "tyoryhma"}.isdisjoint(told(core, "times asked"))


@pytest.mark.parametrize("slug", ["lappi", "tyoryhma", "aune"])
@pytest.mark.parametrize("verb", ["poll.ask", "poll.ask_now", "poll.choose"])
def test_only_a_coordinator_asks_and_chooses(
    core: Core, coordinator: Chat, chat: Chats, slug: str, verb: str
) -> None:
    poll = newest(core)
    data: dict[str, Any] = {"session": "2026-y1", "times": TIMES, "due": "2026-12-01"}
    somebody = chat(slug)
    somebody.press(verb, data | {"poll": poll.id, "option": str(poll.options[0].id)})
    assert "Roolisi" in somebody.text
    assert poll == newest(core)


@pytest.mark.parametrize(
    "data", [{"poll": -1}, {"poll": 2**31}, {"poll": "x"}, {"poll": 999}, {"offset": -1}]
)
@pytest.mark.parametrize("verb", ["poll.show", "poll.answer", "poll.result", "poll.choose"])
def test_forged_numbers_are_refused(coordinator: Chat, verb: str, data: dict[str, Any]) -> None:
    coordinator.press(verb, data)
    assert "Tämä ei onnistunut" in coordinator.text
