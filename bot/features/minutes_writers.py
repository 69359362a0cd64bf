"""What minutes are written against: the session, the draft as it stands, the newest version that went out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Number, Offset
from bot.routes import Ask, Read, Tx
from knowledge import minutes_drafting as rules
from knowledge.minutes import Draft, Part, PartKind, State, Version, may_read_draft
from knowledge.people import Action, Organisation, may
from knowledge.refusals import Refusal
from knowledge.refusals.minutes import NoSuchPart
from knowledge.sessions import Session
from storage import minutes, minutes_edits, people, sessions
from storage.minutes import Writer
from storage.minutes_edits import Edit

from .sessions import ID_LIMIT, visible


class PartRef(BaseModel):
    """A button of a draft: a part (0: a new one), the edition of it that was shown, where a list goes on."""

    session: str = Field("", max_length=ID_LIMIT)
    part: Number = 0
    edition: Number = 0
    offset: Offset = 0


@dataclass(frozen=True)
class Desk:
    """A draft with everything around it; `last` is the asker's own change that can be taken back."""

    session: Session
    draft: Draft
    newest: Version | None
    organisations: Mapping[str, Organisation]
    last: Edit | None = None

    @property
    def begun(self) -> bool:
        """Is a draft being written?"""
        return any(part.kind is PartKind.ATTENDANCE for part in self.draft.parts)

    @property
    def final(self) -> bool:
        """Are the minutes locked?"""
        return self.newest is not None and self.newest.state is State.FINAL

    @property
    def closed(self) -> Refusal | None:
        """Why nobody can write in these minutes now, or None."""
        try:
            rules.check_writing(self.session, self.newest)
        except Refusal as refusal:
            return refusal
        return None

    def find(self, number: int) -> Part | None:
        """The part of the draft with this id, or None."""
        return next((part for part in self.draft.parts if number and part.id == number), None)

    def part(self, number: int) -> Part:
        """The part of the draft with this id. Raises NoSuchPart."""
        found = self.find(number)
        if found is None:
            raise NoSuchPart
        return found

    def reference(self, part: Part | None = None, **more: Any) -> dict[str, Any]:
        """What a button of this draft carries, or one of a part of it."""
        own = {"part": part.id, "edition": part.edition} if part else {}
        return {"session": self.session.id, **own, **more}


def desk(ask: Ask, db: Db, session: Session) -> Desk:
    """The desk of a session as it is now."""
    id_ = session.id
    told = (minutes.draft(db, id_), minutes.newest(db, id_), people.organisations(db))
    return Desk(session, *told, minutes_edits.last_of(db, id_, ask.person))


def at_hand(ask: Ask, read: Read) -> Desk:
    """The desk of the session that a form or a button names."""
    return desk(ask, read.db, visible(ask.person, sessions.find(read.db, ask.form.session)))


def writing(ask: Ask, read: Read) -> Desk:
    """The same, when its minutes can be written now. Raises a Refusal otherwise."""
    found = at_hand(ask, read)
    rules.check_writing(found.session, found.newest)
    return found


def held(ask: Ask, tx: Tx) -> Desk:
    """The desk with its session held: nobody else writes in its minutes until the transaction ends."""
    session = visible(ask.person, sessions.hold(tx.db, ask.form.session))
    found = desk(ask, tx.db, session)
    rules.check_writing(session, found.newest)
    return found


def writer(ask: Ask, tx: Tx) -> Writer:
    """The asker as who writes in the draft of the session that the form names."""
    return Writer(tx.db, ask.form.session, ask.person, ask.now)


def writes(ask: Ask, at: Desk) -> bool:
    """May the asker write in these minutes now?"""
    return at.closed is None and may(ask.person, Action.RECORD)


def reads(ask: Ask) -> bool:
    """May the asker read drafts?"""
    return may_read_draft(ask.person)


def about(session: Session) -> str:
    """The matter that the cards of a draft show."""
    return f"minutes_draft:{session.id}"
