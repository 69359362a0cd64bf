"""The few marks of a card's texts, read into pieces: what is strong, what leads to an address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile(
    r"\\(?P<typed>[^\w\s])"
    r"|\*\*(?P<strong>(?:\\.|[^\\*])+)\*\*"
    r"|\[(?P<words>(?:\\.|[^\\\]])+)\]\((?P<url>https?://[^\s()]+)\)"
)
_TYPED = re.compile(r"\\([^\w\s])")
JOINER = "\u2060"  # what keeps `{{DATE(…)}}` from being expanded; nothing expands it here


@dataclass(frozen=True)
class Piece:
    """Some words. `mark`: "" or hit (what was looked for), old, new (of two versions of a text)."""

    text: str
    strong: bool = False
    url: str = ""
    mark: str = ""


Line = tuple[Piece, ...]


def lines(text: str, *, strong: bool = False) -> tuple[Line, ...]:
    """The lines of a text with marks; empty ones are left out."""
    rows = (row.strip() for row in text.replace(JOINER, "").splitlines())
    return tuple(tuple(_pieces(row, strong)) for row in rows if row)


def _pieces(row: str, strong: bool) -> Iterator[Piece]:
    """Pieces in order; those beside each other that look alike are one."""
    held = ""
    for piece in _split(row, strong):
        if piece.url or piece.strong is not strong:
            yield from _some(held, strong)
            yield piece
            held = ""
        else:
            held += piece.text
    yield from _some(held, strong)


def _some(text: str, strong: bool) -> Iterator[Piece]:
    if text:
        yield Piece(text, strong)


def _split(row: str, strong: bool) -> Iterator[Piece]:
    after = 0
    for found in _MARKS.finditer(row):
        yield Piece(row[after : found.start()], strong)
        yield _marked(found, strong)
        after = found.end()
    yield Piece(row[after:], strong)


def _marked(found: re.Match[str], strong: bool) -> Piece:
    if found["typed"]:
        return Piece(found["typed"], strong)
    if found["strong"]:
        return Piece(_as_typed(found["strong"]), strong=True)
    return Piece(_as_typed(found["words"]), strong, url=found["url"])


def _as_typed(text: str) -> str:
    return _TYPED.sub(r"\1", text)


def unmarked(line: Line) -> str:
    """A line as it is read; an address follows the words that lead to it."""
    return "".join(piece.text + (f" ({piece.url})" if piece.url else "") for piece in line)
