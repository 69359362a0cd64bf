"""What one is reminded of, as it stands at a moment and as a card shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlmodel import Session

from bot.forms import button_data, moment_value
from cards.language import N_
from knowledge import reminders as rules
from knowledge.people import Organisation, Person
from knowledge.reminders import HEADS_UP, Duty, Item, Kind
from storage import people
from storage.duties import duties

from .reminder_words import ACTS, MISSING, WHAT, act

DONE_BY = N_("Done by {person}, {date}")
DONE = N_("Done {date}")
DONE_SOMETIME = N_("Done")
GONE = N_("No longer asked")
TOGETHER = timedelta(seconds=1)


@cache
def rung() -> frozenset[Kind]:
    """The kinds of which people are reminded: those whose act is there."""
    from . import all_routes  # the list of features holds this one

    verbs = {route.verb for route in all_routes()}
    return frozenset(kind for kind, (_, verb, _) in ACTS.items() if verb in verbs)


@dataclass(frozen=True)
class Standing:
    """An item and its duty as it stands now; None: it is asked no more."""

    item: Item
    duty: Duty | None

    @property
    def done(self) -> rules.Done | None:
        """Who did it."""
        return self.duty.done.get(self.item.organisation) if self.duty else None

    @property
    def asked(self) -> bool:
        """Is the organisation asked it still, done or not?"""
        return self.duty is not None and self.duty.asks(self.item.organisation)

    def open(self, now: datetime, *, late: bool = False) -> bool:
        """Is it to be done still; `late`, also after its deadline, where that is possible?"""
        if self.duty is None or not self.duty.waits_for(self.item.organisation):
            return False
        return self.duty.possible(now) and (late or now < self.duty.due)

    def settled(self) -> bool:
        """Has it been done, or isn't it asked any more?"""
        return self.duty is None or not self.duty.waits_for(self.item.organisation)


@dataclass(frozen=True)
class Board:
    """The duties at a moment, and what organisations are called."""

    duties: Mapping[tuple[Kind, str], Duty]
    organisations: Mapping[str, Organisation]
    now: datetime

    def standing(self, item: Item) -> Standing:
        """How an item stands."""
        return Standing(item, self.duties.get((item.kind, item.thing)))

    def view(self, standing: Standing) -> dict[str, Any]:
        """An item as a card shows it; it can be kept as JSON."""
        item, duty = standing.item, standing.duty
        settled, organisation = standing.settled(), self.organisations.get(item.organisation)
        return {
            "what": WHAT[item.kind],
            "names": dict(duty.names) if duty else {},
            "organisation": dict(organisation.names) if organisation else {},
            "due": moment_value(duty.due) if duty else None,
            "late": duty is not None and duty.due <= self.now and duty.possible(self.now),
            "heads_up": item.kind in HEADS_UP,
            "missing": "" if settled else MISSING[item.kind],
            "left": rules.days_left(duty, self.now) if duty else 0,
            "count": duty.left.get(item.organisation, 0) if duty and not settled else 0,
            "ended": _ended(standing) if settled else None,
            "buttons": [] if settled else [button_data(act(item))],
        }


def _ended(standing: Standing) -> dict[str, Any]:
    """What became of an item, as a sentence with its values."""
    done = standing.done
    if done is None or not standing.asked:
        return {"message": GONE, "values": {}}
    if done.at is None:
        return {"message": DONE_SOMETIME, "values": {}}
    when = {"date": moment_value(done.at)}
    return (
        {"message": DONE_BY, "values": when | {"person": done.by}}
        if done.by
        else {
            "message": DONE,
            "values": when,
        }
    )


def board(db: Session, now: datetime, kinds: Collection[Kind]) -> Board:
    """The duties of these kinds, of those that people are reminded of."""
    found = duties(db, now, rung() & frozenset(kinds))
    return Board({(each.kind, each.thing): each for each in found}, people.organisations(db), now)


def board_of(db: Session, now: datetime, items: Iterable[Item]) -> Board:
    """The duties of the items' kinds."""
    return board(db, now, {item.kind for item in items})


def shared_board(db: Session, now: datetime, items: Iterable[Item]) -> Board:
    """The same for notices that are made ready together: read once for all that a session is read for."""
    boards: dict[frozenset[Kind], Board] = db.info.setdefault("duties", {})
    kinds = frozenset(item.kind for item in items)
    if kinds not in boards or now - boards[kinds].now > TOGETHER:
        boards[kinds] = board(db, now, kinds)
    return boards[kinds]


def theirs(standing: Standing, person: Person) -> bool:
    """Is it the person's to do?"""
    duty = standing.duty
    return duty is not None and rules.concerns(duty, standing.item.organisation, person)


def references(items: Iterable[Item]) -> list[list[str]]:
    """Items as a message keeps them."""
    return [[item.kind.value, item.thing, item.organisation] for item in items]


def kept(data: Mapping[str, Any]) -> tuple[Item, ...]:
    """The items that a message keeps."""
    return tuple(Item(Kind(kind), thing, organisation) for kind, thing, organisation in data["refs"])
