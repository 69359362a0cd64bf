"""The document of the minutes: links in the chat, and the files that they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Number, Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route
from cards.documents import web, word
from cards.documents.minutes import minutes_paper
from cards.documents.minutes_printed import Printed
from cards.documents.paper import Paper
from cards.language import N_
from knowledge.minutes import State, Version, may_read_draft, may_read_version
from knowledge.people import Action, Person
from knowledge.refusals.conclusions import MinutesNotFinal
from knowledge.sessions import Session
from storage import minutes, sessions

from .minutes_printout import printed, printed_draft
from .sessions import ID_LIMIT, visible

MINUTES = "minutes"
FILES = {
    ("fi", "docx"): N_("In Finnish (DOCX)"),
    ("sv", "docx"): N_("In Swedish (DOCX)"),
    ("fi", "html"): N_("In Finnish (web page)"),
    ("sv", "html"): N_("In Swedish (web page)"),
}
"""The documents by language and suffix, and what their buttons say."""
MAKERS: Mapping[str, tuple[str, Callable[[Paper], bytes]]] = {
    "docx": (word.CONTENT_TYPE, word.docx),
    "html": (web.CONTENT_TYPE, lambda paper: web.html(paper).encode()),
}
"""By suffix: the type of the file, and what makes it."""


class Printing(BaseModel):
    """A button of the minutes; version 0 stands for the newest, `draft` for what is being written."""

    session: str = Field("", max_length=ID_LIMIT)
    version: Number = 0
    draft: bool = False


def links(ask: Ask, read: Read) -> Reply:
    """A card with a link to each document, made now and good for a while."""
    session = visible(ask.person, sessions.find(read.db, ask.form.session))
    version = None if ask.form.draft else _version(read.db, ask.person, session, ask.form.version)
    if version is None:
        _check_draft(ask.person, session)
    data = notice(
        Said(N_("Documents of the minutes")),
        lines=(
            Said("{session}", {"session": session.names}),
            _edition(version),
            Said(
                N_("The links are yours and work for {minutes} minutes."),
                {"minutes": int(VALID.total_seconds()) // 60},
            ),
        ),
        buttons=(
            *_links(ask, read, session, version),
            Button(N_("Back to the minutes"), "minutes.show", {"session": session.id}),
        ),
    )
    return notice_reply(data, f"minutes:{session.id}")


def _edition(version: Version | None) -> Said:
    if version is None:
        return Said(N_("This is the draft: it isn't final."))
    final = version.state is State.FINAL
    message = N_("Version {n}, final.") if final else N_("Version {n}: it isn't final.")
    return Said(message, {"n": version.number})


def _links(ask: Ask, read: Read, session: Session, version: Version | None) -> Iterator[Button]:
    """Those in the asker's language first."""
    for language, suffix in sorted(FILES, key=lambda file: file[0] != ask.language):
        data: dict[str, Any] = {"session": session.id, "language": language, "suffix": suffix}
        data |= {"version": version.number} if version else {"draft": True}
        data |= {"base": read.links.lasting()}
        url = read.links.make(Ticket(MINUTES, ask.person.id, ask.language, data), ask.now)
        yield Button(FILES[language, suffix], way="open", data={"url": url})


def _version(db: Db, person: Person, session: Session, number: int) -> Version:
    """The version, when the person may read it. Raises MinutesNotFinal, also where there is none."""
    found = minutes.version(db, session.id, number) if number else minutes.newest(db, session.id)
    if found is None or not may_read_version(person, session, found):
        raise MinutesNotFinal(session=session.names)
    return found


def _check_draft(person: Person, session: Session) -> None:
    if not may_read_draft(person):
        raise MinutesNotFinal(session=session.names)


def build(db: Db, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The document of a link, for somebody who may read these minutes."""
    wanted = Printing.model_validate(ticket.data)
    language = str(ticket.data.get("language", "fi"))
    suffix = str(ticket.data.get("suffix", "docx"))
    session = visible(person, sessions.find(db, wanted.session))
    if wanted.draft:
        _check_draft(person, session)
        return document(printed_draft(db, minutes.draft(db, session.id), session), language, suffix)
    version = _version(db, person, session, wanted.version)
    return document(printed(db, session, version, str(ticket.data.get("base", ""))), language, suffix)


def document(one: Printed, language: str, suffix: str) -> Document:
    """Printed minutes as a file. `suffix`: docx or html."""
    content_type, make = MAKERS[suffix]
    edition = f"v{one.version}" if one.version else "draft"
    name = f"muistio-{one.id}-{edition}-{language}.{suffix}"
    return Document(name, content_type, make(minutes_paper(one, language)))


ROUTES = (Route(Action.ASK, verb="minutes.documents", form=Printing, show=links, by_mail=True),)
DOCUMENTS = {MINUTES: build}
