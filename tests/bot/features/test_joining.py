"""Asking to be admitted."""

from typing import Any

import pytest

from bot.app import Core
from knowledge.joining import MESSAGE_LIMIT
from tests.bot.features.join_chats import WISH, Chats, asked, requests, second_coordinator
from tests.bot.outbox import owed


@pytest.mark.parametrize("first", ["hei", "mitä sovimme viime vuonna?", "ä" * 5000, "?!"])
def test_whatever_somebody_unknown_writes_they_get_the_form(chat: Chats, first: str) -> None:
    newcomer = chat("uuno")
    newcomer.say(first)
    assert "En tunne sinua vielä" in newcomer.text
    assert ["Lähetä pyyntö", "På svenska", "In English"] == newcomer.buttons
    assert {"organisation", "organisation_name", "role", "message", "name"} == set(newcomer.values())


def test_who_installs_the_app_gets_the_form_too(chat: Chats) -> None:
    newcomer = chat("uuno", locale="sv-FI")
    newcomer.arrive()
    assert "Jag känner dig inte ännu" in newcomer.text


def test_the_form_comes_in_the_language_of_its_button(chat: Chats) -> None:
    newcomer = chat("uuno")
    newcomer.say("hei")
    newcomer.button("På svenska")
    assert "Jag känner dig inte ännu" in newcomer.text


def test_a_request_is_recorded_and_every_coordinator_told_once(core: Core, chat: Chats) -> None:
    second_coordinator(core)
    newcomer = chat("UUNO")
    newcomer.press("join.ask", WISH)
    newcomer.press("join.ask", WISH)
    [made] = requests(core)
    kept = (made.tenant, made.object_id, made.name, made.organisation_id, made.role, made.language)
    assert ("a-tenant", "uuno", "Uuno Uusi", "council:18", "contact", "fi") == kept
    assert made.address is not None
    assert newcomer.conversation == made.address["conversation"]
    assert 2 == len(owed(core, "join asked"))
    assert ["Muuta pyyntöä", "Peru pyyntö"] == newcomer.buttons
    assert "Kainuun liitto" in newcomer.text


def test_asking_again_shows_the_request_that_waits(chat: Chats) -> None:
    newcomer = asked(chat)
    newcomer.say("no?")
    assert "Pyyntösi odottaa vastausta" in newcomer.text
    assert "Aloitin liitossa." in newcomer.text


def test_a_request_that_waits_can_be_changed(core: Core, chat: Chats) -> None:
    newcomer = asked(chat)
    newcomer.button("Muuta pyyntöä")
    assert ("council:18", "contact") == (newcomer.values()["organisation"], newcomer.values()["role"])
    newcomer.button("Lähetä pyyntö", **{**newcomer.values(), "role": "deputy", "message": ""})
    [changed] = requests(core)
    assert ("deputy", "", "waiting") == (changed.role, changed.message, changed.state)
    assert 1 == len(owed(core, "join asked"))


def test_a_request_taken_back_leaves_nothing_of_who_asked(core: Core, chat: Chats) -> None:
    newcomer = asked(chat)
    newcomer.button("Peru pyyntö")
    [gone] = requests(core)
    kept = (gone.tenant, gone.object_id, gone.name, gone.message, gone.address, gone.organisation_id)
    assert ("", "", "", "", None, None, "taken back") == (*kept, gone.state)
    newcomer.button("Pyydä uudelleen")
    assert "En tunne sinua vielä" in newcomer.text


def test_what_was_taken_back_meanwhile_is_not_changed(core: Core, chat: Chats) -> None:
    newcomer = asked(chat)
    newcomer.button("Muuta pyyntöä")
    filled = {**newcomer.carried(), **WISH}
    chat("uuno").press("join.take_back")
    newcomer.press("join.ask", filled)
    assert "Sinulla ei ole odottavaa pyyntöä" in newcomer.text
    assert ["taken back"] == [row.state for row in requests(core)]


def test_an_organisation_that_is_named_as_one_on_the_list_is_that_one(core: Core, chat: Chats) -> None:
    asked(chat, organisation="other", organisation_name="  lapin   LIITTO ")
    [made] = requests(core)
    assert ("council:19", "") == (made.organisation_id, made.organisation_name)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"organisation": ""}, "Valitse organisaatiosi luettelosta"),
        ({"organisation": "other"}, "Valitse organisaatiosi luettelosta"),
        ({"organisation": "council:99"}, "council:99"),
        ({"role": "coordinator"}, "coordinator"),
        ({"role": "working_group"}, "working"),
        ({"message": "ä" * 2001}, "2001"),
        ({"organisation": "other", "organisation_name": "ä" * 121}, "121"),
        ({"name": " "}, "Täytä tämä kenttä"),
        ({"message": "ä" * 3001}, "3000"),
        ({"organisation_name": "ä" * 501}, "500"),
        ({"message": "ä" * 12001}, "12000"),
        ({"request": 999}, "Sinulla ei ole odottavaa pyyntöä"),
        ({"request": -1}, "Lomake"),
        ({"request": 2**40}, "Lomake"),
    ],
)
def test_a_request_that_is_not_right_is_refused_with_the_reason(
    core: Core, chat: Chats, wrong: dict[str, Any], said: str
) -> None:
    newcomer = asked(chat, **wrong)
    assert said in newcomer.text
    assert [] == requests(core)


def test_somebody_whom_teams_does_not_name_cannot_ask(core: Core, chat: Chats) -> None:
    newcomer = asked(chat, "")
    assert "Teams ei kertonut, kuka olet" in newcomer.text
    assert [] == requests(core)


def test_who_is_admitted_asks_to_join_one_more_organisation(core: Core, chat: Chats) -> None:
    lappi = chat("lappi")
    lappi.press("join.open")
    assert "Pyydä päästä mukaan toisestakin organisaatiosta" in lappi.text
    lappi.press("join.ask", {**WISH, "organisation": "council:19"})
    assert "Sinulla on jo tämä rooli" in lappi.text
    lappi.press("join.ask", {**WISH, "organisation": "centre:10"})
    lappi.say("mitä sovimme viime vuonna?")
    assert "2025-19-01" in lappi.text
    assert ["Aila Tunturila"] == [row.name for row in requests(core)]


def test_a_limit_of_the_message_is_told_beside_what_was_written(chat: Chats) -> None:
    newcomer = asked(chat, message="ä" * 2001)
    assert "ä" * 2001 == newcomer.values()["message"]
    assert str(MESSAGE_LIMIT) in newcomer.text
