"""Reading agendas, in preparation and published, and printing them."""

from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.app import Core
from storage import sessions
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.agenda_chats import LAPLAND, TAMPERE, Chats, group, open_, publish
from tests.demo import NOW

__all__ = ["group"]


# Reading


@pytest.mark.parametrize("slug", ["lappi", "lvm", "uusimaa", "sodankyla"])
def test_before_it_is_published_an_agenda_is_nobodys_business(chat: Chats, slug: str) -> None:
    reader = chat(slug, language="en")
    reader.press("agenda.show", {"session": LAPLAND})
    assert "The agenda isn't published yet" in reader.text
    assert "Agendas published: Tue 29 Dec 2026" in reader.text
    assert "Kausityöntekijöiden" not in reader.text
    for verb in ("agenda.build", "agenda.draft", "agenda.item", "agenda.check", "agenda.list"):
        reader.press(verb, {"session": LAPLAND, "item": 1})
        assert "Your role doesn't allow this" in reader.text


def test_those_who_oversee_see_it_in_preparation_but_only_the_group_edits(core: Core, chat: Chats) -> None:
    observer = chat("aune", language="en")
    observer.press("agenda.show", {"session": LAPLAND})
    assert "Agenda in preparation" in observer.text
    assert ["All agendas"] == observer.buttons
    assert "agenda.item" not in str(observer.card)
    open_(observer, core, "agenda.save", title="Kohta")
    assert "Your role doesn't allow this" in observer.text


def test_what_is_edited_after_publication_is_not_seen_before_the_next(
    core: Core, group: Chat, chat: Chats
) -> None:
    publish(group, core)
    open_(group, core, "agenda.save", title="Salainen kohta", minutes="5")
    reader = chat(language="en")
    reader.press("agenda.show", {"session": LAPLAND})
    assert "Salainen" not in reader.text
    reader.say("what is on our agenda?")
    assert "Salainen" not in reader.text


def test_a_session_that_is_only_planned_has_no_agenda_for_others(chat: Chats) -> None:
    reader = chat("kainuu", language="en")
    reader.press("agenda.show", {"session": "2026-18"})
    assert "I can't find that session" in reader.text


def test_our_agenda_is_the_published_one_of_this_round(chat: Chats) -> None:
    reader = chat("pirkanmaa", language="en")
    answer = reader.say("mitä meidän agendalla on?")
    assert "Agenda: Pirkanmaa discussion 2026" in reader.text
    assert ["2026-06-agenda"] == [hit.id for hit in answer.hits]
    assert "No region was named, so these are your own region's." in reader.text
    reader.button("Earlier agendas")
    assert "Pirkanmaan keskustelu 2025" in reader.text


def test_last_years_agenda_is_still_found_in_the_memory(chat: Chats) -> None:
    reader = chat("pirkanmaa", language="en")
    answer = reader.say("mitä meidän agendalla oli viime vuonna?")
    assert ["2025-06-agenda"] == [hit.id for hit in answer.hits]


def test_a_published_agenda_is_found_by_searching(core: Core, group: Chat, chat: Chats) -> None:
    publish(group, core)
    reader = chat("uusimaa", language="en")
    reader.press("ask.show", {"kinds": ["agenda"], "terms": ["kausityöntekijä"], "years": [2026]})
    assert "Kausityöntekijöiden asunnot" in reader.text
    assert "Agenda, versio 1" in reader.text


def test_all_agendas_of_the_round_are_listed_page_by_page(group: Chat) -> None:
    group.press("agenda.list")
    assert "4 items · version 1 published" in group.text
    group.button("Show more (10 left)")
    assert "3 items · not published" in group.text


# Printing


def test_the_links_are_made_for_who_asks(core: Core, chat: Chats) -> None:
    core.turns.links = type(core.turns.links)("https://botti.example.fi", b"key")
    reader = chat("uusimaa", language="sv")
    reader.press("agenda.print", {"session": TAMPERE})
    first, second, _ = reader.card["actions"]
    assert ["Action.OpenUrl"] * 2 == [first["type"], second["type"]]
    assert first["url"].startswith("https://botti.example.fi/documents/")
    ticket = core.turns.links.open(first["url"].rsplit("/", 1)[1])
    assert ("agenda", "sv", "sv") == (
        ticket.ticket.kind,
        ticket.ticket.language,
        ticket.ticket.data["language"],
    )
    assert NOW + timedelta(minutes=15) == ticket.until


def test_without_an_address_the_way_out_is_told(chat: Chats) -> None:
    reader = chat(language="en")
    reader.press("agenda.print", {"session": TAMPERE})
    assert "ALKE_PUBLIC_URL" in reader.text


def test_what_is_not_published_is_not_printed(group: Chat) -> None:
    group.press("agenda.print", {"session": LAPLAND})
    assert "isn't published yet" in group.text


def test_an_agenda_is_kept_by_whom_and_which_but_not_in_words(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.save", title="Salaisuus", minutes="5")
    publish(group, core)
    with core.store.read() as db:
        rows = db.exec(select(t.Audit).where(col(t.Audit.about) == f"agenda:{LAPLAND}")).all()
        assert sessions.find(db, LAPLAND) is not None
    assert ["agenda.item saved", "agenda.published"] == [row.what for row in rows]
    assert "Salaisuus" not in str([row.data for row in rows])
