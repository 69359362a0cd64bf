"""Reading the forms of a draft's parts: what a part says then, and what keeps it from being kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.forms import Reading
from knowledge import minutes_drafting as drafting
from knowledge import minutes_faults as rules
from knowledge.clock import today
from knowledge.minutes import Attendance, Conclusion, Content, Item, Part, PartKind, View
from knowledge.minutes_faults import LISTS
from knowledge.records import Wording
from knowledge.refusals import Refusal

from .minutes_forms import MEASURE, AttendanceForm, ConclusionForm, ItemForm, ViewForm, attendees
from .minutes_sheet import Sheet

Written = tuple[Content, list[Refusal]]


def written(sheet: Sheet, part: Part, form: Any, now: datetime) -> Written:
    """What the part says by its form, and everything that is wrong with it. `part` is as it is now."""
    return READERS[part.kind](sheet, part, form, now)


def _attendance(sheet: Sheet, part: Part, form: AttendanceForm, now: datetime) -> Written:
    """Those of the form as they were typed, all others as they were."""
    before = part.content if isinstance(part.content, Attendance) else Attendance()
    every = attendees(sheet, before)
    shown = [each for each in form.who if each in every][: len(form.who)]
    typed = {each: form.names(at) for at, each in enumerate(form.who[:8])}
    absent = {*form.absent} & set(shown) | set(before.absent) - set(shown)
    names = {**before.present, **{each: typed.get(each, "") for each in shown}}
    content = Attendance(
        {each: names.get(each, "") for each in every if each not in absent},
        tuple(each for each in every if each in absent),
    )
    fields = {f"names_{at}": form.names(at) for at in range(len(typed))}
    return content, list(rules.names_faults(fields))


def _view(sheet: Sheet, part: Part, form: ViewForm, now: datetime) -> Written:
    content = View(form.texts)
    return content, list(rules.view_faults(content))


def _item(sheet: Sheet, part: Part, form: ItemForm, now: datetime) -> Written:
    before = part.content if isinstance(part.content, Item) else Item("")
    content = replace(before, title=form.title, texts=form.texts)
    return content, list(rules.item_faults(content))


def _conclusion(sheet: Sheet, part: Part, form: ConclusionForm, now: datetime) -> Written:
    before = part.content if isinstance(part.content, Conclusion) else None
    reading = Reading()
    content = Conclusion(
        before.number if before else 0,
        _wordings(form),
        item=int(form.item) if form.item.isascii() and form.item.isdigit() and len(form.item) < 10 else 0,
        measure=form.kind == MEASURE,
        due=reading.day("due", form.due),
        supersedes=form.supersedes,
        **{name: getattr(form, name) for name in LISTS},
    )
    session = sheet.desk.session
    faults = rules.conclusion_faults(content, before, sheet.offered, session, today(now))
    return content, [*reading.faults, *faults]


def _wordings(form: ConclusionForm) -> dict[str, Wording]:
    """What was typed by language; a text without a title gets one from its first words."""
    typed = {
        language: (getattr(form, f"title_{language}"), getattr(form, f"text_{language}"))
        for language in drafting.LANGUAGES
    }
    return {
        language: Wording(title or drafting.title_of(text), text)
        for language, (title, text) in typed.items()
        if title or text
    }


READERS: Mapping[PartKind, Callable[[Sheet, Part, Any, datetime], Written]] = {
    PartKind.ATTENDANCE: _attendance,
    PartKind.STATE_VIEW: _view,
    PartKind.REGION_VIEW: _view,
    PartKind.ITEM: _item,
    PartKind.CONCLUSION: _conclusion,
}


def place(form: Any, beside: int, now_at: int) -> int:
    """The place that was typed, from 1 to one more than there are beside it; the last where it has none."""
    typed = getattr(form, "place", "")
    found = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0
    return min(max(found, 1), beside + 1) if found else now_at
