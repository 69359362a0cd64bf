"""What is gathered from a document of minutes, block by block, by the section that a block stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from . import minute_fields
from .minute_blocks import Block, Found, FoundConclusion, FoundItem, Kind
from .minute_fields import Field
from .minute_headings import BULLET, NAMED, Section, Vocabulary
from .minute_lines import folded

PASSED = 80
"""Characters of what belongs nowhere, to say which it is."""


@dataclass
class Gathering:
    """What was found so far. `language` is the document's own, `spoken` that of the next text where a remark
    tells another; `item` the place of the item in hand, 0 for none; `begun`: a heading was understood.
    """

    words: Vocabulary
    language: str
    section: Section = Section.PASSED
    item: int = 0
    spoken: str = ""
    begun: bool = False
    found: Found = field(default_factory=Found)

    def take(self, block: Block) -> None:
        """Take a block that is no heading."""
        text = folded(block.text)
        if text in self.words.remarks:
            self.spoken = self.words.remarks[text]
        else:
            _TAKE[self.section](self, block)

    def begin_item(self, title: str) -> None:
        """Take an item in hand."""
        self.found = replace(self.found, items=(*self.found.items, FoundItem(title)))
        self.item = len(self.found.items)

    def leave(self, text: str) -> None:
        """Remember a text that belongs nowhere; what stands before all is only counted."""
        if self.begun:
            self.found = replace(self.found, passed=(*self.found.passed, text[:PASSED]))
        else:
            self.found = replace(self.found, front=self.found.front + 1)

    def passed(self, block: Block) -> None:
        """Remember what belongs nowhere."""
        self.leave(_flat(block))

    def left(self, block: Block) -> None:
        """Leave out what is known not to be imported."""

    def present(self, block: Block) -> None:
        """Organisations with their people: a row of a table, or a line."""
        if block.kind is Kind.ROW:
            if folded(block.cells[0]) not in self.words.headers:
                self._there(block.cells[0], ", ".join(filter(None, block.cells[1:])))
            return
        for line in filter(None, map(str.strip, re.split(r"[;\n]", _unlisted(block.text)))):
            name, colon, people = line.partition(":")
            if self.words.section(name) is Section.ABSENT:
                self._absent(people)
            elif colon:
                self._there(name, people)
            else:
                self._several(name)

    def _there(self, name: str, people: str) -> None:
        if name.strip():
            entry = (" ".join(name.split()), ", ".join(" ".join(each.split()) for each in people.split("\n")))
            self.found = replace(self.found, present=(*self.found.present, entry))

    def _several(self, names: str) -> None:
        for each in filter(None, map(str.strip, names.split(","))):
            self._there(each, "")

    def absent(self, block: Block) -> None:
        """Organisations that weren't there."""
        self._absent(_unlisted(_flat(block)))

    def _absent(self, names: str) -> None:
        every = tuple(filter(None, (" ".join(each.split()) for each in re.split(r"[,;\n]", names))))
        self.found = replace(self.found, absent=(*self.found.absent, *every))

    def state(self, block: Block) -> None:
        """A paragraph of the state's view."""
        self.found = replace(self.found, state_view=self._below(self.found.state_view, block))

    def region(self, block: Block) -> None:
        """A paragraph of the regions' view."""
        self.found = replace(self.found, region_view=self._below(self.found.region_view, block))

    def said(self, block: Block) -> None:
        """A paragraph of what was said on the item."""
        if not self.item:
            return self.passed(block)
        items = list(self.found.items)
        item = items[self.item - 1]
        bare = not item.title  # "Kohta 2" stood alone: its title is the next line
        titled = replace(item, title=_flat(block)) if bare else item
        texts = item.texts if bare else self._below(item.texts, block)
        items[self.item - 1] = replace(titled, texts=texts)
        self.found = replace(self.found, items=tuple(items))
        return None

    def _below(self, texts: Mapping[str, str], block: Block) -> dict[str, str]:
        spoken = self.spoken or self.language
        text = _flat(block) if block.kind is not Kind.LIST else f"– {_unlisted(block.text)}"
        return {**texts, spoken: "\n\n".join(filter(None, (texts.get(spoken, ""), text)))}

    # Conclusions

    def concluded(self, block: Block) -> None:
        """A conclusion of a list: an entry, a paragraph or a row is one; a field belongs to the last."""
        text = "; ".join(filter(None, block.cells)) if block.kind is Kind.ROW else _unlisted(block.text)
        if self._field(text) or self._is_header(block):
            return
        said = minute_fields.read(text)
        measure = self.section is Section.MEASURES
        self.conclude(said.title, said.text, said.fields, measure=measure)

    def _is_header(self, block: Block) -> bool:
        """Does a row name columns: one of them conclusions, or the fields that they have?"""
        named = [self.words.section(each) or self.words.fields.get(folded(each)) for each in block.cells]
        return block.kind is Kind.ROW and any(named) and all(len(each) < PASSED // 2 for each in block.cells)

    def told(self, block: Block) -> None:
        """What stands below a conclusion's own heading: its text, then what is known of it."""
        text = _flat(block)
        if self._field(text):
            return
        last = self.found.conclusions[-1]
        spoken = self.spoken or self.language
        self._change(text="\n\n".join(filter(None, (last.text, text))), language=spoken)

    def _field(self, text: str) -> bool:
        """A line such as "Vastuu: LVM" below a conclusion; what is said there of other facts is left out."""
        found, before = NAMED.fullmatch(text), self.found.conclusions
        if found is None or not before:
            return False
        name = folded(found["name"])
        if name in self.words.fields:
            known, one = before[-1].fields, self.words.fields[name]
            value = ", ".join(filter(None, (known.get(one), found["value"].strip())))
            self._change(fields={**known, one: value})
        return name in self.words.fields or name in self.words.known

    def conclude(
        self,
        title: str,
        text: str,
        fields: Mapping[Field, str] | None = None,
        *,
        id_: str = "",
        measure: bool = False,
    ) -> None:
        """Add a conclusion to the item in hand."""
        spoken = self.spoken or self.language
        new = FoundConclusion(title, text, spoken, self.item, id_, measure, fields or {})
        self.found = replace(self.found, conclusions=(*self.found.conclusions, new))

    def _change(self, **values: object) -> None:
        *before, last = self.found.conclusions
        changed = replace(last, **values)  # type: ignore[arg-type]
        self.found = replace(self.found, conclusions=(*before, changed))


def _flat(block: Block) -> str:
    """A block as one text."""
    return " | ".join(filter(None, block.cells)) if block.kind is Kind.ROW else block.text.strip()


def _unlisted(text: str) -> str:
    """A text without the mark of a list before it."""
    found = BULLET.match(text.strip())
    return text.strip()[found.end() :] if found else text.strip()


_TAKE: Mapping[Section, Callable[[Gathering, Block], None]] = {
    Section.ATTENDANCE: Gathering.present,
    Section.ABSENT: Gathering.absent,
    Section.STATE: Gathering.state,
    Section.REGION: Gathering.region,
    Section.ITEMS: Gathering.passed,
    Section.ITEM: Gathering.said,
    Section.DISCUSSION: Gathering.said,
    Section.CONCLUSIONS: Gathering.concluded,
    Section.MEASURES: Gathering.concluded,
    Section.CONCLUSION: Gathering.told,
    Section.PASSED: Gathering.passed,
    Section.LEFT: Gathering.left,
}
