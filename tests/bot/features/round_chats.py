"""Chats in which rounds are opened, changed and extended."""

from typing import Any

from sqlmodel import col, select

from bot.app import Core
from storage import rounds
from storage import tables as t
from tests.bot.chat import Chat
from tests.demo import NOW

COORDINATOR = "tem-koordinaattori"
DAYS = {
    "kick_off": "2027-08-16",
    "picture_due": "2027-10-04",
    "proposals_open": "2027-09-01",
    "proposals_close": "2027-10-01",
    "agenda_due": "2027-10-22",
    "sessions_from": "2027-11-08",
    "sessions_to": "2027-12-03",
}


def form(chat: Chat, **changes: Any) -> dict[str, Any]:
    """The form that is open, with the days of 2027 and these changes."""
    chat.press("round.open")
    return {**chat.values(), **DAYS, **changes}


def newest(core: Core) -> t.Round:
    """The round that was opened last."""
    with core.store.read() as db:
        return db.exec(select(t.Round).order_by(col(t.Round.id).desc())).all()[0]


def current(core: Core) -> Any:
    """The round in hand now."""
    with core.store.read() as db:
        return rounds.current(db, NOW)


def change(chat: Chat, number: int, **typed: str) -> None:
    """Change a round by its form."""
    chat.press("round.edit", {"round": number})
    chat.press("round.save", chat.filled(**typed))


def extension(chat: Chat, number: int, **typed: str) -> None:
    """Extend the time for proposals by its form."""
    chat.press("step.extend", {"round": number, "step": "proposals"})
    chat.press("step.extend_now", {**chat.carried(), "reason": "", **typed})
