"""Typed conclusions applied to a draft of minutes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from . import minute_fields
from .calendar import YEARS_AHEAD, far_ahead
from .clock import finnish
from .minute_applying import Applying
from .minute_fields import Field, Said
from .minute_lines import Line, Word
from .minute_names import codes, day
from .minutes import TEXT_LIMIT, TITLE_LIMIT, Conclusion, Part, PartKind
from .minutes_drafting import PARTS_LIMIT, prefilled
from .records import Wording
from .refusals import minute_lines as no

LISTS = (Field.RESPONSIBLE, Field.REGIONS, Field.MINISTRIES, Field.GOALS, Field.AREAS, Field.USED_IN)


def conclude(applying: Applying, line: Line) -> None:
    """Add a conclusion, to the item in hand where there is one."""
    said = minute_fields.read(line.text)
    if applying.is_empty(line, said.text):
        return
    item = applying.in_hand(line)
    _check(applying, line, said)
    at = applying.at
    content = prefilled(item, at.proposals, at.session, at.number + _new(applying))
    told = {line.written: Wording(said.title, said.text)}
    content = replace(content, texts=told, measure=line.word is Word.MEASURE)
    content = _Reading(applying, line, said).filled(content)
    applying.put(line, applying.new(PartKind.CONCLUSION, content), item.id if item else 0)


def _new(applying: Applying) -> int:
    return sum(_is_conclusion(each.part) for each in applying.kept)


def _is_conclusion(part: Part) -> bool:
    return part.kind is PartKind.CONCLUSION


def _check(applying: Applying, line: Line, said: Said) -> None:
    """What stands against the conclusion as a whole."""
    applying.measure(line, said.text, TEXT_LIMIT)
    if len(said.title) > TITLE_LIMIT:
        told = {"length": len(said.title), "limit": TITLE_LIMIT}
        applying.fault(no.LineTitleTooLong(line=line.shown, **told))
    for word, near in said.near:
        applying.fault(no.LineFieldMisspelt(line=line.shown, value=word, near=near))
    if sum(map(_is_conclusion, applying.parts.values())) >= PARTS_LIMIT:
        applying.fault(no.TooManyLines(line=line.shown, limit=PARTS_LIMIT))


@dataclass(frozen=True)
class _Reading:
    """The fields of a conclusion while they are read; what is wrong with them goes to the draft."""

    applying: Applying
    line: Line
    said: Said

    def filled(self, content: Conclusion) -> Conclusion:
        """The conclusion with what its fields say; a ministry that is responsible is concerned too."""
        values: dict[str, Any] = {name.value: self._codes(name) for name in LISTS if name in self.said.fields}
        filled = replace(content, **values, due=self._due(), supersedes=self._earlier())
        of = self.applying.at.known.ministry_of
        concerned = (of[each] for each in filled.responsible if each in of)
        return replace(filled, ministries=tuple(dict.fromkeys((*filled.ministries, *concerned))))

    def _codes(self, name: Field) -> tuple[str, ...]:
        found, faults = codes(name, self.said.fields[name], self.applying.at.known, self.line.shown)
        self.applying.faults += faults
        return found

    def _due(self) -> date | None:
        typed = self.said.fields.get(Field.DUE)
        if not typed:
            return None
        found, line, at = day(typed), self.line.shown, self.applying.at
        starts = at.session.starts
        if found is None:
            self.applying.fault(no.LineBadDay(line=line, value=typed[:40]))
        elif far_ahead(found, at.today):
            self.applying.fault(no.LineFarDay(line=line, date=found, limit=YEARS_AHEAD))
        elif starts and found < finnish(starts).date():
            self.applying.fault(no.LineDayBefore(line=line, date=found))
        return found

    def _earlier(self) -> str:
        typed = self.said.fields.get(Field.SUPERSEDES, "").strip().removeprefix("#").lower()
        if typed and typed not in self.applying.at.superseded:
            self.applying.fault(no.LineUnknown(line=self.line.shown, value=typed[:40]))
        return typed
