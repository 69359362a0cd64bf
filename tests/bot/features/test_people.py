"""Who takes part: listed, given roles, ended, by coordinators."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import col, delete, select

from bot.app import Core
from knowledge.clock import today
from knowledge.people import Person, Role
from storage import memberships, people
from storage import tables as t
from tests.bot.chat import Chat
from tests.cards.stage import press
from tests.demo import NOW

Chats = Callable[..., Chat]
LAPPI = {"of": ["council:19"]}


def person(core: Core, slug: str) -> Person:
    with core.store.read() as db:
        found = people.by_slug(db, slug, today(NOW))
    assert found is not None
    return found


def role_of(core: Core, slug: str) -> int:
    """The number of somebody's first role."""
    with core.store.read() as db:
        held = memberships.held(db, today(NOW))
    who = person(core, slug).id
    return next(each.id for each in held if each.person == who)


def owed_to(core: Core, slug: str) -> list[str]:
    with core.store.read() as db:
        query = select(t.Outbox.cause).join(t.Person).where(t.Person.slug == slug)
        return list(db.exec(query.order_by(col(t.Outbox.id))).all())


def buttons(card: dict[str, Any]) -> list[str]:
    """The titles of the buttons in a list, item by item."""
    items = [item for item in card["body"] if item["type"] == "Container"]
    return [action["title"] for item in items for action in item["items"][-1]["actions"]]


