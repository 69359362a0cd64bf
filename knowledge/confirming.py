"""Confirming minutes: who is asked, and what an organisation may answer when.

An answer belongs to an organisation and to the version that it saw. Silence is never an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from .minutes import State, Version
from .people import OWN, Person
from .records import Answer
from .refusals.conclusions import MinutesFinal
from .refusals.confirming import (
    AnsweredAlready,
    CorrectionSettled,
    CorrectionsWait,
    MinutesNotOut,
    NotThisVersion,
    NotYourAnswer,
)
from .sessions import Session

NOTE_LIMIT = 2000
"""Characters of a reservation, of what a correction should say, of why it was declined."""
CASE_LIMIT = 60


class Way(StrEnum):
    """How an answer came."""

    CHAT = "chat"
    LETTER = "letter"
    EMAIL = "e-mail"
    REGISTRY = "registry"


class Wish(StrEnum):
    """Where a correction that was asked for stands."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"


NEXT: Mapping[Wish, frozenset[Wish]] = {
    Wish.OPEN: frozenset({Wish.ACCEPTED, Wish.DECLINED, Wish.TAKEN_BACK}),
    Wish.ACCEPTED: frozenset({Wish.DECLINED, Wish.TAKEN_BACK}),  # until a version with it goes out
    Wish.DECLINED: frozenset(),
    Wish.TAKEN_BACK: frozenset(),
}
LIVE = frozenset({Wish.OPEN, Wish.ACCEPTED})
"""Corrections that keep their organisation from confirming the version as it is."""


@dataclass(frozen=True)
class Given:
    """An organisation's answer to a version: by whom and by which way it came."""

    organisation: str
    version: int
    answer: Answer
    at: datetime | None = None
    by: str = ""
    note: str = ""
    way: str = Way.CHAT
    case_number: str = ""


@dataclass(frozen=True)
class Correction:
    """A correction that an organisation asks for in a version; `taken_in` is the version that has it."""

    id: int
    version: int
    organisation: str
    part: int
    wanted: str
    state: Wish = Wish.OPEN
    at: datetime | None = None
    by: str = ""
    way: str = Way.CHAT
    case_number: str = ""
    decided: datetime | None = None
    reason: str = ""
    taken_in: int | None = None

    @property
    def live(self) -> bool:
        """Does it wait to be answered, or to go out in a new version?"""
        return self.state in LIVE and self.taken_in is None


class Standing(StrEnum):
    """How an organisation stands to a version."""

    SILENT = "silent"
    ASKS = "asks"  # for a correction that is open, or accepted and not yet in a version
    SETTLED = "settled"  # all that it asked for was declined or taken back
    ANSWERED = "answered"


EVERY_ANSWER = (Answer.CONFIRMED, Answer.RESERVATION, Answer.CORRECTION)
MAY: Mapping[Standing, tuple[Answer, ...]] = {
    Standing.SILENT: EVERY_ANSWER,
    Standing.ASKS: (Answer.CORRECTION,),
    Standing.SETTLED: EVERY_ANSWER,
    Standing.ANSWERED: (),
}
"""What an organisation may answer to the version that is out."""
WAITING = frozenset({Standing.SILENT, Standing.SETTLED})
"""Whose answer is still waited for."""


