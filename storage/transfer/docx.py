"""Reading a Word document as plain blocks: nothing in it is run, fetched, unpacked or expanded on the way."""

from __future__ import annotations

import lzma
import posixpath
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from knowledge.minute_blocks import Block, Kind
from knowledge.refusals import minute_files as no

MEGABYTE = 1024 * 1024
LARGEST = 5  # megabytes of a file
UNPACKED = 60 * MEGABYTE  # of all that is in it
PART = 12 * MEGABYTE  # of a part that is read
RATIO = 100  # how many times smaller it may have been made
SMALL = MEGABYTE  # below this the ratio says nothing
ENTRIES = 2000
BLOCKS = 20_000
STYLES = 20  # that a style builds on, one on the other: Word takes fewer
PACKED = (ZIP_STORED, ZIP_DEFLATED)  # others are unpacked whole, whatever their size
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .doc begins, and a document with a password
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATIONS = "_rels/.rels"
MAIN = "/officeDocument"
TYPES = "[Content_Types].xml"


DAMAGED: tuple[type[Exception], ...] = (
    *(BadZipFile, EOFError, NotImplementedError, OSError, ValueError, LookupError, RuntimeError),
    *(zlib.error, lzma.LZMAError, struct.error),
)
"""What reading a damaged file raises."""


def read_docx(data: bytes) -> tuple[Block, ...]:
    """The paragraphs and table rows of a document, in their order. Raises a Refusal of `minute_files`."""
    _check_head(data)
    try:
        with ZipFile(BytesIO(data)) as packed:
            _check_packing(packed)
            main = _main(packed)
            styles = posixpath.join(posixpath.dirname(main), "styles.xml")
            names = packed.namelist()
            known = _Styles(_parsed(packed, styles)) if styles in names else _Styles(None)
            found = tuple(_limited(known.blocks(_parsed(packed, main))))
    except DAMAGED as error:
        raise no.FileBroken from error
    return found


def _limited(blocks: Iterator[Block]) -> Iterator[Block]:
    for place, block in enumerate(blocks):
        if place >= BLOCKS:
            raise no.FileUnsafe
        yield block


# Before anything is unpacked


def _check_head(data: bytes) -> None:
    if not data:
        raise no.FileMissing
    if len(data) > LARGEST * MEGABYTE:
        raise no.FileTooBig(megabytes=LARGEST)
    if data.startswith(OLD):
        raise no.FileEncrypted
    if not data.startswith(b"PK"):
        raise no.FileNotWord


def _check_packing(packed: ZipFile) -> None:
    """What the list of entries says: names that lead elsewhere, macros, far too much once unpacked."""
    entries = packed.infolist()
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise no.FileEncrypted
    if len(entries) > ENTRIES or len(set(names)) < len(names) or any(map(_leads_out, names)):
        raise no.FileUnsafe
    if any(entry.compress_type not in PACKED for entry in entries):
        raise no.FileUnsafe
    if any(posixpath.basename(name).lower().startswith("vbaproject") for name in names):
        raise no.FileHasMacros
    whole = sum(entry.file_size for entry in entries)
    if whole > UNPACKED or any(map(_is_bomb, entries)):
        raise no.FileUnsafe
    if TYPES not in names or RELATIONS not in names:
        raise no.FileNotWord
    if b"macroenabled" in _raw(packed, TYPES).lower():
        raise no.FileHasMacros


def _leads_out(name: str) -> bool:
    odd = name.startswith("/") or "\\" in name or "\0" in name or re.match(r"[A-Za-z]:", name)
    return bool(odd) or ".." in name.split("/")


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > RATIO * max(entry.compress_size, 1)


def _raw(packed: ZipFile, name: str) -> bytes:
    """A part's bytes. Raises FileUnsafe for one that is far too large, or declares things of its own."""
    if packed.getinfo(name).file_size > PART:
        raise no.FileUnsafe
    with packed.open(name) as source:
        raw = source.read(PART)  # a bound, since the list of entries may lie about the size
    if b"\0" in raw or b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:  # \0: another encoding, to hide them
        raise no.FileUnsafe
    return raw


