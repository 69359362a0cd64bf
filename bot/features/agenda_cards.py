"""Agendas as the cards show them: the one in preparation, the published one, and all of a round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.routes import Ask, Button, Reply
from cards.language import N_
from knowledge.agenda_versions import Version, changes
from knowledge.agendas import Item, check_editing, times
from knowledge.people import Action, may
from knowledge.proposals import Proposal
from knowledge.refusals import Refusal
from knowledge.sessions import Session

from . import agenda_words as words
from .agenda_desk import Desk
from .session_cards import open_button
from .views import cut

NOTES, PREPARED_NOTES = 4_000, 1_200  # characters of all notes on a card
SHORTEST_NOTE = 40
NUMBERS = 6  # proposals named beside an item


def about(session: Session) -> str:
    """The matter that an agenda's card shows."""
    return f"agenda:{session.id}"


def in_preparation(ask: Ask, at_hand: Desk, *alerts: Refusal) -> Reply:
    """The agenda in preparation, with the buttons of those who may build it."""
    session, agenda = at_hand.session, at_hand.agenda
    builds = can_build(ask, session)
    data = {
        "names": session.names,
        "state": session.state,
        "starts": session.starts,
        "ends": session.ends,
        "minutes": agenda.minutes,
        "buffer": agenda.buffer,
        "length": session.length,
        "left": agenda.left(session.length),
        "items": [_prepared(at_hand, place, item) for place, item in enumerate(agenda.items, 1)],
        "free": len(at_hand.free) if builds else 0,
        "version": agenda.version,
        "changed": bool(at_hand.newest and changes(at_hand.newest, agenda.items, agenda.buffer)),
        "builds": builds,
        "reference": at_hand.reference,
        "alerts": alerts,
        "buttons": tuple(_building(ask, at_hand) if builds else _looking(at_hand)),
    }
    return Reply("agenda_build", data, about=about(session))


def can_build(ask: Ask, session: Session) -> bool:
    """Whether the asker may edit the session's agenda now."""
    try:
        check_editing(session, ask.now)
    except Refusal:
        return False
    return may(ask.person, Action.TRIAGE)


def _prepared(at_hand: Desk, place: int, item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "place": place,
        "title": item.title,
        "minutes": item.minutes,
        "starts": None,
        "ends": None,
        "opener": words.opener(item, at_hand.organisations),
        "note": _note(item, len(at_hand.agenda.items), PREPARED_NOTES),
        "proposals": numbers(item, at_hand.proposals),
    }


def numbers(item: Item, known: Mapping[int, Proposal]) -> list[str]:
    """What people call the proposals by that an item came from; of many the first ones."""
    found = [known[each].number for each in item.proposals if each in known]
    return [*found[:NUMBERS], "…"] if len(found) > NUMBERS else found


def _note(item: Item, count: int, together: int) -> str:
    """An item's note, cut so that the notes of so many items fit on a card."""
    return cut(item.note, max(SHORTEST_NOTE, together // max(count, 1)))


def _building(ask: Ask, at_hand: Desk) -> Iterator[Button]:
    reference = at_hand.reference
    if free := len(at_hand.free):
        yield Button(N_("Add from proposals ({n})"), "agenda.pick", reference, values={"n": free})
    yield Button(N_("Add an item"), "agenda.item", reference)
    if at_hand.agenda.items:
        yield Button(N_("Divide the time"), "agenda.time", reference)
        yield Button(N_("Publish …"), "agenda.check", reference, style="positive")
    yield from _looking(at_hand)


def _looking(at_hand: Desk) -> Iterator[Button]:
    if at_hand.newest:
        yield Button(N_("Published agenda"), "agenda.show", {"session": at_hand.session.id})
    yield Button(N_("All agendas"), "agenda.list", {"round": at_hand.session.round.id})


# Published


def published(ask: Ask, at_hand: Desk, version: Version, before: Version | None) -> Reply:
    """A published agenda: times, items, and what changed since the version before."""
    session = at_hand.session
    changed = changes(before, version.items, version.buffer) if before else ()
    data = {
        "names": session.names,
        "state": session.state,
        "starts": session.starts,
        "ends": session.ends,
        "place": session.place,
        "version": version.number,
        "published": version.at,
        "items": _published(at_hand, version),
        "buffer": version.buffer,
        "own_region": False,
        "changes": words.changes(changed, at_hand.organisations),
        "buttons": tuple(_reading(ask, at_hand, version)),
    }
    return Reply("agenda", data, about=about(session))


def _published(at_hand: Desk, version: Version) -> list[dict[str, Any]]:
    items = version.items
    clock = times(items, at_hand.session.starts)
    return [
        _prepared(at_hand, place, item)
        | {"starts": at[0], "ends": at[1], "note": _note(item, len(items), NOTES)}
        for place, (item, at) in enumerate(zip(items, clock, strict=True), 1)
    ]


def _reading(ask: Ask, at_hand: Desk, version: Version) -> Iterator[Button]:
    session = at_hand.session
    yield Button(N_("Printable (DOCX)"), "agenda.print", {"session": session.id, "version": version.number})
    yield open_button(session.id)
    if can_build(ask, session):
        yield Button(N_("Edit the agenda"), "agenda.build", {"session": session.id})
    elif may(ask.person, Action.OVERSEE):
        yield Button(N_("In preparation"), "agenda.draft", {"session": session.id})
