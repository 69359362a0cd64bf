"""Minutes that go out and are answered in chats: what their tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.app import Core
from knowledge.confirming import Book
from knowledge.minutes import Attendance, Conclusion, Content, Item, Part, PartKind, View
from knowledge.records import Wording
from storage import confirming, minutes, people, sessions
from storage.minutes import Writer
from tests.bot.chat import Chat
from tests.bot.features.minutes_chats import LAPLAND, ORGANISATIONS, held
from tests.demo import NOW

COORDINATOR, WORKING_GROUP = "tem-koordinaattori", "tyoryhma"
COUNCIL, LVM, OKM, TEM = ORGANISATIONS
HERE = {"session": LAPLAND}
RAIL = "Raideyhteyttä parannetaan yhdessä vuonna 2027."
Chats = Callable[..., Chat]


def drafted(core: Core, contents: Iterable[tuple[PartKind, Content]] = (), id_: str = LAPLAND) -> list[int]:
    """A session that was held, with a draft of these parts, or of a few; their ids."""
    held(core, id_)
    with core.store.transaction() as db:
        sessions.hold(db, id_)
        writer = Writer(db, id_, author(core, db), NOW)
        every = list(contents) or list(few())
        return [writer.add(kind, content, place).id for place, (kind, content) in enumerate(every)]


def author(core: Core, db: Any) -> Any:
    found = people.by_slug(db, WORKING_GROUP, NOW.date())
    assert found
    return found


def few() -> Iterable[tuple[PartKind, Content]]:
    """Attendance, a view, an item and a conclusion."""
    yield PartKind.ATTENDANCE, Attendance(dict.fromkeys(ORGANISATIONS[:3], "Aino Alanen"), (TEM,))
    yield PartKind.STATE_VIEW, View({"fi": "Valtion näkemys.", "sv": "Statens syn."})
    yield PartKind.ITEM, Item("Liikenne", {"fi": "Keskusteltiin raiteista."})
    yield PartKind.CONCLUSION, Conclusion(1, {"fi": Wording("Raide", RAIL)}, responsible=(LVM,))


def sent(core: Core, chat: Chats, id_: str = LAPLAND, now: datetime = NOW) -> Chat:
    """A coordinator's chat in which the draft was just sent out."""
    coordinator = chat(COORDINATOR, now)
    coordinator.press("minutes.check", {"session": id_})
    coordinator.press("minutes.send", coordinator.carried("minutes.send"))
    return coordinator


def written(core: Core, number: int, text: str, id_: str = LAPLAND, **changes: Any) -> None:
    """Change a conclusion, or what was said on an item, in the draft."""
    with core.store.transaction() as db:
        sessions.hold(db, id_)
        found = minutes.part(db, number)
        assert found
        part: Part = found[1]
        texts = {"fi": Wording("Raide", text)} if isinstance(part.content, Conclusion) else {"fi": text}
        content: Any = part.content
        Writer(db, id_, author(core, db), NOW).change(part, replace(content, texts=texts, **changes))


def book(core: Core, id_: str = LAPLAND) -> Book:
    with core.store.read() as db:
        session = sessions.find(db, id_)
        assert session
        return confirming.book(db, session)


def given(core: Core, id_: str = LAPLAND) -> dict[tuple[str, int], str]:
    """By organisation and version: what it answered."""
    return {(each.organisation, each.version): each.answer.value for each in book(core, id_).given}


def opened(chat: Chat, id_: str = LAPLAND) -> Chat:
    """The chat with the card of the minutes."""
    chat.press("minutes.show", {"session": id_})
    return chat


def confirmed(chat: Chat, id_: str = LAPLAND) -> Chat:
    """The chat in which the version was just confirmed."""
    opened(chat, id_).press("minutes.confirm", chat.carried("minutes.confirm"))
    return chat


def reserved(chat: Chat, note: str, id_: str = LAPLAND) -> Chat:
    """The chat in which the version was just confirmed with a reservation."""
    opened(chat, id_).press("minutes.reserve", chat.carried("minutes.reserve"))
    chat.press("minutes.reserve_now", chat.filled("minutes.reserve_now", note=note))
    return chat


def corrected(chat: Chat, part: int | str, wanted: str, id_: str = LAPLAND) -> Chat:
    """The chat in which a correction was just asked for."""
    opened(chat, id_).press("minutes.correct", chat.carried("minutes.correct"))
    chat.press("minutes.correct_now", chat.filled("minutes.correct_now", part=str(part), wanted=wanted))
    return chat


def received(chat: Chat, id_: str = LAPLAND, **inputs: Any) -> Chat:
    """The chat in which an answer that came by letter was just recorded."""
    chat.press("minutes.received", {"session": id_})
    letter = {"organisation": OKM, "way": "letter", "case_number": "VN/1234/2026", "answer": "confirmed"}
    chat.press("minutes.receive", chat.filled("minutes.receive", **letter | inputs))
    return chat