def _parsed(packed: ZipFile, name: str) -> Any:
    """A part's tree, made without entities, references to elsewhere, or endless depth."""
    from docx.oxml.parser import parse_xml

    raw = _raw(packed, name)
    try:
        return parse_xml(raw)
    except SyntaxError as error:  # lxml's, for XML
        raise no.FileBroken from error


def _main(packed: ZipFile) -> str:
    """The name of the document's main part."""
    targets = [
        str(each.get("Target", ""))
        for each in _parsed(packed, RELATIONS)
        if str(each.get("Type", "")).endswith(MAIN) and each.get("TargetMode") != "External"
    ]
    name = targets[0].lstrip("/") if targets else ""
    if not name.endswith(".xml") or name not in packed.namelist():
        raise no.FileNotWord
    return name


# The text


class _Styles:
    """A document's styles: which are headings and which are lists, also by those that they build on."""

    def __init__(self, tree: Any) -> None:
        found = tree.iter(f"{W}style") if tree is not None else ()
        self._by_id: Mapping[str, Any] = {str(each.get(f"{W}styleId")): each for each in found}

    def blocks(self, tree: Any) -> Iterator[Block]:
        """The blocks of the main part."""
        body = tree.find(f"{W}body")
        return self._inside(body) if body is not None else iter(())

    def _inside(self, element: Any) -> Iterator[Block]:
        for child in element:
            if child.tag == f"{W}p":
                yield self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from map(_row, _own(child, "tr", "tbl"))
            elif child.tag not in GONE and isinstance(child.tag, str):
                yield from self._inside(child)

    def _paragraph(self, element: Any) -> Block:
        text = _text(element).strip()
        chain = self._chain(element)
        level = next(filter(lambda each: each is not None, map(_level, chain)), None)
        listed = any(map(_is_listed, chain))
        if level is not None:
            return Block(Kind.HEADING, text, level=level, numbered=listed)
        if listed:
            return Block(Kind.LIST, text)
        return Block(Kind.TEXT, text, strong=_is_strong(element))

    def _chain(self, element: Any) -> list[Any]:
        """The paragraph and its style with those that it builds on."""
        chain, named = [element], _value(element, "pPr/pStyle")
        while named in self._by_id and self._by_id[named] not in chain and len(chain) <= STYLES:
            chain.append(self._by_id[named])
            named = _value(self._by_id[named], "basedOn")
        return chain


GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}sectPr", f"{W}pPr", f"{W}rPr"})
"""What was taken out of the text while changes were tracked, and what says how it looks."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
BREAKS: Mapping[str, str] = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}


def _text(element: Any) -> str:
    """What can be read in an element."""
    if element.tag == f"{W}t":
        return element.text or ""
    if element.tag in GONE or element.tag == FALLBACK:
        return ""
    if element.tag in BREAKS:
        return BREAKS[element.tag]
    return "".join(_text(child) for child in element if isinstance(child.tag, str))


def _own(element: Any, name: str, of: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, not those of tables inside."""
    return (each for each in element.iter(f"{W}{name}") if next(each.iterancestors(f"{W}{of}")) is element)


def _row(element: Any) -> Block:
    cells = _own(element, "tc", "tr")
    texts = ("\n".join(_text(each).strip() for each in cell.iter(f"{W}p")).strip() for cell in cells)
    return Block(Kind.ROW, cells=tuple(texts))


def _value(element: Any, path: str) -> str:
    """The value that an element below says."""
    found = element.find("/".join(f"{W}{step}" for step in path.split("/")))
    return str(found.get(f"{W}val", "")) if found is not None else ""


def _level(element: Any) -> int | None:
    """The level of a heading: 0 for a title, else from 1 on."""
    name = _value(element, "name").lower()
    if name == "title":
        return 0
    if found := re.fullmatch(r"heading (\d)", name):
        return int(found[1])
    outline = _value(element, "pPr/outlineLvl")
    return int(outline) + 1 if outline.isdigit() and int(outline) < 9 else None


def _is_listed(element: Any) -> bool:
    number = _value(element, "pPr/numPr/numId")
    return number not in ("", "0") or _value(element, "name").lower().startswith("list ")


def _is_strong(element: Any) -> bool:
    """Is everything of a paragraph bold?"""
    runs = [run for run in element.iter(f"{W}r") if _text(run).strip()]
    return bool(runs) and all(run.find(f"{W}rPr/{W}b") is not None for run in runs)
