"""Minutes of Lapland's session that went out: what the tests of final minutes share."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.app import Core
from knowledge.agendas import Item
from knowledge.clock import today
from knowledge.confirming import Way
from knowledge.minutes import Attendance, Conclusion, PartKind, Version, View
from knowledge.minutes import Item as Discussed
from knowledge.people import Person
from knowledge.proposals import Content, State
from knowledge.records import Answer, Wording
from knowledge.sessions import State as SessionState
from storage import agendas, confirming, minutes, people, proposals, rounds, sessions
from storage.confirming import By
from tests.bot.chat import Chat
from tests.demo import NOW

Chats = Callable[..., Chat]
LAPLAND = "2026-19"
AFTER = NOW + timedelta(weeks=8)
"""When the session is over and the time to answer as well."""
RAIL = Conclusion(
    1,
    {"fi": Wording("Raideyhteys Kolariin", "LVM selvittää yöjunien lisävuorot Kolariin."),
     "sv": Wording("Spår till Kolari", "KM utreder nattågen till Kolari.")},
    measure=True,
    responsible=("ministry:LVM", "council:19"),
    ministries=("TEM",),
    areas=("transport",),
    used_in=("jts",),
    due=date(2027, 6, 30),
    supersedes="2025-19-03",
)  # fmt: skip
HUTS = Conclusion(2, {"fi": Wording("Poroerotusten kodat", "Kotien kunnostus jaetaan vuosille.")})


def person(core: Core, slug: str, now: datetime = AFTER) -> Person:
    with core.store.read() as db:
        found = people.by_slug(db, slug, today(now))
    assert found is not None
    return found


def sent(
    core: Core,
    conclusions: Iterable[Conclusion] = (RAIL, HUTS),
    view: str = "Valtio näkee kasvun.",
    due: datetime = AFTER - timedelta(days=1),
    session_id: str = LAPLAND,
) -> Version:
    """The session held, its agenda published with a proposal behind its item, version 1 out."""
    author = person(core, "lappi")
    with core.store.transaction() as db:
        session = sessions.find(db, session_id)
        assert session is not None
        by = proposals.Author(author, author.memberships[0].organisation)
        made = proposals.add(db, rounds.current(db, NOW), by, Content("Yöjunat", "Lisää vuoroja"), NOW)
        proposals.move(db, made, State.ACCEPTED, author, NOW)
        items = (Item("Liikenneyhteydet", 40, proposals=(made.id,)),)
        agenda = agendas.put(db, replace(agendas.find(db, session_id), items=items), NOW)
        agendas.publish(db, agenda, author, NOW)
        sessions.put(db, replace(session, state=SessionState.HELD))
        writer = minutes.Writer(db, session_id, author, NOW)
        writer.add(PartKind.ATTENDANCE, Attendance({"council:19": "Aila", "ministry:LVM": ""}), 0)
        writer.add(PartKind.STATE_VIEW, View({"fi": view}), 1)
        discussed = Discussed(items[0].title, {"fi": "Keskusteltiin."}, agenda.items[0].id, (made.id,))
        part = writer.add(PartKind.ITEM, discussed, 3)
        for place, one in enumerate(conclusions):
            item = part.id if place == 0 else 0
            writer.add(PartKind.CONCLUSION, replace(one, number=place + 1, item=item), 4 + place)
        parts = minutes.draft(db, session_id).parts
        return minutes.send(db, session_id, parts, author, due - timedelta(days=14), due)


def answered(core: Core, version: Version, answers: Mapping[str, Answer], **more: Any) -> None:
    """Answers that organisations gave, on behalf of nobody in particular."""
    by = By(person(core, "lappi"), AFTER - timedelta(days=3), more.pop("way", Way.CHAT), "VN/9/2027")
    with core.store.transaction() as db:
        for organisation, answer in answers.items():
            assert confirming.answer(db, version, organisation, answer, by, more.get("note", ""))


def asked(core: Core, session_id: str = LAPLAND) -> tuple[str, ...]:
    """The session's organisations."""
    with core.store.read() as db:
        found = sessions.find(db, session_id)
    assert found is not None
    return found.organisations


def finalise(chat: Chat, version: int = 1) -> None:
    """Press the last button."""
    chat.press("minutes.finalise", {"session": LAPLAND, "version": version})
