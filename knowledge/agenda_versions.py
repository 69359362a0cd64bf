"""Published versions of an agenda: what keeps one from being published, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from .agendas import Agenda, Item, check_editing
from .refusals.agendas import AgendaEmpty, AgendaTooLong, ItemUnfinished, NotAnnounced, NothingChanged
from .sessions import Session
from .sessions import State as SessionState


@dataclass(frozen=True)
class Version:
    """An agenda as it was published: its number from 1 on, when and by whom."""

    session: str
    number: int
    at: datetime
    by: str
    items: tuple[Item, ...]
    buffer: int


class What(StrEnum):
    """What can change between two versions."""

    REMOVED = "removed"
    ADDED = "added"
    MOVED = "moved"
    TITLE = "title"
    MINUTES = "minutes"
    ORGANISATION = "opener_organisation"
    OPENER = "opener"
    NOTE = "note"
    PROPOSALS = "proposals"
    BUFFER = "buffer"


FIELDS = (What.TITLE, What.MINUTES, What.ORGANISATION, What.OPENER, What.NOTE, What.PROPOSALS)


@dataclass(frozen=True)
class Change:
    """One change. `item` is the item as it is now, or as it was when it was removed; None for the buffer.

    `old` and `new` are places from 1 on for what was added, removed or moved, else the field's values.
    """

    what: What
    item: Item | None
    old: Any = None
    new: Any = None


def changes(old: Version, items: Sequence[Item], buffer: int) -> tuple[Change, ...]:
    """What is different from a version: what went, what came, what moved, what reads otherwise."""
    before, now = {item.id: item for item in old.items}, {item.id: item for item in items}
    gone = tuple(
        Change(What.REMOVED, item, old=place) for place, item in enumerate(old.items, 1) if item.id not in now
    )
    came = tuple(
        Change(What.ADDED, item, new=place) for place, item in enumerate(items, 1) if item.id not in before
    )
    edited = tuple(change for item in items if item.id in before for change in _edits(before[item.id], item))
    space = (Change(What.BUFFER, None, old.buffer, buffer),) if old.buffer != buffer else ()
    return (*gone, *came, *_moves(old.items, items), *edited, *space)


def _edits(old: Item, new: Item) -> Iterator[Change]:
    for what in FIELDS:
        was, is_ = getattr(old, what), getattr(new, what)
        if was != is_:
            yield Change(what, new, was, is_)


def _moves(old: Sequence[Item], new: Sequence[Item]) -> Iterator[Change]:
    """The fewest items that were moved: all but the longest run that stands in the order it had."""
    places = {item.id: place for place, item in enumerate(old, 1)}
    kept = [item for item in new if item.id in places]
    stayed = _longest_rising([places[item.id] for item in kept])
    for place, item in enumerate(new, 1):
        if item.id in places and places[item.id] not in stayed:
            yield Change(What.MOVED, item, places[item.id], place)


def _longest_rising(numbers: Sequence[int]) -> frozenset[int]:
    """The longest part of different numbers that rises, in their order."""
    runs: list[list[int]] = []
    for number in numbers:
        longest = _longest([run for run in runs if run[-1] < number])
        runs.append([*longest, number])
    return frozenset(_longest(runs))


def _longest(runs: Sequence[list[int]]) -> list[int]:
    return max(runs, key=len) if runs else []


# Publishing


def check_publishing(session: Session, agenda: Agenda, newest: Version | None, now: datetime) -> None:
    """Refuse to publish an agenda that isn't ready, or as it is published already."""
    check_editing(session, now)
    if session.state is not SessionState.ANNOUNCED or session.starts is None:
        raise NotAnnounced(session=session.names)
    if not agenda.items:
        raise AgendaEmpty
    if unfinished := [n for n, item in enumerate(agenda.items, 1) if not item.title or item.minutes < 1]:
        raise ItemUnfinished(numbers=", ".join(map(str, unfinished)))
    if (left := agenda.left(session.length)) < 0:
        told = {"minutes": agenda.minutes, "buffer": agenda.buffer, "over": -left, "length": session.length}
        raise AgendaTooLong(**told)
    if newest and not changes(newest, agenda.items, agenda.buffer):
        raise NothingChanged(version=newest.number)
