"""A coordinator's answer to who asks to be admitted."""

from typing import Any

import pytest
from sqlmodel import select

from bot.app import Core
from knowledge.clock import today
from knowledge.joining import State
from knowledge.people import Role
from storage import people
from storage import tables as t
from tests.bot.features.join_chats import (
    BY_HAND,
    WISH,
    Chats,
    asked,
    audits,
    reference,
    requests,
    second_coordinator,
    told,
)
from tests.bot.outbox import owed
from tests.demo import NOW

# Admitting


def test_who_is_admitted_is_a_person_and_is_told(core: Core, chat: Chats) -> None:
    newcomer = asked(chat)
    newcomer.language = None
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.admit", reference(core))
    assert ("council:18", "contact", "") == tuple(
        coordinator.values()[name] for name in ("organisation", "role", "until")
    )
    coordinator.button("Hyväksy mukaan", **{**coordinator.values(), "role": "deputy", "until": "31.12.2027"})
    assert "Hyväksytty mukaan" in coordinator.text
    with core.store.read() as db:
        person = people.by_identity(db, "a-tenant", "uuno", today(NOW))
        assert person is not None
        where = db.exec(select(t.Conversation.id).where(t.Conversation.person_id == person.id)).all()
    assert [("council:18", Role.DEPUTY)] == [(m.organisation.id, m.role) for m in person.memberships]
    assert [newcomer.conversation] == list(where)
    [welcome] = owed(core, "join answered")
    assert (person.id, "fi", None) == (welcome.person_id, person.language, requests(core)[0].address)
    newcomer.say("mitä sovimme viime vuonna?")
    assert "2025-18-01" in newcomer.text


def test_an_organisation_named_by_hand_is_added_with_its_region(core: Core, chat: Chats) -> None:
    asked(chat, **BY_HAND)
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.admit", reference(core))
    filled = {**coordinator.values(), "organisation": "new", "region": "18"}
    coordinator.button("Hyväksy mukaan", **filled)
    with core.store.read() as db:
        added = people.organisations(db)["other:kuhmon-kaupunki"]
        person = people.by_identity(db, "a-tenant", "uuno", today(NOW))
    assert ("Kuhmon kaupunki", "18") == (added.names["fi"], added.region)
    assert person is not None
    assert ("18",) == person.regions
    about = ["join.asked", "organisation.added", "join.admitted"]
    assert about == [what for what, _ in audits(core)]


def test_an_organisation_named_by_hand_may_be_one_that_is_there(core: Core, chat: Chats) -> None:
    asked(chat, **{**BY_HAND, "organisation_name": "Sodankylän kunt"})
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.admit", reference(core))
    near = [choice["value"] for choice in coordinator.card["body"][3]["choices"]]
    assert "other:sodankyla" in near
    coordinator.button("Hyväksy mukaan", **{**coordinator.values(), "organisation": "other:sodankyla"})
    with core.store.read() as db:
        person = people.by_identity(db, "a-tenant", "uuno", today(NOW))
    assert person is not None
    assert ["other:sodankyla"] == [m.organisation.id for m in person.memberships]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"organisation": "council:99"}, "Valitse organisaatio luettelosta"),
        ({"organisation": ""}, "Valitse organisaatio luettelosta"),
        ({"organisation": "new", "name": ""}, "Täytä tämä kenttä"),
        ({"organisation": "new", "name": "Lapin liitto"}, "on jo olemassa"),
        ({"organisation": "new", "region": "99"}, "99"),
        ({"role": "coordinator"}, "Tätä roolia ei voi olla"),
        ({"role": "king"}, "king"),
        ({"until": "2026-11-23"}, "Päivä on jo mennyt"),
        ({"until": "joskus"}, "joskus"),
        ({"request": 999}, "Pyyntöä ei löydy"),
        ({"seen": "2020-01-01"}, "Pyyntöä on muutettu"),
        ({"name": "ä" * 2001}, "500"),
    ],
)
def test_admitting_what_does_not_fit_is_refused_with_the_reason(
    core: Core, chat: Chats, wrong: dict[str, Any], said: str
) -> None:
    asked(chat, **BY_HAND)
    fits = {**reference(core), "organisation": "council:18", "role": "contact", "name": "Kuhmon kaupunki"}
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.admit_now", {**fits, **wrong})
    assert said in coordinator.text
    assert ["waiting"] == [row.state for row in requests(core)]


