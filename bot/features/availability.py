"""When an organisation can come: asked by a card, answered by a press, for all of its people at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Line, Number, Offset, Reading, Said, moment_value, notice, notice_reply, span_value
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import availability as rules
from knowledge.availability import Poll, Suits
from knowledge.people import Action, Kind, Organisation, may
from knowledge.refusals.asking import FieldMissing
from knowledge.refusals.proposals import UnknownChoice
from knowledge.refusals.sessions import AnsweredMeanwhile, NoSuchPoll
from knowledge.rounds import check_running
from knowledge.sessions import Session
from storage import people, polls, sessions

from . import poll_cards as cards
from .views import onward, suggestions

ASKED = "times asked"
PAGE = 12


class PollRef(BaseModel):
    """A button of a poll; `organisation` is the one that answers."""

    poll: Number = 0
    organisation: str = Field("", max_length=100)
    offset: Offset = 0


class Answering(PollRef):
    """What an organisation answers to each time; `seen` is its answer that the card showed."""

    seen: str = Field("", max_length=60)
    time_1: Line = ""
    time_2: Line = ""
    time_3: Line = ""
    time_4: Line = ""
    time_5: Line = ""
    time_6: Line = ""


def mine(ask: Ask, read: Read) -> Reply:
    """What waits for an answer of the person's organisations; one alone is shown at once.

    A coordinator sees each question as a whole, with its answers.
    """
    known, asked = people.organisations(read.db), list(_open(ask, read.db))
    if may(ask.person, Action.COORDINATE):
        return _listed(ask, [_whole(poll, session) for poll, session in asked])
    own = [(p, s, known[each]) for p, s in asked for each in rules.answering_for(ask.person, s)]
    if len(own) == 1:
        return _asked(*own[0])
    waiting = sorted(own, key=lambda one: (one[2].id in one[0].answers, one[0].due))
    return _listed(ask, [_item(*each) for each in waiting])


def _open(ask: Ask, db: Db) -> Iterator[tuple[Poll, Session]]:
    for poll in polls.open_ones(db):
        session = sessions.find(db, poll.session)
        if session and (ask.now <= poll.due or may(ask.person, Action.COORDINATE)):
            yield poll, session


def _listed(ask: Ask, items: list[dict[str, Any]]) -> Reply:
    offset = ask.form.offset if isinstance(ask.form, PollRef) else 0
    after = onward("poll.mine", {}, offset + PAGE, len(items))
    buttons = (*after, *suggestions(ask)[:5])
    return Reply("polls", {"items": items[offset : offset + PAGE], "buttons": buttons})


def _item(poll: Poll, session: Session, organisation: Organisation) -> dict[str, Any]:
    given = poll.answers.get(organisation.id)
    return {
        "verb": "poll.show",
        "data": {"poll": poll.id, "organisation": organisation.id},
        "session": session.names,
        "organisation": organisation.names,
        "due": poll.due,
        "by": given.by if given else "",
        "answered": len(poll.answers),
        "asked": len(session.organisations),
    }


def _whole(poll: Poll, session: Session) -> dict[str, Any]:
    everybody = Organisation("", Kind.OTHER, {})
    return _item(poll, session, everybody) | {"verb": "poll.result", "data": {"poll": poll.id}}


def show(ask: Ask, read: Read) -> Reply:
    """The question to one organisation, with what it answered already."""
    poll, session, organisation = _mine(ask, read.db, polls.find(read.db, ask.form.poll))
    check_running(session.round, ask.now)
    rules.check_answering(ask.person, poll, ask.now)
    return _asked(poll, session, organisation)


def _mine(ask: Ask, db: Db, poll: Poll | None) -> tuple[Poll, Session, Organisation]:
    """The poll with its session, when the asker answers for the organisation. Raises NoSuchPoll otherwise."""
    session = sessions.find(db, poll.session) if poll else None
    if (
        poll is None
        or session is None
        or ask.form.organisation not in rules.answering_for(ask.person, session)
    ):
        raise NoSuchPoll
    return poll, session, people.organisations(db)[ask.form.organisation]


def _asked(poll: Poll, session: Session, organisation: Organisation, **more: Any) -> Reply:
    data = cards.question(poll, session, organisation, **more)
    return Reply("poll", data, about=cards.about(poll, organisation.id))


def answer(ask: Ask, _: object, tx: Tx) -> Reply:
    """Record the organisation's answer, unless a colleague answered meanwhile."""
    poll, session, organisation = _mine(ask, tx.db, polls.hold(tx.db, ask.form.poll))
    check_running(session.round, ask.now)
    rules.check_answering(ask.person, poll, ask.now)
    chosen, reading = _chosen(ask.form, poll)
    before = poll.answers.get(organisation.id)
    if before and ask.form.seen != cards.seen(before):
        alert = AnsweredMeanwhile(person=before.by, date=before.at)
        return _asked(poll, session, organisation, chosen=chosen, alerts=[alert])
    if reading.faults:
        return _asked(poll, session, organisation, chosen=chosen, faults=reading.faults)
    suits = {option.id: Suits(given) for option, given in zip(poll.options, chosen.values(), strict=True)}
    after = polls.answer(tx.db, poll, organisation.id, suits, ask.person.id, ask.now)
    tx.audit("poll.answered", f"poll:{poll.id}", organisation=organisation.id)
    return _recorded(ask, after, session, organisation)


