"""Saving a part of minutes: after somebody else's change nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.routes import Ask, Reply, Route, Tx
from knowledge import minutes_drafting as rules
from knowledge.minutes import Attendance, Conclusion, Content, Item, Part, PartKind, View
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import minutes as no
from storage import minutes, minutes_edits

from . import minutes_words as words
from .minutes_desk import overview, page_of
from .minutes_forms import ROWS, AttendanceForm, ConclusionForm, ItemForm, ViewForm, attendees, typed, weight
from .minutes_meanwhile import changed
from .minutes_parts import NEW, SAVES, blank, form
from .minutes_sheet import Sheet, holding, prepared
from .minutes_writers import Desk, PartRef, desk, writer
from .minutes_written import place, written


def save(kinds: frozenset[PartKind]) -> Callable[[Ask, Sheet, Tx], Reply]:
    """The handler that saves parts of these kinds."""

    def handle(ask: Ask, before: Sheet, tx: Tx) -> Reply:
        sheet = holding(ask, before, tx)
        part = _named(sheet, kinds, ask.form.part)
        content, faults = written(sheet, part, ask.form, ask.now)
        alert, base = _clash(ask, sheet, part, content, tx)
        if alert or faults:
            return _again(ask, sheet, part, base, alert=alert, faults=faults)
        return _kept(ask, sheet, part, content, tx)

    return handle


def _named(sheet: Sheet, kinds: frozenset[PartKind], number: int) -> Part:
    """The part that a form names, or a blank one: for a new one, and for one that is gone."""
    found = sheet.desk.find(number)
    kind = next(iter(kinds))
    if found is None and kind in NEW:
        return blank(sheet, kind)
    if found is None or found.kind not in kinds:
        raise no.NoSuchPart
    return found


def _clash(
    ask: Ask, sheet: Sheet, part: Part, content: Content, tx: Tx
) -> tuple[Refusal | None, Content | None]:
    """What somebody did to the part after the form was opened, unless it comes to the same; and what the part
    said then.
    """
    if ask.form.part and not part.id:
        return no.PartGone(), None
    if part.edition in (0, ask.form.edition) or content == part.content:
        return None, None
    base = minutes_edits.content_at(tx.db, part.id, ask.form.edition) or BLANK[part.kind]
    if not _touched(ask.form, base, part.content):
        return None, None
    return no.PartChanged(person=part.by, date=part.at), base


def _again(ask: Ask, sheet: Sheet, part: Part, base: Content | None, **wrong: Any) -> Reply:
    """The form once more; after a change with what that was, and fields left alone as they are now."""
    if base is None:
        return form(ask, sheet, part, ask.form, **wrong)
    opened, now = (typed(sheet, each, ask.form.offset) for each in (replace(part, content=base), part))
    alone = {
        name: getattr(now, name)
        for name in type(now).model_fields
        if name not in PLACED and getattr(ask.form, name) == getattr(opened, name)
    }
    values = ask.form.model_copy(update=alone)
    meanwhile = changed(base, part, sheet, ROOM - weight(values))
    return form(ask, sheet, part, values, meanwhile=meanwhile, **wrong)


ROOM = 21_000  # bytes of what was typed and of what changed, together, on a card
BLANK: Mapping[PartKind, Content] = {
    PartKind.ATTENDANCE: Attendance(),
    PartKind.STATE_VIEW: View(),
    PartKind.REGION_VIEW: View(),
    PartKind.ITEM: Item(""),
    PartKind.CONCLUSION: Conclusion(0, {}),
}
"""What a part said before it said anything."""
PLACED = frozenset({*PartRef.model_fields, "place", "who"})
"""Fields of a form that say nothing of what the part says."""


def _touched(values: Any, base: Content, now: Content) -> bool:
    """Is what the form shows of a part different now? Of the attendance it shows some organisations only."""
    if isinstance(values, AttendanceForm) and isinstance(base, Attendance) and isinstance(now, Attendance):
        return any(_there(base, each) != _there(now, each) for each in values.who)
    return base != now


def _there(attendance: Attendance, organisation: str) -> tuple[str | None, bool]:
    return attendance.present.get(organisation), organisation in attendance.absent


def _kept(ask: Ask, sheet: Sheet, part: Part, content: Content, tx: Tx) -> Reply:
    """The desk after the part was kept, or the next organisations of the attendance."""
    at, (after, message) = sheet.desk, _put(ask, sheet.desk, part, content, tx)
    now = replace(sheet, desk=desk(ask, tx.db, at.session))
    further = ask.form.offset + ROWS
    if isinstance(content, Attendance) and further < len(attendees(sheet, content)):
        return form(ask, now, after, typed(now, after, further))
    said = (words.done(message, at.session.id, after), *words.hints(after.content))
    return overview(ask, now.desk, said=said, offset=page_of(now.desk, after.id))


def _put(ask: Ask, at: Desk, part: Part, content: Content, tx: Tx) -> tuple[Part, str]:
    """Keep the part, in its place; what was done."""
    after, message = (_changed if part.id else _added)(ask, at, part, content, tx)
    if part.kind in NEW and message != words.SAME:
        _arrange(ask, at, part, after, tx)
    return after, message


def _changed(ask: Ask, at: Desk, part: Part, content: Content, tx: Tx) -> tuple[Part, str]:
    if content == part.content:
        return part, words.SAVED
    after = writer(ask, tx).change(part, content)
    _note(tx, after, "minutes.part changed", at)
    return after, words.SAVED


def _added(ask: Ask, at: Desk, part: Part, content: Content, tx: Tx) -> tuple[Part, str]:
    """The new part; one that says the same already is there from the first press of a button."""
    if twin := rules.twin(at.draft.parts, content):
        return twin, words.SAME
    rules.check_room(at.draft.parts, part.kind)
    if isinstance(content, Conclusion):
        content = replace(content, number=minutes.next_number(tx.db, at.session.id))
    after = writer(ask, tx).add(part.kind, content, rules.next_position(at.draft.parts, part.kind))
    _note(tx, after, "minutes.part added", at)
    return after, words.ADDED


def _note(tx: Tx, part: Part, what: str, at: Desk) -> None:
    tx.audit(what, f"minutes:{at.session.id}", part=part.id, kind=part.kind.value, edition=part.edition)


def _arrange(ask: Ask, at: Desk, before: Part, after: Part, tx: Tx) -> None:
    """Put a part where its form says, among those beside it; one that comes to another item goes last."""
    own = rules.siblings(at.draft.parts, before.content)
    beside = [part for part in rules.siblings(at.draft.parts, after.content) if part.id != after.id]
    stood = before in own and len(own) == len(beside) + 1
    stands = sorted((*beside, after), key=lambda part: (part.position, part.id))
    now_at = own.index(before) + 1 if stood else len(stands)
    wanted = place(ask.form, len(beside), now_at) if stood or not before.id else now_at
    beside.insert(wanted - 1, after)
    if [part.id for part in beside] != [part.id for part in stands]:
        writer(ask, tx).arrange(beside)
        _note(tx, after, "minutes.part moved", at)


VIEWED = frozenset({PartKind.STATE_VIEW, PartKind.REGION_VIEW})
SAVING = (
    (AttendanceForm, frozenset({PartKind.ATTENDANCE})),
    (ViewForm, VIEWED),
    (ItemForm, frozenset({PartKind.ITEM})),
    (ConclusionForm, frozenset({PartKind.CONCLUSION})),
)
ROUTES = tuple(
    Route(Action.RECORD, verb=SAVES[min(kinds)], form=typed_, prepare=prepared, handle=save(kinds))
    for typed_, kinds in SAVING
)
