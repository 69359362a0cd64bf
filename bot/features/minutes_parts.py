"""A part of minutes as a form: opened, or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from bot.forms import Line, Number, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge import minutes_drafting as rules
from knowledge.minutes import Attendance, Conclusion, Item, Part, PartKind
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import minutes as no

from .confirming_words import heading
from .minutes_desk import page_of
from .minutes_fields import fields, riding
from .minutes_forms import ROWS, attendees, typed
from .minutes_sheet import Sheet, prepared
from .minutes_writers import Desk, PartRef, about


class Adding(PartRef):
    """The button that adds a part: which kind, and the item that a conclusion belongs to."""

    kind: Line = PartKind.CONCLUSION.value
    item: Number = 0


NEW = frozenset({PartKind.ITEM, PartKind.CONCLUSION})
"""Kinds of parts that there may be many of."""


# Opening


def open_part(ask: Ask, read: Read) -> Reply:
    """The form of a part."""
    sheet = prepared(ask, read)
    part = sheet.desk.part(ask.form.part)
    return form(ask, sheet, part, typed(sheet, part, ask.form.offset))


def add(ask: Ask, read: Read) -> Reply:
    """The form of a new item or of a new conclusion, with what its item's proposals concern."""
    sheet = prepared(ask, read)
    if ask.form.kind not in NEW:
        raise no.NoSuchPart
    item = sheet.desk.part(ask.form.item) if ask.form.item else None
    part = blank(sheet, PartKind(ask.form.kind), item)
    return form(ask, sheet, part, typed(sheet, part))


def blank(sheet: Sheet, kind: PartKind, item: Part | None = None) -> Part:
    """A new part: an empty item, or a conclusion of an item."""
    if kind is not PartKind.CONCLUSION:
        return Part(0, kind, Item(""))
    return Part(0, kind, rules.prefilled(item, sheet.proposals, sheet.desk.session, 0))


# The form


NEW_ONES = {PartKind.ITEM: N_("New item"), PartKind.CONCLUSION: N_("New conclusion")}


def _title(session: str, part: Part) -> Said:
    """What is written; an item isn't called by its title, which is spoken as it is."""
    if part.id and part.kind is PartKind.ITEM:
        return Said(N_("Edit the item"))
    return heading(session, part) if part.id else Said(NEW_ONES[part.kind])


def form(
    ask: Ask,
    sheet: Sheet,
    part: Part,
    values: Any,
    *,
    alert: Refusal | None = None,
    faults: Iterable[Refusal] = (),
    meanwhile: Sequence[dict[str, Any]] = (),
) -> Reply:
    """The form of a part with these values; above it what somebody changed meanwhile."""
    session = sheet.desk.session
    hidden = sheet.desk.reference(part, offset=values.offset) | riding(values)
    reply = form_reply(
        ask,
        _title(session.id, part),
        fields(sheet, part, values),
        Button(N_("Save"), SAVES[part.kind], hidden, style="positive"),
        intro=(Said("{session}", {"session": session.names}), *intro(part, values, sheet)),
        buttons=tuple(_beside(sheet.desk, part)),
        about=about(session),
        faults=faults,
        alert=alert,
    )
    return replace(reply, data={**reply.data, "changed": meanwhile})


def intro(part: Part, values: Any, sheet: Sheet) -> Iterable[Said]:
    """What is said above the fields."""
    if isinstance(part.content, Attendance):
        every = attendees(sheet, part.content)
        if len(every) > ROWS:
            shown = {"first": values.offset + 1, "last": min(values.offset + ROWS, len(every))}
            yield Said(N_("Organisations {first}–{last} of {total}."), shown | {"total": len(every)})
    if isinstance(part.content, Conclusion):
        yield Said(N_("Write the text in Finnish or in Swedish. Without a title its first words are one."))


def _beside(at: Desk, part: Part) -> Iterable[Button]:
    back = at.reference(offset=page_of(at, part.id))
    yield Button(N_("Back without saving"), "minutes.write", back, fills=False)
    if part.id and part.kind is PartKind.ITEM:
        yield Button(N_("Add a conclusion"), "minutes.add", at.reference(item=part.id), fills=False)
    if part.id and part.kind in NEW:
        seen = at.reference(part)
        yield Button(N_("Take out"), "minutes.remove", seen, style="destructive", fills=False)


SAVES = {
    PartKind.ATTENDANCE: "minutes.save_attendance",
    PartKind.STATE_VIEW: "minutes.save_view",
    PartKind.REGION_VIEW: "minutes.save_view",
    PartKind.ITEM: "minutes.save_item",
    PartKind.CONCLUSION: "minutes.save_conclusion",
}


ROUTES = (
    Route(Action.RECORD, verb="minutes.part", form=PartRef, show=open_part),
    Route(Action.RECORD, verb="minutes.add", form=Adding, show=add),
)
