"""Several topics in one message: lines with numbers, letters or dashes, or numbers within a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .content import TITLE_LIMIT

TOPICS_LIMIT = 10
MARKER = re.compile(
    r"^(?P<indent>[ \t]*)"
    r"(?:(?P<number>\d{1,2}[.)])|(?P<letter>[a-zåäö][.)])|(?P<bullet>[-–—•*·▪◦●○■‣]))\s+(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
INLINE = re.compile(r"(?:^|(?<=[\s:;(]))(\d{1,2})[.)]\s+(?=\S)")
SENTENCE_END = re.compile(r"[.!?:](?=\s)|\s[–—-](?=\s)")
EDGES = " \t\n.,:;–—-"


@dataclass(frozen=True)
class Topic:
    """One topic of a message: a title within its limit, and what else was said of it."""

    title: str
    description: str


@dataclass(frozen=True)
class Listing:
    """A message that lists topics: what stands before the list, and the topics in their order."""

    lead: str
    topics: tuple[Topic, ...]


def listing(text: str) -> Listing | None:
    """The topics that a message lists; None where it doesn't list at least two."""
    starts = _lines(text) or _inline(text)
    if len(starts) < 2:
        return None
    ends = [begin for begin, _ in starts[1:]] + [len(text)]
    items = (text[after:end].strip() for (_, after), end in zip(starts, ends, strict=True))
    topics = tuple(_topic(item) for item in items if item.strip(EDGES))
    return Listing(text[: starts[0][0]].strip(), topics) if len(topics) > 1 else None


def _lines(text: str) -> list[tuple[int, int]]:
    """Where the items begin and where their texts do: lines marked as the first one is, not further in."""
    found = list(MARKER.finditer(text))
    if not found:
        return []
    first = found[0]
    alike = [m for m in found if m.lastgroup == first.lastgroup and len(m["indent"]) <= len(first["indent"])]
    return [(m.start(), m.end()) for m in alike] if len(alike) > 1 else []


def _inline(text: str) -> list[tuple[int, int]]:
    """The numbers 1, 2, 3 … in their order within the text."""
    return list(_counted(INLINE.finditer(text)))


def _counted(found: Iterator[re.Match[str]]) -> Iterator[tuple[int, int]]:
    expected = 1
    for match in found:
        if int(match[1]) == expected:
            expected += 1
            yield match.start(), match.end()


def _topic(item: str) -> Topic:
    """The first line or sentence is the title, what follows the description; nothing is lost."""
    line, _, below = item.partition("\n")
    head, tail = _first_sentence(line.strip())
    if len(head) > TITLE_LIMIT:
        return Topic(_cut(head), item)
    title = _one_line(head.rstrip(EDGES))
    return Topic(title[:1].upper() + title[1:], _joined((tail, _unindented(below))))


def _first_sentence(line: str) -> tuple[str, str]:
    """The line's first sentence, or what stands before its colon or dash, and the rest."""
    for end in SENTENCE_END.finditer(line):
        head = line[: end.start()]
        if head.strip(EDGES) and not _abbreviated(head):
            return head, line[end.end() :].strip()
    return line, ""


def _abbreviated(head: str) -> bool:
    """ "esim.", "1.", "S.": a full stop after so little doesn't end a sentence."""
    return len(head.split()[-1]) < 5 and len(head.split()) == 1


def _cut(text: str) -> str:
    """The text within a title's limit, cut at a word."""
    return text[: TITLE_LIMIT - 2].rsplit(" ", 1)[0].rstrip(EDGES) + " …"


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(filter(None, parts))
