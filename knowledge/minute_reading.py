"""Minutes read from a document: its headings tell what the text below them is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .minute_blocks import Block, Found, Kind
from .minute_gathering import Gathering
from .minute_headings import BARE, MEASURE, NUMBERED, PUBLIC, Section, Vocabulary, is_swedish
from .minute_lines import folded

PLAIN = 9
"""The level of a heading that only looks like one: below all others."""
HEADING_LENGTH = 200
INSIDE = frozenset({Section.DISCUSSION, Section.CONCLUSIONS, Section.MEASURES, Section.CONCLUSION})
"""What may stand within an item."""


@dataclass(frozen=True)
class Head:
    """A heading that was understood: what it begins, its level, its title."""

    section: Section
    level: int
    title: str = ""
    id: str = ""
    measure: bool = False


@dataclass
class Reader:
    """Reads the blocks of a document one after the other; `titles`, folded, are those of known items."""

    words: Vocabulary
    titles: frozenset[str]
    got: Gathering
    item_level: int = 0
    items_level: int = 0

    def block(self, block: Block) -> None:
        """Take the next block."""
        text = block.text.strip()
        if not (any(block.cells) if block.kind is Kind.ROW else text):
            return
        if head := self._head(block, text):
            self._begin(head)
        else:
            self.got.take(block)

    # Headings

    def _head(self, block: Block, text: str) -> Head | None:
        """The heading that a block is, or None."""
        is_heading = block.kind is Kind.HEADING
        level = block.level if is_heading else PLAIN
        if block.kind is Kind.ROW or len(text) > HEADING_LENGTH or "\n" in text:
            return None
        return (
            self._public(text, level) or self._named(block, text, level) or self._numbered(block, text, level)
        )

    def _public(self, text: str, level: int) -> Head | None:
        """A conclusion under its own id."""
        found = PUBLIC.fullmatch(text)
        if not found or self.words.section(found["kind"]) not in (Section.CONCLUSIONS, Section.MEASURES):
            return None
        told = (found["title"].strip(), found["id"].lower(), folded(found["kind"]) in MEASURE)
        return Head(Section.CONCLUSION, level, *told)

    def _named(self, block: Block, text: str, level: int) -> Head | None:
        """A section by its name: also with a number before it, or as a line of its own."""
        numbered = NUMBERED.fullmatch(text)
        section = self.words.section(numbered["title"] if numbered else text)
        if section is None or (block.kind is Kind.LIST and not block.strong):
            return None
        return Head(section, level)

    def _numbered(self, block: Block, text: str, level: int) -> Head | None:
        """An item: a heading with a number, under one that says that items follow, or one that is known."""
        if block.kind is not Kind.HEADING and not block.strong:
            return None
        found, bare = NUMBERED.fullmatch(text), BARE.fullmatch(text)
        title = found["title"] if found else "" if bare else text
        if found or bare or folded(text) in self.titles:
            return Head(Section.ITEM, min(level, PLAIN - 1), title)
        if block.kind is not Kind.HEADING:
            return None
        below = self.items_level and level > self.items_level and not self._deeper(level)
        if block.numbered or below:
            return Head(Section.ITEM, level, title)
        return None if self.got.item and self._deeper(level) else Head(Section.PASSED, level, text)

    def _deeper(self, level: int) -> bool:
        """Is a heading at this level inside of the item?"""
        return bool(self.got.item) and level > self.item_level

    def _begin(self, head: Head) -> None:
        got, inside = self.got, self._deeper(head.level) and head.section in INSIDE
        if head.section is Section.ITEM:
            self.item_level = head.level
            got.begin_item(head.title)
        elif not inside:
            got.item = 0
        if head.section is Section.CONCLUSION:
            got.conclude(head.title, "", id_=head.id, measure=head.measure)
        if head.section is Section.PASSED and head.title:
            got.leave(head.title)
        got.begun = got.begun or head.section is not Section.PASSED
        self._under(head)
        got.section, got.spoken = head.section, ""

    def _under(self, head: Head) -> None:
        """Whether items are under a heading: from one that says so until the next that isn't below it."""
        if head.section is Section.ITEMS:
            self.items_level = head.level
        elif head.level <= self.items_level:
            self.items_level = 0


def found_in(blocks: Iterable[Block], words: Vocabulary, titles: Iterable[str], language: str) -> Found:
    """What a document holds of minutes. `titles` are those of the items that are known already, `language`
    the one that its texts are in where its headings don't tell.
    """
    every = tuple(blocks)
    swedish = is_swedish(each.text for each in every if each.kind is Kind.HEADING or words.section(each.text))
    spoken = language if swedish is None else "sv" if swedish else "fi"
    reader = Reader(words, frozenset(map(folded, titles)), Gathering(words, spoken))
    for block in every:
        reader.block(block)
    return _titled(reader.got.found)


def _titled(found: Found) -> Found:
    """Without items that have no title; their conclusions belong to none then."""
    places: dict[int, int] = {}
    for place, item in enumerate(found.items, 1):
        if item.title:
            places[place] = len(places) + 1
    items = tuple(each for each in found.items if each.title)
    conclusions = tuple(replace(each, item=places.get(each.item, 0)) for each in found.conclusions)
    return replace(found, items=items, conclusions=conclusions)
