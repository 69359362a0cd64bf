"""The plain blocks of a drawn card, from which its e-mail and its page are made: the same words in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .marks import Line

Shape = Literal["text", "lines", "day", "time", "one", "some", "switch"]


@dataclass(frozen=True)
class Act:
    """A button: its verb with its data, or an address. `fills`: what stands in the fields goes along."""

    title: str
    verb: str = ""
    data: Mapping[str, Any] = field(default_factory=dict, hash=False)
    url: str = ""
    style: str = "default"
    fills: bool = True


@dataclass(frozen=True)
class Field:
    """A field. `choices` pair a value with its title; `values` are what stands in it."""

    id: str
    label: str
    shape: Shape
    values: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    open: bool = False
    error: tuple[Line, ...] = ()

    @property
    def value(self) -> str:
        """What stands in it, where that is one text."""
        return self.values[0] if self.values else ""

    @property
    def shown(self) -> str:
        """What stands in it, in words."""
        titles = dict(self.choices)
        return ", ".join(titles.get(value, value) for value in self.values)


@dataclass(frozen=True)
class Block:
    """A part of a card. `looks`: heading, strong, quiet, attention, good, apart. Which fields it has follows
    from its kind: text has `lines`, facts has `facts`, group, row and table have `items`, and so on.
    """

    kind: Literal["text", "facts", "group", "row", "table", "image", "field", "acts"]
    looks: frozenset[str] = frozenset()
    lines: tuple[Line, ...] = ()
    facts: tuple[tuple[tuple[Line, ...], tuple[Line, ...]], ...] = ()
    items: tuple[Block, ...] = ()
    field: Field | None = None
    acts: tuple[Act, ...] = ()
    url: str = ""
    alt: str = ""


def every(parts: Iterable[Block]) -> Iterator[Block]:
    """All blocks, also those inside of others."""
    for part in parts:
        yield part
        yield from every(part.items)
