"""Walks that draw the cards of confirming minutes and of corrections."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from knowledge.confirming import NOTE_LIMIT
from knowledge.minutes import (
    NAMES_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Attendance,
    Conclusion,
    Content,
    Item,
    PartKind,
    View,
)
from knowledge.records import Wording
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import (
    COORDINATOR,
    LVM,
    book,
    confirmed,
    corrected,
    drafted,
    opened,
    received,
    reserved,
    sent,
    written,
)
from tests.bot.features.minutes_chats import ORGANISATIONS
from tests.cards.stage import Stage, press
from tests.cards.walks.agendas import HOSTILE, filled

EVERY = ("lappi", "lvm", "okm", "tem")
ONE, ALL, OTHER, LONG, EMPTY = "2026-13", "2026-14", "2026-12", "2026-16", "2026-15"
"""Sessions of their own for these walks: all walks are played on one stage."""


def confirming(on: Stage) -> None:
    """Sent out, answered in every way, a correction accepted, a new version in which only that is asked."""
    parts, here = drafted(on.core, id_=ONE), {"session": ONE}
    coordinator = sent(on.core, on.chat, ONE)
    press(coordinator, "minutes.progress")
    on.draw_notices()
    council = on.chat("lappi")
    for wanted in ("", "Vuonna 2028.", "Toiseen kertaan."):
        corrected(council, parts[-1], wanted, ONE)
    council.press("correction.own", here)
    confirmed(on.chat("lvm"), ONE)
    _pressed_again(on)
    received(coordinator, ONE, case_number="", way="", day="2030-01-01")
    received(coordinator, ONE, answer="reservation")
    received(coordinator, ONE, day="2026-01-01")
    received(coordinator, ONE)
    on.draw_notices()
    _decided(on, coordinator)
    written(on.core, parts[-1], "Raideyhteyttä parannetaan yhdessä vuonna 2028.", ONE, responsible=())
    written(on.core, parts[-2], "Keskusteltiin raiteista ja teistä.", ONE)
    sent(on.core, on.chat, ONE)
    on.draw_notices()
    for slug in EVERY:
        opened(on.chat(slug), ONE)
    reserved(on.chat("lvm"), "", ONE)
    reserved(on.chat("lvm"), "Rahoituksesta päätetään erikseen.", ONE)
    on.chat("aune").press("minutes.progress", here)


def _pressed_again(on: Stage) -> None:
    """An old card is pressed again, or one of a version that never was."""
    chat = on.chat("lvm")
    for verb in ("minutes.confirm", "minutes.reserve", "minutes.correct"):
        chat.press(verb, {"session": ONE, "version": 1, "organisation": LVM})
        chat.press(verb, {"session": ONE, "version": 9, "organisation": LVM})


def _decided(on: Stage, coordinator: Chat) -> None:
    """A correction declined, another accepted, and both pressed again."""
    coordinator.press("correction.list", {"session": ONE})
    number = book(on.core, ONE).undecided[0].id
    coordinator.press("correction.decline", {"correction": number})
    press(coordinator, "correction.decline_now", reason="")
    press(coordinator, "correction.decline_now", reason="Vuosi on jo sovittu.")
    on.draw_notices()
    council = opened(on.chat("lappi"), ONE)
    corrected(council, book(on.core, ONE).corrections[0].part, "Sittenkin vuonna 2028.", ONE)
    again = book(on.core, ONE).undecided[0].id
    coordinator.press("correction.accept", {"correction": again})
    for verb in ("correction.accept", "correction.decline", "correction.decline_now"):
        coordinator.press(verb, {"correction": number, "reason": "Toiseen kertaan."})
    council.press("correction.take_back", {"correction": number})
    coordinator.press("correction.list", {"session": ONE})


def minutes_that_wait(on: Stage) -> None:
    """What waits for whom, in words."""
    on.chat("lappi").press("minutes.mine")
    for id_ in (OTHER, ALL):
        drafted(on.core, id_=id_)
        sent(on.core, on.chat, id_)
    for slug in ("lappi", "lvm", COORDINATOR, "uusimaa"):
        on.chat(slug).press("minutes.mine")
        on.chat(slug).press("minutes.text", {"session": ALL})
        on.chat(slug).press("minutes.show", {"session": EMPTY})


def all_said(on: Stage) -> None:
    """Everybody has answered, with a wish taken back on the way."""
    part = book(on.core, ALL).out.parts[0].id
    council = corrected(on.chat("lappi"), part, "Nimi puuttuu.", ALL)
    council.press("correction.take_back", {"correction": book(on.core, ALL).undecided[0].id})
    for slug in EVERY:
        confirmed(on.chat(slug), ALL)
    on.draw_notices()
    on.chat(COORDINATOR).press("minutes.progress", {"session": ALL})


def nothing_to_send(on: Stage) -> None:
    """What stands against sending."""
    coordinator, here = on.chat(COORDINATOR), {"session": EMPTY}
    coordinator.press("minutes.check", here)
    drafted(on.core, [(PartKind.ITEM, Item("Tyhjä")), (PartKind.STATE_VIEW, View())], EMPTY)
    coordinator.press("minutes.send", {**here, "edition": "vanha"})
    press(coordinator, "minutes.send")
    coordinator.press("minutes.check", here)


def _longest() -> Iterable[tuple[PartKind, Content]]:
    names = dict.fromkeys(ORGANISATIONS[:3], filled(NAMES_LIMIT))
    yield PartKind.ATTENDANCE, Attendance(names, ORGANISATIONS[3:])
    text = {"fi": filled(TEXT_LIMIT), "sv": filled(TEXT_LIMIT)}
    yield PartKind.STATE_VIEW, View(text)
    yield PartKind.ITEM, Item(filled(TITLE_LIMIT), text)
    for hostile in HOSTILE:
        yield PartKind.ITEM, Item(hostile, {"fi": hostile})
    wording = Wording(filled(TITLE_LIMIT), filled(TEXT_LIMIT))
    both = {"fi": wording, "sv": wording}
    yield (
        PartKind.CONCLUSION,
        Conclusion(1, both, responsible=ORGANISATIONS, regions=("19",), used_in=("jts",)),
    )


def confirming_at_its_limits(on: Stage) -> None:
    """Every text at its limit, then every one changed; reservations and reasons as long as they go."""
    parts, here = drafted(on.core, _longest(), LONG), {"session": LONG}
    coordinator = sent(on.core, on.chat, LONG)
    for offset in range(len(parts)):
        on.chat("lappi").press("minutes.show", {**here, "offset": offset})
    for part in parts:
        corrected(on.chat("lappi"), part, filled(NOTE_LIMIT), LONG)
    corrected(on.chat("lappi"), parts[0], filled(NOTE_LIMIT + 1), LONG)
    coordinator.press("correction.list", here)
    coordinator.press("correction.list", {**here, "offset": 2})
    for one in book(on.core, LONG).undecided:
        coordinator.press("correction.decline_now", {"correction": one.id, "reason": filled(NOTE_LIMIT)})
    on.draw_notices()
    opened(on.chat("lappi"), LONG)
    on.chat("lappi").press("correction.own", here)
    for slug in EVERY[1:]:
        reserved(on.chat(slug), filled(NOTE_LIMIT + 1), LONG)
        reserved(on.chat(slug), filled(NOTE_LIMIT), LONG)
    on.draw_notices()
    coordinator.press("minutes.progress", here)
    for part in parts[2:]:
        written(on.core, part, filled(TEXT_LIMIT - 7)[::-1], LONG)
    sent(on.core, on.chat, LONG)
    for offset in range(len(parts)):
        on.chat("lvm").press("minutes.show", {**here, "offset": offset})
    opened(on.chat("lvm"), LONG).press("minutes.show", {**here, "whole": True})
    on.draw_notices()


WALKS: tuple[Callable[[Stage], None], ...] = (
    nothing_to_send,
    minutes_that_wait,
    all_said,
    confirming,
    confirming_at_its_limits,
)
VALUES: dict[str, Any] = {"answer": {"say": "Confirmed"}}
