"""When and where people meet: what is announced, and for those who oversee also what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from bot.forms import Codes, Number, Offset
from bot.routes import Ask, Button, Read, Reply, Route
from knowledge.people import Action
from knowledge.rounds import Round
from knowledge.sessions import Session, State, let_in, may_see, taking_part
from storage import people, rounds, sessions

from . import which_round
from .invitations import all_button
from .session_cards import line
from .views import onward, region_names, suggestions

PAGE = 10


class Page(BaseModel):
    """Where a listing goes on."""

    round: Number = 0
    regions: Codes = ()
    offset: Offset = 0


def schedule(ask: Ask, read: Read) -> Reply:
    """The sessions of the regions asked for, with time and place; else when they are held."""
    round_ = which_round.said(ask, read.db, own=True)
    return _listed(ask, read, round_, ask.understood.slots.regions)


def page(ask: Ask, read: Read) -> Reply:
    """The sessions after those that were shown."""
    round_ = which_round.found(rounds.by_id(read.db, ask.form.round))
    return _listed(ask, read, round_, ask.form.regions, ask.form.offset)


def _listed(ask: Ask, read: Read, round_: Round, regions: Iterable[str], offset: int = 0) -> Reply:
    wanted, places = set(regions), read.memory.facts.places
    every = [s for s in sessions.of_round(read.db, round_.id) if not wanted or wanted & set(s.regions)]
    seen = [session for session in every if _shown(ask, session)]
    data = {
        "round": round_.names,
        "regions": region_names(places, sorted(wanted)),
        "own_region": ask.understood.own_region,
        "sessions": _lines(ask, read, seen[offset : offset + PAGE]),
        "from": round_.sessions_from,
        "to": round_.sessions_to,
        "buttons": (*_more(round_, wanted, offset, len(seen)), *_calendar(ask, every), *suggestions(ask))[:6],
    }
    return Reply("schedule", data, question=ask.understood if ask.kind == "message" else None)


def _shown(ask: Ask, session: Session) -> bool:
    """A session that was never announced and never will be is nobody's date."""
    told = session.state is not State.CANCELLED or session.announced is not None
    return told and may_see(ask.person, session)


def _lines(ask: Ask, read: Read, shown: Iterable[Session]) -> list[dict[str, Any]]:
    known, places = people.organisations(read.db), read.memory.facts.places
    return [
        line(each, places, known)
        | {"mine": taking_part(ask.person, each), "inside": let_in(ask.person, each)}
        for each in shown
    ]


def _calendar(ask: Ask, every: Iterable[Session]) -> Iterator[Button]:
    mine = (each for each in every if each.state is State.ANNOUNCED and taking_part(ask.person, each))
    if any(mine):
        yield all_button()


def _more(round_: Round, regions: Iterable[str], offset: int, count: int) -> tuple[Button, ...]:
    data = {"round": round_.id, "regions": ",".join(sorted(regions))}
    return onward("schedule.more", data, offset + PAGE, count)


ROUTES = (
    Route(Action.ASK, intent="schedule", show=schedule),
    Route(Action.ASK, verb="schedule.more", form=Page, show=page),
)
