"""How a notice to many was delivered: by organisation, by person with the reason, as a workbook."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import web
from openpyxl import load_workbook

from bot.app import Core
from bot.documents import answer
from bot.features import all_routes
from bot.links import Links, Ticket
from bot.reasons import NEVER_WROTE
from bot.turns import Turns
from storage import people
from storage.outbox import State
from tests.bot.chat import Chat, shown
from tests.bot.commands import runner
from tests.bot.features.broadcast_chats import COORDINATOR, Chats, confirmed, settle
from tests.demo import NOW


@pytest.fixture
def coordinator(core: Core, chat: Chats) -> Chat:
    """A coordinator who has sent the first notice: Lapland got it, Kainuu couldn't be reached."""
    chat("lappi").say("hei")
    coordinator = chat(COORDINATOR, language="fi")
    number = confirmed(coordinator)
    settle(core, number, {"lappi": State.SENT})
    settle(core, number, {"kainuu": State.UNREACHABLE}, NEVER_WROTE)
    return coordinator


def report(chat: Chat, **more: str) -> str:
    chat.press("broadcast.report", {"broadcast": 1, **more})
    return chat.text


def test_an_organisation_is_reached_by_one_of_its_people(coordinator: Chat) -> None:
    said = report(coordinator)

    assert "✓ Lapin liitto\ntavoitettu 1/" in said
    assert "✗ Kainuun liitto\ntavoitettu 0/1" in said
    assert "Organisaatiot, joista tavoitettiin vähintään yksi: 1/" in said


def test_a_person_has_a_state_with_its_reason_channel_and_time(coordinator: Chat) -> None:
    said = report(coordinator, by="people")

    assert "Lapin liitto · lähetetty · Teamsissa · ti 24.11.2026 klo 11.00" in said
    assert "Kainuun liitto · ei tavoitettavissa: " in said


def test_only_those_who_were_not_reached_or_were_silent(coordinator: Chat, chat: Chats) -> None:
    chat("lappi").press("broadcast.acknowledge", {"broadcast": 1})
    heard = "lähetetty · Teamsissa"

    assert heard in report(coordinator, by="people")
    assert heard not in report(coordinator, by="people", only="unreached")
    assert heard not in report(coordinator, by="people", only="unacknowledged")
    assert heard in report(coordinator, by="people", only="nonsense")


def test_organisations_of_whom_nobody_was_reached(coordinator: Chat) -> None:
    said = report(coordinator, only="unreached")

    assert "✗ Kainuun liitto" in said
    assert "Lapin liitto" not in said


def test_the_list_shows_how_many_were_reached(coordinator: Chat) -> None:
    coordinator.press("broadcast.list")

    assert "tavoitettu 1/" in coordinator.text


def linked(core: Core) -> Turns:
    """The bot, which knows its own address."""
    links = Links("https://alke.example.fi")
    return Turns(core.store, core.memory, all_routes(), links=links)


def downloaded(turns: Turns, address: str) -> web.Response:
    return answer(turns.store, turns.links, address.rpartition("/")[2], "fi", NOW)


def test_the_workbook_holds_both_lists(core: Core, coordinator: Chat) -> None:
    turns = linked(core)
    made = turns.answer(coordinator.activity("press", verb="broadcast.export", data={"broadcast": 1}))
    card = shown(made)
    assert card is not None
    body = downloaded(turns, card["actions"][0]["url"]).body
    assert isinstance(body, bytes)
    book = load_workbook(BytesIO(body))
    rows = [tuple(cell.value for cell in row) for row in book["Organisaatiot"].rows]

    assert ["Organisaatiot", "Henkilöt"] == book.sheetnames
    assert ("Kainuun liitto", "ei", "1", "0", "0") in rows
    assert [("Lapin liitto", "kyllä")] == [row[:2] for row in rows if row[0] == "Lapin liitto"]


def test_a_link_is_of_no_use_to_somebody_who_does_not_coordinate(core: Core, coordinator: Chat) -> None:
    with core.store.read() as db:
        person = people.by_slug(db, "lappi", NOW.date())
    assert person is not None
    turns = linked(core)
    address = turns.links.make(Ticket("broadcast", person.id, "fi", {"broadcast": 1}), NOW)

    assert 403 == downloaded(turns, address).status


def test_the_command_writes_the_same_file(core: Core, coordinator: Chat, tmp_path: Path) -> None:
    run, file = runner(tmp_path / "data"), tmp_path / "raportti.xlsx"
    run("export", "broadcast", str(file), "--id", "1")

    assert ["Organisaatiot", "Henkilöt"] == load_workbook(file).sheetnames


def test_the_command_names_a_notice_that_is_not_there(core: Core, tmp_path: Path) -> None:
    said = runner(tmp_path / "data")("export", "broadcast", str(tmp_path / "x.xlsx"), "--id", "4711", code=2)

    assert "4711" in said
