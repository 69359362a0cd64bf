"""What is told of a session, drawn when it is sent: as the session is then, to who takes part then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session as Db

from bot.forms import UNSET, Said, notice, span_value
from bot.links import Document
from bot.routes import Button
from cards.documents.calendar import Method
from cards.language import N_
from knowledge import session_plans as plans
from knowledge.people import Person
from knowledge.sessions import Session, State, let_in, taking_part
from storage import agendas, people, sessions

from .invitations import calendar_button, calendar_file
from .session_cards import named, open_button

WHY = N_("You get this because you or your organisation takes part in the session.")
WHY_OPENED = N_("You get this in the place of the session's card that you opened.")
WHY_LEFT = N_("You get this because you or your organisation was to take part in the session.")
Card = dict[str, Any]
Data = Mapping[str, Any]


def kept(session: Session) -> Card:
    """What people were told of a session, kept as JSON."""
    plain = {name: getattr(session, name) for name in ("place", "theme", "link")}
    times = {name: when.isoformat() for name in ("starts", "ends") if (when := getattr(session, name))}
    return {**plain, **times, "names": dict(session.names), "organisations": list(session.organisations)}


def earlier(session: Session, told: Data) -> Session:
    """The session as it was when people were told so."""
    starts, ends = (_moment(told.get(name)) for name in ("starts", "ends"))
    texts: Data = {name: told[name] for name in ("place", "theme", "link", "names")}
    organisations = tuple(told["organisations"])
    return replace(session, **texts, starts=starts, ends=ends, organisations=organisations)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


# Cards


def announced(db: Db, person: Person, data: Data, _: datetime) -> Card | None:
    """When and where the session is, and what comes next."""
    session = _found(db, data)
    if session.state is not State.ANNOUNCED:
        return None
    out = agendas.newest(db, session.id) is not None
    lines = () if out else (Said(N_("The agenda comes later: you are told when it is published.")),)
    return _card(db, person, session, Said(N_("Session: {session}"), {"session": session.names}), lines)


def changed(db: Db, person: Person, data: Data, _: datetime) -> Card | None:
    """The session as it is, and what is different from what the person was told before."""
    session, lines = _different(db, data)
    if not lines:
        return None
    title = Said(N_("The session has changed: {session}"), {"session": session.names})
    when = Said(N_("Changed {when}"), {"when": {"moment": data["at"]}})
    return _card(db, person, session, title, (*lines, when))


def opened(db: Db, person: Person, data: Data, _: datetime) -> Card | None:
    """The session as it is, in the place of what somebody had opened before it changed."""
    session = _found(db, data)
    off = session.state is State.CANCELLED
    title = N_("The session is cancelled: {session}") if off else N_("Changed since you opened it: {session}")
    lines = (session.reason,) if off and session.reason else ()
    return _card(db, person, session, Said(title, {"session": session.names}), lines, Said(WHY_OPENED))


def moved(db: Db, person: Person, data: Data, now: datetime) -> Card | None:
    """The short message that a session has moved or is cancelled: the card of the session tells the rest."""
    session, lines = _different(db, data, plans.SOUNDING)
    if session.state is State.CANCELLED:
        return cancelled(db, person, data, now)
    if not lines:
        return None
    return notice(
        Said(N_("The session has moved: {session}"), {"session": session.names}),
        lines=(*lines, Said(N_("The card of the session that you got before is up to date."))),
        why=Said(WHY),
        buttons=_buttons(session, person),
    )


def cancelled(db: Db, _: Person, data: Data, __: datetime) -> Card | None:
    """That the session isn't held, and why."""
    session = _found(db, data)
    if session.state is not State.CANCELLED:
        return None
    return notice(
        Said(N_("The session is cancelled: {session}"), {"session": session.names}),
        lines=filter(None, (session.reason, Said(N_("It isn't held at this time.")))),
        facts=[(N_("Time"), _time(session))],
        why=Said(WHY),
        buttons=(open_button(session.id), *([calendar_button(session.id)] if session.starts else [])),
    )


