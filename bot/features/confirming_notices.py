"""What people are told of minutes that are out: drawn when it is sent, as the minutes stand then.

Everybody has one card of a session's minutes, which is put right in place when a colleague has answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Said, notice
from bot.routes import Button, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.confirming import Correction, Wish, answers_for
from knowledge.minutes import State
from knowledge.people import Person, Role
from storage import confirming, people, renewing, sessions
from storage.outbox import Place

from .confirming_cards import Reader, acts, data
from .confirming_desk import At, about, found, names, reference
from .confirming_said import how, part_value
from .session_notice_cards import WHY
from .views import cut

SENT, ANSWERED, REPLACED = "minutes sent", "minutes answered", "minutes replaced"
ASKED, DECLINED, ALL = "correction asked", "correction declined", "minutes answered by all"
Card = Mapping[str, Any]
Data = Mapping[str, Any]
SECRETARIAT = N_("You get this because you are a coordinator.")


def people_of(tx: Tx, organisations: Iterable[str]) -> tuple[Person, ...]:
    """Contacts and deputies of these organisations, each once."""
    return people.acting_for(tx.db, organisations, today(tx.now))


# Owed


def sent(tx: Tx, at: At) -> None:
    """Ask the organisations to answer the new version; cards of the one before say that it is old."""
    number, asked = at.book.out.number, people_of(tx, at.session.organisations)
    old = renewing.readers(tx.db, about(at.session))
    _owe(tx, at, REPLACED, people.by_ids(tx.db, old, today(tx.now)), f"{number}:old", Place.ONLY)
    _owe(tx, at, SENT, asked, f"{number}", Place.NEW, card="minutes_text")


def answered(tx: Tx, at: At, organisation: str) -> None:
    """Bring the cards of an organisation's people up to date; tell coordinators when nobody is waited for."""
    mark = f"{at.book.out.number}:{organisation}:{tx.now.isoformat()}"
    more = {"organisation": organisation}
    _owe(tx, at, ANSWERED, people_of(tx, [organisation]), mark, Place.ONLY, card="minutes_text", **more)
    if not at.book.waiting and not at.book.undecided:
        _owe(tx, at, ALL, _coordinators(tx), f"{mark}:all", None)


def asked(tx: Tx, at: At, correction: int) -> None:
    """Tell the coordinators that a correction is asked for."""
    _owe(tx, at, ASKED, _coordinators(tx), f"asked:{correction}", None, correction=correction)


def declined(tx: Tx, at: At, correction: Correction) -> None:
    """Tell the organisation's people that their correction isn't made, and why."""
    to = people_of(tx, [correction.organisation])
    _owe(tx, at, DECLINED, to, f"declined:{correction.id}", None, correction=correction.id)


def _coordinators(tx: Tx) -> tuple[Person, ...]:
    return people.in_role(tx.db, Role.COORDINATOR, today(tx.now))


def _owe(
    tx: Tx,
    at: At,
    cause: str,
    to: Iterable[Person],
    mark: str,
    place: Place | None,
    *,
    card: str = "notice",
    **more: Any,
) -> None:
    """Owe a notice: about the minutes' own card, or (`place` is None) as a message beside it."""
    tx.owe(
        card,
        to,
        once=f"{about(at.session)}:{mark}",
        cause=cause,
        data={"session": at.session.id, "version": at.book.out.number, **more},
        about=about(at.session) if place else None,
        place=place or Place.NEW,
    )


# Drawn


def _now(db: Db, person: Person, kept: Data) -> At | None:
    """The minutes as they stand; None once they are final, or when a newer version than was told is out."""
    at = found(person, db, sessions.find(db, kept["session"]), names(db))
    newest = at.book.newest
    here = newest is not None and newest.state is State.OUT and newest.number == kept["version"]
    return at if here else None


def to_answer(db: Db, person: Person, kept: Data, now: datetime) -> Card | None:
    """The version that is out, for the first of the person's organisations that is waited for."""
    at = _now(db, person, kept)
    own = answers_for(person, at.session) if at else ()
    if at is None or not any(map(at.book.waits_for, own)):
        return None
    return data(at, at.whose(person, ""), _reader(person, now))


def _reader(person: Person, now: datetime) -> Reader:
    return Reader(person, person.language or "fi", now, why=Said(WHY))


