"""The fields of a draft's parts on their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot.forms import NONE, Choice, Input
from cards.language import N_
from knowledge import minutes_drafting as drafting
from knowledge.minutes import TEXT_LIMIT, TITLE_LIMIT, Conclusion, Part, PartKind
from knowledge.minutes_faults import LISTS

from .minutes_forms import (
    MEASURE,
    PLAIN,
    AttendanceForm,
    ConclusionForm,
    ItemForm,
    ViewForm,
    weight,
)
from .minutes_sheet import Sheet
from .session_cards import short

HEAVY = 9_000  # bytes of texts that leave no room for long lists: what was chosen in them rides along


def fields(sheet: Sheet, part: Part, form: Any) -> tuple[Input, ...]:
    """The fields of a part's form, with what stands in them."""
    return tuple(FIELDS[part.kind](sheet, part, form))


def _attendance_fields(sheet: Sheet, part: Part, form: AttendanceForm) -> Iterable[Input]:
    known = sheet.known.organisations
    shown = [known[each] for each in form.who if each in known]
    choices = tuple(Choice(o.id, short(o)) for o in shown)
    absent, label = N_("Absent: choose those who weren't there"), N_("Who was there for {organisation}")
    yield Input("absent", absent, "some", form.absent, choices, expanded=True)
    for at, organisation in enumerate(shown):
        values = {"organisation": short(organisation)}
        yield Input(f"names_{at}", label, "lines", form.names(at), values=values)


def _view_fields(sheet: Sheet, part: Part, form: ViewForm) -> Iterable[Input]:
    yield _text("text_fi", FINNISH, form.text_fi)
    yield _text("text_sv", SWEDISH, form.text_sv)


def _text(name: str, label: str, value: str) -> Input:
    return Input(name, label, "lines", value, values={"limit": TEXT_LIMIT})


def _item_fields(sheet: Sheet, part: Part, form: ItemForm) -> Iterable[Input]:
    label = N_("Title (at most {n} characters)")
    yield Input("title", label, value=form.title, required=True, values={"n": TITLE_LIMIT})
    yield _text("text_fi", N_("What was said, in Finnish (at most {limit} characters)"), form.text_fi)
    yield _text("text_sv", N_("What was said, in Swedish (at most {limit} characters)"), form.text_sv)
    yield from _place(sheet, part, form.place)


def _place(sheet: Sheet, part: Part, value: str) -> Iterable[Input]:
    last = len({*(p.id for p in drafting.siblings(sheet.desk.draft.parts, part.content)), part.id})
    if last > 1:
        yield Input("place", N_("Place among those beside it (1–{n})"), "number", value, values={"n": last})


def _conclusion_fields(sheet: Sheet, part: Part, form: ConclusionForm) -> Iterable[Input]:
    kinds = (Choice(PLAIN, text=N_("conclusion")), Choice(MEASURE, text=N_("measure: what somebody does")))
    yield Input("item", N_("Item"), "one", form.item or NONE, sheet.items)
    yield Input("kind", N_("Kind"), "one", form.kind or PLAIN, kinds)
    for language, title, text in WORDINGS:
        value = getattr(form, f"title_{language}")
        yield Input(f"title_{language}", title, value=value, values={"n": TITLE_LIMIT})
        yield _text(f"text_{language}", text, getattr(form, f"text_{language}"))
    if weight(form) <= HEAVY:
        yield from _lists(sheet, part, form)
    yield Input("due", N_("Due"), "day", form.due)
    yield Input(
        "supersedes", N_("Number of the earlier conclusion that it replaces, if any"), value=form.supersedes
    )
    yield from _place(sheet, part, form.place)


def _lists(sheet: Sheet, part: Part, form: ConclusionForm) -> Iterable[Input]:
    before = part.content if isinstance(part.content, Conclusion) else Conclusion(0, {})
    choices = sheet.lists({name: getattr(before, name) for name in LISTS})
    for name, label in LABELS.items():
        yield Input(name, label, "some", getattr(form, name), choices[name])


FINNISH = N_("Text in Finnish (at most {limit} characters)")
SWEDISH = N_("Text in Swedish (at most {limit} characters)")
WORDINGS = (
    ("fi", N_("Title in Finnish (at most {n} characters)"), FINNISH),
    ("sv", N_("Title in Swedish (at most {n} characters)"), SWEDISH),
)
LABELS = {
    "responsible": N_("Responsible organisations"),
    "ministries": N_("Ministries concerned"),
    "regions": N_("Regions concerned"),
    "goals": N_("Goals of the decision"),
    "areas": N_("Policy areas"),
    "used_in": N_("Where it is used"),
}
FIELDS: Mapping[PartKind, Callable[[Sheet, Part, Any], Iterable[Input]]] = {
    PartKind.ATTENDANCE: _attendance_fields,
    PartKind.STATE_VIEW: _view_fields,
    PartKind.REGION_VIEW: _view_fields,
    PartKind.ITEM: _item_fields,
    PartKind.CONCLUSION: _conclusion_fields,
}


def riding(form: Any) -> dict[str, str]:
    """What is sent along: whose attendance the form is about; what was chosen in lists that have no room."""
    if isinstance(form, AttendanceForm):
        return {"who": ",".join(form.who)}
    heavy = isinstance(form, ConclusionForm) and weight(form) > HEAVY
    return {name: ",".join(getattr(form, name)) for name in LABELS} if heavy else {}
