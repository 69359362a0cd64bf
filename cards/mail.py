"""A drawn card as an e-mail, and as a page that an e-mail leads to: one set of blocks gives them all."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from .blocks import Act, Block, every
from .language import LANGUAGES, N_, texts
from .marks import Piece, unmarked
from .unfolding import blocks
from .webpages import page_templates

STYLE = (Path(__file__).parent / "pages" / "style.css").read_text("utf-8")
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""What a page's content security policy names, so that no other style is taken."""
LANGUAGE_NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}
SUBJECT_LIMIT = 150

Sign = Callable[[Act], str]
"""Seals what a button does, so that nobody else can make one."""


@dataclass(frozen=True)
class Letter:
    """An e-mail: its subject on one line, and the same words as plain text and as HTML.

    `pictures`: by content id, the bytes of PNG pictures that the HTML shows.
    """

    subject: str
    text: str
    html: str
    pictures: Mapping[str, bytes]


@dataclass(frozen=True)
class Way:
    """How the reader goes on: the address of their page and until when it works; None where there is none."""

    url: str
    until: datetime


# The e-mail


def letter(card: Mapping[str, Any], language: str, offered: frozenset[str], way: Way | None) -> Letter:
    """The e-mail of a card. Its buttons work on the page only, so they are named and the page is linked."""
    said = texts(language).say
    parts = blocks(card, offered)
    titles = [act.title for part in every(parts) for act in part.acts if act.verb]
    body = tuple(_without_buttons(parts))
    footer = tuple(_footer(language, titles, way))
    pictures = dict(_pictures(body))
    subject = " ".join(str(card["speak"]).split())[:SUBJECT_LIMIT]
    known = {"parts": tuple(_with_pictures(body)), "footer": footer, "title": subject, "style": STYLE}
    html = _environment(language).get_template("letter.html.j2").render(known, said=said)
    return Letter(subject, as_text((*body, *footer)), html, pictures)


def _footer(language: str, titles: list[str], way: Way | None) -> Iterator[Block]:
    """The link to the reader's page, or whom to turn to instead."""
    spoken = texts(language)
    if way is None:
        yield _quiet(spoken.say(NO_PAGE))
        return
    label = spoken.say(N_("Answer on your page")) if titles else spoken.say(N_("Open on your page"))
    yield Block("acts", acts=(Act(label, url=way.url),))
    if titles:
        yield _quiet(spoken.say(N_("Buttons there: {actions}"), actions=" · ".join(dict.fromkeys(titles))))
    yield _quiet(spoken.say(OWN_LINK, date=spoken.day(way.until)))
    yield _quiet(spoken.say(N_("On the page you can also choose the language of e-mails, or stop them.")))


NO_PAGE = N_(
    "To answer, or to get no more e-mails, reply to this one: the secretariat of the discussions reads it."
)
OWN_LINK = N_("The link is yours alone and acts in your name, so don't forward it. It works until {date}.")


def _quiet(text: str) -> Block:
    return Block("text", frozenset({"quiet"}), ((Piece(text),),))


def _without_buttons(parts: Iterable[Block]) -> Iterator[Block]:
    """What can't be pressed in an e-mail is left out; addresses stay."""
    for part in parts:
        acts = tuple(act for act in part.acts if act.url)
        if part.kind != "acts" or acts:
            yield replace(part, acts=acts, items=tuple(_without_buttons(part.items)))


def _pictures(parts: Iterable[Block]) -> Iterator[tuple[str, bytes]]:
    for part in every(parts):
        if part.kind == "image" and part.url.startswith(INLINE):
            yield _content_id(part), base64.b64decode(part.url.removeprefix(INLINE))


def _with_pictures(parts: Iterable[Block]) -> Iterator[Block]:
    """Pictures go along with the e-mail; those from elsewhere are told by their alternative text only."""
    for part in parts:
        inline = part.kind == "image" and part.url.startswith(INLINE)
        url = f"cid:{_content_id(part)}" if inline else ""
        yield replace(part, url=url, items=tuple(_with_pictures(part.items)))


INLINE = "data:image/png;base64,"


def _content_id(part: Block) -> str:
    return f"{hashlib.sha256(part.url.encode()).hexdigest()[:16]}@alke"


