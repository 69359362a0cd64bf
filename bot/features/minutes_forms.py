"""The forms of a draft's parts: what comes back from them, and what stands in them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Any, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from bot.forms import Chosen, Codes, Line, Lines, Short
from knowledge import minutes_drafting as drafting
from knowledge.minutes import Attendance, Content, Part, PartKind
from knowledge.minutes_faults import LISTS

from .minutes_sheet import Sheet
from .minutes_writers import PartRef

FORM_BYTES = 20_000  # of all texts of a form: with the form around them they stay below a card's 28 KB
ROWS = 8  # organisations in one form


class Fitting(PartRef):
    """A form whose texts have to fit into a card when it is shown again."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if weight(self) > FORM_BYTES:
            raise PydanticCustomError("string_too_long", "the form is too long", {"max_length": FORM_BYTES})
        return self


def weight(form: PartRef) -> int:
    """How many bytes a form's texts take on a card."""
    typed = form.model_dump(exclude=set(PartRef.model_fields))
    return len(json.dumps(typed, ensure_ascii=False).encode("utf-8", "replace"))


class AttendanceForm(Fitting):
    """Some of the organisations, `who`: which of them were absent, and the names of each one's people."""

    who: Codes = ()
    absent: Codes = ()
    names_0: Lines = ""
    names_1: Lines = ""
    names_2: Lines = ""
    names_3: Lines = ""
    names_4: Lines = ""
    names_5: Lines = ""
    names_6: Lines = ""
    names_7: Lines = ""

    def names(self, place: int) -> str:
        """The names that were typed for the organisation in a place of the form."""
        return str(getattr(self, f"names_{place}"))


class ViewForm(Fitting):
    """A view in two languages."""

    text_fi: Lines = ""
    text_sv: Lines = ""

    @property
    def texts(self) -> dict[str, str]:
        """The texts that say something."""
        typed = {language: str(getattr(self, f"text_{language}")) for language in drafting.LANGUAGES}
        return {language: text for language, text in typed.items() if text}


class ItemForm(ViewForm):
    """An item, and what was said on it."""

    title: Line = ""
    place: Short = ""


class ConclusionForm(ViewForm):
    """A conclusion as it was typed."""

    title_fi: Line = ""
    title_sv: Line = ""
    item: Chosen = ""
    kind: Chosen = ""
    responsible: Codes = ()
    due: Short = ""
    ministries: Codes = ()
    regions: Codes = ()
    goals: Codes = ()
    areas: Codes = ()
    used_in: Codes = ()
    supersedes: Short = ""
    place: Short = ""


# What stands in a form


def attendees(sheet: Sheet, content: Attendance) -> tuple[str, ...]:
    """The organisations of the attendance: the session's, and others that were written in."""
    return tuple(dict.fromkeys((*sheet.desk.session.organisations, *content.present, *content.absent)))


def rows(sheet: Sheet, content: Content, offset: int) -> tuple[str, ...]:
    """Those of them that stand in the form from `offset` on."""
    every = attendees(sheet, content) if isinstance(content, Attendance) else ()
    return tuple(islice(every, offset, offset + ROWS))


def _attendance(sheet: Sheet, content: Any, place: int, offset: int = 0) -> dict[str, Any]:
    shown = rows(sheet, content, offset)
    names = {f"names_{at}": content.present.get(each, "") for at, each in enumerate(shown)}
    return {"who": shown, "absent": tuple(each for each in content.absent if each in shown), **names}


def _view(sheet: Sheet, content: Any, place: int, offset: int = 0) -> dict[str, Any]:
    return {f"text_{language}": text for language, text in content.texts.items()}


def _item(sheet: Sheet, content: Any, place: int, offset: int = 0) -> dict[str, Any]:
    texts = _view(sheet, content, place)
    return {**texts, "title": content.title, "place": str(place)}


def _conclusion(sheet: Sheet, content: Any, place: int, offset: int = 0) -> dict[str, Any]:
    worded = {
        f"{name}_{language}": getattr(wording, name)
        for language, wording in content.texts.items()
        for name in ("title", "text")
    }
    return {
        **worded,
        **{name: getattr(content, name) for name in LISTS},
        "item": str(content.item) if content.item in sheet.offered.items else "",
        "kind": MEASURE if content.measure else PLAIN,
        "due": content.due.isoformat() if content.due else "",
        "supersedes": content.supersedes,
        "place": str(place),
    }


MEASURE, PLAIN = "measure", "conclusion"
FORMS: Mapping[PartKind, type[Fitting]] = {
    PartKind.ATTENDANCE: AttendanceForm,
    PartKind.STATE_VIEW: ViewForm,
    PartKind.REGION_VIEW: ViewForm,
    PartKind.ITEM: ItemForm,
    PartKind.CONCLUSION: ConclusionForm,
}
TYPED: Mapping[PartKind, Callable[..., dict[str, Any]]] = {
    PartKind.ATTENDANCE: _attendance,
    PartKind.STATE_VIEW: _view,
    PartKind.REGION_VIEW: _view,
    PartKind.ITEM: _item,
    PartKind.CONCLUSION: _conclusion,
}


def typed(sheet: Sheet, part: Part, offset: int = 0) -> Fitting:
    """The form with what the part says; a part without an id is a new one."""
    beside = [each.id for each in drafting.siblings(sheet.desk.draft.parts, part.content)]
    place = beside.index(part.id) + 1 if part.id in beside else len(beside) + 1
    values = TYPED[part.kind](sheet, part.content, place, offset)
    told = sheet.desk.reference(part, offset=offset)
    return FORMS[part.kind].model_construct(**told, **values)
