"""How an attempt to send ended, and what follows: the one place that decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from . import reasons
from .tokens import TokenUnavailable

PAUSES = tuple(timedelta(seconds=s) for s in (5, 30, 120, 900, 3600, 3 * 3600))
"""After the first attempt, the second, …: each up to a quarter longer, so that not all come at once."""
SEARCHES = tuple(timedelta(minutes=m) for m in (10, 60, 300, 300))
"""The same where the chat isn't found: so long that it is known to be gone before they end."""
PASSING = (TokenUnavailable, OperationalError, InterfaceError, PoolTimeout)


class SendFailed(Exception):
    """A message wasn't taken. `reason` is a code or a few words without anything of what was to be sent.

    again: trying later can help. gone: nothing can be sent there any more. missing: the chat, or the card to
    be replaced, isn't found. ambiguous: it may have arrived all the same. retry_after: for so many seconds
    nothing should be sent to the whole tenant.
    """

    def __init__(
        self,
        reason: str,
        *,
        again: bool = False,
        gone: bool = False,
        missing: bool = False,
        ambiguous: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again or ambiguous or retry_after is not None
        self.gone = gone
        self.missing = missing
        self.ambiguous = ambiguous
        self.retry_after = retry_after


@dataclass(frozen=True)
class Again:
    """Try again after a pause."""

    reason: str
    pause: timedelta


@dataclass(frozen=True)
class Ambiguous:
    """It may have arrived; try again after a pause, where there is one left."""

    reason: str
    pause: timedelta | None


@dataclass(frozen=True)
class Wait:
    """The whole tenant waits; this was no failed attempt."""

    reason: str
    pause: timedelta


@dataclass(frozen=True)
class Missed:
    """The chat isn't found: look for it again after a pause; without one it is gone."""

    reason: str
    pause: timedelta | None


@dataclass(frozen=True)
class Gone:
    """Nothing can be sent to this chat."""

    reason: str


@dataclass(frozen=True)
class Final:
    """This message can't be sent."""

    reason: str


Decision = Again | Ambiguous | Wait | Missed | Gone | Final


def reason(error: Exception) -> str:
    """Why sending failed, without a word of what was to be sent."""
    return error.reason if isinstance(error, SendFailed | TokenUnavailable) else type(error).__name__


def passing(error: Exception) -> bool:
    """Whether trying later can help."""
    return error.again if isinstance(error, SendFailed) else isinstance(error, PASSING)


def decide(error: Exception, attempts: int, jitter: float) -> Decision:
    """What follows from a failed attempt, the how manieth it was; `jitter` from 0 to 1."""
    failed = error if isinstance(error, SendFailed) else _as_failed(error)
    return next(follows(failed, attempts, jitter) for applies, follows in _TABLE if applies(failed))


def _as_failed(error: Exception) -> SendFailed:
    """Anything else that ended an attempt; a deadline that passed leaves open what became of it."""
    why = reasons.NO_TOKEN if isinstance(error, TokenUnavailable) else reason(error)
    return SendFailed(why, again=passing(error), ambiguous=isinstance(error, TimeoutError))


def _pause(pauses: tuple[timedelta, ...], attempts: int, jitter: float) -> timedelta | None:
    return pauses[attempts - 1] * (1 + jitter / 4) if attempts <= len(pauses) else None


def _wait(failed: SendFailed, _: int, jitter: float) -> Decision:
    return Wait(failed.reason, timedelta(seconds=(failed.retry_after or 0.0)))


def _gone(failed: SendFailed, _: int, __: float) -> Decision:
    return Gone(failed.reason)


def _missed(failed: SendFailed, attempts: int, jitter: float) -> Decision:
    return Missed(failed.reason, _pause(SEARCHES, attempts, jitter))


def _ambiguous(failed: SendFailed, attempts: int, jitter: float) -> Decision:
    return Ambiguous(failed.reason, _pause(PAUSES, attempts, jitter))


def _again(failed: SendFailed, attempts: int, jitter: float) -> Decision:
    pause = _pause(PAUSES, attempts, jitter)
    return Again(failed.reason, pause) if pause else Final(failed.reason)


def _final(failed: SendFailed, _: int, __: float) -> Decision:
    return Final(failed.reason)


_TABLE: tuple[tuple[Callable[[SendFailed], bool], Callable[[SendFailed, int, float], Decision]], ...] = (
    (lambda failed: failed.retry_after is not None, _wait),
    (lambda failed: failed.gone, _gone),
    (lambda failed: failed.missing, _missed),
    (lambda failed: failed.ambiguous, _ambiguous),
    (lambda failed: failed.again, _again),
    (lambda _: True, _final),
)
"""The first that applies decides."""