def left(db: Db, person: Person, data: Data, _: datetime) -> Card | None:
    """That the person takes part no longer; nothing that would have to be put right when it moves."""
    session = _found(db, data)
    if taking_part(person, session):
        return None
    return notice(
        Said(N_("You take part in the session no longer: {session}"), {"session": session.names}),
        lines=(Said(N_("You aren't told of it any more. If this is wrong, write to the secretariat.")),),
        facts=[(N_("Round"), session.round.names)],
        why=Said(WHY_LEFT),
        buttons=(open_button(session.id),),
    )


def _found(db: Db, data: Data) -> Session:
    session = sessions.find(db, data["session"])
    assert session is not None  # sessions are never deleted
    return session


def _card(
    db: Db,
    person: Person,
    session: Session,
    title: Said,
    lines: Iterable[Said | str],
    why: Said = Said(WHY),  # noqa: B008  # frozen
) -> Card:
    known = people.organisations(db)
    return notice(
        title,
        lines=lines,
        facts=[
            (N_("Time"), _time(session)),
            (N_("Place"), session.place or {"say": N_("online")}),
            *([(N_("Theme"), session.theme)] if session.theme else []),
            (N_("Organisations"), named(session.organisations, known)),
        ],
        why=why,
        buttons=_buttons(session, person),
    )


def _buttons(session: Session, person: Person) -> Iterator[Button]:
    yield open_button(session.id)
    yield calendar_button(session.id)
    if session.state is State.ANNOUNCED and plans.is_link(session.link) and let_in(person, session):
        yield Button(N_("Join the meeting"), way="open", data={"url": session.link})


def _time(session: Session) -> Data:
    return span_value(session.starts, session.ends) if session.starts and session.ends else UNSET


# What changed


EVERYTHING = frozenset({"time", *plans.TOLD})


def _different(db: Db, data: Data, of: frozenset[str] = EVERYTHING) -> tuple[Session, tuple[Said, ...]]:
    """The session, and what of these is different from what was told before: nothing once it is cancelled."""
    session = _found(db, data)
    if session.state is not State.ANNOUNCED:
        return session, ()
    before = earlier(session, data["before"])
    different = of.intersection(plans.changed(before, session))
    lines = (*_texts(before, session, different), *_organisations(before, session, different, db))
    return session, lines


def _texts(before: Session, after: Session, different: frozenset[str]) -> Iterator[Said]:
    for field, title, old, new in (
        ("names", N_("Name"), before.names, after.names),
        ("time", N_("Time"), _time(before), _time(after)),
        ("place", N_("Place"), before.place or UNSET, after.place or UNSET),
        ("theme", N_("Theme"), before.theme or UNSET, after.theme or UNSET),
    ):
        if field in different:
            yield Said(N_("{what}: {old} → {new}"), {"what": {"say": title}, "old": old, "new": new})
    if "link" in different:
        yield Said(N_("The link to the meeting is new.") if after.link else N_("There is no link any more."))


def _organisations(before: Session, after: Session, different: frozenset[str], db: Db) -> Iterator[Said]:
    known = people.organisations(db) if "organisations" in different else {}
    joined, gone = _apart(before, after) if known else ((), ())
    if joined:
        yield Said(N_("Takes part now: {names}"), {"names": named(joined, known)})
    if gone:
        yield Said(N_("Takes part no longer: {names}"), {"names": named(gone, known)})


def _apart(before: Session, after: Session) -> tuple[list[str], list[str]]:
    was, now = set(before.organisations), set(after.organisations)
    return sorted(now - was), sorted(was - now)


# Files of e-mails


def invited(db: Db, person: Person, data: Data, language: str, now: datetime) -> tuple[Document, ...]:
    """The invitation that goes with an e-mail; that of a cancelled session takes the event away."""
    session = _found(db, data)
    return (calendar_file(person, session, language, now, Method.REQUEST),) if session.starts else ()


def uninvited(db: Db, person: Person, data: Data, language: str, now: datetime) -> tuple[Document, ...]:
    """What takes the event away from the calendar of who takes part no longer."""
    session = _found(db, data)
    return (calendar_file(person, session, language, now, Method.CANCEL),) if session.starts else ()
