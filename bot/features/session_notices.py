"""What those who take part in a session are told: it is announced, this has changed, it is cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session as Db

from bot.forms import UNSET, Said, notice, span_value
from bot.routes import Button, Tx
from cards.language import N_
from knowledge import session_plans as plans
from knowledge.clock import today
from knowledge.people import Organisation, Person
from knowledge.sessions import Session, State, taking_part
from storage import people, sessions

from .session_cards import about, named, open_button

ANNOUNCED, CHANGED, CANCELLED = "session announced", "session changed", "session cancelled"
WHY = N_("You get this because you or your organisation takes part in the session.")


def tell_announced(tx: Tx, session: Session) -> None:
    """Tell those who take part when, where and what comes next."""
    next_step = Said(N_("The agenda comes later: you are told when it is published."))
    data = _data(tx, session, Said(N_("Session: {session}"), {"session": session.names}), [next_step])
    tx.owe("notice", _audience(tx, session), once=f"{about(session)}:announced", cause=ANNOUNCED, data=data)


def tell_changes(tx: Tx, before: Session, after: Session) -> None:
    """Tell what is different now, old and new, to those who took part before and those who do now."""
    known = people.organisations(tx.db)
    lines = list(_changes(before, after, known))
    if not lines:
        return
    title = Said(N_("The session has changed: {session}"), {"session": after.names})
    to = {person.id: person for each in (before, after) for person in _audience(tx, each)}.values()
    for within in (True, False):  # the link to the meeting isn't for those who leave
        shown = after if within else replace(after, link="")
        some = [person for person in to if taking_part(person, after) is within]
        once = f"{about(after)}:{after.version}"
        tx.owe("notice", some, once=once, cause=CHANGED, data=_data(tx, shown, title, lines))


def tell_cancelled(tx: Tx, session: Session) -> None:
    """Tell that the session isn't held, and why."""
    title = Said(N_("The session is cancelled: {session}"), {"session": session.names})
    data = notice(
        title,
        lines=(session.reason,),
        facts=list(_facts(session))[:1],
        why=Said(WHY),
        buttons=(open_button(session.id),),
    )
    tx.owe("notice", _audience(tx, session), once=f"{about(session)}:cancelled", cause=CANCELLED, data=data)


def _audience(tx: Tx, session: Session) -> tuple[Person, ...]:
    return sessions.audience(tx.db, session, today(tx.now))


def _data(tx: Tx, session: Session, title: Said, lines: Iterable[Said]) -> dict[str, Any]:
    known = people.organisations(tx.db)
    link = [Button(N_("Join the meeting"), way="open", data={"url": session.link})] if session.link else []
    data = notice(
        title,
        lines=lines,
        facts=[
            *_facts(session),
            *([(N_("Theme"), session.theme)] if session.theme else []),
            (N_("Organisations"), named(session.organisations, known)),
        ],
        why=Said(WHY),
        buttons=(open_button(session.id), *link),
    )
    return data | {"session": session.id}


def _facts(session: Session) -> Iterator[tuple[str, Any]]:
    yield N_("Time"), _time(session)
    yield N_("Place"), session.place or {"say": N_("online")}


def _time(session: Session) -> Mapping[str, Any]:
    return span_value(session.starts, session.ends) if session.starts and session.ends else UNSET


# What changed


def _changes(before: Session, after: Session, known: Mapping[str, Organisation]) -> Iterator[Said]:
    different = plans.changed(before, after)
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
    joined, left = _apart(before, after)
    if joined:
        yield Said(N_("Takes part now: {names}"), {"names": named(joined, known)})
    if left:
        yield Said(N_("Takes part no longer: {names}"), {"names": named(left, known)})


def _apart(before: Session, after: Session) -> tuple[list[str], list[str]]:
    was, now = set(before.organisations), set(after.organisations)
    return sorted(now - was), sorted(was - now)


def to_be_held(db: Db, data: Mapping[str, Any]) -> bool:
    """Whether people still need to hear of the session: one that was cancelled meanwhile is told as that."""
    session = sessions.find(db, str(data.get("session", "")))
    return session is not None and session.state is State.ANNOUNCED
