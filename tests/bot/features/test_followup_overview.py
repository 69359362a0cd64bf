"""Follow-up by region and by organisation, for those who oversee; its workbook."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from bot.app import Core
from bot.features import documents
from bot.links import Links, Ticket
from cards.documents.workbook import CONTENT_TYPE
from knowledge.clock import today
from knowledge.refusals import Refusal
from knowledge.refusals.agendas import LinkBroken
from knowledge.refusals.asking import NotAllowed
from knowledge.refusals.followup import NothingToFollow
from storage import people
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.commands import Run
from tests.demo import NOW

Chats = Callable[..., Chat]
YEARS = {"years": [2025, 2024]}


def built(core: Core, slug: str, **data: Any) -> Any:
    """The workbook that somebody's link leads to."""
    with core.store.read() as db:
        person = people.by_slug(db, slug, today(NOW))
        assert person is not None
        document = documents()["follow-up"](db, person, Ticket("follow-up", person.id, "en", data), NOW)
    assert CONTENT_TYPE == document.content_type
    return load_workbook(BytesIO(document.body))


@pytest.mark.parametrize("slug", ["tem-koordinaattori", "tyoryhma", "aune"])
def test_those_who_oversee_see_it_by_region_and_by_organisation(chat: Chats, slug: str) -> None:
    somebody = chat(slug, language="en")
    somebody.press("followup.overview")
    for part in ("Follow-up by region", "Years: 2024, 2025", "Lapland: 11", "late 1"):
        assert part in somebody.text
    somebody.button("By organisation")
    for part in ("Follow-up by organisation", "MTC: 28", "Regional Council of Lapland: 10"):
        assert part in somebody.text


@pytest.mark.parametrize("slug", ["lappi", "lvm", "sodankyla"])
def test_others_do_not(chat: Chats, slug: str) -> None:
    somebody = chat(slug, language="en")
    for verb in ("followup.overview", "followup.export"):
        somebody.press(verb)
        assert "Your role doesn't allow this." in somebody.text


def test_all_years_are_counted_when_that_is_wanted(chat: Chats) -> None:
    aune = chat("aune", language="en")
    aune.press("followup.overview")
    aune.button("All years")
    assert "Years: 2020, 2022, 2023, 2024, 2025" in aune.text
    aune.press("followup.overview", {"years": [1999]})
    assert "There are no conclusions of these years." in aune.text


def test_the_workbook_holds_each_report_and_the_counts(core: Core) -> None:
    book = built(core, "aune", **YEARS, base="https://botti.esimerkki.fi")
    assert ["Conclusions", "By region", "By organisation"] == book.sheetnames
    rows = [[cell.value for cell in row] for row in book["Conclusions"].iter_rows()]
    assert ("Number", "Permanent address") == (rows[0][0], rows[0][-1])
    (lvm,) = (row for row in rows if (row[0], row[7]) == ("2025-19-02", "MTC"))
    assert ["under way", "Aikataulusuunnittelu Ruotsin kanssa on käynnissä. (Demo, keksitty)"] == [
        lvm[8],
        lvm[10],
    ]
    assert "https://botti.esimerkki.fi/c/2025-19-02" == lvm[-1]
    assert "2026-05-07" == f"{lvm[11]:%Y-%m-%d}"
    lapland = next(row for row in book["By region"].iter_rows(values_only=True) if row[0] == "Lapland")
    assert 11 == lapland[1]


def test_what_people_wrote_is_no_formula(core: Core) -> None:
    with core.store.transaction() as db:
        row = db.exec(select(t.FollowUp).where(t.FollowUp.record_id == "2025-19-02")).first()
        assert row is not None
        row.note = '=HYPERLINK("https://paha.fi","x")'
        db.add(row)
    book = built(core, "aune", **YEARS)
    cells = [cell for row in book["Conclusions"].iter_rows() for cell in row if "=HYPER" in str(cell.value)]
    assert ["s"] == [cell.data_type for cell in cells]


def test_the_card_leads_to_a_fresh_link(core: Core, chat: Chats) -> None:
    core.turns.links = Links("https://botti.esimerkki.fi", b"key")
    aune = chat("aune", language="en")
    aune.press("followup.overview")
    aune.button("Export (XLSX)")
    (url,) = (each["url"] for each in aune.card["actions"] if each["type"] == "Action.OpenUrl")
    ticket = core.turns.links.open(url.rpartition("/")[2]).ticket
    assert ("follow-up", [2024, 2025]) == (ticket.kind, ticket.data["years"])


@pytest.mark.parametrize(
    ("slug", "data", "expected"),
    [
        ("lappi", YEARS, NotAllowed),
        ("aune", {"years": [1999]}, NothingToFollow),
        ("aune", {"years": ["x"]}, LinkBroken),
    ],
)
def test_a_link_is_for_those_who_oversee_and_for_years_that_have_conclusions(
    core: Core, slug: str, data: dict[str, Any], expected: type[Refusal]
) -> None:
    with pytest.raises(expected):
        built(core, slug, **data)


def test_a_command_exports_the_same(alke: Run, tmp_path: Path) -> None:
    file = tmp_path / "seuranta.xlsx"
    printed = alke("export", "follow-up", str(file), "--year", "2025", "--now", NOW.isoformat())
    assert "2025" in printed
    book = load_workbook(file)
    assert "Johtopäätökset" == book.sheetnames[0]
    assert {2025} == {row[1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
