"""Taking typed lines back: one's own last one with #peru, or those of a receipt by its button."""

from __future__ import annotations

from typing import Any

from bot.routes import Ask, Reply, Tx
from knowledge import minutes_drafting as drafting
from knowledge.refusals import Refusal
from knowledge.refusals import minute_lines as no
from knowledge.refusals.minutes import ChangedSince, NothingToTakeBack
from knowledge.sessions import Session
from storage import minutes, minutes_edits, sessions
from storage.minutes import Writer
from storage.minutes_edits import Edit

from . import minute_lines_cards as cards
from .sessions import visible


def last(ask: Ask, session: Session, tx: Tx) -> Reply:
    """Take back the asker's own last change of a session's draft. The session must be held."""
    edit = minutes_edits.last_of(tx.db, session.id, ask.person)
    if edit is None:
        return cards.refused(ask, session, NothingToTakeBack())
    return _back(ask, session, (edit,), tx)


def of_receipt(ask: Ask, _: Any, tx: Tx) -> Reply:
    """Take back what a receipt tells of, the last of it first."""
    session = visible(ask.person, sessions.hold(tx.db, ask.form.session))
    drafting.check_writing(session, minutes.newest(tx.db, session.id))
    numbers = {int(each) for each in ask.form.edits if each.isascii() and each.isdigit() and len(each) < 10}
    edits = minutes_edits.of_ids(tx.db, session.id, numbers)
    if not edits:
        return cards.refused(ask, session, NothingToTakeBack())
    return _back(ask, session, edits, tx)


def _back(ask: Ask, session: Session, edits: tuple[Edit, ...], tx: Tx) -> Reply:
    """Take changes back, the newest first; when one of them can't be, none is."""
    if fault := _fault(ask, edits, tx):
        return cards.refused(ask, session, fault)
    writer = Writer(tx.db, session.id, ask.person, ask.now)
    for edit in edits:
        minutes_edits.undo(writer, edit)
    tx.audit("minutes.lines undone", f"minutes:{session.id}", edits=[edit.id for edit in edits])
    return cards.undone(ask, session, edits)


def _fault(ask: Ask, edits: tuple[Edit, ...], tx: Tx) -> Refusal | None:
    """What stands against taking these back: others' lines, taken back before, changed by others since."""
    if any(edit.person != ask.person.id for edit in edits):
        return no.NotYours()
    if any(edit.undone for edit in edits):
        return no.UndoneAlready()
    own = {edit.id for edit in edits}
    since = (minutes_edits.since(tx.db, edit) for edit in edits)
    changed = next((each for each in since if each and each.id not in own), None)
    if changed is None:
        return None
    return ChangedSince(person=changed.by, date=changed.at) if ask.personal else no.ChangedByOther()
