"""A broadcast on its author's desk: how it stands, in any state; all of them in a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Said
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.broadcasts import FIRST, NEXT, Broadcast, State
from knowledge.people import Action, Person, may
from knowledge.refusals import Refusal
from storage import broadcasts
from storage.broadcast_counts import Counts, counts
from storage.outbox import State as Message

from .broadcast_preview import Shown, preview, see
from .broadcast_words import LIST, WRITE, desk_about, found, ref
from .views import onward

PAGE = 8
TOLD = {
    Message.SENT: N_("Sent"),
    Message.OWED: N_("Waiting"),
    Message.UNREACHABLE: N_("Unreachable"),
    Message.FAILED: N_("Failed"),
    Message.CANCELLED: N_("Cancelled or turned off"),
    Message.NOT_NEEDED: N_("Not needed any more"),
}


def show(ask: Ask, read: Read) -> Reply:
    """The card of a broadcast: of a draft, its preview."""
    one = found(broadcasts.find(read.db, ask.form.broadcast))
    if one.state is State.DRAFT:
        return preview(ask, read.db, one, see(ask, read, one))
    return card(read.db, one, ask.now)


def card(db: Db, one: Broadcast, now: datetime, *alerts: Refusal, lines: tuple[Said, ...] = ()) -> Reply:
    """How a broadcast stands that was confirmed."""
    data = {**view(db, one, now), "alerts": alerts}
    return Reply("broadcast_desk", data | {"lines": (*lines, *data["lines"])}, about=desk_about(one.id))


def view(db: Db, one: Broadcast, now: datetime) -> dict[str, Any]:
    """What that card is drawn from."""
    how = counts(db, one.id)
    return {
        "state": one.state,
        "heading": one.texts[FIRST].title,
        "lines": tuple(_lines(one, how)),
        "facts": [{"title": title, "value": value} for title, value in _facts(one, how)],
        "now": now,
        "alerts": (),
        "buttons": tuple(_buttons(one, how))[:6],
    }


def fresh(db: Db, person: Person, data: Mapping[str, Any], now: datetime) -> Mapping[str, Any] | None:
    """The author's card as things are when it is sent."""
    one = broadcasts.find(db, data["broadcast"])
    if one is None or one.state is State.DRAFT or not may(person, Action.COORDINATE):
        return None
    return view(db, one, now)


def _lines(one: Broadcast, how: Counts) -> Iterator[Said]:
    if one.state is State.SENDING and how.people:
        done = how.people - how.of(Message.OWED)
        yield Said(N_("{n} of {of} done ({percent} %)."), _share(done, how.people))
    if one.state is State.SCHEDULED:
        yield Said(N_("Nothing has been sent yet. You can still change or cancel it."))
    if how.updates:
        yield Said(N_("Cards still to be brought up to date: {n}."), {"n": how.updates})
    if one.state is State.RECALLED and one.reason:
        yield Said(N_("Reason: {reason}"), {"reason": one.reason})


def _share(done: int, every: int) -> dict[str, int]:
    return {"n": done, "of": every, "percent": 100 * done // every}


def _facts(one: Broadcast, how: Counts) -> Iterator[tuple[str, Any]]:
    yield N_("Is sent") if one.state is State.SCHEDULED else N_("Sending began"), one.due
    yield N_("Recipients"), how.people
    for state, title in TOLD.items():
        if how.of(state):
            yield title, how.of(state)
    if one.acknowledge:
        yield N_("Acknowledged"), how.acknowledged


def _buttons(one: Broadcast, how: Counts) -> Iterator[Button]:
    """What may be done: first what is the next step."""
    ways, reference = NEXT[one.state], ref(one)
    if State.DRAFT in ways:
        yield Button(N_("Change it"), "broadcast.change", reference)
    if State.CANCELLED in ways:
        yield Button(N_("Stop sending"), "broadcast.cancel", reference, style="destructive")
    yield Button(N_("Delivery report"), "broadcast.report", {"broadcast": one.id})
    if State.CORRECTED in ways:
        yield Button(N_("Correct it"), "broadcast.correct", reference)
    if State.RECALLED in ways and how.of(Message.SENT):
        yield Button(N_("Recall it"), "broadcast.recall", reference, style="destructive")
    if one.state in (State.CANCELLED, State.RECALLED):
        yield Button(N_("Write a new one from this"), "broadcast.open", {"copy_of": one.id})
    yield LIST


def listed(ask: Ask, read: Read) -> Reply:
    """All broadcasts, the newest first."""
    offset = ask.form.offset if isinstance(ask.form, Shown) else 0
    shown = broadcasts.newest_first(read.db, offset, PAGE)
    more = onward("broadcast.list", {}, offset + PAGE, broadcasts.count(read.db))
    data = {
        "items": [_item(read.db, one, ask.now) for one in shown],
        "buttons": (WRITE, *more),
    }
    return Reply("broadcasts", data)


def _item(db: Db, one: Broadcast, now: datetime) -> dict[str, Any]:
    how = counts(db, one.id)
    return {
        "id": one.id,
        "title": one.texts[FIRST].title,
        "state": one.state,
        "when": one.due or one.created or now,
        "people": how.people,
        "sent": how.of(Message.SENT),
        "asks": one.acknowledge,
        "acknowledged": how.acknowledged,
    }


ROUTES = (
    Route(Action.COORDINATE, verb="broadcast.show", form=Shown, show=show),
    Route(Action.COORDINATE, verb="broadcast.list", form=Shown, show=listed),
)
