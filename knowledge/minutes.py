"""The minutes of a session: their parts, the draft being written, the versions that go out.

A part has an id that it keeps in every version, so that a version can be compared with another, and a
correction can name what it is about. What is said may be there in Finnish and in Swedish; nothing is
translated by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from .people import OVERSIGHT, Person, sees
from .records import Wording
from .sessions import Session, seen_by

TEXT_LIMIT = 4000
"""Characters of a view of the situation picture, of what was said on an item, of a conclusion."""
TITLE_LIMIT = 200
NAMES_LIMIT = 1000
"""Characters of the names of those who were there for an organisation."""
FEWEST_DAYS = 3
"""Days that organisations have to answer a version, at least."""


class State(StrEnum):
    """Where a version stands. The draft is no version: it is written in parts."""

    OUT = "out"  # organisations are asked to confirm it
    REPLACED = "replaced"  # a newer version went out
    FINAL = "final"  # locked and published


NEXT: Mapping[State, frozenset[State]] = {
    State.OUT: frozenset({State.REPLACED, State.FINAL}),
    State.REPLACED: frozenset(),
    State.FINAL: frozenset(),
}


class PartKind(StrEnum):
    """What a part of the minutes is, in the order of the document."""

    ATTENDANCE = "attendance"
    STATE_VIEW = "state_view"
    REGION_VIEW = "region_view"
    ITEM = "item"
    CONCLUSION = "conclusion"


VIEWS = (PartKind.STATE_VIEW, PartKind.REGION_VIEW)


@dataclass(frozen=True)
class Attendance:
    """Who was there: by organisation the names as they were written (may be empty), and who was absent."""

    present: Mapping[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()


@dataclass(frozen=True)
class View:
    """A side's view of the situation picture, by language."""

    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Item:
    """An item of the agenda, and what was said on it by language; `agenda_item` is 0 for one added later."""

    title: str
    texts: Mapping[str, str] = field(default_factory=dict)
    agenda_item: int = 0
    proposals: tuple[int, ...] = ()


@dataclass(frozen=True)
class Conclusion:
    """A conclusion. `number` is the last part of its public id and never given to another one.

    `item` is the id of the part that it belongs to, 0 for none. `measure`: it says what somebody does.
    `responsible` are organisations' ids, `ministries` Finnish abbreviations, `regions` codes; `used_in` where
    it is used (`jts`, `ministry_plan`, `regional_plan`); `supersedes` the id of an earlier conclusion.
    """

    number: int
    texts: Mapping[str, Wording]
    item: int = 0
    measure: bool = False
    responsible: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    used_in: tuple[str, ...] = ()
    due: date | None = None
    supersedes: str = ""


Content: TypeAlias = Attendance | View | Item | Conclusion
CONTENTS: Mapping[PartKind, type] = {
    PartKind.ATTENDANCE: Attendance,
    PartKind.STATE_VIEW: View,
    PartKind.REGION_VIEW: View,
    PartKind.ITEM: Item,
    PartKind.CONCLUSION: Conclusion,
}


@dataclass(frozen=True)
class Part:
    """A part of the draft or of a version.

    `edition` grows with every change of it, `at` and `by` tell of the last one; a version's parts have none.
    """

    id: int
    kind: PartKind
    content: Content
    position: int = 0
    edition: int = 0
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True)
class Draft:
    """What is being written about a session: its parts in the order of the document."""

    session: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Version:
    """A version that went out, from 1 on; `due` is until when it is answered."""

    id: int
    session: str
    number: int
    state: State
    parts: tuple[Part, ...]
    sent: datetime | None = None
    due: datetime | None = None
    finalised: datetime | None = None
    checksum: str = ""

    def part(self, number: int) -> Part | None:
        """The part with this id."""
        return next((part for part in self.parts if part.id == number), None)


def ordered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts as the document has them: each item with its conclusions, those without an item last."""
    every = sorted(parts, key=lambda part: (list(PartKind).index(part.kind), part.position, part.id))
    conclusions = [part for part in every if part.kind is PartKind.CONCLUSION]
    found: list[Part] = []
    for part in every:
        if part.kind is not PartKind.CONCLUSION:
            found += [part, *(each for each in conclusions if _item(each) == part.id)]
    return (*found, *(each for each in conclusions if each not in found))


def _item(part: Part) -> int:
    return part.content.item if isinstance(part.content, Conclusion) else 0


def conclusions(parts: Iterable[Part]) -> tuple[Conclusion, ...]:
    """The conclusions among the parts, in their order."""
    return tuple(part.content for part in parts if isinstance(part.content, Conclusion))


def public_id(session: str, number: int) -> str:
    """The lasting id of a conclusion: 2026-19-03."""
    return f"{session}-{number:02}"


def without_edits(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts as a version keeps them."""
    return tuple(replace(part, edition=0, at=None, by="") for part in ordered(parts))


# Who sees what


def may_read_version(person: Person, session: Session, version: Version) -> bool:
    """Final minutes are for everybody admitted, others for the session's organisations and who oversees."""
    tokens = sees(person)
    if version.state is State.FINAL:
        return bool(tokens)
    return OVERSIGHT in tokens or not tokens.isdisjoint(seen_by(session))


def may_read_draft(person: Person) -> bool:
    """What is being written is seen by those who oversee the round."""
    return OVERSIGHT in sees(person)
