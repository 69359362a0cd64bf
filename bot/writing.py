"""What became of sends, written down together: how each message stands, and what is known of its chat."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from storage import reach, turns, wishes
from storage.outbox import State
from storage.settling import Ended, PutOff, Result

from . import reasons
from .drafts import Ready
from .needs import MAIL
from .outcomes import Again, Ambiguous, Decision, Final, Gone, Missed, Wait


@dataclass(frozen=True)
class Sent:
    """A card that was taken, under this id."""

    ready: Ready
    activity: str


@dataclass(frozen=True)
class Failed:
    """A card that wasn't, and what follows from it."""

    ready: Ready
    decision: Decision


@dataclass(frozen=True)
class Back:
    """A card that was never begun: it goes out again from a moment on."""

    ready: Ready
    due: datetime
    why: str


@dataclass(frozen=True)
class Needless:
    """A card that had nowhere to go."""

    ready: Ready
    why: str


Outcome = Sent | Failed | Back | Needless


def written(db: Session, outcome: Outcome, now: datetime) -> Result:
    """Note what the outcome tells of the chat; how the message stands now."""
    return _WRITERS[type(outcome)](db, outcome, now)


def _sent(db: Session, sent: Sent, now: datetime) -> Result:
    ready = sent.ready
    where, about = ready.parcel.where, ready.owed.about
    if about and sent.activity:
        turns.stands(db, where.channel, where.conversation, about, sent.activity, now)
    if ready.missed:
        reach.found(db, where)
    return Ended(ready.owed.id, State.SENT, reasons.SENT, where.channel, sent.activity)


def _failed(db: Session, failed: Failed, now: datetime) -> Result:
    return _FOLLOWS[type(failed.decision)](db, failed.ready, failed.decision, now)


def _back(_: Session, back: Back, __: datetime) -> Result:
    return PutOff(back.ready.owed.id, back.due, back.why, counted=False)


def _needless(_: Session, needless: Needless, __: datetime) -> Result:
    return _end(needless.ready, State.NOT_NEEDED, needless.why)


def _again(_: Session, ready: Ready, again: Again, now: datetime) -> Result:
    return PutOff(ready.owed.id, now + again.pause, again.reason)


def _wait(_: Session, ready: Ready, wait: Wait, now: datetime) -> Result:
    return PutOff(ready.owed.id, now + wait.pause, reasons.PAUSED, counted=False)


def _ambiguous(_: Session, ready: Ready, doubt: Ambiguous, now: datetime) -> Result:
    if doubt.pause is None:
        return _end(ready, State.FAILED, reasons.NO_ANSWER, ambiguous=True)
    return PutOff(ready.owed.id, now + doubt.pause, doubt.reason, ambiguous=True)


def _missed(db: Session, ready: Ready, missed: Missed, now: datetime) -> Result:
    why = MISSING.get(missed.reason, missed.reason)
    is_gone = reach.missed(db, ready.parcel.where, why, now)
    if is_gone or missed.pause is None:
        return _elsewhere(ready, why, now) if is_gone else _end(ready, State.UNREACHABLE, why)
    return PutOff(ready.owed.id, now + missed.pause, missed.reason)


def _gone(db: Session, ready: Ready, gone: Gone, now: datetime) -> Result:
    parcel = ready.parcel
    if parcel.where.channel == MAIL:
        wishes.bounce(db, ready.owed.person, str(parcel.where.user["address"]), now, gone.reason)
    else:
        reach.gone(db, parcel.where, gone.reason, now)
    return _elsewhere(ready, gone.reason, now)


def _elsewhere(ready: Ready, why: str, now: datetime) -> Result:
    """At once by the other way, where there is one."""
    if ready.otherwise:
        return PutOff(ready.owed.id, now, why, counted=False)
    return _end(ready, State.UNREACHABLE, why)


def _final(_: Session, ready: Ready, final: Final, __: datetime) -> Result:
    return _end(ready, State.FAILED, final.reason)


def _end(ready: Ready, state: State, why: str, *, ambiguous: bool = False) -> Ended:
    return Ended(ready.owed.id, state, why, ready.parcel.where.channel, None, ambiguous)


MISSING: Mapping[str, str] = {"HTTP 403": reasons.REFUSED, "HTTP 404": reasons.NOT_FOUND}
_FOLLOWS: Mapping[type, Callable[[Session, Ready, Any, datetime], Result]] = {
    Again: _again,
    Wait: _wait,
    Ambiguous: _ambiguous,
    Missed: _missed,
    Gone: _gone,
    Final: _final,
}
_WRITERS: Mapping[type, Callable[[Session, Any, datetime], Result]] = {
    Sent: _sent,
    Failed: _failed,
    Back: _back,
    Needless: _needless,
}