def test_a_request_changed_meanwhile_is_shown_as_it_is_now(core: Core, chat: Chats) -> None:
    newcomer = asked(chat)
    stale = {**reference(core), "organisation": "council:18", "role": "contact"}
    newcomer.at(NOW.replace(hour=10)).press("join.ask", {**WISH, "organisation": "council:17"})
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.admit_now", stale)
    assert "Pyyntöä on muutettu" in coordinator.text
    assert "council:17" == coordinator.values()["organisation"]


def test_the_second_coordinator_is_told_who_decided(core: Core, chat: Chats) -> None:
    asked(chat)
    fits = {**reference(core), "organisation": "council:18", "role": "contact"}
    chat("tem-koordinaattori").press("join.admit_now", fits)
    second = chat(second_coordinator(core))
    for verb in ("join.admit_now", "join.refuse_now", "join.admit", "join.refuse", "join.show"):
        second.press(verb, {**fits, "reason": "Ei"})
        assert "Ratkaisija: Johanna Siltakoski" in second.text
    assert 1 == len(owed(core, "join answered"))


def test_nobody_but_a_coordinator_answers(core: Core, chat: Chats) -> None:
    asked(chat)
    fits = {**reference(core), "organisation": "council:18", "role": "contact", "reason": "Ei"}
    for slug in ("lappi", "tyoryhma", "aune", "uuno"):
        for verb in ("join.admit_now", "join.refuse_now", "people.show", "people.role_now", "people.end_now"):
            chat(slug).press(verb, {**fits, "membership": 1, "of": ["council:19"], "person": "1"})
    assert ["waiting"] == [row.state for row in requests(core)]
    assert [] == owed(core, "join answered") + owed(core, "role granted") + owed(core, "role ended")


# Refusing


def test_who_is_refused_is_told_why_and_stays_nobody(core: Core, chat: Chats) -> None:
    newcomer = asked(chat)
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.refuse", reference(core))
    coordinator.button("Hylkää", reason="Et ole liiton palveluksessa.")
    assert "Hylätty" in coordinator.text
    [card] = told(core)
    assert "Et ole liiton palveluksessa." in str(card)
    with core.store.read() as db:
        assert people.by_identity(db, "a-tenant", "uuno", today(NOW)) is None
        assert [] == db.exec(select(t.Conversation).where(t.Conversation.id == newcomer.conversation)).all()
    [made] = requests(core)
    assert ("refused", None) == (made.state, made.address)
    newcomer.say("miksi?")
    assert "Perustelu: Et ole liiton palveluksessa." in newcomer.text
    newcomer.press("join.ask", WISH)
    assert ["refused", "waiting"] == [row.state for row in requests(core)]


def test_who_is_admitted_elsewhere_hears_of_a_refusal_like_of_everything(core: Core, chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.press("join.ask", {**WISH, "organisation": "centre:10"})
    chat("tem-koordinaattori").press("join.refuse_now", {**reference(core), "reason": "Ei tarvetta."})
    assert [1, []] == [len(owed(core, "join answered")), told(core)]


@pytest.mark.parametrize(
    ("reason", "said"),
    [("", "Täytä tämä kenttä"), ("ä" * 501, "501"), ("ä" * 2001, "2001"), ("ä" * 3001, "3000")],
)
def test_a_refusal_needs_a_reason_that_fits(core: Core, chat: Chats, reason: str, said: str) -> None:
    asked(chat)
    coordinator = chat("tem-koordinaattori")
    coordinator.press("join.refuse_now", {**reference(core), "reason": reason})
    assert said in coordinator.text
    assert [State.WAITING] == [row.state for row in requests(core)]
