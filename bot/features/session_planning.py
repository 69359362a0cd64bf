"""Planning a session and editing it: all that stands against the plan is said at once, at its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.forms import Said, form_reply
from bot.routes import Ask, Button, Reply, Route, Tx
from bot.routes import Read as Reader
from cards.language import N_
from knowledge import session_plans as plans
from knowledge import sessions as rules
from knowledge.clock import today
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals.sessions import NoSuchSession, SessionChanged
from knowledge.rounds import Round, check_running
from knowledge.sessions import Kind, Session, State
from storage import people, rounds, sessions

from . import session_notices as notices
from . import which_round
from .session_cards import about, card, near, open_button
from .session_form import MOST_PEOPLE, Desk, SessionForm, as_form, inputs
from .session_reading import read


def desk(ask: Ask, reader: Reader) -> Desk:
    """What the session is planned against."""
    form, places = ask.form, reader.memory.facts.places
    session = sessions.find(reader.db, form.session) if form.session else None
    if form.session and session is None:
        raise NoSuchSession
    round_ = session.round if session else which_round.numbered(ask, reader.db, form.round)
    members = people.members(reader.db, session.organisations, today(ask.now)) if session else ()
    chosen = people.by_ids(reader.db, session.people, today(ask.now)) if session else ()
    offered = {person.id: person for person in (*chosen, *members)}
    return Desk(
        round_,
        places,
        people.organisations(reader.db),
        frozenset(each.id for each in rounds.participants(reader.db, round_.id)),
        tuple(offered.values())[:MOST_PEOPLE],
        session,
    )


def plan_form(ask: Ask, reader: Reader) -> Reply:
    """The form of a new session, with what is known of it already."""
    at_hand = desk(ask, reader)
    check_running(at_hand.round, ask.now)
    kind = ask.form.kind if ask.form.kind in set(Kind) else Kind.REGIONAL  # the list's filter may say "all"
    return _form(ask, at_hand, ask.form.model_copy(update={"kind": kind}))


def edit_form(ask: Ask, reader: Reader) -> Reply:
    """The form of a session that is there."""
    at_hand = desk(ask, reader)
    if at_hand.session is None:
        raise NoSuchSession
    check_running(at_hand.round, ask.now)
    rules.check_changeable(at_hand.session)
    return _form(ask, at_hand, as_form(at_hand.session))


def _form(ask: Ask, at_hand: Desk, form: SessionForm, **wrong: Any) -> Reply:
    session = at_hand.session
    title = Said("{session}", {"session": session.names}) if session else Said(N_("Plan a session"))
    label = N_("Save the changes") if session else N_("Save as planned")
    hidden = {"session": form.session, "version": form.version, "round": at_hand.round.id}
    told = session is not None and session.state is State.ANNOUNCED
    back = open_button(form.session, fills=False)
    return form_reply(
        ask,
        title,
        inputs(form, at_hand),
        Button(label, "session.save" if session else "session.create", hidden, style="positive"),
        intro=(Said(TOLD if told else UNTOLD),),
        buttons=(back,) if session else (),
        **wrong,
    )


TOLD = N_("This session is announced: what you change is told to those who take part.")
UNTOLD = N_("Nobody is told of a planned session before it is announced.")


def create(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Plan the session. The rounds are held meanwhile, so that nobody plans another at its time."""
    sessions.hold_plans(tx.db)
    at_hand = replace(at_hand, round=_now(tx, at_hand.round))
    check_running(at_hand.round, ask.now)
    session, faults = _checked(ask, at_hand, tx)
    if faults or session is None:
        return _form(ask, at_hand, ask.form, faults=faults)
    id_ = rules.next_id(session.round, session.kind, session.regions, sessions.ids(tx.db))
    planned = sessions.put(tx.db, replace(session, id=id_))
    tx.audit("session.planned", about(planned), kind=planned.kind, version=planned.version)
    return card(ask, planned, near(tx.db, at_hand.places, planned, ask.now))


def _now(tx: Tx, round_: Round) -> Round:
    """The round as it is by now, held."""
    return rounds.by_id(tx.db, round_.id) or round_


def save(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Write a session's changes, and tell those who take part what is different where it is announced."""
    sessions.hold_plans(tx.db)
    before = sessions.hold(tx.db, ask.form.session)
    if before is None:
        raise NoSuchSession
    check_running(before.round, ask.now)
    rules.check_changeable(before)
    now_at = replace(at_hand, session=before)
    if ask.form.version != before.version:
        form = ask.form.model_copy(update={"version": before.version})
        return _form(ask, now_at, form, alert=SessionChanged(session=before.names))
    session, faults = _checked(ask, now_at, tx)
    if faults or session is None:
        return _form(ask, now_at, ask.form, faults=faults)
    after = change(tx, before, session)
    return card(ask, after, near(tx.db, at_hand.places, after, ask.now))


def change(tx: Tx, before: Session, session: Session) -> Session:
    """Write a changed session; one in which nothing is different stays as it is."""
    if session == before:
        return before
    after = sessions.put(tx.db, replace(session, version=before.version + 1))
    tx.audit("session.changed", about(after), version=after.version)
    if after.state is State.ANNOUNCED:
        notices.tell_changes(tx, before, after)
    return after


def _checked(ask: Ask, at_hand: Desk, tx: Tx) -> tuple[Session | None, tuple[Refusal, ...]]:
    """The session that the form says, and everything that is wrong with it."""
    session, faults = read(ask.form, at_hand, ask.now)
    if session is None:
        return None, faults
    against = against_plan(tx, session, at_hand.session, {p.id: p.name for p in at_hand.people})
    spoken = {fault.field for fault in faults}
    return session, (*faults, *(each for each in against if each.field not in spoken))


def against_plan(
    tx: Tx, session: Session, before: Session | None, names: Mapping[int, str]
) -> tuple[Refusal, ...]:
    """What stands against the plan, with the sessions of its time as they are now."""
    moved = before is None or before.starts != session.starts
    return plans.faults(session, sessions.running(tx.db, session), names, tx.now, moved=moved)


ROUTES = (
    Route(Action.COORDINATE, verb="session.plan", form=SessionForm, show=plan_form),
    Route(Action.COORDINATE, verb="session.create", form=SessionForm, prepare=desk, handle=create),
    Route(Action.COORDINATE, verb="session.edit", form=SessionForm, show=edit_form),
    Route(Action.COORDINATE, verb="session.save", form=SessionForm, prepare=desk, handle=save),
)
