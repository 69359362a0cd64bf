"""Asking a session's organisations which times suit them, and choosing the time by their answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pydantic import Field
from sqlmodel import Session as Db

from bot.forms import Input, Line, Lines, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import availability as rules
from knowledge import sessions as session_rules
from knowledge.availability import Option, Poll
from knowledge.clock import today
from knowledge.people import Action
from knowledge.places import Places
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import UnknownChoice
from knowledge.refusals.sessions import NobodyToAsk, NoOpenPoll, NoSuchPoll, NoSuchSession
from knowledge.rounds import check_running
from knowledge.sessions import Session
from storage import people, polls, sessions

from .availability import ASKED, PollRef
from .poll_cards import about, question, result
from .session_cards import card, near
from .session_moves import places
from .session_planning import against_plan, change
from .sessions import ID_LIMIT, SessionRef, visible

TIMES_LIMIT = 1000


class Asking(SessionRef):
    """The form that asks for times."""

    times: Lines = ""
    due: Line = ""


class Choosing(PollRef):
    """The time that was chosen."""

    option: str = Field("", max_length=ID_LIMIT)


def ask_form(ask: Ask, read: Read) -> Reply:
    """The form: which times are offered, and until when to answer."""
    session = _askable(ask, visible(ask.person, sessions.find(read.db, ask.form.session)))
    return _form(ask, session, "", f"{rules.suggested_due(ask.now)}")


def _askable(ask: Ask, session: Session | None) -> Session:
    if session is None:
        raise NoSuchSession
    check_running(session.round, ask.now)
    session_rules.check_changeable(session)
    if not session.organisations:
        raise NobodyToAsk(session=session.names)
    return session


def _form(ask: Ask, session: Session, times: str, due: str, *faults: Refusal) -> Reply:
    return form_reply(
        ask,
        Said(N_("Ask for times: {session}"), {"session": session.names}),
        (
            Input("times", N_("Times, one a line, such as 12.1.2027 9.00"), "lines", times, required=True),
            Input("due", N_("Last day to answer"), "day", due, required=True),
        ),
        Button(N_("Ask the organisations"), "poll.ask_now", {"session": session.id}, style="positive"),
        intro=(Said(INTRO, {"fewest": rules.FEWEST, "most": rules.MOST, "minutes": session.length}),),
        faults=faults,
    )


INTRO = N_(
    "Offer {fewest}–{most} times. The contacts and deputies of the session's organisations get a card, and"
    " one answer is enough for each organisation. Each time lasts {minutes} minutes."
)


def ask_now(ask: Ask, _: object, tx: Tx) -> Reply:
    """Ask the session's organisations; what was asked about it before is asked no more."""
    session = _askable(ask, sessions.hold(tx.db, ask.form.session))
    options, faults, due = _read(ask, session)
    if faults or due is None:
        return _form(ask, session, ask.form.times, ask.form.due, *faults)
    poll = polls.add(tx.db, session.id, options, rules.due_of(due), ask.person.id, ask.now)
    tx.audit("poll.asked", f"poll:{poll.id}", session=session.id, times=len(options))
    _tell(tx, poll, session)
    return result(ask, poll, session, people.organisations(tx.db))


def _read(ask: Ask, session: Session) -> tuple[Sequence[Option], tuple[Refusal, ...], date | None]:
    reading = Reading()
    times = reading.text("times", ask.form.times, TIMES_LIMIT, required=True)
    due = reading.day("due", ask.form.due, required=True)
    if reading.faults or due is None:
        return (), tuple(reading.faults), due
    options, wrong = rules.offered(times, session.length, ask.now)
    return options, (*wrong, *rules.due_faults(due, options, ask.now)), due


def _tell(tx: Tx, poll: Poll, session: Session) -> None:
    """A card to the people of each organisation: whoever answers first answers for all."""
    known = people.organisations(tx.db)
    for each in session.organisations:
        to = [
            person
            for person in people.members(tx.db, [each], today(tx.now))
            if each in rules.answering_for(person, session)
        ]
        data, matter = question(poll, session, known[each]) | {"told": True}, about(poll, each)
        tx.owe("poll", to, once=matter, cause=ASKED, data=data, about=matter)


def show(ask: Ask, read: Read) -> Reply:
    """The answers so far."""
    poll, session = _found(read.db, polls.find(read.db, ask.form.poll))
    return result(ask, poll, session, people.organisations(read.db), offset=ask.form.offset)


def _found(db: Db, poll: Poll | None) -> tuple[Poll, Session]:
    session = sessions.find(db, poll.session) if poll else None
    if poll is None or session is None:
        raise NoSuchPoll
    return poll, session


def choose(ask: Ask, known: Places, tx: Tx) -> Reply:
    """Give the session the time that was chosen, when nothing stands against it, and ask no more."""
    sessions.hold_plans(tx.db)
    asked, before = _found(tx.db, polls.find(tx.db, ask.form.poll))
    held, poll = sessions.hold(tx.db, before.id), polls.hold(tx.db, asked.id)
    session = _askable(ask, held)
    if poll is None or poll.closed:
        raise NoOpenPoll
    chosen = next((o for o in poll.options if str(o.id) == ask.form.option), None)
    if chosen is None:
        fault = UnknownChoice("option", value=ask.form.option)
        return result(ask, poll, session, people.organisations(tx.db), fault)
    return _chosen(ask, known, tx, poll, session, session.at(chosen.starts))


def _chosen(ask: Ask, known: Places, tx: Tx, poll: Poll, before: Session, after: Session) -> Reply:
    found = near(tx.db, known, after, ask.now)
    if faults := against_plan(tx, after, before, found.people):
        return result(ask, poll, before, found.organisations, *faults)
    polls.close(tx.db, before.id, ask.now)
    timed = change(tx, before, after)
    tx.audit("poll.chosen", f"poll:{poll.id}", session=timed.id)
    return card(ask, timed, near(tx.db, known, timed, ask.now))


ROUTES = (
    Route(Action.COORDINATE, verb="poll.ask", form=Asking, show=ask_form),
    Route(Action.COORDINATE, verb="poll.ask_now", form=Asking, handle=ask_now),
    Route(Action.OVERSEE, verb="poll.result", form=PollRef, show=show),
    Route(Action.COORDINATE, verb="poll.choose", form=Choosing, prepare=places, handle=choose),
)
