"""Word documents of minutes that tests import."""

from __future__ import annotations

from io import BytesIO

from docx import Document

CONCLUSION = "Rata kuntoon: Rataa selvitetään; vastuu: LVM, Plutonin liitto; määräaika: 30.6.2027; tavoite: 2"


def minutes_file(*, said: str = "Radasta puhuttiin.", conclusion: str = CONCLUSION) -> bytes:
    """Minutes as somebody may have written them."""
    document = Document()
    document.add_heading("Lapin keskustelu", 0)
    document.add_paragraph("Rovaniemi")
    document.add_heading("Läsnä", 1)
    document.add_paragraph("LVM: Anna Aalto")
    document.add_paragraph("Marsin liitto: Masa")
    document.add_heading("Maakunnan näkemys", 1)
    document.add_paragraph("Maakunta katsoo.")
    document.add_heading("1. Lentokenttä", 1)
    document.add_paragraph(said)
    document.add_heading("Johtopäätökset", 2)
    document.add_paragraph(conclusion, style="List Bullet")
    document.add_heading("Jotain muuta", 1)
    document.add_paragraph("sälää")
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()
