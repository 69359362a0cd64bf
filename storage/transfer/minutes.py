"""Importing minutes from a Word document into the draft of a session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from knowledge.minute_blocks import Found
from knowledge.minute_headings import Vocabulary
from knowledge.minute_import import Import
from knowledge.minute_reading import found_in
from knowledge.minutes import Conclusion, Content
from knowledge.refusals.minute_files import FileSaysNothing
from storage.minutes import Writer

from .docx import read_docx


def read_minutes(data: bytes, words: Vocabulary, titles: Iterable[str], language: str) -> Found:
    """What a document holds of minutes; see `found_in`. Raises a Refusal."""
    found = found_in(read_docx(data), words, titles, language)
    if found.empty:
        raise FileSaysNothing
    return found


def write_import(writer: Writer, doing: Import) -> None:
    """Write each step of an import; a new conclusion may belong to a new item."""
    ids: dict[int, int] = {}
    for step in doing.changes:
        part, content = step.part, _at_item(step.part.content, ids)
        if part.id < 0:
            ids[part.id] = writer.add(part.kind, content, part.position).id
        else:
            writer.change(part, content)


def _at_item(content: Content, ids: dict[int, int]) -> Content:
    if isinstance(content, Conclusion):
        return replace(content, item=ids.get(content.item, content.item))
    return content
