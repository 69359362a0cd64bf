"""Finalising minutes: they are locked with a checksum, published, remembered, and told to who took part."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, Field
from sqlmodel import Session as Db

from bot.forms import Number, Said, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.documents.minutes_printed import ANSWERS
from cards.language import N_
from knowledge import final_minutes as rules
from knowledge.clock import today
from knowledge.confirming import Book
from knowledge.minutes import State, Version, conclusions
from knowledge.people import Action
from knowledge.records import Answer
from knowledge.refusals import Refusal
from knowledge.refusals.conclusions import MinutesFinal
from knowledge.sessions import Session
from storage import confirming, people, publishing, renewing, sessions
from storage.outbox import Place

from . import final_minutes, final_records
from .final_minutes import about, card
from .session_cards import named
from .session_notice_cards import WHY
from .sessions import ID_LIMIT, visible

FINAL, UPDATED = "minutes final", "minutes became final"
"""The causes of the notice, and of the card that stands about these minutes being brought up to date."""


class Finalising(BaseModel):
    """A button of the version that was seen."""

    session: str = Field("", max_length=ID_LIMIT)
    version: Number = 0


def check(ask: Ask, read: Read) -> Reply:
    """What finalising would do: who answered how, what is recorded of those who are silent."""
    session = visible(ask.person, sessions.find(read.db, ask.form.session))
    return _asked(ask, read.db, confirming.book(read.db, session))


def _asked(ask: Ask, db: Db, book: Book) -> Reply:
    """The question, or what stands against it; minutes that are final already are shown."""
    session, wanted = book.session, ask.form.version or _newest(book)
    try:
        version = rules.check_finalising(book, wanted, ask.now)
    except MinutesFinal:
        return _final(ask, db, book)
    except Refusal as refusal:
        return _refused(db, book, refusal)
    data = notice(
        Said(N_("Make the minutes final?")),
        lines=(
            Said("{session}", {"session": session.names}),
            Said(N_("Version {n}."), {"n": version.number}),
            Said(
                N_(
                    "After that nobody can change them, and everybody admitted can read them. "
                    "Conclusions that are published: {n}."
                ),
                {"n": len(conclusions(version.parts))},
            ),
            *(_silence(book, version)),
        ),
        facts=_facts(db, book, version),
        buttons=(
            Button(
                N_("Make final and publish"),
                "minutes.finalise",
                {"session": session.id, "version": version.number},
                style="positive",
            ),
            _back(session),
        ),
    )
    return notice_reply(data, about(session))


def _newest(book: Book) -> int:
    return book.newest.number if book.newest else 0


def _silence(book: Book, version: Version) -> tuple[Said, ...]:
    if not rules.silent(book, version):
        return ()
    return (Said(N_("Those who have not answered are recorded as “no answer”, never as having confirmed.")),)


def _back(session: Session) -> Button:
    return Button(N_("Back to the minutes"), "minutes.show", {"session": session.id})


def _facts(db: Db, book: Book, version: Version) -> list[tuple[str, object]]:
    """By answer: the organisations that gave it, the silent ones last."""
    known = people.organisations(db)
    silent = frozenset(each.organisation for each in rules.silent(book, version))
    found: list[tuple[str, object]] = []
    for answer, title in ANSWERS.items():
        mine = [each for each in book.asked if each not in silent and _gave(book, version, each, answer)]
        found += [(title, named(mine, known))] if mine else []
    nothing = [(ANSWERS[Answer.NO_ANSWER], named(sorted(silent), known))] if silent else []
    return [*found, *nothing]


def _gave(book: Book, version: Version, organisation: str, answer: str) -> bool:
    given = book.answer(organisation, version.number)
    return given is not None and given.answer == answer


def _refused(db: Db, book: Book, refusal: Refusal) -> Reply:
    data = notice(
        Said(N_("The minutes can't be made final yet")),
        lines=(
            Said("{session}", {"session": book.session.names}),
            Said(refusal.message, refusal.values),
        ),
        facts=_facts(db, book, book.newest) if book.newest else (),
        buttons=(_back(book.session),),
    )
    return notice_reply(data, about(book.session))


def _final(ask: Ask, db: Db, book: Book) -> Reply:
    if book.newest is None or book.newest.state is not State.FINAL:
        raise TypeError("only final minutes are shown so")
    return card(ask, db, book.session, book.newest)


# Finalised


def finalise(ask: Ask, _: object, tx: Tx) -> Reply:
    """Lock the version that was seen, publish it and its conclusions, and tell those who took part."""
    session = visible(ask.person, sessions.hold(tx.db, ask.form.session))
    book = confirming.book(tx.db, session)
    try:
        version = rules.check_finalising(book, ask.form.version, ask.now)
    except Refusal:
        return _asked(ask, tx.db, book)
    silent = rules.silent(book, version)
    final = publishing.finalise(tx.db, version, silent, ask.person, ask.now)
    _publish(tx, session, final)
    _tell(tx, session, final)
    tx.audit("minutes.final", about(session), version=final.number, checksum=final.checksum)
    return card(ask, tx.db, session, final)


def _publish(tx: Tx, session: Session, version: Version) -> None:
    every = final_records.published(session, version, people.organisations(tx.db))
    record = final_records.minutes_record(session, version, (one.record for one in every))
    publishing.publish(tx.db, version, record, every)


def _tell(tx: Tx, session: Session, version: Version) -> None:
    """One notice for everybody who took part; the cards that stand about the minutes say it as well."""
    data = notice(
        Said(N_("The minutes are final: {session}"), {"session": session.names}),
        lines=list(_told(version)),
        why=Said(WHY),
        buttons=(Button(N_("Read the minutes"), "minutes.final", {"session": session.id}, style="positive"),),
    )
    data |= {"session": session.id}
    heard = sessions.audience(tx.db, session, today(tx.now))
    tx.owe("notice", heard, once=f"{about(session)}:final", cause=FINAL, data=data)
    standing = people.by_ids(tx.db, renewing.readers(tx.db, about(session)), today(tx.now))
    tx.owe(
        "notice",
        standing,
        once=f"{about(session)}:final:card",
        cause=UPDATED,
        data=data | {"why": None},
        about=about(session),
        place=Place.ONLY,
    )


def _told(version: Version) -> Iterator[Said]:
    yield Said(N_("They don't change any more, and everybody admitted can read them."))
    yield Said(
        N_("Conclusions that were published: {n}. They are found by asking, and by their numbers."),
        {"n": len(conclusions(version.parts))},
    )


ROUTES = (
    Route(Action.COORDINATE, verb="minutes.finalise_check", form=Finalising, show=check, by_mail=True),
    Route(Action.COORDINATE, verb="minutes.finalise", form=Finalising, handle=finalise, by_mail=True),
    *final_minutes.ROUTES,
)
