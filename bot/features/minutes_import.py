"""Minutes from a Word document: a card with a link to the page where the file is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Said, notice, notice_reply
from bot.links import VALID, Ticket
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import minutes_drafting as drafting
from knowledge.goals import may_be_named
from knowledge.minute_blocks import Found
from knowledge.minute_import import Import
from knowledge.minute_importing import put_in
from knowledge.minute_names import Known, names
from knowledge.minutes import Draft, Item, Part, PartKind
from knowledge.people import Action, Person
from knowledge.places import Names, Places
from knowledge.sessions import Session
from storage import goals, minutes, minutes_beginning, people, sessions
from storage.minutes import Writer
from storage.transfer.docx import LARGEST
from storage.transfer.minutes import read_minutes, write_import

from .minutes_import_words import used, words
from .minutes_writers import about
from .sessions import ID_LIMIT, visible

UPLOAD = "minutes-upload"
"""The kind of the link to the page; `bot.upload_page` answers it."""
PATH = "/upload"


class SessionRef(BaseModel):
    """A button of a session's draft."""

    session: str = Field("", max_length=ID_LIMIT)


def offer(ask: Ask, read: Read) -> Reply:
    """The link, made now and good for a while."""
    session = writable(read.db, ask.person, ask.form.session)
    ticket = Ticket(UPLOAD, ask.person.id, ask.language, {"session": session.id})
    url = read.links.make(ticket, ask.now, PATH)
    data = notice(
        Said(N_("Import minutes from a document")),
        lines=(
            Said("{session}", {"session": session.names}),
            Said(HOW, {"megabytes": LARGEST}),
            Said(N_("Nothing that is written already is overwritten, and you see first what was found.")),
            Said(N_("The link is yours and works for {minutes} minutes."), {"minutes": VALID.seconds // 60}),
        ),
        buttons=(
            Button(N_("Choose the file"), way="open", data={"url": url}, style="positive"),
            Button(N_("Back to the draft"), "minutes.write", {"session": session.id}),
        ),
    )
    return notice_reply(data, about(session))


HOW = N_(
    "The document is one of Word (.docx), {megabytes} MB at most, with headings such as “Present”, “The"
    " state's view”, “The region's view”, numbered headings for the items, and “Conclusions”."
)


def writable(db: Db, person: Person, session: str) -> Session:
    """A session whose minutes can be written now. Raises a Refusal."""
    found = visible(person, sessions.find(db, session))
    drafting.check_writing(found, minutes.newest(db, found.id))
    return found


# Reading a file


def read_file(db: Db, session: Session, data: bytes, language: str) -> Found:
    """What a file holds of minutes. `language` is that of its texts where its headings don't tell."""
    draft = _draft(db, session, {}, lambda _: drafting.LANGUAGES[0])
    titles = [part.content.title for part in draft.parts if isinstance(part.content, Item)]
    return read_minutes(data, words(), titles, language)


def would_do(db: Db, session: Session, found: Found, places: Places, tongue: Callable[[str], str]) -> Import:
    """What taking it in would do to the draft, which may not be begun yet. Raises a Refusal."""
    regions = {region.code: region.names for region in places.regions}
    draft = _draft(db, session, regions, tongue)
    return put_in(draft, found, session, _known(db, session, places), minutes.next_number(db, session.id))


def _draft(db: Db, session: Session, regions: Mapping[str, Names], tongue: Callable[[str], str]) -> Draft:
    """The draft of a session; where none is begun, what it would begin with."""
    draft = minutes.draft(db, session.id)
    if any(part.kind is PartKind.ATTENDANCE for part in draft.parts):
        return draft
    contents = minutes_beginning.contents(db, session, regions, tongue)
    return Draft(session.id, tuple(Part(-1000 - n, *each, n) for n, each in enumerate(contents)))


def _known(db: Db, session: Session, places: Places) -> Known:
    goal = may_be_named(goals.all_goals(db), session.round.year)
    return names(people.organisations(db), places, goal, used())


def take_in(tx: Tx, session_id: str, found: Found, places: Places, tongue: Callable[[str], str]) -> Import:
    """Put what was found into the draft of a session, beginning it where it isn't yet. Raises a Refusal."""
    sessions.hold(tx.db, session_id)
    session = writable(tx.db, tx.who, session_id)
    writer = Writer(tx.db, session.id, tx.who, tx.now)
    regions = {region.code: region.names for region in places.regions}
    writer.begin(minutes_beginning.contents(tx.db, session, regions, tongue))
    doing = would_do(tx.db, session, found, places, tongue)
    write_import(writer, doing)
    tx.audit("minutes.imported", f"minutes:{session.id}", parts=[step.part.id for step in doing.changes])
    return doing


ROUTES: tuple[Route, ...] = (Route(Action.RECORD, verb="minutes.import", form=SessionRef, show=offer),)
