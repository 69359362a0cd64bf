"""Publishing an agenda: it is checked, kept as a version, remembered, and told to those who take part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Said, moment_value, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_, Texts, texts
from knowledge import agenda_versions as rules
from knowledge.agenda_versions import Version
from knowledge.agendas import Item
from knowledge.clock import today
from knowledge.people import Action, Kind
from knowledge.records import Kind as RecordKind
from knowledge.records import Record, Wording
from knowledge.refusals import Refusal
from knowledge.refusals.agendas import AgendaMoved
from knowledge.sessions import State
from storage import agendas, records, sessions

from . import agenda_words as words
from .agenda_cards import about, in_preparation, published
from .agenda_desk import AgendaRef, Desk, editing, held, is_stale
from .session_notice_cards import WHY

PUBLISHED = "agenda published"
WRITTEN = ("fi", "sv")
"""Languages in which the memory keeps an agenda: what people wrote stays as they wrote it."""


def check(ask: Ask, read: Read) -> Reply:
    """What publishing would do: what changes, and how many are told."""
    at_hand = editing(ask, read)
    if refusal := _refused(ask, at_hand):
        return in_preparation(ask, at_hand, refusal)
    session = at_hand.session
    told = len(sessions.audience(read.db, session, today(ask.now)))
    data = notice(
        Said(N_("Publish the agenda?")),
        lines=(Said("{session}", {"session": session.names}), _counted(at_hand), *_difference(at_hand)),
        facts=[(N_("People who are told"), str(told))],
        buttons=(
            Button(N_("Publish"), "agenda.publish", at_hand.reference, style="positive"),
            Button(N_("Back to the agenda"), "agenda.build", {"session": session.id}),
        ),
    )
    return notice_reply(data, about(session))


def _counted(at_hand: Desk) -> Said:
    agenda, length = at_hand.agenda, at_hand.session.length
    values = {"count": len(agenda.items), "minutes": agenda.minutes, "buffer": agenda.buffer}
    return Said(
        N_("{count} items, {minutes} min, and {buffer} min kept free: {left} min of {length} are left."),
        values | {"left": agenda.left(length), "length": length},
    )


def _refused(ask: Ask, at_hand: Desk) -> Refusal | None:
    try:
        rules.check_publishing(at_hand.session, at_hand.agenda, at_hand.newest, ask.now)
    except Refusal as refusal:
        return refusal
    return None


def _difference(at_hand: Desk) -> list[Said]:
    agenda, newest = at_hand.agenda, at_hand.newest
    if newest is None:
        return [Said(N_("After that everybody admitted can read it, and the proposals that it holds."))]
    every = rules.changes(newest, agenda.items, agenda.buffer)
    title = Said(N_("Changed since version {version}:"), {"version": newest.number})
    return [title, *words.changes(every, at_hand.organisations)]


def publish(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Publish the agenda as its next version."""
    at_hand = held(ask, at_hand, tx)
    if is_stale(ask, at_hand):
        return in_preparation(ask, at_hand, AgendaMoved())
    if refusal := _refused(ask, at_hand):
        return in_preparation(ask, at_hand, refusal)
    before, session = at_hand.newest, at_hand.session
    version = agendas.publish(tx.db, at_hand.agenda, ask.person, ask.now)
    records.put(tx.db, record(at_hand, version), session_id=session.id)
    _tell(tx, at_hand, version, before)
    tx.audit("agenda.published", f"agenda:{session.id}", version=version.number)
    now = replace(at_hand, newest=version, agenda=replace(at_hand.agenda, version=version.number))
    return published(ask, now, version, before)


# Told


def _tell(tx: Tx, at_hand: Desk, version: Version, before: Version | None) -> None:
    """Tell those who take part: the agenda is there, or what is different now."""
    session = at_hand.session
    first = Said(N_("The agenda is published: {session}"), {"session": session.names})
    again = Said(N_("The agenda has changed: {session}"), {"session": session.names})
    data = notice(
        again if before else first,
        lines=_changed(at_hand, version, before) if before else words.listed(version.items),
        facts=[(N_("Time"), moment_value(session.starts))] if session.starts else [],
        why=Said(WHY),
        buttons=(Button(N_("Open the agenda"), "agenda.show", {"session": session.id}),),
    )
    tx.owe(
        "notice",
        sessions.audience(tx.db, session, today(tx.now)),
        once=f"{about(session)}:{version.number}",
        cause=PUBLISHED,
        data=data | {"session": session.id},
    )


def _changed(at_hand: Desk, version: Version, before: Version) -> Sequence[Said]:
    return words.changes(rules.changes(before, version.items, version.buffer), at_hand.organisations)


def still_held(db: Db, data: Mapping[str, Any]) -> bool:
    """Whether people still need to hear of the agenda: not of a session that was cancelled meanwhile."""
    session = sessions.find(db, str(data.get("session", "")))
    return session is not None and session.state is not State.CANCELLED


# Remembered


def record(at_hand: Desk, version: Version) -> Record:
    """The published agenda as the memory keeps it."""
    session = at_hand.session
    came = [at_hand.proposals[each] for item in version.items for each in item.proposals]
    openers = [at_hand.organisations.get(item.opener_organisation or "") for item in version.items]
    ministries = [o.abbreviation for o in openers if o and o.kind is Kind.MINISTRY and o.abbreviation]
    return Record(
        id=f"{session.id}-agenda",
        kind=RecordKind.AGENDA,
        year=session.round.year,
        texts={language: _wording(at_hand, version, texts(language)) for language in WRITTEN},
        regions=session.regions,
        ministries=_once(ministries, *(proposal.content.ministries for proposal in came)),
        goals=_once(*(proposal.content.goals for proposal in came)),
        areas=_once(*(proposal.content.areas for proposal in came)),
        source=texts("fi").say("Agenda, version {n}", n=version.number),
    )


def _once(*codes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for some in codes for code in some))


def _wording(at_hand: Desk, version: Version, spoken: Texts) -> Wording:
    title = spoken.say("Agenda: {session}", session=spoken.name(at_hand.session.names))
    lines = (_line(at_hand, place, item, spoken) for place, item in enumerate(version.items, 1))
    return Wording(title, "\n".join(lines))


def _line(at_hand: Desk, place: int, item: Item, spoken: Texts) -> str:
    organisation = at_hand.organisations.get(item.opener_organisation or "")
    names = (spoken.name(organisation.names) if organisation else "", item.opener)
    values = {"place": place, "title": item.title, "n": item.minutes}
    if opener := ", ".join(filter(None, names)):
        said = spoken.say("{place}. {title} ({n} min, opened by: {opener})", **values, opener=opener)
    else:
        said = spoken.say("{place}. {title} ({n} min)", **values)
    return f"{said}\n{item.note}" if item.note else said


ROUTES = (
    Route(Action.TRIAGE, verb="agenda.check", form=AgendaRef, show=check),
    Route(Action.TRIAGE, verb="agenda.publish", form=AgendaRef, prepare=editing, handle=publish),
)
