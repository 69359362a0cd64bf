"""Talking with the bot about sessions: what their tests share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlmodel import col, select

from bot.app import Core
from cards.render import as_text, render
from knowledge.availability import Poll, Suits
from knowledge.sessions import Session
from storage import polls, sessions
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.outbox import by_person, deliver, drawn_from
from tests.demo import NOW

Chats = Callable[..., Chat]
COORDINATOR = "tem-koordinaattori"
GOOD = {
    "kind": "joint",
    "regions": "18,19",
    "organisations": "ministry:LVM",
    "day": "2027-01-27",
    "start": "14:00",
    "length": "90",
    "place": "Oulu",
}
SAVE = "Tallenna suunnitelmana"


def planned(chat: Chat, **changes: Any) -> Chat:
    """A chat in which the form of a new session was just sent."""
    chat.press("session.plan")
    chat.press("session.create", chat.filled(**GOOD | changes))
    return chat


def edited(chat: Chat, id_: str, **changes: Any) -> Chat:
    """A chat in which the form of this session was just sent."""
    chat.press("session.edit", {"session": id_})
    chat.press("session.save", chat.filled(**changes))
    return chat


def kept(core: Core, id_: str) -> Session:
    with core.store.read() as db:
        found = sessions.find(db, id_)
    assert found is not None
    return found


def count(core: Core) -> int:
    with core.store.read() as db:
        return len(sessions.ids(db))


@dataclass(frozen=True)
class Got:
    """A card that somebody got: for which cause, in the place of which matter's card, and the card."""

    cause: str
    place: str
    card: dict[str, Any] = field(hash=False)

    @property
    def text(self) -> str:
        return as_text(self.card)

    @property
    def title(self) -> str:
        return self.text.splitlines()[0]


def told(core: Core, cause: str, now: datetime = NOW) -> dict[str, str]:
    """What people would be told now for this cause, by who they are: the card's text."""
    newest = by_person(core, cause)
    with core.store.read() as db:
        drawn = {slug: drawn_from(db, row, now) for slug, row in newest.items()}
    return {slug: as_text(render(newest[slug].card, data, "fi")) for slug, data in drawn.items() if data}


def delivered(core: Core, now: datetime = NOW) -> dict[str, list[Got]]:
    """Send all that waits, as delivery does, to everybody; what each of them got."""
    got: dict[str, list[Got]] = {}
    for slug, row, card in deliver(core, now):
        got.setdefault(slug, []).append(Got(row.cause, row.place, card))
    return got


def announced(chat: Chat, id_: str = "2026-y1") -> Chat:
    chat.press("session.show", {"session": id_})
    chat.button("Ilmoita osallistujille")
    return chat


# Polls

TIMES = "27.1.2027 9.00\n28.1.2027 klo 9.00\n29.1.2027 12:45"


def asked(chat: Chat, id_: str = "2026-y1", **changes: str) -> Chat:
    """A chat in which the organisations of this session were just asked for times."""
    chat.press("poll.ask", {"session": id_})
    form = {"times": TIMES, "due": "2026-12-01", **changes}
    chat.press("poll.ask_now", {**chat.carried(), **form})
    return chat


def answer(chat: Chat, poll: int, organisation: str, suits: str, **more: str) -> Chat:
    """A chat in which an organisation's card was opened and sent: "ymn" for the times in order."""
    chat.press("poll.show", {"poll": poll, "organisation": organisation})
    letters = {each[0]: each.value for each in Suits}
    chosen = {f"time_{number}": letters[each] for number, each in enumerate(suits, 1)}
    data = {"poll": poll, "organisation": organisation, "seen": chat.carried().get("seen", "")}
    chat.press("poll.answer", {**data, **chosen, **more})
    return chat


def newest(core: Core) -> Poll:
    with core.store.read() as db:
        number = db.exec(select(t.Poll.id).order_by(col(t.Poll.id).desc())).first()
        found = polls.find(db, number or 0)
    assert found is not None
    return found


@pytest.fixture
def coordinator(chat: Chats) -> Chat:
    """A coordinator who has asked about a joint session of Lapland, Kainuu and a ministry."""
    return asked(planned(chat(COORDINATOR)))
