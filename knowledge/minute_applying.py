"""The draft of minutes while typed lines are applied to it: what each line does, what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from .minute_lines import Line, Word
from .minute_names import Known
from .minutes import Content, Part, PartKind, ordered
from .proposals import Proposal
from .refusals import Refusal
from .refusals import minute_lines as no
from .sessions import Session


@dataclass(frozen=True)
class At:
    """What lines are read with: whose minutes, today, the item in hand (a part's id, 0 for none), the number
    of the next conclusion, names, the items' proposals, ids of the conclusions that may be superseded.
    """

    session: Session
    today: date
    item: int
    number: int
    known: Known
    proposals: tuple[Proposal, ...]
    superseded: frozenset[str]


@dataclass(frozen=True)
class Kept:
    """What a line does: the part as it is after it, with a negative id where it is new.

    `place` is that of the item that it belongs to, 0 for none.
    """

    line: Line
    part: Part
    place: int = 0


@dataclass
class Applying:
    """A draft while lines are applied to it; `item` is the item in hand."""

    parts: dict[int, Part]
    at: At
    item: int
    kept: list[Kept] = field(default_factory=list)
    faults: list[Refusal] = field(default_factory=list)

    @property
    def items(self) -> list[Part]:
        """The items of the draft in their order."""
        return [part for part in ordered(self.parts.values()) if part.kind is PartKind.ITEM]

    def of_kind(self, kind: PartKind) -> Part | None:
        """The only part of a kind."""
        return next((part for part in self.parts.values() if part.kind is kind), None)

    def place(self, item: int) -> int:
        """The place of an item, from 1; 0 for none."""
        return next((place for place, part in enumerate(self.items, 1) if part.id == item), 0)

    def put(self, line: Line, part: Part, item: int = 0) -> None:
        """Keep a part as it is after a line."""
        self.parts[part.id] = part
        self.kept.append(Kept(line, part, self.place(item)))

    def new(self, kind: PartKind, content: Content) -> Part:
        """A part that wasn't there, after those of its kind."""
        last = max((part.position for part in self.parts.values() if part.kind is kind), default=0)
        return Part(-len(self.kept) - 1, kind, content, last + 1)

    def fault(self, refusal: Refusal) -> None:
        """Keep something that is wrong."""
        self.faults.append(refusal)

    def is_empty(self, line: Line, text: str) -> bool:
        """Whether a line has no text, which is a fault."""
        if not text:
            self.fault(no.LineEmpty(line=line.shown, word=line.called))
        return not text

    def measure(self, line: Line, text: str, limit: int) -> None:
        """A text that is longer than it may be is a fault."""
        if len(text) > limit:
            self.fault(no.LineTooLong(line=line.shown, length=len(text), limit=limit))

    def in_hand(self, line: Line) -> Part | None:
        """The item that a line names, or that is in hand; a number that no item has is a fault."""
        items = self.items
        if line.item > len(items):
            none = no.LineNoItems(line=line.shown)
            self.fault(no.LineItemRange(line=line.shown, count=len(items)) if items else none)
            return None
        if line.item:
            return items[line.item - 1]
        held = self.place(self.item) if line.word is not Word.ITEM else 0
        return items[held - 1] if held else None
