"""What the tests of proposals do in chats: send one, open its dialogs, look at what is owed to whom."""

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from bot.app import Core
from storage import proposals
from storage import tables as t
from tests.bot.chat import Chat

Chats = Callable[..., Chat]
TEXT = "Rajaseudun kunnat tarvitsevat yhteisen ohjelman, jossa valtio ja maakunta sopivat askelista."
WRITTEN = {"description": TEXT, "goals": "ALKE2024-1"}


def sent(chat: Chat, verb: str = "proposal.submit", **changes: str) -> int:
    """Fill in the form of a new proposal and send it; its id."""
    chat.press("proposal.new")
    chat.press(verb, {**chat.filled(verb), "title": "Rajaseutu", **WRITTEN, **changes})
    with chat.core.store.read() as db:
        newest = db.exec(select(t.Proposal.id).order_by(col(t.Proposal.id).desc())).first()
    assert newest
    return newest


def opened(chat: Chat, verb: str, **data: Any) -> Chat:
    """The chat with a dialog open."""
    chat.answer(chat.activity("dialog", verb=verb, data=data))
    return chat


def submit(chat: Chat, verb: str = "", **inputs: Any) -> None:
    """Send the dialog that is open, by the button with this verb or the first one."""
    data = chat.filled(verb, **inputs)
    chat.answer(chat.activity("submit", verb=data["verb"], data=data))


def state(core: Core, proposal: int) -> str:
    with core.store.read() as db:
        return proposals.by_id(db, proposal).state


def moved(core: Core, proposal: int, to: str) -> None:
    """Put a proposal where triage would."""
    with core.store.transaction() as db:
        row = db.get_one(t.Proposal, proposal)
        row.state = to
        db.add(row)
