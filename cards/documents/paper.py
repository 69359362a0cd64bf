"""A document as plain blocks, in a language: `word` makes a DOCX of it, `web` an accessible HTML page.

Texts are plain, whatever stands in them; a line's end within a text begins a new line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from cards.escape import clean
from cards.language import Texts

AUTHOR = "ALKE-botti"


@dataclass(frozen=True)
class Phrase:
    """A text; `lang` where it isn't in the document's language; `url` is where it leads."""

    text: str
    lang: str = ""
    url: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading below the title: levels from 2 on, in order; `lead` before it is never in another one."""

    text: str
    level: int = 2
    lang: str = ""
    lead: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph for each blank line between; `quiet`: a remark beside the text."""

    text: str
    lang: str = ""
    quiet: bool = False


@dataclass(frozen=True)
class Facts:
    """Names with their values."""

    pairs: tuple[tuple[str, Phrase], ...]


@dataclass(frozen=True)
class Bullets:
    """A list."""

    items: tuple[Phrase, ...]


@dataclass(frozen=True)
class Table:
    """A table: its first row is the header, the first cell of each row names the row.

    `shares`: how wide the columns are to one another; equally wide where it is empty.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Phrase, ...], ...]
    shares: tuple[int, ...] = ()


Block: TypeAlias = Heading | Text | Facts | Bullets | Table


@dataclass(frozen=True)
class Paper:
    """A document: `edition` stands below its title, `footer` at the foot of every page."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    edition: str = ""
    footer: str = ""


def facts(pairs: Iterable[tuple[str, str | Phrase]]) -> tuple[Facts, ...]:
    """Those of the facts that have a value; nothing where none has."""
    found = tuple((name, phrase(value)) for name, value in pairs)
    told = tuple((name, value) for name, value in found if value.text)
    return (Facts(told),) if told else ()


def phrase(text: str | Phrase) -> Phrase:
    """A text as a phrase of the document's language."""
    return text if isinstance(text, Phrase) else Phrase(text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text as it was typed, without what a file can't hold."""
    return [each.strip() for each in clean(text).split("\n\n") if each.strip()]


def one_line(text: str) -> str:
    """Without what a file can't hold; a line's end becomes a space."""
    return " ".join(clean(text).split())


def chosen(texts: Mapping[str, str], spoken: Texts) -> Phrase:
    """The text in the document's language, else in Finnish, else in what there is, and then marked so."""
    order = (spoken.language, "fi", "sv", "en")
    lang = next((each for each in order if texts.get(each)), "")
    return Phrase(texts.get(lang, ""), "" if lang == spoken.language else lang)


ELSEWHERE = {
    "fi": "The text exists in Finnish only.",
    "sv": "The text exists in Swedish only.",
    "en": "The text exists in English only.",
}


def said(texts: Mapping[str, str], spoken: Texts) -> Iterator[Block]:
    """A text in the document's language; one that isn't there in it says so, and which language it is in."""
    found = chosen(texts, spoken)
    if not found.text:
        return
    if found.lang:
        yield Text(spoken.say(ELSEWHERE[found.lang]), quiet=True)
    yield Text(found.text, found.lang)