@dataclass(frozen=True)
class Book:
    """All versions of a session's minutes, the newest first, and all that organisations said of them."""

    session: Session
    versions: tuple[Version, ...] = ()
    given: tuple[Given, ...] = field(default=(), hash=False)
    corrections: tuple[Correction, ...] = ()

    @property
    def newest(self) -> Version | None:
        """The newest version, None before any went out."""
        return next(iter(self.versions), None)

    @property
    def out(self) -> Version:
        """The version that is out for confirmation. Raises MinutesNotOut, MinutesFinal."""
        if self.newest is None:
            raise MinutesNotOut(session=self.session.names)
        if self.newest.state is State.FINAL:
            raise MinutesFinal
        return self.newest

    @property
    def asked(self) -> tuple[str, ...]:
        """The organisations that are asked: all of the session's, and those that answered the newest."""
        number = self.newest.number if self.newest else 0
        answered = [each.organisation for each in self.given if each.version == number]
        return tuple(dict.fromkeys((*self.session.organisations, *answered)))

    def answer(self, organisation: str, version: int) -> Given | None:
        """What an organisation answered to a version."""
        mine = (each for each in self.given if each.organisation == organisation)
        return next((each for each in mine if each.version == version), None)

    def wishes(self, organisation: str, version: int) -> tuple[Correction, ...]:
        """The corrections that an organisation asked for in a version."""
        mine = (each for each in self.corrections if each.organisation == organisation)
        return tuple(each for each in mine if each.version == version)

    def standing(self, organisation: str, version: int) -> Standing:
        """How an organisation stands to a version."""
        given = self.answer(organisation, version)
        if given is None or given.answer is Answer.NO_ANSWER:
            return Standing.SILENT
        if given.answer is not Answer.CORRECTION:
            return Standing.ANSWERED
        wishes = self.wishes(organisation, version)
        return Standing.ASKS if any(each.live for each in wishes) else Standing.SETTLED

    def waits_for(self, organisation: str) -> bool:
        """Is the organisation's answer to the version that is out waited for?"""
        newest = self.newest
        if newest is None or newest.state is not State.OUT or organisation not in self.session.organisations:
            return False
        return self.standing(organisation, newest.number) in WAITING

    @property
    def waiting(self) -> tuple[str, ...]:
        """The organisations whose answer is waited for."""
        return tuple(each for each in self.session.organisations if self.waits_for(each))

    def seen(self, organisation: str, version: int) -> Version | None:
        """The newest earlier version that the organisation answered: what came later is new to it."""
        earlier = (each for each in self.versions if each.number < version)
        return next((each for each in earlier if self._answered(organisation, each.number)), None)

    def _answered(self, organisation: str, version: int) -> bool:
        return self.standing(organisation, version) is not Standing.SILENT

    @property
    def undecided(self) -> tuple[Correction, ...]:
        """The corrections that wait for an answer."""
        return tuple(each for each in self.corrections if each.state is Wish.OPEN)

    @property
    def accepted(self) -> tuple[Correction, ...]:
        """Those that were accepted and haven't gone out in a version yet."""
        return tuple(each for each in self.corrections if each.live and each.state is Wish.ACCEPTED)

    def correction(self, number: int) -> Correction | None:
        """The correction with this id."""
        return next((each for each in self.corrections if each.id == number), None)


# Answering


def answers_for(person: Person, session: Session) -> tuple[str, ...]:
    """The session's organisations that the person answers for, as contact or deputy."""
    own = {organisation.id for organisation in person.in_role(OWN)}
    return tuple(each for each in session.organisations if each in own)


def check_version(book: Book, number: int) -> Version:
    """The version that is out, when it is this one. Raises MinutesNotOut, MinutesFinal, NotThisVersion."""
    out = book.out
    if out.number != number:
        raise NotThisVersion(version=out.number)
    return out


def check_answer(book: Book, number: int, organisation: str, answer: Answer) -> Version:
    """The version that an organisation may answer so. Raises a Refusal otherwise."""
    if organisation not in book.session.organisations:
        raise NotYourAnswer
    version = check_version(book, number)
    standing = book.standing(organisation, number)
    if answer not in MAY[standing]:
        raise _against(book.answer(organisation, number), standing)
    return version


def _against(given: Given | None, standing: Standing) -> AnsweredAlready | CorrectionsWait:
    if standing is Standing.ANSWERED and given:
        return AnsweredAlready(person=given.by or "–", date=given.at or date.min)
    return CorrectionsWait()


def check_own_answer(person: Person, book: Book, number: int, organisation: str, answer: Answer) -> Version:
    """The same, by a person who must answer for the organisation."""
    if organisation not in answers_for(person, book.session):
        raise NotYourAnswer
    return check_answer(book, number, organisation, answer)


def check_settling(book: Book, correction: Correction, to: Wish) -> None:
    """Refuse to settle a correction twice, or one of a version that isn't out any more."""
    out = book.out
    if to not in NEXT[correction.state] or correction.version != out.number or not correction.live:
        raise CorrectionSettled
