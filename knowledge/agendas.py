"""A session's agenda: its items in order, their minutes against the session's length, and its editing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from .proposals import Proposal, State
from .refusals.agendas import (
    AgendaClosed,
    NoSuchItem,
    SessionPast,
    TooManyItems,
    UnknownProposal,
)
from .rounds import check_running
from .sessions import Kind, Session
from .sessions import State as SessionState

TITLE_LIMIT = 120
NOTE_LIMIT = 500
OPENER_LIMIT = 120
ITEMS_LIMIT = 20
BUFFER = 15
"""Minutes kept free at the end of a session when nothing else is said."""
LEAST = 5
"""Minutes suggested for an item at least; suggestions are multiples of it."""
EDITABLE = frozenset({SessionState.PLANNED, SessionState.ANNOUNCED})


@dataclass(frozen=True)
class Item:
    """An item: who opens it (an organisation's id, and a name), and the proposals it came from.

    `minutes` is 0 while nobody has decided them; `id` is 0 before the item is kept, and then stays the same
    through all versions.
    """

    title: str
    minutes: int = 0
    note: str = ""
    opener_organisation: str | None = None
    opener: str = ""
    proposals: tuple[int, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class Agenda:
    """An agenda in preparation. `edition` grows with every edit, `version` with every publication."""

    session: str
    items: tuple[Item, ...] = ()
    buffer: int = BUFFER
    version: int = 0
    edition: int = 0

    @property
    def minutes(self) -> int:
        """What the items take together."""
        return sum(item.minutes for item in self.items)

    @property
    def proposals(self) -> tuple[int, ...]:
        """The proposals that its items came from."""
        return tuple(dict.fromkeys(number for item in self.items for number in item.proposals))

    def left(self, length: int) -> int:
        """Minutes of a session that neither items nor buffer take; below zero when they are too many."""
        return length - self.minutes - self.buffer

    def find(self, item: int) -> Item:
        """The item with this id. Raises NoSuchItem."""
        found = next((each for each in self.items if each.id == item), None)
        if found is None or not item:
            raise NoSuchItem
        return found

    def place_of(self, item: int) -> int:
        """Where the item stands, from 1 on. Raises NoSuchItem."""
        return self.items.index(self.find(item)) + 1


# Minutes


def shares(minutes: int, count: int) -> tuple[int, ...]:
    """What each of so many items gets of the minutes: multiples of five, the first ones the longer ones."""
    if not count:
        return ()
    each, over = divmod(max(minutes // LEAST, count), count)
    return tuple((each + (number < over)) * LEAST for number in range(count))


Span = tuple[datetime | None, datetime | None]


def times(items: Iterable[Item], starts: datetime | None) -> tuple[Span, ...]:
    """When each item begins and ends, one after another from the session's beginning, where it has one."""
    found, at = [], starts
    for item in items:
        until = at + timedelta(minutes=item.minutes) if at else None
        found.append((at, until))
        at = until
    return tuple(found)


# Editing


def check_editing(session: Session, now: datetime) -> None:
    """Refuse to edit the agenda of a session that is behind, or of a round that is over."""
    check_running(session.round, now)
    if session.state not in EDITABLE:
        raise AgendaClosed(session=session.names, state=session.state)
    if session.ends and session.ends < now:
        raise SessionPast(session=session.names, date=session.ends)


def with_items(agenda: Agenda, items: Sequence[Item]) -> Agenda:
    """The agenda with these added at its end. Raises TooManyItems."""
    every = (*agenda.items, *items)
    if len(every) > ITEMS_LIMIT:
        raise TooManyItems(limit=ITEMS_LIMIT)
    return replace(agenda, items=every)


def without(agenda: Agenda, item: int) -> Agenda:
    """The agenda with the item taken off. Raises NoSuchItem."""
    gone = agenda.find(item)
    return replace(agenda, items=tuple(each for each in agenda.items if each is not gone))


def put_at(agenda: Agenda, item: Item, place: int) -> Agenda:
    """The agenda with an item written anew, in a place from 1 on. Raises NoSuchItem.

    An item that was just added has no id yet, as no other has: it is found by that.
    """
    rest = [each for each in agenda.items if each.id != item.id]
    if len(rest) == len(agenda.items):
        raise NoSuchItem
    rest.insert(place - 1, item)
    return replace(agenda, items=tuple(rest))


def evened(agenda: Agenda, length: int) -> Agenda:
    """The agenda with what the buffer leaves of the session divided evenly among its items."""
    minutes = shares(length - agenda.buffer, len(agenda.items))
    items = (replace(item, minutes=own) for item, own in zip(agenda.items, minutes, strict=True))
    return replace(agenda, items=tuple(items))


# What could be added


@dataclass(frozen=True)
class Elsewhere:
    """Another session of the round whose agenda holds proposals already."""

    session: str
    regions: frozenset[str] = field(default_factory=frozenset)
    proposals: frozenset[int] = field(default_factory=frozenset)


def regions_of(proposal: Proposal, homes: Mapping[str, str]) -> frozenset[str]:
    """The regions that a proposal is about: those it names and its owners' own; none is the whole country.

    `homes` gives organisations' regions.
    """
    owners = (homes[owner] for owner in proposal.owners if owner in homes)
    return frozenset((*proposal.content.regions, *owners))


def suits(session: Session, proposal: Proposal, regions: frozenset[str]) -> bool:
    """Is the proposal for this session: of its round and regions, and meant by triage for such a session."""
    in_depth = session.kind is Kind.IN_DEPTH
    meant = proposal.state is (State.IN_DEPTH if in_depth else State.ACCEPTED)
    near = not regions or not regions.isdisjoint(session.regions) or (in_depth and not session.regions)
    return meant and near and proposal.round.id == session.round.id


def taken(session: Session, others: Iterable[Elsewhere]) -> frozenset[int]:
    """Proposals on the agendas of other sessions that share a region with this one.

    A proposal of two regions may be discussed in the session of each.
    """
    own = frozenset(session.regions)
    near = (other for other in others if not own or not other.regions or own & other.regions)
    return frozenset(number for other in near for number in other.proposals)


def as_items(agenda: Agenda, proposals: Sequence[Proposal], length: int) -> tuple[Item, ...]:
    """Items suggested for proposals: opened by who leads them, what is left of the time divided evenly."""
    minutes = shares(agenda.left(length), len(proposals))
    return tuple(
        Item(
            title=proposal.content.title,
            minutes=own,
            opener_organisation=proposal.organisation,
            proposals=(proposal.id,),
        )
        for proposal, own in zip(proposals, minutes, strict=True)
    )


def check_proposals(wanted: Iterable[int], allowed: Iterable[int]) -> None:
    """Refuse proposals that can't be on the agenda."""
    if not set(wanted) <= set(allowed):
        raise UnknownProposal
