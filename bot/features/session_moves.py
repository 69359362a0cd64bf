"""A session's life: announced to those who take part, held, or cancelled with its reason."""

from __future__ import annotations

from collections.abc import Callable

from bot.forms import Input, Lines, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import sessions as rules
from knowledge.people import Action
from knowledge.places import Places
from knowledge.refusals import Refusal
from knowledge.refusals.sessions import (
    BegunAlready,
    NoSuchSession,
    NotBegun,
    NotReadyToAnnounce,
    ReasonMissing,
    SessionNotAsSeen,
)
from knowledge.rounds import check_running
from knowledge.sessions import Session, State
from storage import polls, sessions

from . import session_notice_cards as cards
from . import session_notices as notices
from .session_cards import about, card, near
from .sessions import SessionRef, visible

REASON_LIMIT = 500


class Cancelling(SessionRef):
    """The form of a cancellation."""

    reason: Lines = ""


def places(ask: Ask, read: Read) -> Places:
    """What the card needs besides the database."""
    return read.memory.facts.places


def _held(ask: Ask, tx: Tx) -> Session:
    sessions.hold_plans(tx.db)
    session = sessions.hold(tx.db, ask.form.session)
    if session is None:
        raise NoSuchSession
    return session


def _moved(ask: Ask, tx: Tx, before: Session, move: Callable[[Session], Session]) -> Session | None:
    """The session after its move; None, and nothing done, when it isn't as it was seen."""
    if ask.form.version != before.version and rules.NEXT[before.state]:
        return None
    after = sessions.put(tx.db, move(before))
    tx.audit(f"session.{after.state}", about(after), version=after.version)
    return after


def _shown(
    ask: Ask, known: Places, tx: Tx, before: Session, after: Session | None, *alerts: Refusal
) -> Reply:
    """The session as it is now; as it was, with what stood against the move."""
    session, told = (after, ()) if after else (before, alerts or (SessionNotAsSeen(),))
    return card(ask, session, near(tx.db, known, session, ask.now), *told)


def announce(ask: Ask, known: Places, tx: Tx) -> Reply:
    """Announce a session and tell those who take part."""
    before = _held(ask, tx)
    check_running(before.round, ask.now)
    try:
        after = _moved(ask, tx, before, lambda session: rules.announced(session, ask.now))
    except (NotReadyToAnnounce, BegunAlready) as refusal:
        return _shown(ask, known, tx, before, None, refusal)
    if after:
        notices.tell_announced(tx, after)
    return _shown(ask, known, tx, before, after)


def hold(ask: Ask, known: Places, tx: Tx) -> Reply:
    """Mark a session as held, once it has begun; also after the round's last day."""
    before = _held(ask, tx)
    try:
        after = _moved(ask, tx, before, lambda session: rules.held(session, ask.now))
    except NotBegun as refusal:
        return _shown(ask, known, tx, before, None, refusal)
    return _shown(ask, known, tx, before, after)


def cancel_form(ask: Ask, read: Read) -> Reply:
    """Ask for the reason before cancelling."""
    session = visible(ask.person, sessions.find(read.db, ask.form.session))
    rules.check_move(session, State.CANCELLED)
    return _form(ask, session)


def _form(ask: Ask, session: Session, *faults: Refusal) -> Reply:
    told = session.state is State.ANNOUNCED
    said = N_("Those who take part are told that it is cancelled, and why.") if told else UNTOLD
    return form_reply(
        ask,
        Said(N_("Cancel “{session}”?"), {"session": session.names}),
        (Input("reason", N_("Reason"), "lines", ask.form.reason, required=told),),
        Button(
            N_("Cancel the session"),
            "session.cancel_now",
            {"session": session.id, "version": ask.form.version or session.version},
            style="destructive",
        ),
        intro=(Said(said),),
        faults=faults,
        buttons=(Button(N_("Keep the session"), "session.show", {"session": session.id}, fills=False),),
    )


UNTOLD = N_("It was not announced, so nobody is told. It can't be planned again: plan a new one instead.")


def cancel(ask: Ask, known: Places, tx: Tx) -> Reply:
    """Cancel a session; what is asked about it is asked no more."""
    before = _held(ask, tx)
    reading = Reading()
    reason = reading.text("reason", ask.form.reason, REASON_LIMIT)
    if not reason and before.state is State.ANNOUNCED:
        reading.fault(ReasonMissing())
    if reading.faults:
        return _form(ask, before, *reading.faults)
    after = _moved(ask, tx, before, lambda session: rules.cancelled(session, reason))
    if after:
        polls.close(tx.db, after.id, ask.now)
    if after and before.state is State.ANNOUNCED:
        notices.tell_cancelled(tx, before, after)
    return _shown(ask, known, tx, before, after)


FRESH = {
    notices.ANNOUNCED: cards.announced,
    notices.CHANGED: cards.changed,
    notices.MOVED: cards.moved,
    notices.CANCELLED: cards.cancelled,
    notices.LEFT: cards.left,
    notices.OPENED: cards.opened,
}
FILES = {
    **dict.fromkeys((notices.ANNOUNCED, notices.CHANGED, notices.MOVED, notices.CANCELLED), cards.invited),
    notices.LEFT: cards.uninvited,
}
ROUTES = (
    Route(Action.COORDINATE, verb="session.announce", form=SessionRef, prepare=places, handle=announce),
    Route(Action.COORDINATE, verb="session.hold", form=SessionRef, prepare=places, handle=hold),
    Route(Action.COORDINATE, verb="session.cancel", form=Cancelling, show=cancel_form),
    Route(Action.COORDINATE, verb="session.cancel_now", form=Cancelling, prepare=places, handle=cancel),
)