# The page


@dataclass(frozen=True)
class Page:
    """What a page shows besides the card: `alert` is another card, about what went wrong with the press.

    `home` is the page's own address; `mail` tells whether its reader gets e-mail, None without an address.
    `typed`: by field, what stands in it instead of what the card holds.
    """

    card: Mapping[str, Any]
    language: str
    home: str = ""
    mail: bool | None = None
    alert: Mapping[str, Any] | None = None
    typed: Mapping[str, tuple[str, ...]] | None = None
    offered: frozenset[str] = frozenset()
    address: str = ""


def page(shown: Page, sign: Sign) -> str:
    """The page in HTML: without scripts, with the card's fields and buttons as a form."""
    parts = tuple(_filled(_headed(shown.card, shown.offered), shown.typed or {}))
    known = {
        "shown": shown,
        "parts": parts,
        "asks": any(act.verb for part in every(parts) for act in part.acts),
        "alert": blocks(shown.alert, frozenset()) if shown.alert else (),
        "title": str(shown.card["speak"]),
        "style": STYLE,
        "settings": Act(texts(shown.language).say(N_("Notice settings")), "notifications.open", fills=False),
        "languages": {code: LANGUAGE_NAMES[code] for code in LANGUAGES if code != shown.language},
    }
    template = _environment(shown.language).get_template("page.html.j2")
    return template.render(known, sign=sign)


def _headed(card: Mapping[str, Any], offered: frozenset[str]) -> tuple[Block, ...]:
    """The card's blocks under a heading: a form that was made for a dialog leaves it to the dialog's bar."""
    parts = blocks(card, offered)
    if any("heading" in part.looks for part in parts if part.kind == "text"):
        return parts
    return (Block("text", frozenset({"heading"}), ((Piece(str(card["speak"])),),)), *parts)


def _filled(parts: Iterable[Block], typed: Mapping[str, tuple[str, ...]]) -> Iterator[Block]:
    for part in parts:
        if part.field and part.field.id in typed:
            part = replace(part, field=replace(part.field, values=typed[part.field.id]))
        yield replace(part, items=tuple(_filled(part.items, typed)))


# Text


def as_text(parts: Iterable[Block]) -> str:
    """The blocks as plain text, a paragraph for each."""
    return "\n\n".join(filter(None, ("\n".join(_TEXT[part.kind](part)) for part in parts))) + "\n"


def _inside(part: Block) -> Iterator[str]:
    for item in part.items:
        yield from _TEXT[item.kind](item)


def _in_a_row(part: Block) -> Iterator[str]:
    yield " | ".join(" ".join(_TEXT[item.kind](item)) for item in part.items)


def _facts(part: Block) -> Iterator[str]:
    for name, value in part.facts:
        yield f"{' '.join(map(unmarked, name))}: {' '.join(map(unmarked, value))}"


def _field(part: Block) -> Iterator[str]:
    if part.field:
        yield f"{part.field.label}: {part.field.shown}".rstrip(": ")
        yield from map(unmarked, part.field.error)


_TEXT: Mapping[str, Callable[[Block], Iterator[str]]] = {
    "text": lambda part: map(unmarked, part.lines),
    "facts": _facts,
    "group": _inside,
    "row": _in_a_row,
    "table": _inside,
    "image": lambda part: iter([part.alt] if part.alt else []),
    "field": _field,
    "acts": lambda part: (f"{act.title}: {act.url}" for act in part.acts if act.url),
}


@cache
def _environment(language: str) -> Environment:
    environment = page_templates(language)
    environment.filters["is_day"] = _is_day
    environment.filters["is_time"] = _is_time
    return environment


def _is_day(value: str) -> bool:
    """Can a date field show it? What was typed otherwise stands in a text field, and is kept."""
    return not value or _parses(datetime.fromisoformat, value, 10)


def _is_time(value: str) -> bool:
    return not value or _parses(lambda text: datetime.strptime(text, "%H:%M"), value, 5)  # noqa: DTZ007


def _parses(read: Callable[[str], object], value: str, length: int) -> bool:
    try:
        read(value)
    except ValueError:
        return False
    return len(value) == length
