"""The printable agenda: a card with fresh links, and the document that they lead to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Number, Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route
from cards.documents import agenda as printing
from cards.language import N_
from knowledge.agenda_versions import Version
from knowledge.agendas import Item, times
from knowledge.people import Action, Organisation, Person
from knowledge.refusals.agendas import AgendaNotOut
from knowledge.sessions import Session, let_in
from storage import agendas, people, sessions

from .agenda_cards import about
from .sessions import ID_LIMIT, visible

AGENDA = "agenda"
LANGUAGES = {"fi": N_("Open in Finnish (DOCX)"), "sv": N_("Open in Swedish (DOCX)")}


class Printing(BaseModel):
    """A button of a published version; 0 stands for the newest."""

    session: str = Field("", max_length=ID_LIMIT)
    version: Number = 0


def links(ask: Ask, read: Read) -> Reply:
    """A card with a link for each language, made now and good for a while."""
    session, version = _version(read.db, ask.person, ask.form.session, ask.form.version)
    own = sorted(LANGUAGES, key=lambda language: language != ask.language)
    data = notice(
        Said(N_("Printable agenda")),
        lines=(
            Said("{session}", {"session": session.names}),
            Said(N_("Version {n}. The links are yours and work for {minutes} minutes."), _values(version)),
        ),
        buttons=(
            *(_link(ask, read, session, version, language) for language in own),
            Button(N_("Back to the agenda"), "agenda.show", {"session": session.id}),
        ),
    )
    return notice_reply(data, about(session))


def _values(version: Version) -> dict[str, int]:
    return {"n": version.number, "minutes": int(VALID.total_seconds()) // 60}


def _link(ask: Ask, read: Read, session: Session, version: Version, language: str) -> Button:
    data = {"session": session.id, "version": version.number, "language": language}
    url = read.links.make(Ticket(AGENDA, ask.person.id, ask.language, data), ask.now)
    return Button(LANGUAGES[language], way="open", data={"url": url})


def _version(db: Db, person: Person, session_id: str, number: int) -> tuple[Session, Version]:
    """The session and its published version, when the person may see them. Raises a Refusal."""
    session = visible(person, sessions.find(db, session_id))
    version = agendas.version(db, session.id, number) if number else agendas.newest(db, session.id)
    if version is None:
        raise AgendaNotOut(session=session.names)
    return session, version


def build(db: Db, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The document of a link, for somebody who may read the agenda."""
    wanted = Printing.model_validate(ticket.data)
    language = str(ticket.data.get("language", ticket.language))
    session, version = _version(db, person, wanted.session, wanted.version)
    if not let_in(person, session):
        session = replace(session, link="")
    return document(db, session, version, language)


def document(db: Db, session: Session, version: Version, language: str) -> Document:
    """A published agenda as a document in a language."""
    known = people.organisations(db)
    items = version.items
    clock = times(items, session.starts)
    printed = printing.Printed(
        names=session.names,
        round=session.round.names,
        version=version.number,
        published=version.at,
        lines=[
            _line(item, at, known.get(item.opener_organisation or ""))
            for item, at in zip(items, clock, strict=True)
        ],
        buffer=version.buffer,
        participants=[known[each].names for each in session.organisations if each in known],
        starts=session.starts,
        ends=session.ends,
        place=session.place,
        link=session.link,
        case_number=session.case_number or session.round.case_number or "",
    )
    name = f"agenda-{session.id}-v{version.number}-{language}.docx"
    return Document(name, printing.CONTENT_TYPE, printing.agenda_document(printed, language))


def _line(
    item: Item, at: tuple[datetime | None, datetime | None], organisation: Organisation | None
) -> printing.Line:
    names = organisation.names if organisation else None
    return printing.Line(*at, item.title, item.minutes, item.note, names, item.opener)


ROUTES = (Route(Action.ASK, verb="agenda.print", form=Printing, show=links),)
DOCUMENTS = {AGENDA: build}
