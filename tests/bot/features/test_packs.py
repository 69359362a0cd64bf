"""Packs for use: what they hold, their files reopened, whose they are when nobody is named."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from sqlmodel import delete, select, update

from bot.app import Core
from knowledge.refusals.agendas import LinkBroken
from knowledge.refusals.uses import NothingToGather
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import admitted
from tests.bot.features.use_chats import HOME, at_home, linked, made, open_data, row, sheets, words
from tests.demo import NOW

Chats = Callable[..., Chat]
FORMULA = '=HYPERLINK("https://a.fi","x")'


@pytest.fixture(autouse=True)
def address(core: Core) -> None:
    at_home(core)


def pack(chat: Chat, **more: Any) -> Chat:
    chat.press("pack.show", more)
    return chat


def reported(core: Core, record: str, organisation: str, state: str, note: str = "") -> None:
    with core.store.transaction() as db:
        db.execute(delete(t.FollowUp).where(t.FollowUp.record_id == record))
        db.add(t.FollowUp(record_id=record, organisation_id=organisation, state=state, note=note, at=NOW))


def concerning(core: Core, ministry: str) -> set[str]:
    """The conclusions that name a ministry or make it responsible, looked up by hand."""
    tag = t.RecordTag
    with core.store.read() as db:
        rows = db.exec(select(tag).where(tag.value == ministry)).all()
        kinds = {row.id: row.kind for row in db.exec(select(t.Record)).all()}
    return {row.record_id for row in rows if kinds[row.record_id] == "conclusion"}


def test_a_ministrys_pack_holds_all_that_concerns_it(core: Core, chat: Chats) -> None:
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"])
    expected = concerning(core, "LVM")
    assert f"{len(expected)} conclusions" in somebody.text
    header, *rows = sheets(linked(somebody, "Workbook (XLSX)"))["Conclusions"]
    assert expected == {row[0] for row in rows}
    assert len(expected) == len(rows)
    assert header[9] == "For the public finance plan (JTS)"
    jts = sum(row[9] == "yes" for row in rows)
    assert f"For the public finance plan (JTS): {jts}" in somebody.text


def test_a_regions_pack_holds_its_own_over_the_years(chat: Chats) -> None:
    somebody = pack(chat("lappi", language="en"), regions=["19"], years=[2022, 2023, 2024, 2025])
    assert "15 conclusions" in somebody.text
    assert "2022: 2 · 2023: 2 · 2024: 6 · 2025: 5" in somebody.text
    found = sheets(linked(somebody, "Workbook (XLSX)"))
    assert {"Lapland"} <= {name for row in found["Conclusions"][1:] for name in row[2].split(", ")}
    assert ("Region", "2022", "2023", "2024", "2025", "In all") == found["By region and year"][0]
    assert ("Lapland", 2, 2, 0, 5, 9) == found["By region and year"][1]


def test_what_came_of_it_is_in_every_file(core: Core, chat: Chats) -> None:
    reported(core, "2025-19-02", "ministry:LVM", "under way", "Suunnittelu on käynnissä.")
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"], regions=["19"])
    found = row(linked(somebody, "Workbook (XLSX)"), "Conclusions", "2025-19-02")
    assert "Under way" in found
    assert any("Suunnittelu on käynnissä." in str(cell) for cell in found)
    document = words(linked(somebody, "In Finnish (DOCX)"))
    assert "Seuranta: Käynnissä" in document
    assert "Suunnittelu on käynnissä." in document
    lines = open_data(linked(somebody, "Open data (CSV, in a ZIP)"))
    (line,) = (line for line in lines if line["id"] == "2025-19-02")
    assert ("under way", "2026-11-24") == (line["follow_up"], line["reported"])
    assert "Suunnittelu on käynnissä." not in str(line)


def test_what_is_late_is_counted_and_marked(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        db.execute(update(t.Record).values(due=None))
        db.execute(update(t.Record).where(t.Record.id == "2025-19-02").values(due=date(2026, 6, 30)))
    reported(core, "2025-19-02", "ministry:LVM", "under way")
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"], regions=["19"])
    assert "Late: 1" in somebody.text
    found = row(linked(somebody, "Workbook (XLSX)"), "Conclusions", "2025-19-02")
    assert ("late", date(2026, 6, 30)) == (found[13], found[11].date())
    assert "Käynnissä (myöhässä)" in words(linked(somebody, "In Finnish (DOCX)"))


def test_a_replaced_conclusion_says_so_and_is_not_late(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        told = {"due": date(2026, 6, 30), "superseded": "2025-19-03"}
        db.execute(update(t.Record).values(due=None))
        db.execute(update(t.Record).where(t.Record.id == "2025-19-02").values(**told))
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"], regions=["19"])
    assert "Late: 0" in somebody.text
    assert "Replaced by newer ones, and marked so: 1" in somebody.text
    found = row(linked(somebody, "Workbook (XLSX)"), "Conclusions", "2025-19-02")
    assert "2025-19-03" == found[17]


def test_a_formula_in_a_text_stays_text_in_every_file(core: Core, chat: Chats) -> None:
    with core.store.transaction() as db:
        own = t.RecordText.record_id == "2025-19-02"
        db.execute(
            update(t.RecordText).where(own, t.RecordText.lang == "fi").values(title=FORMULA, text="@SUM(A1)")
        )
    reported(core, "2025-19-02", "ministry:LVM", "done", FORMULA)
    somebody = pack(chat("lvm", language="fi"), ministries=["LVM"], regions=["19"])
    found = row(linked(somebody, "Taulukko (XLSX)"), "Johtopäätökset", "2025-19-02")
    assert (FORMULA, "@SUM(A1)") == found[3:5]
    assert FORMULA in words(linked(somebody, "Suomeksi (DOCX)"))
    lines = open_data(linked(somebody, "Avoin data (CSV, ZIP-paketti)"))
    (line,) = (line for line in lines if line["id"] == "2025-19-02")
    assert (f"'{FORMULA}", "'@SUM(A1)") == (line["title_fi"], line["text_fi"])


def test_permanent_addresses_are_those_of_the_bot(chat: Chats) -> None:
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"])
    rows = sheets(linked(somebody, "Workbook (XLSX)"))["Conclusions"][1:]
    assert {f"{HOME}/c/{row[0]}" for row in rows} == {row[19] for row in rows}


def test_nothing_of_any_person_is_in_the_open_data(core: Core, chat: Chats) -> None:
    reported(core, "2025-19-02", "ministry:LVM", "done", "Kysy: Aila Tunturila")
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"])
    with ZipFile(BytesIO(linked(somebody, "Open data (CSV, in a ZIP)").body)) as packed:
        everything = "".join(packed.read(name).decode() for name in packed.namelist())
    with core.store.read() as db:
        names = db.exec(select(t.Person.name)).all()
    assert [] == [name for name in names if name in everything]


# Whose


@pytest.mark.parametrize(
    ("slug", "said", "expected"),
    [
        ("lappi", "anna LVM:n johtopäätökset taulukkona", "Ministeriöt: liikenne- ja viestintäministeriö"),
        ("aune", "Lapin johtopäätökset vuosilta 2022–2025 Wordina", "Maakunta: Lappi"),
        ("lvm", "koonti JTS:ää varten", "Ministeriöt: liikenne- ja viestintäministeriö"),
        ("lappi", "anna johtopäätökset excelinä", "Maakunta: Lappi"),
    ],
)
def test_a_sentence_names_whose_or_means_the_askers_own(
    chat: Chats, slug: str, said: str, expected: str
) -> None:
    somebody = chat(slug, language="fi")
    somebody.say(said)
    assert "Johtopäätökset käyttöön" in somebody.text
    assert expected in somebody.text.splitlines()


def test_the_file_that_was_asked_for_comes_first(chat: Chats) -> None:
    for file, title in (
        ("docx", "In Finnish (DOCX)"),
        ("xlsx", "Workbook (XLSX)"),
        ("zip", "Open data (CSV, in a ZIP)"),
    ):
        assert title == pack(chat("lvm", language="en"), ministries=["LVM"], file=file).buttons[0]


def test_whoever_has_none_of_their_own_chooses(chat: Chats) -> None:
    group = chat("tyoryhma", language="fi")
    group.say("anna johtopäätökset taulukkona")
    assert "Kokoa johtopäätökset" in group.text
    group.button("Kokoa", ministries="LVM", regions="19,18", years="2025,2024")
    assert "Maakunta: Lappi, Kainuu" in group.text
    assert "Vuosi: 2024, 2025" in group.text


def test_nothing_to_gather_is_said_where_one_chooses_again(chat: Chats) -> None:
    somebody = pack(chat("lvm", language="en"), ministries=["LVM"], years=[1999])
    assert NothingToGather().message in somebody.text
    assert "Gather" in somebody.buttons
    assert "LVM" in str(somebody.values()["ministries"])
    with pytest.raises(NothingToGather):
        made(somebody, "pack", ministries=["LVM"], years=[1999], suffix="csv")


def test_everybody_admitted_may_have_them(core: Core, chat: Chats) -> None:
    for slug in ("lappi", "aune", "tyoryhma", admitted(core, "somebody", "council:19", "observer")):
        assert "56 conclusions" in pack(chat(slug, language="en"), ministries=["LVM"]).text


def test_a_link_names_a_file_that_is_made_here(chat: Chats) -> None:
    with pytest.raises(LinkBroken):
        made(chat("lvm"), "pack", ministries=["LVM"], suffix="exe")
