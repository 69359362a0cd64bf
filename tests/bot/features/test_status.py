"""The overview of the round: who sees it, what it counts, whom it names."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import delete, select, update
from typer.testing import CliRunner

from bot.app import Core
from bot.cli import app
from bot.features import all_routes, documents
from bot.links import Links, Ticket
from bot.turns import Turns
from cards.language import texts
from knowledge.refusals.asking import NotAllowed
from storage import people, rounds
from storage import tables as t
from tests.bot.chat import Chat

Chats = Callable[..., Chat]
LATE = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
LARGEST = 28 * 1024


@pytest.fixture
def chat(core: Core, now: datetime) -> Chats:
    """Chats in English, the language of the message ids."""
    return lambda slug, at=now, language="en": Chat(core, slug, at, language=language)


def overview(chat: Chat, **more: Any) -> Chat:
    chat.press("status.show", more)
    return chat


def pictures(chat: Chat) -> list[dict[str, Any]]:
    return [item for item in chat.card["body"] if item["type"] == "Image"]


def size(chat: Chat) -> int:
    return len(json.dumps(chat.card, ensure_ascii=False).encode())


def without_proposals_of(core: Core, organisation: str) -> None:
    with core.store.transaction() as db:
        theirs = t.Proposal.organisation_id == organisation
        db.execute(update(t.Proposal).where(theirs).values(state="withdrawn"))


@pytest.mark.parametrize("slug", ["tem-koordinaattori", "tyoryhma", "aune"])
def test_those_who_oversee_the_round_see_it(chat: Chats, slug: str) -> None:
    somebody = overview(chat(slug))
    assert "The round so far" in somebody.text
    assert 1 == len(pictures(somebody))


@pytest.mark.parametrize("slug", ["lappi", "lvm"])
def test_others_do_not(chat: Chats, slug: str) -> None:
    somebody = overview(chat(slug), step="proposals")
    assert [] == pictures(somebody)
    assert NotAllowed().message in somebody.text


def test_who_has_not_proposed_is_named_and_who_has_is_not(core: Core, chat: Chats) -> None:
    without_proposals_of(core, "council:19")
    coordinator = overview(chat("tem-koordinaattori"), step="proposals")
    lines = coordinator.text.splitlines()
    assert "Lapland: missing" in lines
    assert "Pirkanmaa: missing" not in lines
    assert "Lapland: late" in overview(chat("tem-koordinaattori", LATE), step="proposals").text


def test_each_one_who_is_missing_is_shown_with_their_contacts(core: Core, chat: Chats) -> None:
    without_proposals_of(core, "council:18")
    lines = overview(chat("tem-koordinaattori"), step="proposals").text.splitlines()
    with core.store.read() as db:
        name = db.exec(select(t.Person.name).where(t.Person.slug == "kainuu")).one()
    assert name in lines[lines.index("Kainuu: missing") + 1]


def test_the_sentence_of_a_step_opens_that_step(chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.say("Kuka ei ole vielä ehdottanut?")
    assert "Who is missing: Proposals" in coordinator.text
    coordinator.button("All steps")
    assert "The round so far" in coordinator.text


def test_the_sentence_of_the_whole_opens_the_overview(chat: Chats) -> None:
    coordinator = chat("tem-koordinaattori")
    coordinator.say("Mikä on kierroksen tilanne?")
    assert 1 == len(pictures(coordinator))


def test_the_picture_says_in_words_what_it_shows(core: Core, chat: Chats) -> None:
    without_proposals_of(core, "council:19")
    coordinator = overview(chat("tem-koordinaattori"))
    told = pictures(coordinator)[0]["altText"]
    for line in coordinator.text.splitlines():
        if line.startswith(
            ("Ministries that have proposed", "Regional councils that have proposed", "Missing")
        ):
            assert line in told


def test_the_card_is_small_enough_to_send(core: Core, chat: Chats) -> None:
    for language in ("fi", "sv", "en"):
        assert size(overview(chat("tem-koordinaattori", language=language))) < LARGEST
        assert size(overview(chat("tem-koordinaattori", LATE, language=language))) < LARGEST


def test_a_step_with_everybody_missing_is_small_enough_to_send(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Proposal).values(state="withdrawn"))
        for number, organisation in enumerate(_everybody(core)):
            for one in range(8):
                who = f"{number}-{one}"
                person = t.Person(tenant="t", object_id=who, name=f"Mäntyläinen-Väänänen Öystilä {who}")
                db.add(person)
                db.flush()
                row = t.Membership(person_id=person.id, organisation_id=organisation, role="deputy")
                db.add(row)
    coordinator = overview(chat("tem-koordinaattori"), step="proposals")
    assert "and 5 more" in coordinator.text
    assert size(coordinator) < LARGEST


def _everybody(core: Core) -> list[str]:
    with core.store.read() as db:
        every = rounds.participants(db, rounds.current(db, datetime(2026, 11, 24, tzinfo=UTC)).id)
    return [organisation.id for organisation in every]


def test_only_those_who_take_part_are_counted(core: Core, chat: Chats, round_id: int) -> None:
    with core.store.transaction() as db:
        db.execute(delete(t.RoundOrganisation).where(t.RoundOrganisation.round_id == round_id))
        for organisation in ("council:19", "council:18", "ministry:LVM"):
            db.add(t.RoundOrganisation(round_id=round_id, organisation_id=organisation))
    text = overview(chat("tem-koordinaattori")).text
    assert "Regional councils that have proposed: 2 of 2" in text
    assert "Uusimaa" not in text


def test_what_the_secretariat_does_is_not_asked_of_regions(chat: Chats) -> None:
    coordinator = overview(chat("tem-koordinaattori"), step="views")
    assert "The secretariat and the working group do this" in coordinator.text
    assert "The state's view of the regions" in coordinator.buttons


def test_the_rounds_lie_side_by_side(chat: Chats, round_id: int) -> None:
    coordinator = overview(chat("tem-koordinaattori"))
    coordinator.button("The round before")
    assert "Regional development discussions 2025" in coordinator.text
    assert "Regional councils that have answered the minutes: 18 of 18" in coordinator.text
    coordinator.button("The round after")
    assert "Regional development discussions 2026" in coordinator.text


@pytest.mark.parametrize("forged", [{"round": 999}, {"round": -1}, {"step": "kaikki"}, {"round": "<b>"}])
def test_forged_values_are_refused(chat: Chats, forged: dict[str, Any]) -> None:
    assert [] == pictures(overview(chat("tem-koordinaattori"), **forged))


def test_a_draft_is_nobodys_business(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Proposal).where(t.Proposal.organisation_id == "council:19").values(state="draft"))
    assert "Lapland: missing" in overview(chat("tem-koordinaattori"), step="proposals").text


def test_the_workbook_has_a_sheet_of_regions_and_one_of_ministries(core: Core, chat: Chats) -> None:
    without_proposals_of(core, "council:19")
    book = downloaded(core, exporting(core, "aune"))
    assert ["Regions", "Ministries"] == book.sheetnames
    rows = {row[0]: row for row in book["Regions"].iter_rows(values_only=True)}
    assert ("Organisation", "Proposals") == rows["Organisation"][:2]
    assert ("missing", "done (1)") == (
        rows["Regional Council of Lapland"][1],
        rows["Council of Tampere Region"][1],
    )
    assert rows["Regional Council of Lapland"][-1]
    assert 13 == book["Ministries"].max_row


def exporting(core: Core, slug: str) -> Ticket:
    """The ticket of the link that a person gets."""
    links = Links("https://alke.example.fi")
    turns = Turns(core.store, core.memory, all_routes(), links=links)
    somebody = Chat(replace(core, turns=turns), slug, datetime(2026, 11, 24, 9, 0, tzinfo=UTC), language="en")
    somebody.press("status.show", {})
    somebody.button("Export (XLSX)")
    address = button_url(somebody)
    return links.open(address.rpartition("/")[2]).ticket


def button_url(chat: Chat) -> str:
    return next(action["url"] for action in chat.card["actions"] if action["type"] == "Action.OpenUrl")


def downloaded(core: Core, ticket: Ticket) -> Any:
    now = datetime(2026, 11, 24, 9, 5, tzinfo=UTC)
    with core.store.read() as db:
        person = people.by_id(db, ticket.person, now.date())
        assert person is not None
        return load_workbook(BytesIO(documents()[ticket.kind](db, person, ticket, now).body))


def test_a_link_that_went_to_somebody_else_brings_nothing(core: Core) -> None:
    ticket = exporting(core, "tyoryhma")
    with core.store.read() as db:
        lappi = people.by_slug(db, "lappi", datetime(2026, 11, 24, tzinfo=UTC).date())
    assert lappi is not None
    with pytest.raises(NotAllowed):
        downloaded(core, replace(ticket, person=lappi.id))


def test_without_an_address_no_file_is_offered(chat: Chats) -> None:
    coordinator = overview(chat("tem-koordinaattori"))
    assert "Export (XLSX)" not in coordinator.buttons
    coordinator.press("status.export", {})
    assert "ALKE_PUBLIC_URL" in coordinator.text


@pytest.mark.parametrize(("options", "language"), [([], "fi"), (["--lang", "sv"], "sv")])
def test_the_command_writes_the_same_workbook(
    core: Core, tmp_path: Path, options: list[str], language: str
) -> None:
    file = tmp_path / "tilanne.xlsx"
    place = ["--data", str(tmp_path / "data"), "--now", "2026-11-24T11:00"]
    done = CliRunner().invoke(app, ["export", "status", str(file), *place, *options])
    title = texts(language).say("Regions")
    assert (0, title) == (done.exit_code, load_workbook(file).sheetnames[0])
    assert "2026" in done.output


def test_the_command_names_a_round_that_is_not_there(core: Core, tmp_path: Path) -> None:
    file = tmp_path / "tilanne.xlsx"
    command = ["export", "status", str(file), "--data", str(tmp_path / "data"), "--round", "1999"]
    done = CliRunner().invoke(app, command)
    assert (2, False) == (done.exit_code, file.exists())
    assert "1999" in done.output
