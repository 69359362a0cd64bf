"""Calendar files of sessions: the card with the link, and the file that it leads to."""

from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar

from bot.app import Core
from bot.features import documents
from bot.links import Document, Links, Ticket
from knowledge.clock import today
from knowledge.people import Person
from knowledge.refusals import Refusal
from storage import people
from tests.bot.chat import Chat
from tests.bot.features.session_chats import COORDINATOR, announced, edited, kept, planned
from tests.demo import NOW

Chats = Callable[..., Chat]
LINK = "https://esimerkki.fi/kokous"
ID = "2026-y1"
NOTHING = "Et osallistu yhteenkään ilmoitettuun keskusteluun"


def who(core: Core, slug: str) -> Person:
    with core.store.read() as db:
        person = people.by_slug(db, slug, today(NOW))
    assert person is not None
    return person


def document(core: Core, slug: str, session: str = ID, language: str = "fi") -> Document:
    person = who(core, slug)
    ticket = Ticket("calendar", person.id, language, {"session": session})
    with core.store.read() as db:
        return documents()["calendar"](db, person, ticket, NOW)


def events(core: Core, slug: str, session: str = ID, language: str = "fi") -> list[Any]:
    found = Calendar.from_ical(document(core, slug, session, language).body)
    return list(found.walk("VEVENT"))


@pytest.fixture
def coordinator(chat: Chats) -> Chat:
    """A coordinator who has announced a joint session."""
    return announced(planned(chat(COORDINATOR), link=LINK, theme="Raja; ja, \\muuta"))


@pytest.fixture
def linked(core: Core) -> Core:
    """The bot, knowing its own address."""
    core.turns.links = Links("https://botti.example.fi", b"a key")
    return core


@pytest.mark.usefixtures("coordinator")
def test_the_card_leads_to_the_file_of_the_session(linked: Core, chat: Chats) -> None:
    lappi = chat("lappi", language="fi")
    lappi.press("session.show", {"session": ID})
    lappi.button("Kalenteritiedosto")
    assert "Kalenteriisi" in lappi.text
    assert ["Avaa kalenteritiedosto", "Avaa keskustelun tiedot"] == lappi.buttons
    token = lappi.card["actions"][0]["url"].rsplit("/", 1)[1]
    ticket = linked.turns.links.open(token).ticket
    assert ("calendar", who(linked, "lappi").id, {"session": ID}) == (ticket.kind, ticket.person, ticket.data)


@pytest.mark.usefixtures("coordinator")
def test_the_file_says_what_when_and_where(core: Core) -> None:
    file = document(core, "lappi")
    assert ("2026-y1.ics", "text/calendar") == (file.name, file.content_type)
    [event] = events(core, "lappi")
    session = kept(core, ID)
    assert (session.starts, session.ends, 2) == (event["dtstart"].dt, event["dtend"].dt, event["sequence"])
    assert ("Oulu", LINK) == (event["location"], event["url"])
    assert "Raja; ja, \\muuta" in event["description"]
    assert f"Liity kokoukseen: {LINK}" in event["description"]
    assert "milloin keskustelumme on?" in event["description"]


@pytest.mark.usefixtures("coordinator")
def test_the_link_to_the_meeting_is_only_for_who_is_let_in(core: Core) -> None:
    with_link = {slug: LINK in document(core, slug).body.decode() for slug in ("lappi", "aune", "uusimaa")}
    assert {"lappi": True, "aune": True, "uusimaa": False} == with_link


def test_a_change_keeps_the_event_and_raises_its_number(core: Core, coordinator: Chat) -> None:
    [before] = events(core, "lappi")
    edited(coordinator, ID, start="13:00", place="")
    [after] = events(core, "uusimaa", language="sv")
    assert before["uid"] == after["uid"]
    assert before["sequence"] < after["sequence"]
    assert "på distans" == after["location"]


def test_a_cancelled_session_leaves_the_calendar(core: Core, coordinator: Chat) -> None:
    coordinator.press("session.show", {"session": ID})
    coordinator.button("Peru keskustelu")
    coordinator.send_dialog(reason="Ministeri on estynyt.")
    [event] = events(core, "lappi")
    assert "METHOD:CANCEL" in document(core, "lappi").body.decode()
    assert "CANCELLED" == event["status"]
    assert "Ministeri on estynyt." in event["description"]


@pytest.mark.usefixtures("coordinator")
def test_all_sessions_of_ones_own_are_one_file(core: Core) -> None:
    found = events(core, "lappi", "")
    assert {"2026-19@keskustelut.alke-botti", "2026-y1@keskustelut.alke-botti"} == {e["uid"] for e in found}
    assert "sessions.ics" == document(core, "lappi", "").name


@pytest.mark.usefixtures("linked")
def test_the_schedule_leads_to_the_file_of_all(chat: Chats) -> None:
    lappi = chat("lappi", language="fi")
    lappi.say("milloin keskustelumme on?")
    lappi.button("Omien keskustelujen kalenteritiedosto")
    assert "johon osallistut" in lappi.text or "joihin osallistut" in lappi.text
    lappi.button("Takaisin keskusteluihin")
    assert "Lapin keskustelu 2026" in lappi.text


def test_who_takes_part_in_nothing_is_told_so(core: Core, chat: Chats) -> None:
    ahvenanmaa = chat("uusimaa", language="fi")
    ahvenanmaa.press("session.calendar", {"session": ""})
    assert NOTHING in ahvenanmaa.text
    with pytest.raises(Refusal):
        document(core, "uusimaa", "")


def test_what_is_only_planned_has_no_file_and_no_name_for_others(core: Core, chat: Chats) -> None:
    coordinator = planned(chat(COORDINATOR))
    coordinator.press("session.calendar", {"session": ID})
    assert "ei ole ilmoitettu, joten siitä ei vielä ole kalenteritiedostoa" in coordinator.text
    lappi, nowhere = chat("lappi"), chat("lappi")
    lappi.press("session.calendar", {"session": ID})
    nowhere.press("session.calendar", {"session": "2026-zz"})
    assert nowhere.text == lappi.text
    with pytest.raises(Refusal):
        document(core, "lappi")


def test_a_bot_that_does_not_know_its_address_says_so(core: Core, coordinator: Chat) -> None:
    core.turns.links = Links()
    coordinator.press("session.calendar", {"session": ID})
    assert "url" not in str(coordinator.card["actions"])
