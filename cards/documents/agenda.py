"""A published agenda as a printable document (DOCX): plain data in, the file's bytes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from cards.escape import clean
from cards.language import Texts, texts

from .agenda_template import TEMPLATE

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LOCALES = {"fi": "fi-FI", "sv": "sv-FI", "en": "en-GB"}
Names = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """An item: when it begins and ends, what it is, how long, and who opens it (names, and a person)."""

    starts: datetime | None
    ends: datetime | None
    title: str
    minutes: int
    note: str = ""
    organisation: Names | None = None
    opener: str = ""


@dataclass(frozen=True)
class Printed:
    """What a printed agenda tells; names are by language."""

    names: Names
    round: Names
    version: int
    published: datetime
    lines: Sequence[Line]
    buffer: int
    participants: Sequence[Names] = ()
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    link: str = ""
    case_number: str = ""


def agenda_document(printed: Printed, language: str) -> bytes:
    """The file in a language: its words and dates, and the language that a screen reader reads it in."""
    from docxtpl import DocxTemplate

    spoken = texts(language)
    filled = DocxTemplate(TEMPLATE)
    filled.render(_content(printed, spoken), autoescape=True)
    _speaking(filled.docx, LOCALES[spoken.language], _plain(spoken.name(printed.names)))
    kept = BytesIO()
    filled.save(kept)
    return kept.getvalue()


def _speaking(document: Any, locale: str, title: str) -> None:
    from docx.oxml.ns import qn

    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), locale)
    about = document.core_properties
    about.title, about.language, about.author, about.comments = title, locale, "ALKE-botti", ""


def _content(printed: Printed, spoken: Texts) -> dict[str, Any]:
    edition = spoken.say(
        "Agenda, version {n}, published {date}", n=printed.version, date=spoken.day(printed.published)
    )
    title = _plain(spoken.name(printed.names))
    return {
        "title": title,
        "edition": edition,
        "footer": f"{title} · {edition}",
        "facts": [{"name": name, "value": _plain(value)} for name, value in _facts(printed, spoken) if value],
        "lines": [_line(line, spoken) for line in printed.lines],
        "ending": _ending(printed, spoken),
        "participants": [_plain(spoken.name(names)) for names in printed.participants],
        "words": _words(spoken),
    }


def _facts(printed: Printed, spoken: Texts) -> tuple[tuple[str, str], ...]:
    time = spoken.span(printed.starts, printed.ends) if printed.starts else ""
    return (
        (spoken.say("Round"), spoken.name(printed.round)),
        (spoken.say("Case number"), printed.case_number),
        (spoken.say("Time"), time),
        (spoken.say("Place"), printed.place),
        (spoken.say("Link"), printed.link),
    )


def _words(spoken: Texts) -> dict[str, str]:
    return {
        "listed": spoken.say("Items"),
        "participants": spoken.say("Taking part"),
        "when": spoken.say("Time"),
        "item": spoken.say("Item"),
        "minutes": spoken.say("Length (min)"),
        "opener": spoken.say("Opened by"),
        "binding": spoken.say(
            "The discussions lead to a shared view. Nothing that is said or written in them binds anyone."
        ),
    }


def _line(line: Line, spoken: Texts) -> dict[str, str]:
    clock = f"{spoken.clock(line.starts)}–{spoken.clock(line.ends)}" if line.starts and line.ends else ""
    opener = (spoken.name(line.organisation) if line.organisation else "", line.opener)
    return {
        "when": clock,
        "item": _plain(line.title),
        "note": _plain(line.note),
        "minutes": str(line.minutes),
        "opener": _plain(", ".join(filter(None, opener))),
    }


def _ending(printed: Printed, spoken: Texts) -> str:
    """What is kept free at the end, and when the session ends."""
    free = spoken.count("Kept free: {n} minute.", "Kept free: {n} minutes.", printed.buffer)
    if printed.ends is None:
        return free
    ends = spoken.say("Ends at {time}.", time=spoken.clock(printed.ends))
    return f"{free} {ends}"


def _plain(text: str) -> str:
    """Without what a file can't hold; a line's end becomes a space."""
    return " ".join(clean(text).split())
