"""Word documents: what is read of them, and what is never opened."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.minute_blocks import Block, Kind
from knowledge.refusals import Refusal
from knowledge.refusals import minute_files as no
from storage.transfer.docx import LARGEST, MEGABYTE, read_docx


def saved(document: Any) -> bytes:
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def plain(text: str = "Teksti") -> bytes:
    document = Document()
    document.add_paragraph(text)
    return saved(document)


def repacked(data: bytes, changes: Mapping[str, bytes], *, without: str = "") -> bytes:
    """The file with other parts in it."""
    kept = BytesIO()
    with ZipFile(BytesIO(data)) as before, ZipFile(kept, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in changes and name != without:
                after.writestr(name, before.read(name))
        for name, body in changes.items():
            after.writestr(name, body)
    return kept.getvalue()


def body(xml: str) -> bytes:
    """A main part with this in its body."""
    inside = f"<w:document {nsdecls('w')}><w:body>{xml}</w:body></w:document>"
    return repacked(plain(), {"word/document.xml": inside.encode()})


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_docx(data)]


def test_headings_lists_texts_and_rows_are_told_apart() -> None:
    document = Document()
    document.add_heading("Muistio", 0)
    document.add_heading("1. Rata", 2)
    document.add_paragraph("Radasta\npuhuttiin")
    document.add_paragraph("Kuntoon", style="List Bullet")
    document.add_paragraph().add_run("Läsnä").bold = True
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "LVM", "Anna\nBo"
    expected = [
        Block(Kind.HEADING, "Muistio"),
        Block(Kind.HEADING, "1. Rata", level=2),
        Block(Kind.TEXT, "Radasta\npuhuttiin"),
        Block(Kind.LIST, "Kuntoon"),
        Block(Kind.TEXT, "Läsnä", strong=True),
        Block(Kind.ROW, cells=("LVM", "Anna\nBo")),
    ]
    assert expected == list(read_docx(saved(document)))


def test_a_heading_of_a_style_that_builds_on_another_is_one() -> None:
    document = Document()
    style = document.styles.add_style("Otsikko A", 1)
    style.base_style = document.styles["Heading 3"]
    document.add_paragraph("Valtion näkemys", style=style)
    assert [Block(Kind.HEADING, "Valtion näkemys", level=3)] == list(read_docx(saved(document)))


def test_what_was_taken_out_is_left_out_and_what_was_put_in_is_read() -> None:
    data = body(
        "<w:p><w:r><w:t>Rata </w:t></w:r><w:del><w:r><w:delText>pois </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>kuntoon</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t> muualla</w:t></w:r></w:moveFrom></w:p>"
    )
    assert ["Rata kuntoon"] == texts(data)


def test_fields_to_fill_in_and_tables_within_tables_are_read_once() -> None:
    data = body(
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>Sisällä</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Ulko</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sisä</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>"
    )
    assert [("Sisällä", ()), ("", ("Ulko\nSisä",))] == [(each.text, each.cells) for each in read_docx(data)]


def test_pictures_and_embedded_files_are_passed_over() -> None:
    data = repacked(plain(), {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0" * 100})
    assert ["Teksti"] == texts(data)


def test_formulas_and_markup_in_texts_stay_as_they_are() -> None:
    odd = '=HYPERLINK("https://evil.example") **x** {{DATE(2026)}} <b>'
    assert [odd] == texts(plain(odd))


# What isn't opened


def bomb() -> bytes:
    """A document whose text is 40 MB of one letter."""
    kept = BytesIO()
    with ZipFile(BytesIO(plain())) as before, ZipFile(kept, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name != "word/document.xml":
                after.writestr(name, before.read(name))
        with after.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(40):
                part.write(b"a" * MEGABYTE)
    return kept.getvalue()


def locked() -> bytes:
    """A file whose entries say that they are encrypted."""
    data = bytearray(plain())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


ENTITIES = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
    b"<w:t>&b;</w:t></w:r></w:p></w:body></w:document>"
)
OUTSIDE = ENTITIES.replace(b'<!ENTITY a "aaaa">', b'<!ENTITY a SYSTEM "file:///etc/passwd">')
DEEP = b"<w:document xmlns:w='x'>" + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:document>"
MACROS = b'<Types><Default ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
MAIN = "word/document.xml"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", no.FileMissing),
        (b"PK" + b"x" * LARGEST * MEGABYTE, no.FileTooBig),
        (b"%PDF-1.7", no.FileNotWord),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100, no.FileEncrypted),
        (locked(), no.FileEncrypted),
        (b"PK\x03\x04 no zip", no.FileBroken),
        (plain()[:-200], no.FileBroken),
        (repacked(plain(), {"word/vbaProject.bin": b"x"}), no.FileHasMacros),
        (repacked(plain(), {"[Content_Types].xml": MACROS}), no.FileHasMacros),
        (repacked(plain(), {MAIN: ENTITIES}), no.FileUnsafe),
        (repacked(plain(), {MAIN: OUTSIDE}), no.FileUnsafe),
        (repacked(plain(), {MAIN: ENTITIES.decode().encode("utf-16")}), no.FileUnsafe),
        (repacked(plain(), {MAIN: DEEP}), no.FileBroken),
        (repacked(plain(), {MAIN: b"<not closed"}), no.FileBroken),
        (repacked(plain(), {"../../etc/cron.d/x": b"x"}), no.FileUnsafe),
        (repacked(plain(), {"/etc/passwd": b"x"}), no.FileUnsafe),
        (repacked(plain(), {"..\\x": b"x"}), no.FileUnsafe),
        (repacked(plain(), {f"x{n}": b"" for n in range(2001)}), no.FileUnsafe),
        (repacked(plain(), {}, without=MAIN), no.FileNotWord),
        (repacked(plain(), {}, without="[Content_Types].xml"), no.FileNotWord),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_what_is_no_safe_word_document_is_refused(data: bytes, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        read_docx(data)


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    data = bomb()
    began = time.perf_counter()
    with pytest.raises(no.FileUnsafe):
        read_docx(data)
    assert len(data) < MEGABYTE
    assert time.perf_counter() - began < 1


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    """The list of entries says that the text is short; what is unpacked is cut there and doesn't fit."""
    data = bytearray(repacked(plain(), {MAIN: b"<w:p>" + b"a" * 5000 + b"</w:p>"}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(MAIN.encode()))
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(no.FileBroken):
        read_docx(bytes(data))


SAMPLE = plain()


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused(damage: list[tuple[int, int]]) -> None:
    data = bytearray(SAMPLE)
    for at, value in damage:
        data[at] = value
    with suppress(Refusal):
        read_docx(bytes(data))


def test_the_samples_are_what_they_seem() -> None:
    assert parse_xml(OUTSIDE.replace(b"&b;", b"x")) is not None
    assert ["Teksti"] == texts(repacked(plain(), {"word/extra.xml": b"x"}))
