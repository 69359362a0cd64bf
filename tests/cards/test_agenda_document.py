"""The printable agenda, opened as Word would: what it says, and what a screen reader is told."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from cards.documents.agenda import Line, Printed, agenda_document
from cards.documents.agenda_template import TEMPLATE, template

STARTS = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
HOSTILE = "a{{ 7*7 }} {% for x in y %} <w:t>&amp; \u202e\x07 b"


def at(minutes: int) -> datetime:
    return STARTS + timedelta(minutes=minutes)


def printed(**more: Any) -> Printed:
    council = {"fi": "Lapin liitto", "sv": "Lapplands förbund"}
    plain: dict[str, Any] = {
        "names": {"fi": "Lapin keskustelu 2026", "sv": "Diskussionen om Lappland 2026"},
        "round": {"fi": "Kierros 2026"},
        "version": 2,
        "published": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        "lines": (
            Line(at(0), at(35), "Raideyhteys", 35, "Taustaksi selvitys", council, "Aila"),
            Line(at(35), at(65), "Asunnot", 30),
        ),
        "buffer": 15,
        "participants": (council, {"fi": "Työ- ja elinkeinoministeriö"}),
        "starts": STARTS,
        "ends": at(150),
        "place": "Rovaniemi",
        "case_number": "VN/1/2026",
    }
    return Printed(**(plain | more))


def opened(one: Printed, language: str) -> Any:
    return Document(BytesIO(agenda_document(one, language)))


def paragraphs(document: Any) -> list[tuple[str, str]]:
    return [(each.style.name, each.text) for each in document.paragraphs]


def rows(document: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def test_the_finnish_document_reads_as_it_should() -> None:
    document = opened(printed(), "fi")
    assert [
        ("Heading 1", "Lapin keskustelu 2026"),
        ("Normal", "Agenda, versio 2, julkaistu 24.11.2026"),
        ("Normal", "Kierros: Kierros 2026"),
        ("Normal", "Asianumero: VN/1/2026"),
        ("Normal", "Aika: ti 8.12.2026 klo 9.00–11.30"),
        ("Normal", "Paikka: Rovaniemi"),
        ("Heading 2", "Kohdat"),
        ("Normal", "Vapaaksi jää 15 minuuttia. Päättyy klo 11.30."),
        ("Heading 2", "Osallistujat"),
        ("List Bullet", "Lapin liitto"),
        ("List Bullet", "Työ- ja elinkeinoministeriö"),
        (
            "Normal",
            "Keskusteluissa muodostetaan yhteinen näkemys. "
            "Mikään niissä sanottu tai kirjattu ei sido ketään.",
        ),
    ] == paragraphs(document)
    assert [
        ["Aika", "Kohta", "Kesto (min)", "Alustaja"],
        ["9.00–9.35", "Raideyhteys\nTaustaksi selvitys", "35", "Lapin liitto, Aila"],
        ["9.35–10.05", "Asunnot", "30", ""],
    ] == rows(document)
    footer = document.sections[0].footer.paragraphs[0].text
    assert "Lapin keskustelu 2026 · Agenda, versio 2, julkaistu 24.11.2026" == footer


def test_the_swedish_document_speaks_swedish() -> None:
    document = opened(printed(), "sv")
    said = [text for _, text in paragraphs(document)]
    assert "Diskussionen om Lappland 2026" == said[0]
    assert "Agenda, version 2, publicerad 24.11.2026" == said[1]
    assert ["Tid", "Punkt", "Längd (min)", "Inledare"] == rows(document)[0]
    assert "Lapplands förbund, Aila" == rows(document)[1][3]


@pytest.mark.parametrize(("language", "locale"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_a_screen_reader_is_told_the_language_and_the_table_s_header(language: str, locale: str) -> None:
    document = opened(printed(), language)
    spoken = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    assert {locale} == spoken
    assert locale == document.core_properties.language
    assert document.core_properties.title == paragraphs(document)[0][1]
    header, *others = document.tables[0].rows
    assert header._tr.find(".//" + qn("w:tblHeader")) is not None
    assert all(row._tr.find(".//" + qn("w:tblHeader")) is None for row in others)


def test_what_people_wrote_is_text_and_nothing_else() -> None:
    line = Line(None, None, HOSTILE, 5, HOSTILE, {"fi": HOSTILE}, HOSTILE)
    document = opened(printed(names={"fi": HOSTILE}, lines=(line,), place=HOSTILE), "fi")
    shown = "a{{ 7*7 }} {% for x in y %} <w:t>&amp; b"
    assert shown == paragraphs(document)[0][1]
    assert ["", f"{shown}\n{shown}", "5", f"{shown}, {shown}"] == rows(document)[1]


def test_a_session_without_a_time_yet_has_a_document_too() -> None:
    document = opened(printed(starts=None, ends=None, lines=(Line(None, None, "Kohta", 5),)), "fi")
    assert "Vapaaksi jää 15 minuuttia." in [text for _, text in paragraphs(document)]


def test_the_template_in_its_file_is_what_the_script_makes() -> None:
    kept, made = Document(str(TEMPLATE)), template()
    assert made.element.xml == kept.element.xml
    assert made.sections[0].footer._element.xml == kept.sections[0].footer._element.xml
