"""What changed between two versions of a proposal: field by field, the old and the new marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, Literal

from .content import Content

Mark = Literal["same", "old", "new"]
SPLIT = 24  # stretches: a text changed in more places is shown as the old one and the new one
AROUND = 60  # characters of what stayed the same that are shown on either side of a change
MARKS: Mapping[str, tuple[Mark, ...]] = {
    "equal": ("same",),
    "delete": ("old",),
    "insert": ("new",),
    "replace": ("old", "new"),
}


@dataclass(frozen=True)
class Run:
    """A piece of a text: it stayed, it went, or it came."""

    text: str
    mark: Mark


@dataclass(frozen=True)
class Change:
    """A field of `Content` that changed: `runs` of a text; `gone` and `come` of codes, links and a choice."""

    field: str
    runs: tuple[Run, ...] = ()
    gone: tuple[str, ...] = ()
    come: tuple[str, ...] = ()


@dataclass(frozen=True)
class Version:
    """A version of a proposal, as it was written: who, when, and what stood in it."""

    number: int
    at: datetime
    by: str
    content: Content


def changes(old: Content, new: Content) -> tuple[Change, ...]:
    """The fields that differ, in the order of the form."""
    pairs = ((each.name, getattr(old, each.name), getattr(new, each.name)) for each in fields(Content))
    return tuple(_change(name, before, after) for name, before, after in pairs if before != after)


def _change(name: str, before: Any, after: Any) -> Change:
    if isinstance(before, str):
        return Change(name, runs=marked(before, after))
    if isinstance(before, bool):
        return Change(name, gone=(str(before),), come=(str(after),))
    gone = tuple(each for each in before if each not in after)
    return Change(name, gone=gone, come=tuple(each for each in after if each not in before))


def marked(before: str, after: str) -> tuple[Run, ...]:
    """The two texts in one, word by word; what stayed the same is shortened."""
    old, new = before.split(" ") if before else [], after.split(" ") if after else []
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    if len(steps) > SPLIT:
        return (Run(before, "old"), Run(after, "new"))
    *first, last = _runs(steps, old, new)
    return (*(Run(f"{run.text} ", run.mark) for run in first), last)


def _runs(
    steps: Sequence[tuple[str, int, int, int, int]], old: Sequence[str], new: Sequence[str]
) -> Iterable[Run]:
    for at, (kind, first, last, begin, end) in enumerate(steps):
        for mark in MARKS[kind]:
            text = " ".join(new[begin:end] if mark == "new" else old[first:last])
            yield Run(shortened(text, at == 0, at == len(steps) - 1) if mark == "same" else text, mark)


def shortened(text: str, first: bool, last: bool) -> str:
    """What stayed the same: its ends beside the changes."""
    if len(text) <= 2 * AROUND + 10:
        return text
    return f"{'' if first else text[:AROUND]} … {'' if last else text[-AROUND:]}".strip()