def test_those_who_wait_are_shown_with_both_answers(chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.show")
    assert "1 henkilö odottaa hyväksyntää" in coordinator.text
    assert "Tapio Odotusmaa" in coordinator.text
    assert ["Hyväksy mukaan", "Hylkää"] == buttons(coordinator.card)


def test_when_nobody_waits_nothing_is_counted(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        db.execute(delete(t.JoinRequest))
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.show")
    assert "Kukaan ei odota hyväksyntää" in coordinator.text
    assert "Näkyvissä" not in coordinator.text


def test_the_people_of_an_organisation_are_shown_with_their_roles(chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.of", {"of": "council:19,other:sodankyla,nobody:1"})
    assert "3 henkilöä on mukana" in coordinator.text
    assert "Lapin liitto · varahenkilö" in coordinator.text
    assert ["Päätä rooli"] * 3 == buttons(coordinator.card)


def test_an_organisation_that_is_not_there_is_said_so(chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    for of in ("", "council:99", "'; DROP TABLE person; --"):
        coordinator.press("people.of", {"of": of})
        assert "Organisaatiota ei löydy" in coordinator.text


def test_many_who_wait_come_page_by_page(core: Core, chat: Chats) -> None:
    for number in range(14):
        wish = {"organisation": "council:18", "role": "contact", "name": f"Uusi {number}"}
        chat(f"uusi-{number}").press("join.ask", wish)
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.show")
    names = ["Uusi 4", "Uusi 5", "Uusi 10", "Uusi 11"]
    assert [True, False, False, False] == [name in coordinator.text for name in names]
    coordinator.button("Seuraavat")
    assert [False, True, True, False] == [name in coordinator.text for name in names]
    coordinator.button("Seuraavat")
    assert [False, False, False, True] == [name in coordinator.text for name in names]
    coordinator.press("people.show", {"page": 99})
    assert "Uusi 13" in coordinator.text


# Giving a role


def test_somebody_is_made_a_deputy_and_told(core: Core, chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.role", LAPPI)
    assert "deputy" == coordinator.values()["role"]
    coordinator.button("Anna rooli", **{**coordinator.values(), "person": str(person(core, "kainuu").id)})
    assert "Rooli on annettu" in coordinator.text
    held = {(m.organisation.id, m.role) for m in person(core, "kainuu").memberships}
    assert {("council:18", Role.CONTACT), ("council:19", Role.DEPUTY)} == held
    assert ["role granted"] == owed_to(core, "kainuu")
    own = chat("kainuu")
    own.say("apua")
    assert "Kainuun liitto, Lapin liitto" in own.text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"person": "999"}, "Henkilöä ei löydy"),
        ({"person": "'; DROP"}, "Henkilöä ei löydy"),
        ({"organisation": "council:18"}, "Valitse organisaatio luettelosta"),
        ({"role": "coordinator"}, "Tätä roolia ei voi olla"),
        ({"role": ""}, "Valitse luettelosta"),
        ({"until": "2026-11-23"}, "Päivä on jo mennyt"),
        ({"until": "2026-02-30"}, "2026-02-30"),
        ({"person": "1" * 2001}, "500"),
        ({"of": []}, "Organisaatiota ei löydy"),
    ],
)
def test_a_role_that_does_not_fit_is_not_given(
    core: Core, chat: Chats, wrong: dict[str, Any], said: str
) -> None:
    fits = {**LAPPI, "person": str(person(core, "kainuu").id), "organisation": "council:19", "role": "deputy"}
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.role_now", {**fits, **wrong})
    assert said in coordinator.text
    assert 1 == len(person(core, "kainuu").memberships)


# Ending a role


def test_a_role_ends_at_once_and_the_person_is_told_where_they_write(core: Core, chat: Chats) -> None:
    deputy = chat("lappi-vara")
    deputy.say("hei")
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.end", {"membership": role_of(core, "lappi-vara")})
    assert "Niilo Saarikoski" in coordinator.text
    number = role_of(core, "lappi-vara")
    coordinator.button("Päätä rooli")
    assert "Rooli on päättynyt" in coordinator.text
    deputy.say("mitä sovimme viime vuonna?")
    assert "En tunne sinua vielä" in deputy.text
    with core.store.read() as db:
        [notice] = db.exec(select(t.Turn).where(t.Turn.kind == "notice")).all()
        row = db.get_one(t.Membership, number)
        audits = db.exec(select(t.Audit).where(t.Audit.what == "membership.ended")).all()
    assert "Roolisi on päättynyt" in str(notice.answer)
    assert str(row.until) == "2026-11-23"
    assert [("council:19", "deputy")] == [(a.data["organisation"], a.data["role"]) for a in audits]


def test_who_keeps_another_role_is_told_like_of_everything(core: Core, chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.end_now", {"membership": role_of(core, "kaksi-roolia")})
    assert 1 == len(person(core, "kaksi-roolia").memberships)
    assert ["role ended"] == owed_to(core, "kaksi-roolia")


def test_a_role_that_ended_is_not_ended_again(core: Core, chat: Chats) -> None:
    coordinator, number = chat("tem-koordinaattori"), role_of(core, "lappi-vara")
    for _ in range(2):
        coordinator.press("people.end_now", {"membership": number})
    assert "Roolia ei enää ole" in coordinator.text
    coordinator.press("people.end", {"membership": 9999})
    assert "Roolia ei enää ole" in coordinator.text


def test_the_last_coordinator_stays(core: Core, chat: Chats) -> None:
    coordinator, number = chat("tem-koordinaattori"), role_of(core, "tem-koordinaattori")
    coordinator.press("people.end_now", {"membership": number})
    assert "Ainoa koordinaattori on Johanna Siltakoski" in coordinator.text
    fits = {"of": "secretariat", "person": str(person(core, "tem").id), "organisation": "secretariat"}
    coordinator.press("people.role_now", {**fits, "role": "coordinator"})
    coordinator.press("people.end_now", {"membership": number})
    assert () == person(core, "tem-koordinaattori").memberships
    assert Role.COORDINATOR in person(core, "tem").roles


def test_an_ended_person_who_asks_again_is_admitted_again(core: Core, chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.press("people.end_now", {"membership": role_of(core, "lappi-vara")})
    deputy = chat("lappi-vara")
    deputy.say("hei")
    deputy.press("join.ask", {"organisation": "council:19", "role": "deputy"})
    coordinator.press("people.show", {"page": 0})
    asking = [item for item in coordinator.card["body"] if item["type"] == "Container"][-1]
    coordinator.press("join.admit", asking["items"][-1]["actions"][0]["data"])
    press(coordinator, "join.admit_now")
    assert {Role.DEPUTY} == person(core, "lappi-vara").roles


# Two organisations


def test_somebody_with_two_organisations_acts_for_the_one_where_they_may(core: Core, chat: Chats) -> None:
    both = chat("kaksi-roolia")
    both.say("apua")
    assert "Etelä-Savon maakuntaliitto, Itä-Suomen elinvoimakeskus" in both.text
    both.press("proposal.submit", {"title": "Kaksi roolia", "description": "Aihe.", "urgency": "Nyt."})
    with core.store.read() as db:
        made = db.exec(select(t.Proposal.organisation_id).where(t.Proposal.title == "Kaksi roolia")).all()
    assert ["council:10"] == list(made)


# By sentence


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("ketkä odottavat pääsyä mukaan?", "Tapio Odotusmaa"),
        ("ketkä ovat mukana Lapista?", "Aila Tunturila"),
        ("ketkä ovat mukana Sodankylästä?", "Inka Kitisenmaa"),
        ("ketkä ovat mukana LVM:stä?", "Anu Kotiranta"),
    ],
)
def test_a_sentence_tells_whose_people_are_meant(chat: Chats, sentence: str, shown: str) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.say(sentence)
    assert shown in coordinator.text


def test_the_choice_below_those_who_wait_leads_to_an_organisation(chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.say("ketkä odottavat pääsyä mukaan?")
    coordinator.button("Näytä mukana olevat", of="council:19")
    assert "Aila Tunturila" in coordinator.text
    coordinator.button("Ketkä odottavat?")
    assert "Tapio Odotusmaa" in coordinator.text
