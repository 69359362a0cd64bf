"""The round's dates: what is due when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action, may
from knowledge.rounds import Round, due_dates, in_hand, over, takes_proposals
from knowledge.steps import DEADLINES, Step
from storage import rounds

from .minutes import waiting
from .views import suggestions

MOST = 6
NAMES = {
    "kick_off": N_("Kick-off"),
    "picture_due": N_("Situation picture due"),
    "proposals_open": N_("Proposals open"),
    "proposals_close": N_("Last day for proposals"),
    "agenda_due": N_("Agendas published"),
    "sessions_from": N_("Discussions begin"),
    "sessions_to": N_("Discussions end"),
}
EXTEND = {
    Step.PROPOSALS: N_("Extend the time for proposals"),
    Step.PICTURE: N_("Extend the time for the situation picture"),
}


def extend_button(round_: Round, step: Step) -> Button:
    """The button that opens the form which moves a step's deadline."""
    return Button(EXTEND[step], "step.extend", {"round": round_.id, "step": step.value}, way="dialog")


def deadlines(ask: Ask, read: Read) -> Reply:
    """The dates of the round asked for, else of the one in hand; the next one marked."""
    round_ = _round(ask, read)
    dates = due_dates(round_, ask.now)
    coming = next((due.key for due in dates if not due.past), None)
    data = {
        "round": round_.names,
        "dates": [
            {"name": NAMES[due.key], "when": due.when, "past": due.past, "next": due.key == coming}
            for due in dates
        ],
        "minutes": list(_minutes(ask, read)),
        "open": takes_proposals(round_, ask.now),
        "closes": round_.proposals_close,
        "buttons": (*_moves(ask, read, round_), *suggestions(ask, without="dates"))[:MOST],
    }
    return Reply("dates", data)


def _minutes(ask: Ask, read: Read) -> Iterator[dict[str, Any]]:
    """The minutes that wait for an answer, and until when; not where another year is asked about."""
    for at in () if ask.understood.slots.years else waiting(ask, read.db)[:MOST]:
        if at.book.out.due:
            yield {"names": at.session.names, "when": at.book.out.due}


def _round(ask: Ask, read: Read) -> Round:
    """Of the year asked for, the round in which the asker takes part; else the one in hand."""
    years = ask.understood.slots.years
    named = [each for each in rounds.all_rounds(read.db) if each.year in years]
    own = rounds.of_person(read.db, named, ask.person)
    asked = in_hand([each for each in own or named if each.year == named[-1].year], ask.now)
    return asked or rounds.current(read.db, ask.now, ask.person)


def _moves(ask: Ask, read: Read, round_: Round) -> Iterator[Button]:
    """What a coordinator does to the dates; and the way to the others, where several rounds go on."""
    going = [each for each in rounds.all_rounds(read.db) if not over(each, ask.now)]
    if may(ask.person, Action.COORDINATE) and round_ in going:
        yield Button(N_("Steps of the round"), "step.show", {"round": round_.id})
        yield from (extend_button(round_, step) for step in EXTEND if getattr(round_, DEADLINES[step]))
    if len(going) > 1:
        yield Button(N_("All rounds"), "round.list")


ROUTES = (Route(Action.ASK, intent="deadlines", show=deadlines),)
