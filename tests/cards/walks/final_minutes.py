"""Walks that draw the cards of final minutes, and of conclusions by their numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot.links import Links
from knowledge.confirming import NOTE_LIMIT, Way
from knowledge.minutes import TEXT_LIMIT, TITLE_LIMIT, Conclusion
from knowledge.records import Answer, Wording
from tests.bot.features.final_chats import AFTER, HUTS, RAIL, answered, asked, sent
from tests.cards.stage import Stage, press
from tests.cards.walks.agendas import HOSTILE, filled

EARLY = AFTER - timedelta(days=2)
USUAL, FULL = "2026-07", "2026-08"
"""Sessions that no other walk has minutes of."""
LONGEST = Wording(filled(TITLE_LIMIT), filled(TEXT_LIMIT))
BASE = "https://botti.esimerkki.fi"


def becoming_final(on: Stage) -> None:
    """Asked before and after the time, one reservation, most of them silent; then read by others."""
    on.core.turns.links = Links(BASE, b"key")
    version, session = sent(on.core, (RAIL, HUTS), session_id=USUAL), {"session": USUAL}
    on.chat("tem-koordinaattori", EARLY).press("minutes.finalise_check", session)
    first, second, *_ = asked(on.core, USUAL)
    answered(on.core, version, {first: Answer.CONFIRMED})
    answered(on.core, version, {second: Answer.RESERVATION}, note="Raha on auki.", way=Way.LETTER)
    coordinator = on.chat("tem-koordinaattori", AFTER)
    coordinator.press("minutes.finalise_check", session)
    press(coordinator, "minutes.finalise")
    reader = on.chat("uusimaa", AFTER)
    reader.press("minutes.final", session)
    press(reader, "minutes.documents")
    for number in (f"{USUAL}-01", "2025-19-03", f"{USUAL}-02"):
        reader.say(number)
    reader.press("conclusion.show", {"record": f"{USUAL}-01"})
    press(reader, "conclusion.trail")


def final_at_its_limits(on: Stage) -> None:
    """Minutes as long as they can be, every organisation with a reservation."""
    on.core.turns.links = Links(BASE, b"key")
    texts = [{"fi": LONGEST, "sv": LONGEST}, *({"fi": Wording(each, each)} for each in HOSTILE)]
    every = [Conclusion(1, text, responsible=("ministry:LVM",)) for text in texts]
    version, session = sent(on.core, every * 6, filled(TEXT_LIMIT), session_id=FULL), {"session": FULL}
    given = dict.fromkeys(asked(on.core, FULL), Answer.RESERVATION)
    answered(on.core, version, given, note=filled(NOTE_LIMIT))
    coordinator = on.chat("tem-koordinaattori", AFTER)
    coordinator.press("minutes.finalise_check", session)
    press(coordinator, "minutes.finalise")
    press(coordinator, "minutes.final")
    press(coordinator, "minutes.final")
    on.chat("paijat-hame", AFTER).say("mitä Kymenlaaksossa sovittiin vuonna 2026?")
    for number in range(1, len(texts) + 1):
        coordinator.press("conclusion.show", {"record": f"{FULL}-{number:02}"})
    coordinator.press("conclusion.trail", {"record": f"{FULL}-01"})


def not_final(on: Stage) -> None:
    chat = on.chat("tem-koordinaattori", AFTER)
    for verb in ("minutes.finalise_check", "minutes.finalise", "minutes.final", "minutes.documents"):
        chat.press(verb, {"session": "2026-18"})
        chat.press(verb, {"session": "2025-19"})
    chat.press("conclusion.show", {"record": "2026-19-99"})


WALKS: tuple[Callable[[Stage], None], ...] = (
    not_final,
    becoming_final,
    final_at_its_limits,
)
VALUES: dict[str, Any] = {}
