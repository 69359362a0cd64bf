"""Sessions in people's calendars: a card with a fresh link to the file, and the file that it leads to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlmodel import Session as Db

from bot.forms import Said, notice, notice_reply
from bot.links import VALID, Document, Ticket
from bot.routes import Ask, Button, Read, Reply, Route
from cards.documents import calendar
from cards.documents.calendar import CONTENT_TYPE, Event, Method
from cards.language import N_, Texts, texts
from knowledge.people import Action, Person
from knowledge.refusals.sessions import NotForCalendars, NothingForCalendars
from knowledge.session_plans import is_link
from knowledge.sessions import Session, State, let_in, taking_part
from storage import rounds, sessions

from .session_cards import KINDS, about, calendar_button, open_button
from .sessions import SessionRef, visible

__all__ = ["DOCUMENTS", "ROUTES", "all_button", "calendar_button", "calendar_file"]
CALENDAR = "calendar"


def all_button() -> Button:
    """The way to the calendar file of all sessions that one takes part in."""
    return Button(N_("Calendar file of my sessions"), "session.calendar", {"session": ""})


# The link

ALL = Said(N_("All announced sessions of the round that you take part in."))
OPENS = Said(
    N_("The file opens in Outlook and other calendars. The link is yours and works for {minutes} minutes."),
    {"minutes": int(VALID.total_seconds()) // 60},
)
MOVES = Said(N_("If a session moves, you are told: open the file again, and your calendar is put right."))


def link(ask: Ask, read: Read) -> Reply:
    """A card with a link, made now and good for a while, to the file of one session or of all one's own."""
    wanted: str = ask.form.session
    every = (_one(read.db, ask.person, wanted),) if wanted else _mine(read.db, ask.person, ask.now)
    session = every[0]
    url = read.links.make(Ticket(CALENDAR, ask.person.id, ask.language, {"session": wanted}), ask.now)
    opens = Button(N_("Open the calendar file"), way="open", data={"url": url})
    back = Button(N_("Back to the sessions"), "schedule.more", {"round": session.round.id})
    data = notice(
        Said(N_("For your calendar")),
        lines=(Said("{session}", {"session": session.names}) if wanted else ALL, OPENS, MOVES),
        buttons=(opens, open_button(session.id) if wanted else back),
    )
    return notice_reply(data, about(session) if wanted else None)


def _one(db: Db, person: Person, id_: str) -> Session:
    """The session, where it may be in the person's calendar. Raises a Refusal."""
    session = visible(person, sessions.find(db, id_))
    if not _told(session):
        raise NotForCalendars(session=session.names)
    return session


def _mine(db: Db, person: Person, now: datetime) -> tuple[Session, ...]:
    """The sessions of their round in hand that the person takes part in; cancelled ones too, so that the
    calendar hears of it. Raises NothingForCalendars.
    """
    round_ = rounds.current(db, now, person)
    own = tuple(s for s in sessions.of_round(db, round_.id) if _told(s) and taking_part(person, s))
    if not own:
        raise NothingForCalendars
    return own


def _told(session: Session) -> bool:
    """Has it been told when the session is?"""
    told = session.state in (State.ANNOUNCED, State.HELD) or session.announced is not None
    return told and session.starts is not None


# The file


def build(db: Db, person: Person, ticket: Ticket, now: datetime) -> Document:
    """The file of a link."""
    wanted = SessionRef.model_validate(ticket.data).session
    if wanted:
        return calendar_file(person, _one(db, person, wanted), ticket.language, now)
    return _document("sessions", _mine(db, person, now), person, ticket.language, now)


def calendar_file(
    person: Person, session: Session, language: str, now: datetime, method: Method = Method.PUBLISH
) -> Document:
    """A session's calendar file for somebody: that of a cancelled one takes the event away again."""
    gone = session.state is State.CANCELLED
    return _document(session.id, [session], person, language, now, Method.CANCEL if gone else method)


def _document(
    name: str,
    every: Iterable[Session],
    person: Person,
    language: str,
    now: datetime,
    method: Method = Method.PUBLISH,
) -> Document:
    spoken = texts(language)
    events = [_event(each, person, spoken, gone=method is Method.CANCEL) for each in every]
    return Document(f"{name}.ics", CONTENT_TYPE, calendar.calendar(events, language, now, method))


def _event(session: Session, person: Person, spoken: Texts, *, gone: bool) -> Event:
    assert session.starts is not None
    assert session.ends is not None
    link = session.link if let_in(person, session) and is_link(session.link) and not gone else ""
    return Event(
        id=session.id,
        version=session.version,
        names=session.names,
        starts=session.starts,
        ends=session.ends,
        where=session.place or link or spoken.say("online"),
        link=link,
        lines=tuple(_lines(session, link, spoken)),
        cancelled=gone or session.state is State.CANCELLED,
    )


def _lines(session: Session, link: str, spoken: Texts) -> Iterator[str]:
    """What it is, of which round, how to come in, where the agenda is."""
    if session.reason:
        yield spoken.say("Cancelled: {reason}", reason=session.reason)
    yield f"{spoken.say(KINDS[session.kind])} · {spoken.name(session.round.names)}"
    if session.theme:
        yield session.theme
    if link:
        yield spoken.say("Join the meeting: {link}", link=link)
    yield spoken.say("The agenda and the newest facts: ask the bot “when is our discussion?”.")


ROUTES = (Route(Action.ASK, verb="session.calendar", form=SessionRef, show=link, by_mail=True),)
DOCUMENTS = {CALENDAR: build}
