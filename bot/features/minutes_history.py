"""The changes of a draft of minutes: who changed what and when; taking one's own last one back."""

from __future__ import annotations

from collections.abc import Iterator

from bot.forms import Number, Said, notice, notice_reply, said_data
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.minutes import Part, PartKind
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import minutes as no
from storage import minutes_edits
from storage.minutes_edits import Edit

from . import minutes_words as words
from .confirming_words import heading
from .minutes_desk import overview, page_of
from .minutes_writers import Desk, PartRef, about, at_hand, desk, held, writer, writes, writing
from .views import onward

PAGE = 12
ADDED = N_("{moment} · {name} · added: {part}")
CHANGED = N_("{moment} · {name} · changed: {part}")
REMOVED = N_("{moment} · {name} · taken out: {part}")
TAKEN_BACK = N_("{moment} · {name} · took a change back: {part}")


class EditRef(PartRef):
    """The button that takes a change back."""

    edit: Number = 0


def listed(ask: Ask, read: Read) -> Reply:
    """The changes of a draft, the newest first."""
    at, offset = at_hand(ask, read), ask.form.offset
    every = minutes_edits.edits(read.db, at.session.id, PAGE, offset)
    lines = [_line(at, each) for each in every] or [Said(N_("Nothing has been changed since it was begun."))]
    data = notice(
        Said(N_("Changes of the draft: {session}"), {"session": at.session.names}),
        lines=lines,
        buttons=tuple(_buttons(ask, at, offset, minutes_edits.count(read.db, at.session.id))),
    )
    return notice_reply(data, about(at.session))


def _line(at: Desk, edit: Edit) -> Said:
    return Said(_message(edit), {"moment": edit.at, "name": edit.by, "part": _named(at, edit)})


def _message(edit: Edit) -> str:
    if edit.undoes:
        return TAKEN_BACK
    return ADDED if edit.before is None else REMOVED if edit.after is None else CHANGED


def _named(at: Desk, edit: Edit) -> object:
    content = edit.after or edit.before
    return said_data(heading(at.session.id, Part(edit.part, edit.kind, content))) if content else ""


def _buttons(ask: Ask, at: Desk, offset: int, count: int) -> Iterator[Button]:
    yield Button(N_("Back to the draft"), "minutes.draft", at.reference())
    if at.last and writes(ask, at):
        yield Button(N_("Take back my last change"), "minutes.undo", at.reference(edit=at.last.id))
    if offset:
        yield Button(N_("Newer ones"), "minutes.changes", at.reference(offset=max(0, offset - PAGE)))
    yield from onward("minutes.changes", at.reference(), offset + PAGE, count)


# Taking back


def undo(ask: Ask, _: object, tx: Tx) -> Reply:
    """Take the asker's own last change back, unless somebody has changed the part since."""
    at = held(ask, tx)
    try:
        edit = undoable(ask, at, tx)
    except Refusal as refusal:
        return overview(ask, at, refusal)
    minutes_edits.undo(writer(ask, tx), edit)
    tx.audit("minutes.change taken back", f"minutes:{at.session.id}", part=edit.part, edit=edit.id)
    now = desk(ask, tx.db, at.session)
    content = edit.after or edit.before
    told = Part(edit.part, edit.kind, content) if content else at.part(edit.part)
    said = (words.done(words.TAKEN_BACK, at.session.id, told),)
    return overview(ask, now, said=said, offset=page_of(now, edit.part))


def undoable(ask: Ask, at: Desk, tx: Tx) -> Edit:
    """The change that the button names, when it still is the asker's last and nobody changed it since."""
    if at.last is None or at.last.id != ask.form.edit:
        raise no.NothingToTakeBack
    if later := minutes_edits.since(tx.db, at.last):
        raise no.ChangedSince(person=later.by, date=later.at)
    return at.last


# Taking out


def remove(ask: Ask, _: object, tx: Tx) -> Reply:
    """Take an item or a conclusion out; the conclusions of an item stay, without one."""
    at = held(ask, tx)
    part = at.part(ask.form.part)
    if part.kind not in (PartKind.ITEM, PartKind.CONCLUSION):
        raise no.NoSuchPart
    if part.edition != ask.form.edition:
        moved = no.PartMoved(person=part.by, date=part.at)
        return overview(ask, at, moved, offset=page_of(at, part.id))
    writer(ask, tx).remove(part)
    tx.audit("minutes.part removed", f"minutes:{at.session.id}", part=part.id, kind=part.kind.value)
    said = (words.done(words.REMOVED, at.session.id, part),)
    now = desk(ask, tx.db, at.session)
    return overview(ask, now, said=said, offset=page_of(at, part.id))


ROUTES = (
    Route(Action.OVERSEE, verb="minutes.changes", form=PartRef, show=listed),
    Route(Action.RECORD, verb="minutes.undo", form=EditRef, prepare=writing, handle=undo),
    Route(Action.RECORD, verb="minutes.remove", form=PartRef, prepare=writing, handle=remove),
)
