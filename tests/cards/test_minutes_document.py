"""The minutes as a document: opened as Word would, parsed as a browser would, in Finnish and in Swedish."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from cards.documents import word
from cards.documents.minutes import minutes_paper
from cards.documents.minutes_printed import Answer, Concluded, Discussed, Present, Printed
from cards.documents.paper import Paper

STARTS = datetime(2026, 12, 8, 7, 0, tzinfo=UTC)
COUNCIL = {"fi": "Lapin liitto", "sv": "Lapplands förbund"}
LVM = {"fi": "Liikenne- ja viestintäministeriö", "sv": "Kommunikationsministeriet"}
SUM = "0123456789abcdef" * 4
RAIL = Concluded(
    "2026-19-01",
    {"fi": "Raideyhteys", "sv": "Spårförbindelsen"},
    {"fi": "Yhteys selvitetään.\n\nSelvitys valmistuu keväällä.", "sv": "Förbindelsen utreds."},
    measure=True,
    responsible=(LVM,),
    ministries=(LVM,),
    regions=({"fi": "Lappi", "sv": "Lappland"},),
    goals=({"fi": "Saavutettavuus"},),
    areas=({"fi": "Liikenne", "sv": "Trafik"},),
    uses=("jts", "ministry_plan"),
    due=date(2027, 6, 30),
    supersedes="2025-19-03",
    address="https://botti.esimerkki.fi/c/2026-19-01",
)
PRINTED = Printed(
    id="2026-19",
    names={"fi": "Lapin keskustelu 2026", "sv": "Diskussionen om Lappland 2026"},
    round={"fi": "Kierros 2026", "sv": "Omgång 2026"},
    state="final",
    version=2,
    sent=datetime(2026, 12, 20, 9, 0, tzinfo=UTC),
    finalised=datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
    checksum=SUM,
    regions=({"fi": "Lappi", "sv": "Lappland"},),
    starts=STARTS,
    place="Rovaniemi",
    case_number="VN/1/2026",
    present=(Present(COUNCIL, "Aila Tunturila, Eetu Vaara"), Present(LVM)),
    absent=({"fi": "Työ- ja elinkeinoministeriö", "sv": "Arbets- och näringsministeriet"},),
    state_view={"fi": "Valtion arvio.", "sv": "Statens bedömning."},
    region_view={"fi": "Maakunnan arvio."},
    items=(Discussed("Raide", {"fi": "Keskusteltiin."}, (RAIL,)), Discussed("Asunnot")),
    conclusions=(Concluded("2026-19-02", {"sv": "Bara på svenska"}, {"sv": "Text"}),),
    answers=(
        Answer(COUNCIL, "confirmed", at=STARTS, way="chat", earlier=((1, "correction"),)),
        Answer(LVM, "reservation", "Rahoitus ratkeaa\nmyöhemmin.", STARTS, "letter", "VN/7/2027"),
        Answer({"fi": "TEM"}, "no answer"),
    ),
    address="https://botti.esimerkki.fi/s/2026-19",
)


def opened(paper: Paper) -> Any:
    return Document(BytesIO(word.docx(paper)))


def headings(document: Any) -> list[tuple[int, str]]:
    found = [(each.style.name, each.text) for each in document.paragraphs]
    return [(int(style[-1]), text) for style, text in found if style.startswith("Heading")]


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


FINNISH = [
    (1, "Muistio: Lapin keskustelu 2026"),
    (2, "Läsnä"),
    (2, "Tilannekuva"),
    (3, "Valtion näkemys"),
    (3, "Maakunnan näkemys"),
    (2, "Kohdat ja johtopäätökset"),
    (3, "1. Raide"),
    (4, "Toimenpide 2026-19-01: Raideyhteys"),
    (3, "2. Asunnot"),
    (3, "Muut johtopäätökset"),
    (4, "Johtopäätös 2026-19-02: Bara på svenska"),
    (2, "Organisaatioiden vastaukset"),
    (2, "Varaumat"),
    (3, "Liikenne- ja viestintäministeriö"),
    (2, "Tarkistussumma"),
]


def test_the_finnish_document_has_everything_that_the_decree_asks_for() -> None:
    document = opened(minutes_paper(PRINTED, "fi"))
    said = [each.text for each in document.paragraphs]
    assert FINNISH == headings(document)
    for needed in (
        "Versio 2, lopullinen 12.1.2027",
        "Keskusteluissa muodostetaan yhteinen näkemys. Mikään niissä sanottu tai kirjattu ei sido ketään.",
        "Asianumero: VN/1/2026",
        "Poissa: Työ- ja elinkeinoministeriö",
        "Valtion arvio.",
        "Maakunnan arvio.",
        "Keskusteltiin.",
        "Yhteys selvitetään.",
        "Selvitys valmistuu keväällä.",
        "Vastuutaho: Liikenne- ja viestintäministeriö",
        "Tavoitteet: Saavutettavuus",
        "Käyttö: Julkisen talouden suunnitelma, Ministeriön oma suunnitelma",
        "Seurannan määräaika: 30.6.2027",
        "Korvaa: 2025-19-03",
        "Pysyvä osoite: https://botti.esimerkki.fi/c/2026-19-01",
        "Teksti on saatavilla vain ruotsiksi.",
        "Rahoitus ratkeaa\nmyöhemmin.",
    ):
        assert needed in said
    present, answers = document.tables
    assert [["Lapin liitto", "Aila Tunturila, Eetu Vaara"], [LVM["fi"], ""]] == rows(present)[1:]
    assert [
        ["Organisaatio", "Vastaus", "Tapa", "Päivä", "Aiemmat versiot"],
        ["Lapin liitto", "Vahvisti", "botissa", "8.12.2026", "Versio 1: Pyysi korjausta"],
        [LVM["fi"], "Vahvisti varaumin", "kirjeellä, VN/7/2027", "8.12.2026", ""],
        ["TEM", "Ei vastausta", "", "", ""],
    ] == rows(answers)


def test_the_footer_tells_the_version_and_the_checksum() -> None:
    footer = opened(minutes_paper(PRINTED, "fi")).sections[0].footer.paragraphs[0].text
    shown = f"Muistio: Lapin keskustelu 2026 · Versio 2, lopullinen 12.1.2027 · SHA-256 {SUM}"
    assert shown == footer


@pytest.mark.parametrize(
    ("state", "edition"),
    [
        ("draft", "Luonnos, ei lopullinen: voi vielä muuttua"),
        ("out", "Versio 2, ei lopullinen: lähetetty vahvistettavaksi 20.12.2026"),
        ("replaced", "Versio 2, ei lopullinen: uudempi versio on lähetetty"),
    ],
)
def test_what_is_not_final_says_so_on_every_page(state: str, edition: str) -> None:
    document = opened(minutes_paper(replace(PRINTED, state=state, checksum=""), "fi"))
    assert edition == document.paragraphs[1].text
    assert document.sections[0].footer.paragraphs[0].text.endswith(f"· {edition}")
    assert "Tarkistussumma" not in [text for _, text in headings(document)]


def test_the_swedish_document_speaks_swedish_and_says_where_a_text_is_in_finnish_only() -> None:
    document = opened(minutes_paper(PRINTED, "sv"))
    said = [each.text for each in document.paragraphs]
    assert "Promemoria: Diskussionen om Lappland 2026" == said[0]
    assert "Statens bedömning." in said
    assert "Förbindelsen utreds." in said
    at = said.index("Maakunnan arvio.")
    assert "Texten finns bara på finska." == said[at - 1]
    marks = [each.get(qn("w:val")) for each in document.paragraphs[at]._p.iter(qn("w:lang"))]
    assert ["fi-FI"] == marks


@pytest.mark.parametrize(("language", "locale"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_a_screen_reader_is_told_the_language_the_title_and_the_header_rows(
    language: str, locale: str
) -> None:
    document = opened(minutes_paper(PRINTED, language))
    spoken = {each.get(qn("w:val")) for each in document.styles.element.iter(qn("w:lang"))}
    about = document.core_properties
    assert ({locale}, locale, "ALKE-botti") == (spoken, about.language, about.author)
    assert document.paragraphs[0].text == about.title
    for table in document.tables:
        marked = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
        assert [True, *[False] * (len(marked) - 1)] == marked
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_headings_go_down_one_level_at_a_time(language: str) -> None:
    levels = [level for level, _ in headings(opened(minutes_paper(PRINTED, language)))]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_minutes_in_which_nothing_was_written_have_a_document_too() -> None:
    bare = Printed("2026-19", {"fi": "Lappi"}, {"fi": "Kierros"}, "draft")
    said = [each.text for each in opened(minutes_paper(bare, "fi")).paragraphs]
    assert 3 == said.count("Ei kirjattavaa.")
