"""Writing minutes in chats: what its tests share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.app import Core
from knowledge.minutes import Conclusion, Content, Draft, Part, PartKind
from knowledge.proposals import Content as Proposed
from knowledge.sessions import Session, State
from knowledge.state_views import View
from storage import agendas, minutes, people, proposals, rounds, sessions, state_views
from tests.bot.chat import Chat
from tests.demo import NOW

LAPLAND = "2026-19"
ORGANISATIONS = ("council:19", "ministry:LVM", "ministry:OKM", "ministry:TEM")
Chats = Callable[..., Chat]


def held(core: Core, id_: str = LAPLAND, *, published: bool = True, **changes: Any) -> Session:
    """A session that was held yesterday, its agenda published before."""
    with core.store.transaction() as db:
        session = sessions.find(db, id_)
        who = people.by_slug(db, "tem-koordinaattori", NOW.date())
        assert session
        assert who
        told = {"state": State.HELD, "organisations": ORGANISATIONS, "place": "Rovaniemi", **changes}
        session = replace(session, **told).at(NOW - timedelta(days=1))
        sessions.put(db, session)
        agenda = agendas.find(db, id_)
        if published and agenda.items and not agenda.version:
            agendas.publish(db, agenda, who, NOW - timedelta(days=8))
        return session


def viewed(core: Core, text: str, region: str = "19") -> View:
    """The state's published view of a region."""
    with core.store.transaction() as db:
        who = people.by_slug(db, "tem-koordinaattori", NOW.date())
        view = state_views.find(db, rounds.current(db, NOW), region)
        assert who
        return state_views.publish(db, state_views.write(db, view, text, who, NOW), NOW)


def begun(core: Core, chat: Chat, id_: str = LAPLAND, **changes: Any) -> Chat:
    """A chat in which the draft of a session that was held was just begun."""
    held(core, id_, **changes)
    chat.press("minutes.begin", {"session": id_})
    return chat


def draft(core: Core, id_: str = LAPLAND) -> Draft:
    with core.store.read() as db:
        return minutes.draft(db, id_)


def parts(core: Core, kind: PartKind, id_: str = LAPLAND) -> list[Part]:
    return [part for part in draft(core, id_).parts if part.kind is kind]


def contents(core: Core, kind: PartKind, id_: str = LAPLAND) -> list[Content]:
    return [part.content for part in parts(core, kind, id_)]


def conclusions(core: Core, id_: str = LAPLAND) -> list[Conclusion]:
    return [each for each in contents(core, PartKind.CONCLUSION, id_) if isinstance(each, Conclusion)]


def open_part(core: Core, chat: Chat, kind: PartKind, place: int = 0, id_: str = LAPLAND) -> Part:
    """Open the form of a part of this kind."""
    part = parts(core, kind, id_)[place]
    chat.press("minutes.part", {"session": id_, "part": part.id, "edition": part.edition})
    return part


def send(chat: Chat, **inputs: Any) -> None:
    """Send the form that is shown, with what stands in it or these instead."""
    chat.press(chat.card["actions"][0]["verb"], chat.filled(**inputs))


def concluded(
    chat: Chat, text: str = "Raideyhteyttä parannetaan.", id_: str = LAPLAND, **inputs: Any
) -> None:
    """Add a conclusion to the draft."""
    chat.press("minutes.add", {"session": id_, "kind": "conclusion"})
    send(chat, text_fi=text, **inputs)


def proposed(core: Core, title: str, moment: datetime = NOW, **more: Any) -> int:
    """A proposal of Lapland's council; its id."""
    with core.store.transaction() as db:
        who = people.by_slug(db, "lappi", moment.date())
        assert who
        author = proposals.Author(who, who.memberships[0].organisation)
        return proposals.add(
            db, rounds.current(db, moment), author, Proposed(title, "Kuvaus", **more), moment
        ).id
