"""A session as the cards show it: what, when, where, who, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Said
from bot.routes import Ask, Button, Reply
from cards.language import N_
from knowledge import session_plans as plans
from knowledge.availability import Poll, answering_for
from knowledge.clock import today
from knowledge.people import Action, Kind, Organisation, may
from knowledge.places import Names, Places
from knowledge.refusals import Refusal
from knowledge.rounds import over
from knowledge.sessions import Kind as SessionKind
from knowledge.sessions import Session, State, let_in
from storage import people, polls, sessions

from .views import region_names

KINDS = {
    SessionKind.REGIONAL: N_("Regional discussion"),
    SessionKind.JOINT: N_("Joint discussion"),
    SessionKind.IN_DEPTH: N_("In-depth session"),
    SessionKind.PREPARATORY: N_("Preparatory meeting"),
}
STATES = {N_("planned"), N_("announced"), N_("held"), N_("cancelled")}  # their names are what is translated
CAUTIONS = {
    plans.Caution.OUTSIDE: N_("The time is outside the round's days of discussions."),
    plans.Caution.SHARED: N_(
        "In another session at the same time: {names}. A deputy can go to one of the two."
    ),
}


@dataclass(frozen=True)
class Near:
    """What is read for a session's card: names, what else is at the time, what is asked about it."""

    places: Places
    organisations: Mapping[str, Organisation]
    people: Mapping[int, str]
    busy: tuple[Session, ...] = ()
    poll: Poll | None = None


def near(db: Db, places: Places, session: Session, now: datetime) -> Near:
    """What the card of this session needs."""
    named = people.by_ids(db, session.people, today(now))
    return Near(
        places,
        people.organisations(db),
        {person.id: person.name for person in named},
        sessions.running(db, session),
        polls.open_of(db, session.id),
    )


def about(session: Session) -> str:
    """The matter that a session's card shows."""
    return f"session:{session.id}"


def open_button(session: str, *, fills: bool = True) -> Button:
    """The way to a session's card."""
    return Button(N_("Open the session"), "session.show", {"session": session}, fills=fills)


def calendar_button(session: str) -> Button:
    """The way to the calendar file of a session that is announced."""
    return Button(N_("Calendar file"), "session.calendar", {"session": session})


def card(ask: Ask, session: Session, found: Near, *alerts: Refusal) -> Reply:
    """The card of a session that the asker may see."""
    inside = let_in(ask.person, session)
    data = {
        **line(session, found.places, found.organisations),
        "round": session.round.names,
        "length": session.length,
        "inside": inside,
        "people": list(found.people.values()) if inside else [],
        "case_number": session.case_number,
        "reason": session.reason,
        "cautions": list(cautions(ask, session, found)),
        "alerts": alerts,
        "buttons": tuple(_buttons(ask, session, found))[:6],
    }
    return Reply("session", data, about=about(session))


def line(session: Session, places: Places, organisations: Mapping[str, Organisation]) -> dict[str, Any]:
    """What a list and the card show alike."""
    return {
        "id": session.id,
        "names": session.names,
        "kind": KINDS[session.kind],
        "state": session.state,
        "starts": session.starts,
        "ends": session.ends,
        "place": session.place,
        "link": session.link if plans.is_link(session.link) else "",
        "theme": session.theme,
        "regions": region_names(places, session.regions),
        "organisations": [short(organisations[each]) for each in session.organisations],
    }


def short(organisation: Organisation) -> Names:
    """A ministry by its Finnish abbreviation in Finnish, others by their names."""
    if organisation.kind is Kind.MINISTRY and organisation.abbreviation:
        return {**organisation.names, "fi": organisation.abbreviation}
    return organisation.names


def cautions(ask: Ask, session: Session, found: Near) -> Iterator[Said]:
    """What a coordinator should know of the plan."""
    if session.state not in (State.PLANNED, State.ANNOUNCED) or not may(ask.person, Action.OVERSEE):
        return
    for caution, organisations in plans.cautions(session, found.busy):
        yield Said(CAUTIONS[caution], {"names": named(organisations, found.organisations)})


def named(ids: Iterable[str], organisations: Mapping[str, Organisation]) -> list[Names]:
    """The short names of organisations."""
    return [short(organisations[each]) for each in ids if each in organisations]


# Buttons


def _buttons(ask: Ask, session: Session, found: Near) -> Iterator[Button]:
    """What may be done: first what is the next step."""
    reference = {"session": session.id, "version": session.version}
    agenda = Button(N_("Agenda"), "agenda.show", {"session": session.id})
    yield from _minutes(ask, session)
    if may(ask.person, Action.COORDINATE):
        yield from _coordinators(ask, session, found, reference)
    else:
        yield from _answering(ask, session, found)
    yield agenda
    if may(ask.person, Action.OVERSEE):
        yield Button(N_("All sessions"), "session.list", {"round": session.round.id})
    if session.state is State.ANNOUNCED:
        yield calendar_button(session.id)


def _minutes(ask: Ask, session: Session) -> Iterator[Button]:
    """To write the minutes of what was held."""
    if session.state is State.HELD and may(ask.person, Action.RECORD):
        yield Button(N_("Write the minutes"), "minutes.write", {"session": session.id}, style="positive")


def _coordinators(ask: Ask, session: Session, found: Near, reference: Mapping[str, Any]) -> Iterator[Button]:
    if session.state not in (State.PLANNED, State.ANNOUNCED):
        return
    gone = over(session.round, ask.now)
    begun = session.starts is not None and session.starts <= ask.now
    if session.state is State.PLANNED and session.starts and not begun and not gone:
        yield Button(N_("Announce"), "session.announce", reference, style="positive")
    if session.state is State.ANNOUNCED and begun:
        yield Button(N_("Mark as held"), "session.hold", reference, style="positive")
    if not gone:
        yield Button(N_("Edit"), "session.edit", reference)
        yield _times(session, found)
    yield Button(N_("Cancel the session"), "session.cancel", reference, way="dialog", style="destructive")


def _times(session: Session, found: Near) -> Button:
    if found.poll:
        return Button(N_("Answers about times"), "poll.result", {"poll": found.poll.id})
    return Button(N_("Ask for times"), "poll.ask", {"session": session.id}, way="dialog")


def _answering(ask: Ask, session: Session, found: Near) -> Iterator[Button]:
    """To answer which times suit, where that is asked of the person's organisation."""
    own = answering_for(ask.person, session) if found.poll else ()
    if found.poll and len(own) == 1 and ask.now <= found.poll.due:
        data = {"poll": found.poll.id, "organisation": own[0]}
        yield Button(N_("Say which times suit"), "poll.show", data, style="positive")
    elif own:
        yield Button(N_("Say which times suit"), "poll.mine", style="positive")
