"""What last year's round left behind: proposals that were deferred."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from knowledge.people import Role
from knowledge.proposals import State
from knowledge.rounds import Round
from storage import people, proposals

from .proposals import author_of, content_of
from .texts import Suggestion, facts


class Deferred(Suggestion):
    """A proposal that was deferred: who sent it, and why it was put off."""

    by: str
    reason: str


def add(db: Session, round_: Round, now: datetime) -> None:
    """Add the deferred proposals of last year's round."""
    for number, one in enumerate(facts("left")["deferred"]):
        _defer(db, round_, Deferred.model_validate(one), number, now)


def _defer(db: Session, round_: Round, one: Deferred, number: int, now: datetime) -> None:
    group = people.in_role(db, Role.WORKING_GROUP, now.date())
    sent = round_.proposals_open + timedelta(days=3 + number)
    made = proposals.add(db, round_, author_of(db, one.by, now), content_of(one), sent)
    moved = round_.proposals_close + timedelta(days=10)
    proposals.move(db, made, State.DEFERRED, group[0], moved, one.reason)
