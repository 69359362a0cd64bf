"""Walks that draw the cards of a person's own data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knowledge.personal import REASON_LIMIT, WANTED_LIMIT
from tests.cards.stage import Stage, press
from tests.cards.walks.agendas import filled

COORDINATOR = "tem-koordinaattori"


def _newest(on: Stage) -> dict[str, int]:
    """The request that was made last."""
    chat = on.chat("etela-savo")
    chat.press("data.show")
    return {"request": chat.carried("data.take_back")["request"]}


def own_data(on: Stage) -> None:
    chat = on.chat("etela-savo")
    chat.press("data.show")
    chat.press("data.file")
    links = on.core.turns.links
    on.core.turns.links = type(links)("https://botti.esimerkki.fi", b"key")
    chat.press("data.file")
    press(chat, "data.show")
    on.core.turns.links = links
    press(chat, "data.correct")
    press(chat, "data.correct_now", wanted="")
    press(chat, "data.correct_now", wanted=filled(WANTED_LIMIT + 1))
    press(chat, "data.correct_now", wanted=filled(WANTED_LIMIT))
    press(chat, "data.take_back")
    press(chat, "data.show")
    press(chat, "data.erasure")
    press(chat, "data.erasure_now")
    press(chat, "data.show")
    on.chat(COORDINATOR).press("data.erasure_now")


def answered(on: Stage) -> None:
    chat, desk = on.chat("etela-savo"), on.chat(COORDINATOR)
    desk.press("data.request", _newest(on))
    press(desk, "data.decline")
    press(desk, "data.decline_now", reason="")
    press(desk, "data.decline_now", reason=filled(REASON_LIMIT))
    chat.press("data.correct_now", {"wanted": filled(WANTED_LIMIT)})
    desk.press("data.request", _newest(on))
    press(desk, "data.corrected")
    desk.press("data.corrected", {"request": 1})
    desk.press("data.request", {"request": 999})


def erased(on: Stage) -> None:
    """Somebody is erased who asked for it; what they did is shown without their name."""
    on.chat("etela-savo").press("data.erasure_now")
    desk = on.chat(COORDINATOR)
    desk.press("data.request", _newest(on))
    press(desk, "data.erase")
    press(desk, "data.erase_now")
    on.chat("etela-savo").press("data.show")


WALKS: tuple[Callable[[Stage], None], ...] = (own_data, answered, erased)
VALUES: dict[str, Any] = {}
"""What fills the braces of this area's refusals, where no other walk names it."""
