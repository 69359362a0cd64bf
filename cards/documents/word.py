"""The blocks of a document as a file of Word (DOCX): headings, header rows and languages are marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any

from .paper import AUTHOR, Block, Bullets, Facts, Heading, Paper, Phrase, Table, Text, one_line, paragraphs

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
MARGIN, WIDTH = 2, 17  # centimetres: of the page's sides, and what an A4 page has between them
HEADINGS = 4  # levels below the title
Drawn = Callable[[Any, Any], None]


def docx(paper: Paper) -> bytes:
    """The file of a document."""
    from docx import Document

    document = Document()
    _page(document, paper)
    document.add_heading(one_line(paper.title), 1)
    if paper.edition:
        document.add_paragraph(one_line(paper.edition))
    for block in paper.blocks:
        _DRAWN[type(block)](document, block)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def _page(document: Any, paper: Paper) -> None:
    """A4, the footer, black headings, the language that a screen reader reads in, what the file is."""
    from docx.shared import Cm, Pt, RGBColor

    section, locale = document.sections[0], LOCALES[paper.language]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(MARGIN)
    section.footer.paragraphs[0].text = one_line(paper.footer)
    document.styles["Normal"].font.size = Pt(11)
    for level in range(1, HEADINGS + 2):
        document.styles[f"Heading {level}"].font.color.rgb = RGBColor(0, 0, 0)
    _speaking(document.styles.element, locale)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = one_line(paper.title), locale, AUTHOR, ""
    about.subject, about.last_modified_by = one_line(paper.edition), AUTHOR


def _speaking(styles: Any, locale: str) -> None:
    from docx.oxml.ns import qn

    for spoken in styles.iter(qn("w:lang")):
        spoken.set(qn("w:val"), locale)


def _heading(document: Any, block: Heading) -> None:
    drawn = document.add_heading("", min(block.level, HEADINGS + 1))
    if block.lead:
        drawn.add_run(f"{one_line(block.lead)} ")
    _write(drawn, Phrase(one_line(block.text), block.lang))


def _text(document: Any, block: Text) -> None:
    for each in paragraphs(block.text):
        run = _write(document.add_paragraph(), Phrase(each, block.lang))
        run.italic = block.quiet or None


def _facts(document: Any, block: Facts) -> None:
    for name, value in block.pairs:
        line = document.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{one_line(name)}: ").bold = True
        _write(line, value)
    if block.pairs:
        line.paragraph_format.space_after = None


def _bullets(document: Any, block: Bullets) -> None:
    for each in block.items:
        _write(document.add_paragraph(style="List Bullet"), each)


def _table(document: Any, block: Table) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1 + len(block.rows), cols=len(block.header), style="Table Grid")
    table.autofit = False
    _marked(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    _marked(table._tbl.tblPr, "w:tblCaption", one_line(block.caption))
    _row(table.rows[0].cells, map(Phrase, block.header), range(len(block.header)))
    for row, cells in zip(table.rows[1:], block.rows, strict=True):
        _marked(row._tr.get_or_add_trPr(), "w:cantSplit")
        _row(row.cells, cells, (0,))
    shares = block.shares or (1,) * len(block.header)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Cm(WIDTH * share / sum(shares))
    document.add_paragraph()


def _row(cells: Any, phrases: Iterable[Phrase], bold: Iterable[int]) -> None:
    strong = set(bold)
    for number, each in enumerate(phrases):
        _write(cells[number].paragraphs[0], each).bold = number in strong or None


def _write(paragraph: Any, phrase: Phrase) -> Any:
    """Add the phrase to a paragraph, in its own language; a line's end stays one."""
    text = "\n".join(map(one_line, phrase.text.split("\n")))
    led = f" ({phrase.url})" if phrase.url and phrase.url != phrase.text else ""
    run = paragraph.add_run(text + led)
    if phrase.lang:
        _marked(run._r.get_or_add_rPr(), "w:lang", LOCALES[phrase.lang])
    return run


def _marked(parent: Any, name: str, value: str = "true") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)


_DRAWN: Mapping[type[Block], Drawn] = {
    Heading: _heading,
    Text: _text,
    Facts: _facts,
    Bullets: _bullets,
    Table: _table,
}
