"""The sessions of a round: all of them for those who oversee, and the card of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import BaseModel, Field

from bot.forms import Choice, Line, Number, Offset
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action, Person, may
from knowledge.refusals.sessions import NoSuchSession
from knowledge.rounds import Round, over
from knowledge.sessions import Kind, Session, may_see, overlapping
from storage import people, sessions

from . import which_round
from .session_cards import KINDS, Near, card, cautions, line, near
from .views import onward

PAGE = 8
EVERY = "all"
ID_LIMIT = 40


class SessionRef(BaseModel):
    """A button of a session; `version` is the one that was seen."""

    session: str = Field("", max_length=ID_LIMIT)
    version: Number = 0


class Listing(BaseModel):
    """Which of a round's sessions are listed, and from where on."""

    round: Number = 0
    kind: Line = EVERY
    offset: Offset = 0


def visible(person: Person, session: Session | None) -> Session:
    """The session, when the person may see it. Raises NoSuchSession, for one that isn't there as well."""
    if session is None or not may_see(person, session):
        raise NoSuchSession
    return session


def show(ask: Ask, read: Read) -> Reply:
    """The card of a session."""
    session = visible(ask.person, sessions.find(read.db, ask.form.session))
    return card(ask, session, near(read.db, read.memory.facts.places, session, ask.now))


def listed(ask: Ask, read: Read) -> Reply:
    """All sessions of the round in hand, or of the one named: state, time, who, and what is at odds."""
    form = ask.form if isinstance(ask.form, Listing) else Listing()
    round_ = which_round.numbered(ask, read.db, form.round)
    every = sessions.of_round(read.db, round_.id)
    chosen = [s for s in every if form.kind in (EVERY, s.kind)]
    shown = chosen[form.offset : form.offset + PAGE]
    data = {
        "round": round_.names,
        "sessions": _lines(ask, read, shown, every),
        "first": form.offset + 1,
        "last": form.offset + len(shown),
        "count": len(chosen),
        "kinds": (Choice(EVERY, text=N_("All kinds")), *(Choice(kind, text=KINDS[kind]) for kind in Kind)),
        "kind": form.kind if form.kind in set(Kind) else EVERY,
        "buttons": tuple(_buttons(ask, round_, form, len(chosen))),
    }
    return Reply("sessions", data, about=f"sessions:{round_.id}")


def _lines(ask: Ask, read: Read, shown: Sequence[Session], every: Sequence[Session]) -> list[dict[str, Any]]:
    places, known = read.memory.facts.places, people.organisations(read.db)
    found = []
    for session in shown:
        around = Near(places, known, {}, overlapping(session, every))
        said = list(cautions(ask, session, around))
        found.append(line(session, places, known) | {"cautions": said, "mine": False})
    return found


def _buttons(ask: Ask, round_: Round, form: Listing, count: int) -> Iterator[Button]:
    reference = {"round": round_.id, "kind": form.kind}
    if may(ask.person, Action.COORDINATE) and not over(round_, ask.now):
        yield Button(N_("Plan a session"), "session.plan", {"round": round_.id}, style="positive")
    yield Button(N_("Show"), "session.list", {"round": round_.id})
    if form.offset:
        before = {"offset": max(0, form.offset - PAGE)}
        yield Button(N_("Earlier ones"), "session.list", reference | before)
    yield from onward("session.list", reference, form.offset + PAGE, count)


ROUTES = (
    Route(Action.COORDINATE, intent="plan_sessions", show=listed),
    Route(Action.OVERSEE, verb="session.list", form=Listing, show=listed, by_mail=True),
    Route(Action.ASK, verb="session.show", form=SessionRef, show=show, by_mail=True),
)
