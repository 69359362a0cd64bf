"""The agenda's Word template: `python -m cards.documents.agenda_template` makes it anew.

What stands between braces is filled by `cards.documents.agenda`. Headings, the table's header row and its
caption are marked, so that a screen reader finds its way.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

TEMPLATE = Path(__file__).parent / "agenda.docx"
COLUMNS = (("when", 2.9), ("item", 8.0), ("minutes", 2.0), ("opener", 4.1))
"""The table's columns and their widths in centimetres: together what an A4 page has between its margins."""


def template() -> Any:
    """The template as a document of python-docx."""
    from docx import Document

    document = Document()
    _page(document)
    document.add_heading("{{ title }}", 1)
    document.add_paragraph("{{ edition }}")
    _each(document, "fact in facts", "{{ fact.name }}: ", "{{ fact.value }}")
    document.add_heading("{{ words.listed }}", 2)
    _table(document)
    document.add_paragraph("{{ ending }}")
    document.add_heading("{{ words.participants }}", 2)
    _each(document, "name in participants", "", "{{ name }}", style="List Bullet")
    document.add_paragraph("{{ words.binding }}")
    return document


def _page(document: Any) -> None:
    """A4, a footer, black headings."""
    from docx.shared import Cm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.footer.paragraphs[0].text = "{{ footer }}"
    document.styles["Normal"].font.size = Pt(11)
    for name in ("Heading 1", "Heading 2"):
        document.styles[name].font.color.rgb = RGBColor(0, 0, 0)


def _each(document: Any, loop: str, name: str, value: str, style: str | None = None) -> None:
    document.add_paragraph(f"{{%p for {loop} %}}")
    line = document.add_paragraph(style=style)
    if name:
        line.add_run(name).bold = True
    line.add_run(value)
    document.add_paragraph("{%p endfor %}")


def _table(document: Any) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=4, cols=len(COLUMNS), style="Table Grid")
    table.autofit = False
    _marked(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
    _marked(table._tbl.tblPr, "w:tblCaption", "{{ words.listed }}")
    rows = [row.cells for row in table.rows]
    for number, (name, width) in enumerate(COLUMNS):
        for cells in rows:
            cells[number].width = Cm(width)
        rows[0][number].paragraphs[0].add_run(f"{{{{ words.{name} }}}}").bold = True
        rows[2][number].text = f"{{{{ line.{name} }}}}"
    rows[1][0].text, rows[3][0].text = "{%tr for line in lines %}", "{%tr endfor %}"
    rows[2][1].add_paragraph("{%p if line.note %}")
    rows[2][1].add_paragraph("{{ line.note }}")
    rows[2][1].add_paragraph("{%p endif %}")
    _marked(table.rows[2]._tr.get_or_add_trPr(), "w:cantSplit")


def _marked(parent: Any, name: str, value: str = "true") -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(name)
    element.set(qn("w:val"), value)
    parent.append(element)


if __name__ == "__main__":
    template().save(str(TEMPLATE))
