"""Somebody unknown who asks to be admitted, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import col, select

from bot.app import Core
from knowledge.people import Role
from storage import joining
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import admitted

Chats = Callable[..., Chat]
WISH = {"organisation": "council:18", "role": "contact", "message": "Aloitin liitossa.", "name": "Uuno Uusi"}
BY_HAND = {**WISH, "organisation": "other", "organisation_name": "Kuhmon kaupunki"}
SECOND = "tem-toinen"


def requests(core: Core) -> list[t.JoinRequest]:
    """The requests that were made in the test: the demo has one that waits already."""
    with core.store.read() as db:
        return list(db.exec(select(t.JoinRequest).where(col(t.JoinRequest.id) > 1)).all())


def audits(core: Core) -> list[tuple[str, str]]:
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).order_by(col(t.Audit.id))).all()
    return [(row.what, row.about) for row in rows if row.what.startswith(("join", "member", "organisation"))]


def told(core: Core) -> list[dict[str, Any]]:
    """The cards owed to somebody who isn't admitted."""
    with core.store.read() as db:
        rows = db.exec(select(t.Turn).where(t.Turn.kind == "notice")).all()
    return [card["card"] for row in rows for card in row.answer["cards"]]


def reference(core: Core) -> dict[str, Any]:
    """What the buttons of the newest request carry."""
    with core.store.read() as db:
        request = joining.waiting(db)[-1]
    return {"request": request.id, "seen": request.seen}


def asked(chat: Chats, slug: str = "uuno", **wish: Any) -> Chat:
    """Somebody unknown who has asked to be admitted."""
    newcomer = chat(slug)
    newcomer.press("join.ask", {**WISH, **wish})
    return newcomer


def second_coordinator(core: Core) -> str:
    return admitted(core, SECOND, "secretariat", Role.COORDINATOR, "Toini Toinen")
