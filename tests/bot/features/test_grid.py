"""The grid in the chat: what nobody raised, its picture in words, its workbook, the yearly summary."""

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from sqlmodel import col, delete, select, update

from bot.app import Core
from bot.links import Links
from cards.language import LANGUAGES, texts
from knowledge.refusals.asking import NotAllowed
from knowledge.refusals.uses import NoDecision, NoSummary
from storage import records
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.use_chats import at_home, linked, made, sheets, words

Chats = Callable[..., Chat]
LARGEST = 28 * 1024
LAPLAND, TIED = "19", "ALKE2024-X3"


@pytest.fixture(autouse=True)
def address(core: Core) -> None:
    at_home(core)


def grid(chat: Chat, **more: Any) -> Chat:
    chat.press("grid.show", more)
    return chat


def picture(chat: Chat) -> dict[str, Any]:
    return next(item for item in chat.card["body"] if item["type"] == "Image")


def nobody_raised(core: Core, goal: str) -> None:
    """No conclusion is tied to this goal any more."""
    with core.store.transaction() as db:
        db.execute(delete(t.RecordTag).where(t.RecordTag.facet == "goal", t.RecordTag.value == goal))


def test_a_goal_that_nobody_raised_is_named(core: Core, chat: Chats) -> None:
    assert "None: every goal was raised somewhere." in grid(chat(language="en")).text
    nobody_raised(core, TIED)
    lines = grid(chat(language="en")).text.splitlines()
    assert "X3 Regional orientation" == lines[lines.index("Goals that nobody raised") + 1]
    assert "In no region." == lines[lines.index("X3 Regional orientation: 0") + 1]


def test_a_region_with_nothing_on_any_goal_is_named(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        tag = t.RecordTag
        own = select(tag.record_id).where(tag.facet == "region", tag.value == LAPLAND)
        db.execute(delete(tag).where(tag.facet == "goal", col(tag.record_id).in_(own)))
    lines = grid(chat(language="en"), years=[2025]).text.splitlines()
    assert "Lapland" == lines[lines.index("Regions with nothing on any goal") + 1]
    assert "Lapland (5): 1, 2, 3, X1, X2, X3, E1, E2, E3" in lines
    assert "5 conclusions are tied to no goal of this decision." in lines


def test_without_years_it_is_of_the_decision_in_force(chat: Chats) -> None:
    somebody = grid(chat(language="en"))
    assert "Evolving and Prosperous Regions, 2024–2027" in somebody.text
    assert "115 conclusions (2024: 24 · 2025: 91)" in somebody.text


def test_two_decisions_are_never_mixed(chat: Chats) -> None:
    somebody = grid(chat(language="en"), years=[2022, 2023, 2024])
    assert "24 conclusions" in somebody.text
    assert "The years 2022, 2023 belong to another decision, so they aren't counted here." in somebody.text
    somebody.button("Years 2022, 2023")
    assert "73 conclusions (2022: 36 · 2023: 37)" in somebody.text
    assert "ALKE2020" not in somebody.text


def test_years_regions_and_ministries_limit_what_is_counted(chat: Chats) -> None:
    somebody = grid(chat(language="en"), years=[2025], regions=[LAPLAND], ministries=["LVM"])
    lines = somebody.text.splitlines()
    assert [
        "Region: Lapland",
        "Years: 2025",
        "Ministries: Ministry of Transport and Communications",
    ] == lines[2:5]
    somebody.button("Without limits")
    assert "91 conclusions" in somebody.text


def test_what_a_newer_conclusion_replaces_is_counted_once(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Record).where(t.Record.id == "2024-ita-01").values(superseded="2025-10-01"))
    somebody = grid(chat(language="en"))
    assert "114 conclusions (2024: 23 · 2025: 91)" in somebody.text
    assert "1 conclusion isn't counted, since a newer one stands in its place." in somebody.text
    assert "24 conclusions" in grid(somebody, years=[2024]).text


