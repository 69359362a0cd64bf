"""A broadcast as its readers see it, drawn from its newest text whenever it is sent; and acknowledging it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session as Db

from bot.links import Document
from bot.routes import Ask, Button, Reply, Route, Tx
from cards.language import N_
from knowledge.broadcasts import OUT, State
from knowledge.people import Action, Person
from knowledge.refusals.broadcasts import BroadcastRecalled, NoSuchBroadcast, NotAsked
from knowledge.sessions import Session, may_see
from storage import broadcasts, sessions
from storage.broadcast_counts import CAUSE, CORRECTION, RECALL, REMINDER, reached
from storage.broadcasts import Reading

from . import invitations
from .broadcast_words import Ref
from .session_cards import open_button


def fresh(db: Db, person: Person, data: Mapping[str, Any], _: datetime) -> Mapping[str, Any] | None:
    """The broadcast as it is now; None: it was stopped, or isn't for them."""
    read = broadcasts.reading(db, data["broadcast"], person.id)
    return view(db, person, read) if read and read.broadcast.state in OUT else None


def fresh_recall(db: Db, person: Person, data: Mapping[str, Any], _: datetime) -> Mapping[str, Any] | None:
    """That the broadcast was recalled."""
    read = broadcasts.reading(db, data["broadcast"], person.id)
    return view(db, person, read) if read and read.broadcast.state is State.RECALLED else None


def fresh_reminder(
    db: Db, person: Person, data: Mapping[str, Any], now: datetime
) -> Mapping[str, Any] | None:
    """The broadcast once more; None: it was acknowledged meanwhile."""
    found = fresh(db, person, data, now)
    return {**found, "reminder": True} if found and found["acknowledged"] is None else None


def view(db: Db, person: Person, read: Reading) -> dict[str, Any]:
    """What the reader's card is drawn from."""
    one = read.broadcast
    recalled = one.state is State.RECALLED
    meeting = sessions.find(db, one.session) if one.session and not recalled else None
    meeting = meeting if meeting and may_see(person, meeting) else None
    return {
        "id": one.id,
        "texts": {language: vars(wording) for language, wording in one.texts.items()},
        "by": read.by,
        "sent": one.due or one.created,
        "recalled": one.ended if recalled else None,
        "reason": one.reason,
        "corrected": one.ended if one.version > 1 else None,
        "session": _facts(meeting) if meeting else None,
        "asks": one.acknowledge,
        "acknowledged": read.acknowledged,
        "reminder": False,
        "buttons": () if recalled else tuple(_buttons(read, meeting)),
    }


def _facts(session: Session) -> dict[str, Any]:
    return {name: getattr(session, name) for name in ("names", "starts", "ends", "place", "state")}


def _buttons(read: Reading, meeting: Session | None) -> Iterator[Button]:
    one = read.broadcast
    if one.acknowledge and read.acknowledged is None:
        yield Button(N_("Acknowledge"), "broadcast.acknowledge", {"broadcast": one.id}, style="positive")
    if one.link:
        yield Button(N_("Open the link"), way="open", data={"url": one.link})
    if meeting:
        yield open_button(meeting.id)
    if meeting and one.calendar:
        yield invitations.calendar_button(meeting.id)


def acknowledge(ask: Ask, _: object, tx: Tx) -> Reply:
    """Note that the reader has read it; the first time counts."""
    read = broadcasts.reading(tx.db, ask.form.broadcast, ask.person.id)
    if read is None or read.broadcast.state not in OUT | {State.RECALLED, State.CANCELLED}:
        raise NoSuchBroadcast
    if read.broadcast.state is State.CANCELLED and ask.person.id not in reached(tx.db, read.broadcast.id):
        raise NoSuchBroadcast
    if read.broadcast.state is State.RECALLED:
        raise BroadcastRecalled
    if not read.broadcast.acknowledge:
        raise NotAsked
    if read.acknowledged is None:
        broadcasts.acknowledge(tx.db, read.broadcast.id, ask.person.id, ask.now)
        tx.audit("broadcast.acknowledged", broadcasts.about(read.broadcast.id))
        read = replace(read, acknowledged=ask.now)
    return Reply("broadcast", view(tx.db, ask.person, read), about=broadcasts.about(read.broadcast.id))


def files(
    db: Db, person: Person, data: Mapping[str, Any], language: str, now: datetime
) -> tuple[Document, ...]:
    """The calendar file that goes with it in an e-mail."""
    number = data.get("id")
    one = broadcasts.find(db, number) if number else None
    meeting = sessions.find(db, one.session) if one and one.session and one.calendar else None
    if meeting is None or meeting.starts is None or not may_see(person, meeting):
        return ()
    return (invitations.calendar_file(person, meeting, language, now),)


FRESH = {CAUSE: fresh, CORRECTION: fresh, RECALL: fresh_recall, REMINDER: fresh_reminder}
FILES = {CAUSE: files, REMINDER: files}
ROUTES = (Route(Action.ASK, verb="broadcast.acknowledge", form=Ref, handle=acknowledge, by_mail=True),)
