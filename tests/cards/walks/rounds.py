"""Walks that draw the cards of rounds."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from knowledge.proposals import FIELD_LIMIT
from storage import rounds
from tests.bot.features.round_chats import COORDINATOR, DAYS
from tests.cards.stage import Stage, press

EARLY = datetime(2026, 10, 28, 8, 0, tzinfo=UTC)


def rounds_and_steps(on: Stage) -> None:
    chat = on.chat(COORDINATOR)
    chat.press("round.open")
    press(chat, "round.create", name_fi="", year="x", sessions_to="31.2.2027", councils="", ministries="")
    press(chat, "round.create", name_fi="*Kierros* 2027", year="2027", councils="council:19", **DAYS)
    press(chat, "round.edit")
    press(chat, "round.save", agenda_due="2027-10-21")
    press(chat, "step.show")
    press(chat, "round.edit")
    press(chat, "round.save", sessions_to="2226-12-04", kick_off="")
    chat.press("round.list")
    with on.core.store.read() as db:
        number = rounds.current(db, chat.now).id
    chat.press("step.extend", {"round": number, "step": "proposals"})
    press(chat, "step.extend_now", day="2026-12-12", reason="ö" * (FIELD_LIMIT + 1))
    press(chat, "step.extend_now", day="2026-12-15", reason="*Lisää* aikaa.")
    chat.answer(chat.activity("dialog", verb="step.extend", data={"round": number, "step": "picture"}))
    chat.press("step.extend", {"round": number, "step": "agenda"})
    chat.press("round.show", {"round": number})
    chat.say("mitkä ovat määräajat?")
    chat.say("jatka ehdotusten jättöaikaa 18.12. asti")
    group = on.chat("tyoryhma")
    group.press("round.show", {"round": number})
    group.press("round.list", {"offset": 12})
    early = on.chat(COORDINATOR, EARLY)
    early.press("step.show", {"round": number})
    press(early, "step.open_now")


WALKS: tuple[Callable[[Stage], None], ...] = (rounds_and_steps,)
VALUES: dict[str, Any] = {
    "first": 2026,
    "last": 2031,
    "year": 2026,
    "today": datetime(2026, 11, 24, 9, 0, tzinfo=UTC).date(),
}
"""What fills the braces of this area's refusals, where no other walk names it."""
