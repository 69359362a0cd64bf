"""Typed lines applied to a draft of minutes, each by its word.

All or nothing: where one line of a message is wrong, none is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from .minute_applying import Applying, At
from .minute_concluding import conclude
from .minute_lines import ALONE, Line, Word
from .minute_names import unknown
from .minutes import NAMES_LIMIT, TEXT_LIMIT, Attendance, Draft, Item, Part, PartKind, View
from .refusals import Refusal
from .refusals import minute_lines as no

SIDES = {Word.STATE: PartKind.STATE_VIEW, Word.REGION: PartKind.REGION_VIEW}


def apply(draft: Draft, lines: Iterable[Line], at: At) -> Applying:
    """Apply lines in their order. Those that stand alone in a message are not for here."""
    applying = Applying({part.id: part for part in draft.parts}, at, at.item)
    for line in lines:
        _APPLY.get(line.word, _odd)(applying, line)
    return applying


def odd(line: Line) -> Refusal:
    """What is wrong with a line whose word isn't known, or stands in the wrong place."""
    told = {"line": line.shown, "word": line.called}
    if line.word in ALONE:
        return no.LineNotAlone(**told)
    if line.word is Word.CHAT:
        return no.LineNotFirst(**told)
    if line.near:
        return no.LineWordMisspelt(near=line.near, **told)
    return no.LineWordUnknown(**told) if line.called else no.LineWithoutWord(**told)


def _odd(applying: Applying, line: Line) -> None:
    applying.fault(odd(line))


# Items and what was said


def _choose(applying: Applying, line: Line) -> None:
    """Take an item in hand; what stands after its number was said on it."""
    if found := _item(applying, line):
        applying.item = found.id
        if line.text:
            _write(applying, line, found)


def _note(applying: Applying, line: Line) -> None:
    if not applying.is_empty(line, line.text) and (found := _item(applying, line)):
        _write(applying, line, found)


def _item(applying: Applying, line: Line) -> Part | None:
    """The item that a line is about, which it can't do without; the only one needs no number."""
    known, items = len(applying.faults), applying.items
    found = applying.in_hand(line)
    if found or len(applying.faults) > known:
        return found
    if len(items) == 1 and line.word is not Word.ITEM:
        return items[0]
    missing = no.LineItemMissing(line=line.shown, count=len(items))
    applying.fault(missing if items else no.LineNoItems(line=line.shown))
    return None


def _write(applying: Applying, line: Line, item: Part) -> None:
    if isinstance(item.content, Item):
        texts = _added(applying, line, item.content.texts)
        applying.put(line, replace(item, content=replace(item.content, texts=texts)), item.id)


def _view(applying: Applying, line: Line) -> None:
    if line.word is None or applying.is_empty(line, line.text):
        return
    part = applying.of_kind(SIDES[line.word]) or applying.new(SIDES[line.word], View())
    if isinstance(part.content, View):
        applying.put(line, replace(part, content=View(_added(applying, line, part.content.texts))))


def _added(applying: Applying, line: Line, texts: Mapping[str, str]) -> dict[str, str]:
    """The texts with a line's own below them."""
    spoken = line.written
    whole = "\n\n".join(filter(None, (texts.get(spoken, ""), line.text)))
    applying.measure(line, whole, TEXT_LIMIT)
    return {**texts, spoken: whole}


# Who was there


def _present(applying: Applying, line: Line) -> None:
    """Add who was there: "LVM: names; Lapin liitto: names", or only organisations."""
    if applying.is_empty(line, line.text):
        return
    part = applying.of_kind(PartKind.ATTENDANCE) or applying.new(PartKind.ATTENDANCE, Attendance())
    was = part.content if isinstance(part.content, Attendance) else Attendance()
    present = dict(was.present)
    for id_, names in _there(applying, line):
        present[id_] = ", ".join(filter(None, (present.get(id_, ""), names)))
        applying.measure(line, present[id_], NAMES_LIMIT)
    absent = tuple(each for each in was.absent if each not in present)
    applying.put(line, replace(part, content=Attendance(present, absent)))


def _there(applying: Applying, line: Line) -> Iterator[tuple[str, str]]:
    """By organisation the names that are given; unknown ones are faults."""
    listing = applying.at.known.organisations
    for each in filter(None, map(str.strip, line.text.replace("\n", ";").split(";"))):
        called, colon, names = each.partition(":")
        for name in [called.strip()] if colon else list(filter(None, map(str.strip, each.split(",")))):
            if id_ := listing.find(name):
                yield id_, " ".join(names.split())
            else:
                applying.fault(unknown(name, listing.near(name), line.shown))


_APPLY: Mapping[Word | None, Callable[[Applying, Line], None]] = {
    Word.ITEM: _choose,
    Word.NOTE: _note,
    Word.STATE: _view,
    Word.REGION: _view,
    Word.PRESENT: _present,
    Word.CONCLUSION: conclude,
    Word.MEASURE: conclude,
}
