"""A document as plain blocks, on its way into minutes; and what was found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .minute_fields import Field


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    TEXT = "text"
    LIST = "list"
    ROW = "row"


@dataclass(frozen=True)
class Block:
    """A paragraph, or a row of a table with its cells; a heading's level is 0 for the document's title."""

    kind: Kind
    text: str = ""
    level: int = 0
    numbered: bool = False
    strong: bool = False
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundItem:
    """An item as a document has it."""

    title: str
    texts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FoundConclusion:
    """A conclusion as a document has it: `item` is the place of its item there, from 1; 0 for none.

    `id` is the public one that the document gives it, `fields` what it says of it by field.
    """

    title: str
    text: str
    language: str
    item: int = 0
    id: str = ""
    measure: bool = False
    fields: Mapping[Field, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What was found in a document: who was there by the organisation's name as written, both sides' views
    by language, items, conclusions; beginnings of texts that belong nowhere, and how many texts stand before
    the first heading that was understood.
    """

    present: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    state_view: Mapping[str, str] = field(default_factory=dict)
    region_view: Mapping[str, str] = field(default_factory=dict)
    items: tuple[FoundItem, ...] = ()
    conclusions: tuple[FoundConclusion, ...] = ()
    passed: tuple[str, ...] = ()
    front: int = 0

    @property
    def empty(self) -> bool:
        """Was nothing found that belongs into minutes?"""
        views = (self.state_view, self.region_view)
        return not (self.present or self.absent or any(views) or self.items or self.conclusions)
