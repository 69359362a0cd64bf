"""What changed between two sets of parts of minutes: what came, went, reads otherwise or moved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any

from .minutes import Attendance, Conclusion, Content, Item, Part, PartKind, View, ordered
from .versions import SPLIT, Mark, Run, shortened

LANGUAGES = ("fi", "sv")


class What(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True)
class Change:
    """A field that changed: `runs` of a text, `gone` and `come` of codes and other values.

    `field` is a name such as `text`, with `language` where it has one; `about` is an organisation's id.
    """

    field: str
    runs: tuple[Run, ...] = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()
    language: str = ""
    about: str = ""


@dataclass(frozen=True)
class PartChange:
    """A part that changed, as it is now (as it was, when it was removed), and the fields that did."""

    what: What
    part: Part
    fields: tuple[Change, ...] = ()


def changes(old_parts: Iterable[Part], new_parts: Iterable[Part]) -> tuple[PartChange, ...]:
    """The parts that differ, in the order of the new ones; those removed last."""
    old, new = ordered(old_parts), ordered(new_parts)
    before, now = {part.id: part for part in old}, {part.id: part for part in new}
    moved = _moved(old, new)
    titles = {str(part.id): part.content.title for part in (*old, *new) if isinstance(part.content, Item)}
    found = (_changed(before.get(part.id), part, titles, moved=part.id in moved) for part in new)
    gone = (PartChange(What.REMOVED, part) for part in old if part.id not in now)
    return (*filter(None, found), *gone)


def _changed(before: Part | None, part: Part, titles: Mapping[str, str], *, moved: bool) -> PartChange | None:
    if before is None:
        return PartChange(What.ADDED, part)
    fields = tuple(_named(each, titles) for each in _fields(before.content, part.content))
    if fields:
        return PartChange(What.CHANGED, part, fields)
    return PartChange(What.MOVED, part) if moved else None


def _named(change: Change, titles: Mapping[str, str]) -> Change:
    """The change; items that a conclusion belongs to are told by their titles."""
    if change.field != "item":
        return change
    gone, come = (tuple(titles.get(each, each) for each in some) for some in (change.gone, change.come))
    return replace(change, gone=gone, come=come)


def _moved(old: Sequence[Part], new: Sequence[Part]) -> frozenset[int]:
    """Those that changed places with their like: other views, items, conclusions of the same item."""
    places = {_like(part): None for part in new}
    return frozenset(each for like in places for each in _moved_among(_alike(old, like), _alike(new, like)))


def _like(part: Part) -> tuple[PartKind, int]:
    return part.kind, part.content.item if isinstance(part.content, Conclusion) else 0


def _alike(parts: Sequence[Part], like: tuple[PartKind, int]) -> list[int]:
    return [part.id for part in parts if _like(part) == like]


def _moved_among(old: list[int], new: list[int]) -> frozenset[int]:
    was, now = [each for each in old if each in new], [each for each in new if each in old]
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    stayed = {each for block in blocks for each in now[block.b : block.b + block.size]}
    return frozenset(now) - stayed


# Fields


def _fields(old: Content, new: Content) -> Iterator[Change]:
    reader = FIELDS[type(new)]
    return reader(old, new) if type(old) is type(new) else iter(())


def _attendance(old: Attendance, new: Attendance) -> Iterator[Change]:
    yield from _codes("present", tuple(old.present), tuple(new.present))
    yield from _codes("absent", old.absent, new.absent)
    for organisation in new.present:
        names = [each.present.get(organisation, "") for each in (old, new)]
        if organisation in old.present and names[0] != names[1]:
            yield Change("names", diff(*names), about=organisation)


def _view(old: View, new: View) -> Iterator[Change]:
    return _texts("text", old.texts, new.texts)


def _item(old: Item, new: Item) -> Iterator[Change]:
    yield from _text("title", old.title, new.title)
    yield from _texts("text", old.texts, new.texts)


def _conclusion(old: Conclusion, new: Conclusion) -> Iterator[Change]:
    for name in ("title", "text"):
        yield from _texts(name, _wordings(old, name), _wordings(new, name))
    for name in LISTS:
        yield from _codes(name, getattr(old, name), getattr(new, name))
    for name in ("measure", "item", "due", "supersedes"):
        yield from _codes(name, _one(getattr(old, name)), _one(getattr(new, name)))


def _wordings(conclusion: Conclusion, name: str) -> Mapping[str, str]:
    return {language: getattr(wording, name) for language, wording in conclusion.texts.items()}


LISTS = ("responsible", "regions", "ministries", "goals", "areas", "used_in")
FIELDS: Mapping[type, Any] = {Attendance: _attendance, View: _view, Item: _item, Conclusion: _conclusion}


def _texts(field: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for language in dict.fromkeys((*LANGUAGES, *old, *new)):
        for change in _text(field, old.get(language, ""), new.get(language, "")):
            yield replace(change, language=language)


def _text(field: str, old: str, new: str) -> Iterator[Change]:
    if old != new:
        yield Change(field, diff(old, new))


def _codes(field: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    gone = tuple(each for each in old if each not in new)
    come = tuple(each for each in new if each not in old)
    if gone or come:
        yield Change(field, gone=gone, come=come)


def _one(value: Any) -> tuple[str, ...]:
    """A single value as codes; none for nothing."""
    if isinstance(value, bool):
        return (str(value),)
    if isinstance(value, date):
        return (value.isoformat(),)
    return (str(value),) if value else ()


# Texts


def diff(old: str, new: str) -> tuple[Run, ...]:
    """Both texts in one, word by word: without what is new it is the old one, without what is old the new."""
    before, after = _tokens(old), _tokens(new)
    old_words, new_words = ([word for word, _ in tokens] for tokens in (before, after))
    steps = SequenceMatcher(None, old_words, new_words, autojunk=False).get_opcodes()
    runs = (
        run
        for kind, first, last, begin, end in steps
        for run in (_same if kind == "equal" else _other)(before[first:last], after[begin:end])
    )
    return tuple(_joined(runs))


Token = tuple[str, str]
"""A word and the space after it."""


def _tokens(text: str) -> list[Token]:
    lead = text[: len(text) - len(text.lstrip())]
    return [("", lead), *re.findall(r"(\S+)(\s*)", text)]


def _same(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    """The same words; the space between them may be another."""
    for (word, before), (_, after) in zip(old, new, strict=True):
        yield Run(word, "same")
        yield from (Run(after, "same"),) if before == after else (Run(before, "old"), Run(after, "new"))


def _other(old: Sequence[Token], new: Sequence[Token]) -> Iterator[Run]:
    yield Run("".join(map("".join, old)), "old")
    yield Run("".join(map("".join, new)), "new")


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """The pieces that hold something, those beside each other that are alike as one."""
    for mark, alike in groupby(filter(_holds, runs), key=lambda run: run.mark):
        yield Run("".join(run.text for run in alike), mark)


def _holds(run: Run) -> bool:
    return bool(run.text)


def to_show(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The pieces for a card: what stayed is shortened; a text changed in very many places is shown twice."""
    if len(runs) > 2 * SPLIT:
        return tuple(Run(side(runs, mark), mark) for mark in BOTH)
    last = len(runs) - 1
    return tuple(
        replace(run, text=shortened(run.text, at == 0, at == last)) if run.mark == "same" else run
        for at, run in enumerate(runs)
    )


BOTH: tuple[Mark, ...] = ("old", "new")


def side(runs: Iterable[Run], mark: Mark) -> str:
    """The whole text on one side of a difference: the old one or the new one."""
    return "".join(run.text for run in runs if run.mark in ("same", mark))
