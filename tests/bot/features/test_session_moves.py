"""Sessions announced, changed, held and cancelled, and what people are told of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.app import Core
from knowledge.sessions import State
from tests.bot.chat import Chat
from tests.bot.cores import BOTH
from tests.bot.features.session_chats import COORDINATOR, announced, edited, kept, planned, told

Chats = Callable[..., Chat]


@BOTH
def test_those_who_take_part_are_told_once_when_and_where(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR), link="https://esimerkki.fi/kokous")
    announced(coordinator)
    announced_texts = told(core, "session announced")
    assert {"lappi", "kainuu", "lvm"} <= set(announced_texts)
    assert {"uusimaa", "tem", "aune", COORDINATOR}.isdisjoint(announced_texts)
    assert "Aika: ke 27.1.2027 klo 14.00–15.30" in announced_texts["lappi"]
    assert "Paikka: Oulu" in announced_texts["lappi"]
    coordinator.press("session.announce", {"session": "2026-y1", "version": 2})
    assert "joten tätä ei voi enää tehdä" in coordinator.text
    assert announced_texts == told(core, "session announced")


def test_without_a_place_or_a_link_a_session_is_not_announced(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR), place="")
    coordinator.button("Ilmoita osallistujille")
    assert "paikka ja linkki puuttuvat" in coordinator.text
    assert "Muokkaa" in coordinator.buttons  # the session's own card says it, so that there is a way on
    assert ({}, State.PLANNED) == (told(core, "session announced"), kept(core, "2026-y1").state)


def test_an_announcement_of_what_was_not_seen_is_not_made(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    edited(chat(COORDINATOR), "2026-y1", place="Kemi")
    coordinator.button("Ilmoita osallistujille")
    assert "Keskustelua on muutettu sen jälkeen, kun korttisi näytettiin" in coordinator.text
    assert "Kemi" in coordinator.text
    assert State.PLANNED is kept(core, "2026-y1").state
    coordinator.button("Ilmoita osallistujille")
    assert State.ANNOUNCED is kept(core, "2026-y1").state


def test_nobody_is_told_of_a_change_that_concerns_nobody(core: Core, chat: Chats) -> None:
    coordinator = announced(planned(chat(COORDINATOR)))
    edited(coordinator, "2026-y1", case_number="VN/2/2026")
    assert ("VN/2/2026", {}) == (kept(core, "2026-y1").case_number, told(core, "session changed"))


def test_a_cancellation_needs_a_reason_and_is_told_with_it(core: Core, chat: Chats) -> None:
    coordinator = announced(planned(chat(COORDINATOR)))
    coordinator.button("Peru keskustelu")
    coordinator.send_dialog()
    assert "Kirjoita syy" in coordinator.text
    coordinator.send_dialog(reason="x" * 501)
    assert "501" in coordinator.text
    coordinator.send_dialog(reason="Ministeri on estynyt.")
    assert "Peruttu: Ministeri on estynyt." in coordinator.text
    assert "Ministeri on estynyt." in told(core, "session cancelled")["kainuu"]
    assert State.CANCELLED is kept(core, "2026-y1").state


def test_a_planned_session_is_cancelled_without_telling_anybody(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    coordinator.button("Peru keskustelu")
    coordinator.send_dialog()
    assert (State.CANCELLED, {}) == (kept(core, "2026-y1").state, told(core, "session cancelled"))


def test_a_session_is_held_once_it_has_begun(core: Core, chat: Chats) -> None:
    day = datetime.fromisoformat("2027-01-25T12:45+02:00")
    early, later = chat(COORDINATOR, day - timedelta(hours=1)), chat(COORDINATOR, day + timedelta(days=30))
    early.press("session.hold", {"session": "2026-19", "version": 1})
    assert "ei ole vielä alkanut" in early.text
    later.press("session.show", {"session": "2026-19"})
    later.button("Merkitse pidetyksi")
    assert State.HELD is kept(core, "2026-19").state
    later.press("session.cancel_now", {"session": "2026-19", "version": 2, "reason": "x"})
    assert State.HELD is kept(core, "2026-19").state