def as_answered(db: Db, person: Person, kept: Data, now: datetime) -> Card | None:
    """The same once the organisation, or a colleague, has answered."""
    at = _now(db, person, kept)
    if at is None or kept["organisation"] not in answers_for(person, at.session):
        return None
    return data(at, kept["organisation"], _reader(person, now))


def replaced(db: Db, person: Person, kept: Data, _: datetime) -> Card | None:
    """That the card was of an old version, in its place."""
    at = _now(db, person, kept)
    if at is None:
        return None
    return notice(
        Said(N_("A newer version is out: {session}"), {"session": at.session.names}),
        lines=(Said(N_("Version {n} has gone out. It came as a card of its own."), {"n": kept["version"]}),),
        why=None,
        buttons=(_open(at),),
    )


def _open(at: At, organisation: str = "") -> Button:
    return Button(N_("Open the minutes"), "minutes.show", reference(at, organisation))


def wanted(db: Db, person: Person, kept: Data, _: datetime) -> Card | None:
    """What an organisation asks to correct, while it waits for an answer."""
    at = _now(db, person, kept)
    correction = at.book.correction(kept["correction"]) if at else None
    if at is None or correction is None or correction.state is not Wish.OPEN:
        return None
    return notice(
        Said(N_("A correction is asked for: {session}"), {"session": at.session.names}),
        lines=(
            Said(N_("Correction: {part}"), {"part": part_value(at, correction.part)}),
            cut(correction.wanted),
        ),
        facts=_facts(at, correction),
        why=Said(SECRETARIAT),
        buttons=(Button(N_("Corrections"), "correction.list", {"session": at.session.id}),),
    )


def _facts(at: At, correction: Correction) -> list[tuple[str, Any]]:
    names_ = dict(at.known.organisations[correction.organisation].names)
    return [(N_("Organisation"), names_), (N_("Asked"), how(correction))]


def refused(db: Db, person: Person, kept: Data, _: datetime) -> Card | None:
    """Why a correction isn't made, and how the organisation can answer now."""
    at = found(person, db, sessions.find(db, kept["session"]), names(db))
    correction = at.book.correction(kept["correction"])
    if correction is None or correction.state is not Wish.DECLINED:
        return None
    still = _now(db, person, kept) is not None
    return notice(
        Said(N_("Your correction isn't made: {session}"), {"session": at.session.names}),
        lines=(
            Said(N_("Correction: {part}"), {"part": part_value(at, correction.part)}),
            cut(correction.wanted),
            Said(N_("Why it isn't made: {reason}"), {"reason": correction.reason}),
        ),
        facts=_facts(at, correction),
        why=Said(WHY),
        buttons=(*(acts(at, correction.organisation) if still else ()), _open(at, correction.organisation)),
    )


def all_said(db: Db, person: Person, kept: Data, _: datetime) -> Card | None:
    """That every organisation has answered, while that holds."""
    at = _now(db, person, kept)
    if at is None or at.book.waiting or at.book.undecided:
        return None
    return notice(
        Said(N_("Every organisation has answered: {session}"), {"session": at.session.names}),
        lines=(Said(N_("Look how they answered; then the minutes can be made final.")),),
        why=Said(SECRETARIAT),
        buttons=(
            Button(N_("How organisations have answered"), "minutes.progress", {"session": at.session.id}),
        ),
    )


# For whom


def answers(db: Db, person: Person, kept: Data) -> bool:
    """Does the person still answer for an organisation of the session?"""
    session = sessions.find(db, str(kept["session"]))
    return session is not None and bool(answers_for(person, session))


def asked_for(db: Db, person: Person, kept: Data) -> bool:
    """Does the person still answer for the organisation that asked for a correction?"""
    session = confirming.session_of(db, kept["correction"])
    meeting = sessions.find(db, session) if session else None
    if meeting is None:
        return False
    correction = confirming.book(db, meeting).correction(kept["correction"])
    return correction is not None and correction.organisation in answers_for(person, meeting)


FRESH = {
    SENT: to_answer,
    ANSWERED: as_answered,
    REPLACED: replaced,
    ASKED: wanted,
    DECLINED: refused,
    ALL: all_said,
}