def _chosen(form: Answering, poll: Poll) -> tuple[Mapping[str, str], Reading]:
    """What was chosen for each time, and what is missing or isn't on the list."""
    reading = Reading()
    chosen = {name: getattr(form, name) for name in cards.fields(poll)}
    for name, value in chosen.items():
        if not value:
            reading.fault(FieldMissing(name))
        elif value not in set(Suits):
            reading.fault(UnknownChoice(name, value=value[:40]))
    return chosen, reading


def _recorded(ask: Ask, poll: Poll, session: Session, organisation: Organisation) -> Reply:
    """What was recorded, and how to change it."""
    suits = poll.answers[organisation.id].suits
    times = [
        Said(
            N_("{time}: {answer}"),
            {"time": span_value(o.starts, o.ends), "answer": {"say": cards.SUITS[suits[o.id]]}},
        )
        for o in poll.options
    ]
    reference = {"poll": poll.id, "organisation": organisation.id}
    on = (
        Button(N_("Answers about times"), "poll.result", {"poll": poll.id})
        if may(ask.person, Action.COORDINATE)
        else Button(N_("What else waits for an answer?"), "poll.mine")
    )
    data = notice(
        Said(N_("Recorded: {session}"), {"session": session.names}),
        lines=(*times, Said(CHANGEABLE, {"date": moment_value(poll.due)})),
        facts=((N_("Answered for"), organisation.names),),
        buttons=(Button(N_("Change the answer"), "poll.show", reference), on),
    )
    return notice_reply(data, cards.about(poll, organisation.id))


CHANGEABLE = N_("You or a colleague can change the answer until {date}.")


def unanswered(db: Db, data: Mapping[str, Any]) -> bool:
    """Whether the organisation's answer is still waited for: one of its people is enough."""
    poll = polls.find(db, int(data.get("poll", 0)))
    return poll is not None and poll.closed is None and data.get("organisation") not in poll.answers


NEEDED = {ASKED: unanswered}
ROUTES = (
    Route(Action.CONTRIBUTE, intent="availability", show=mine),
    Route(Action.CONTRIBUTE, verb="poll.mine", form=PollRef, show=mine, by_mail=True),
    Route(Action.CONTRIBUTE, verb="poll.show", form=PollRef, show=show, by_mail=True),
    Route(Action.CONTRIBUTE, verb="poll.answer", form=Answering, handle=answer, by_mail=True),
)
