"""What last year's round left behind: proposals that were deferred, and what came of its conclusions."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from sqlmodel import Session

from knowledge.calendar import next_working
from knowledge.clock import at
from knowledge.people import Role
from knowledge.proposals import State
from knowledge.rounds import Round
from storage import people, proposals
from storage import tables as t

from .proposals import author_of, content_of
from .texts import Suggestion, Written, facts


class Deferred(Suggestion):
    """A proposal that was deferred: who sent it, and why it was put off."""

    by: str
    reason: str


class Report(Written):
    """What an organisation reported of a conclusion, some weeks after the discussions."""

    conclusion: str
    by: str
    weeks: int
    state: str
    note: str


def add(db: Session, round_: Round, now: datetime) -> None:
    """Add the deferred proposals of last year's round, and the reports on its conclusions."""
    written = facts("left")
    for number, one in enumerate(written["deferred"]):
        _defer(db, round_, Deferred.model_validate(one), number, now)
    for report in written["followups"]:
        _report(db, round_, Report.model_validate(report), now)


def _defer(db: Session, round_: Round, one: Deferred, number: int, now: datetime) -> None:
    group = people.in_role(db, Role.WORKING_GROUP, now.date())
    sent = round_.proposals_open + timedelta(days=3 + number)
    made = proposals.add(db, round_, author_of(db, one.by, now), content_of(one), sent)
    moved = round_.proposals_close + timedelta(days=10)
    proposals.move(db, made, State.DEFERRED, group[0], moved, one.reason)


def _report(db: Session, round_: Round, report: Report, now: datetime) -> None:
    reporter = author_of(db, report.by, now)
    over = round_.sessions_to or round_.proposals_close.date()
    moment = at(next_working(over + timedelta(weeks=report.weeks)), time(10, 0))
    row = t.FollowUp(
        record_id=f"{round_.year}-{report.conclusion}",
        state=report.state,
        note=report.note,
        at=min(moment, now - timedelta(days=1)),
        organisation_id=reporter.organisation.id,
        person_id=reporter.person.id,
    )
    db.add(row)
    db.flush()
