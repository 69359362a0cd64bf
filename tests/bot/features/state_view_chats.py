"""The state's views in chats: what their tests share."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import Core
from storage import tables as t
from tests.bot.chat import Chat

Chats = Callable[..., Chat]
OVER = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
REGION = "05"  # Kanta-Häme: the demo has written nothing about it
PART = "Raideliikenteen ja työmatkojen kysymykset koskevat koko maakuntaa."
TEXT = "Valtio pitää keskeisenä työvoiman saatavuutta ja yhteyksiä."
OUTSIDERS = ("lappi", "kanta-hame")


@pytest.fixture
def chat(core: Core, now: datetime) -> Chats:
    """Chats in English, the language of the message ids."""
    return lambda slug, at=now: Chat(core, slug, at, language="en")


@pytest.fixture
def reference(round_id: int) -> dict[str, Any]:
    return {"round": round_id, "region": REGION}


def contributed(chat: Chat, reference: dict[str, Any], text: str = PART, **more: Any) -> Chat:
    """A chat in which a contribution was just sent from the dialog."""
    chat.answer(chat.activity("dialog", verb="view.contribute", data=reference))
    chat.send_dialog(text=text, **more)
    return chat


def written(chat: Chat, reference: dict[str, Any], text: str = TEXT) -> Chat:
    """A coordinator's chat in which the text was just written."""
    chat.answer(chat.activity("dialog", verb="view.write", data=reference))
    chat.send_dialog(text=text)
    return chat


def published(chat: Chat, reference: dict[str, Any]) -> Chat:
    written(chat, reference)
    chat.press("view.publish", reference)
    chat.press("view.publish_now", chat.carried("view.publish_now"))
    return chat


def told(core: Core) -> list[tuple[str, str]]:
    """Who was told what, by the name that the demo knows them by."""
    with core.store.read() as db:
        rows = db.exec(
            select(t.Outbox.cause, t.Person.slug)
            .join(t.Person, col(t.Person.id) == col(t.Outbox.person_id))
            .where(col(t.Outbox.cause).startswith("state view"))
            .order_by(col(t.Outbox.id))
        ).all()
    return [(cause, slug or "") for cause, slug in rows]
