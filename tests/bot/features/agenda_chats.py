"""Building and publishing agendas in chats: what their tests share."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.app import Core
from knowledge.proposals import Content, Proposal, State
from storage import agendas, people, proposals, rounds
from tests.bot.chat import Chat
from tests.bot.outbox import by_person
from tests.demo import NOW

LAPLAND, TAMPERE, NORTH = "2026-19", "2026-06", "2026-17"
Chats = Callable[..., Chat]


@pytest.fixture
def group(chat: Chats) -> Chat:
    """The working group's chat."""
    return chat("tyoryhma", language="en")


def released(core: Core, title: str, slug: str = "lappi", state: State = State.ACCEPTED) -> Proposal:
    """A proposal that triage has released."""
    with core.store.transaction() as db:
        who = people.by_slug(db, slug, NOW.date())
        assert who is not None
        author = proposals.Author(who, who.memberships[0].organisation)
        made = proposals.add(db, rounds.current(db, NOW), author, Content(title, "Kuvaus"), NOW)
        return proposals.move(db, made, state, who, NOW)


def edition(core: Core, session: str = LAPLAND) -> int:
    with core.store.read() as db:
        return agendas.find(db, session).edition


def titles(core: Core, session: str = LAPLAND) -> list[str]:
    with core.store.read() as db:
        return [item.title for item in agendas.find(db, session).items]


def item(core: Core, place: int = 1) -> int:
    """The id of the item in a place of Lapland's agenda."""
    with core.store.read() as db:
        return agendas.find(db, LAPLAND).items[place - 1].id


def open_(chat: Chat, core: Core, verb: str, session: str = LAPLAND, **data: Any) -> None:
    chat.press(verb, {"session": session, "edition": edition(core, session), **data})


def send(chat: Chat, **inputs: Any) -> None:
    """Send the form that is shown, with what stands in it or these instead."""
    chat.press(chat.card["actions"][0]["verb"], chat.filled(**inputs))


def publish(chat: Chat, core: Core, session: str = LAPLAND) -> None:
    open_(chat, core, "agenda.publish", session)


def told(core: Core, cause: str = "agenda published") -> dict[str, dict[str, Any]]:
    """The newest notice of each person, by slug."""
    return {slug: row.data for slug, row in by_person(core, cause).items()}