def test_a_topic_limits_the_grid_and_one_that_is_not_found_does_not(chat: Chats) -> None:
    somebody = grid(chat(language="fi"), terms=["matkailu"])
    assert "Aihe: matkailu" in somebody.text
    assert "115 johtopäätöstä" not in somebody.text
    grid(somebody, terms=["avaruushissi"])
    assert "115 johtopäätöstä" in somebody.text
    assert "”avaruushissi”" in somebody.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fi", "missä maakunnissa ei ole johtopäätöksiä metsistä?"),
        ("sv", "vilka landskap saknar slutsatser om skogar?"),
    ],
)
def test_regions_without_conclusions_on_a_topic_are_named(chat: Chats, language: str, said: str) -> None:
    spoken, somebody = texts(language), chat("aune", language=language)
    somebody.say(said)
    lines = somebody.text.splitlines()
    named = lines[lines.index(spoken.say("Regions without conclusions on the topic")) + 1].split(", ")
    somebody.button(spoken.say("Export (XLSX)"))
    header, *rows = sheets(linked(somebody, spoken.say("Download (XLSX)")))[spoken.say("All years")]
    counts = dict(zip(header[2:], rows[-1][2:], strict=True))
    assert named == [region for region, n in counts.items() if not n]
    assert 0 < len(named) < len(counts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_is_a_png_and_says_in_words_what_it_shows(core: Core, chat: Chats, language: str) -> None:
    nobody_raised(core, TIED)
    shown = picture(grid(chat(language=language)))
    opened = Image.open(BytesIO(b64decode(shown["url"].partition(",")[2])))
    assert ("PNG", 420) == (opened.format, opened.width)
    told = {
        "fi": "Tavoitteet, joita kukaan ei ole nostanut esiin: X3 Aluelähtöisyys.",
        "sv": "Mål som ingen har lyft fram: X3 Aluelähtöisyys (på finska).",
        "en": "Goals that nobody raised: X3 Regional orientation.",
    }
    assert told[language] in shown["altText"]
    assert "2024, 2025" in shown["altText"]
    assert "Uusimaa" in shown["altText"] if language != "sv" else "Nyland" in shown["altText"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_card_is_small_enough_to_send(chat: Chats, language: str) -> None:
    for years in ([], [2025], [2026], [2020, 2022, 2023]):
        somebody = grid(chat("aune", language=language), years=years)
        assert len(json.dumps(somebody.card, ensure_ascii=False).encode()) < LARGEST
        assert len(somebody.buttons) <= 6


def test_every_cell_is_in_the_workbook_the_empty_ones_too(chat: Chats) -> None:
    somebody = grid(chat(language="en"))
    somebody.button("Export (XLSX)")
    found = sheets(linked(somebody, "Download (XLSX)"))
    assert ["All years", "2024", "2025", "Every cell", "How it is counted"] == list(found)
    header, *rows = found["All years"]
    assert ("Goal ↓ Region →", "In all", "Uusimaa") == header[:3]
    table = {row[0]: dict(zip(header[1:], row[1:], strict=True)) for row in rows}
    assert (6, 0, 115) == (
        table["X3 Regional orientation"]["In all"],
        table["X3 Regional orientation"]["Uusimaa"],
        table["In all"]["In all"],
    )
    cells = found["Every cell"][1:]
    assert 2 * 9 * 18 == len(cells)
    assert 0 in {cell[-1] for cell in cells}
    of_x3 = [cell for cell in cells if cell[1] == "X3"]
    assert sum(cell[-1] for cell in of_x3) == sum(
        table["X3 Regional orientation"][name] for name in header[2:]
    )


def test_the_workbook_is_limited_as_the_card_was(chat: Chats) -> None:
    somebody = grid(chat(language="fi"), terms=["matkailu"], regions=[LAPLAND])
    counted = next(line for line in somebody.text.splitlines() if "johtopäätös" in line)
    somebody.button("Vie taulukkoon (XLSX)")
    header, *rows = sheets(linked(somebody, "Lataa (XLSX)"))["Kaikki vuodet"]
    assert ("Tavoite ↓ Maakunta →", "Yhteensä", "Lappi") == header
    assert int(counted.split()[0]) == rows[-1][1]


def test_without_goals_it_says_what_is_missing(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Goal).values(kind="statutory goal"))
        db.execute(delete(t.RoundOrganisation))
        db.execute(update(t.Round).values(decision="LAKI756-2"))
    assert NoDecision().message in grid(chat(language="en")).text


# The summary


def test_the_summary_is_for_those_who_oversee(chat: Chats) -> None:
    assert "Summary of 2025 (DOCX)" in grid(chat("aune", language="en")).buttons
    contact = chat("lappi", language="en")
    assert "Summary of 2025 (DOCX)" not in grid(contact).buttons
    contact.press("summary.offer", {"year": 2025})
    assert NotAllowed().message in contact.text
    with pytest.raises(NotAllowed):
        made(contact, "summary", year=2025, language="fi")


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_summary_tells_the_year_from_the_data(core: Core, chat: Chats, language: str) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Record).where(t.Record.id == "2025-19-01").values(due=date(2026, 6, 30)))
        db.execute(delete(t.FollowUp).where(t.FollowUp.record_id == "2025-19-01"))
    observer = chat("aune", language="en")
    observer.press("summary.offer", {"year": 2025})
    title = {"fi": "In Finnish (DOCX)", "sv": "In Swedish (DOCX)"}[language]
    said = words(linked(observer, title)).splitlines()
    with core.store.read() as db:
        answered = records.confirmations(db, [f"2025-{LAPLAND}"])[f"2025-{LAPLAND}"]
    assert answered.final
    told = {
        "fi": ["Johtopäätökset: 91", "Keskustelut: 18 (pidetty 18)", "Lopulliset muistiot: 18", "Lappi"],
        "sv": [
            "Slutsatser: 91",
            f"Diskussioner: 18 ({texts('sv').say('held')} 18)",
            "Slutliga promemorior: 18",
            "Lappland",
        ],
    }
    assert [] == [line for line in told[language] if line not in said]
    assert [True] == [True for line in said if line.startswith("2025-19-01") and " · " in line]


def test_a_year_without_a_round_is_not_summed_up(chat: Chats) -> None:
    observer = chat("aune", language="en")
    observer.press("summary.offer", {"year": 2021})
    assert NoSummary().message.format(year=2021) in observer.text


FORGED = [{"years": [10**30]}, {"years": "x"}, {"regions": ["99", "<b>"]}, {"terms": ["a"] * 99}]


@pytest.mark.parametrize("forged", FORGED)
def test_forged_values_are_refused_or_left_out(chat: Chats, forged: dict[str, Any]) -> None:
    somebody = grid(chat(language="en"), **forged)
    assert "115 conclusions" in somebody.text or len(somebody.card["body"]) < 4


def test_where_the_bot_does_not_know_its_address_no_file_is_offered(core: Core, chat: Chats) -> None:
    core.turns.links = Links()
    assert "Export (XLSX)" not in grid(chat("aune", language="en")).buttons
