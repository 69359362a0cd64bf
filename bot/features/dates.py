"""The round's dates and its sessions: what is due when, and when and where people meet."""

from __future__ import annotations

from typing import Any

from bot.routes import Ask, Read, Reply, Route
from cards.language import N_
from knowledge.people import Action
from knowledge.rounds import Round, due_dates, takes_proposals
from storage import rounds

from .views import region_names, suggestions

NAMES = {
    "kick_off": N_("Kick-off"),
    "picture_due": N_("Situation picture due"),
    "proposals_open": N_("Proposals open"),
    "proposals_close": N_("Last day for proposals"),
    "agenda_due": N_("Agendas published"),
    "sessions_from": N_("Discussions begin"),
    "sessions_to": N_("Discussions end"),
}


def deadlines(ask: Ask, read: Read) -> Reply:
    """The dates of the round in hand, the next one marked."""
    round_ = rounds.current(read.db, ask.now)
    dates = due_dates(round_, ask.now)
    coming = next((due.key for due in dates if not due.past), None)
    data = {
        "round": round_.names,
        "dates": [
            {"name": NAMES[due.key], "when": due.when, "past": due.past, "next": due.key == coming}
            for due in dates
        ],
        "open": takes_proposals(round_, ask.now),
        "closes": round_.proposals_close,
        "buttons": suggestions(ask, without="dates"),
    }
    return Reply("dates", data)


def schedule(ask: Ask, read: Read) -> Reply:
    """The announced sessions of the regions asked for, with time and place; else when they are held."""
    round_ = _round(ask, read)
    wanted = set(ask.understood.slots.regions)
    sittings = [s for s in rounds.sessions(read.db, round_.id) if not wanted or wanted & set(s.regions)]
    data = {
        "round": round_.names,
        "regions": region_names(read.memory.facts.places, sorted(wanted)),
        "own_region": ask.understood.own_region,
        "sessions": [_view(read, sitting) for sitting in sittings],
        "from": round_.sessions_from,
        "to": round_.sessions_to,
        "buttons": suggestions(ask),
    }
    return Reply("schedule", data, question=ask.understood)


def _round(ask: Ask, read: Read) -> Round:
    """The round of the year asked for, else the one in hand."""
    years = ask.understood.slots.years
    named = [each for each in rounds.all_rounds(read.db) if each.year in years]
    return named[-1] if named else rounds.current(read.db, ask.now)


def _view(read: Read, sitting: rounds.Sitting) -> dict[str, Any]:
    return {
        "names": sitting.meeting.names,
        "starts": sitting.meeting.starts,
        "ends": sitting.ends,
        "place": sitting.place,
        "link": sitting.link,
        "regions": region_names(read.memory.facts.places, sitting.regions),
    }


ROUTES = (
    Route(Action.ASK, intent="deadlines", show=deadlines),
    Route(Action.ASK, intent="schedule", show=schedule),
)
