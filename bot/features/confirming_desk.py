"""What an answer to minutes is given on: the session, its versions with their answers, names around it."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Chosen, Number, Offset
from bot.routes import Ask, Read, Tx
from knowledge.confirming import Book, answers_for
from knowledge.minutes import Part, Version, may_read_version
from knowledge.people import Person
from knowledge.refusals.conclusions import MinutesNotFinal
from knowledge.sessions import Session
from storage import confirming, sessions

from .minutes_printout import Called, called
from .sessions import ID_LIMIT, visible


class MinutesRef(BaseModel):
    """A button of minutes: the version that it showed, and the organisation that answers.

    `whole`: the whole text rather than what is new; `offset`: how many parts come before those shown.
    """

    session: str = Field("", max_length=ID_LIMIT)
    version: Number = 0
    organisation: Chosen = ""
    whole: bool = False
    offset: Offset = 0


@dataclass(frozen=True)
class At:
    """Minutes at hand."""

    book: Book
    known: Called

    @property
    def session(self) -> Session:
        """The session that they are of."""
        return self.book.session

    def part(self, number: int) -> Part | None:
        """A part of the newest version that has it."""
        found = (version.part(number) for version in self.book.versions)
        return next((part for part in found if part), None)

    def whose(self, person: Person, wanted: str) -> str:
        """The organisation that a person answers for: the wanted one, else the first that is waited for."""
        own = answers_for(person, self.session)
        waiting = [each for each in own if self.book.waits_for(each)]
        return wanted if wanted in own else next(iter((*waiting, *own)), "")


def about(session: Session) -> str:
    """The matter that the cards of a session's minutes show."""
    return f"minutes:{session.id}"


def reference(at: At, organisation: str = "") -> dict[str, object]:
    """What a button of the newest version carries."""
    number = at.book.newest.number if at.book.newest else 0
    mine = {"organisation": organisation} if organisation else {}
    return {"session": at.session.id, "version": number, **mine}


def found(person: Person, db: Db, session: Session | None, known: Called | None = None) -> At:
    """The minutes of a session that the person may see."""
    return At(confirming.book(db, visible(person, session)), known or names(db))


def names(db: Db) -> Called:
    """What codes are called: read once for all that a session is read for."""
    kept: Called = db.info.get("called") or called(db)
    db.info["called"] = kept
    return kept


def looking(ask: Ask, read: Read) -> At:
    """The minutes of the session that a button names."""
    return found(ask.person, read.db, sessions.find(read.db, ask.form.session))


def readable(person: Person, at: At) -> Version:
    """The newest version, when the person may read it. Raises MinutesNotOut, MinutesNotFinal otherwise."""
    version = at.book.newest or at.book.out
    if not may_read_version(person, at.session, version):
        raise MinutesNotFinal(session=at.session.names)
    return version


def prepared(_: Ask, read: Read) -> Called:
    """What codes are called, read before the write step."""
    return called(read.db)


def held(ask: Ask, known: Called, tx: Tx) -> At:
    """The minutes with their session held: nobody else answers or sends until the transaction ends."""
    return found(ask.person, tx.db, sessions.hold(tx.db, ask.form.session), known)
