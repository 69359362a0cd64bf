"""What came of the conclusions of the two rounds before this one, as it was told, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from knowledge.calendar import next_working
from knowledge.clock import at, today
from knowledge.reporting import CLOSED, Progress, Told
from knowledge.rounds import Round
from storage import reporting
from storage import tables as t

from .proposals import author_of
from .records import INVENTED
from .texts import Written, facts

HOUR = time(10, 0)


class Report(Written):
    """What an organisation reported: `weeks` after the last discussion, or so many days `ago`.

    `ready`: how many days from now it is meant to be done.
    """

    conclusion: str
    by: str
    weeks: int = 0
    ago: int = 0
    state: Progress
    note: str = ""
    ready: int | None = None


class Day(Written):
    """A conclusion that is to be told of by a day, so many `days` from now."""

    conclusion: str
    days: int


def add(db: Session, rounds: Mapping[int, Round], last: Round, now: datetime) -> None:
    """Add the reports, each conclusion named by its id, in short where it is of the `last` round."""
    written = facts("follow_ups")
    found = [Report.model_validate(each) for each in written["reports"]]
    for moment, report in sorted(((_moment(one, rounds, last, now), one) for one in found), key=_first):
        _report(db, report, _id(report.conclusion, last), moment, now)
    for day in map(Day.model_validate, written["days"]):
        due = today(now) + timedelta(days=day.days)
        db.execute(update(t.Record).where(col(t.Record.id) == _id(day.conclusion, last)).values(due=due))


def _first(reported: tuple[datetime, Report]) -> datetime:
    return reported[0]


def _id(conclusion: str, last: Round) -> str:
    return conclusion if conclusion[:4].isdigit() else f"{last.year}-{conclusion}"


def _moment(report: Report, rounds: Mapping[int, Round], last: Round, now: datetime) -> datetime:
    """When it was told: some weeks after the discussions, though never later than yesterday."""
    if report.ago:
        return now - timedelta(days=report.ago)
    round_ = rounds[int(report.conclusion[:4])] if report.conclusion[:4].isdigit() else last
    over = round_.sessions_to or round_.proposals_close.date()
    return min(at(next_working(over + timedelta(weeks=report.weeks)), HOUR), now - timedelta(days=1))


def _report(db: Session, report: Report, conclusion: str, moment: datetime, now: datetime) -> None:
    author = author_of(db, report.by, now)
    note = f"{report.note} ({INVENTED})" if report.note else ""
    day = today(moment) if report.state in CLOSED else None
    if report.ready is not None:
        day = today(now) + timedelta(days=report.ready)
    told = Told(report.state, note, day)
    reporting.add(db, conclusion, author.organisation.id, told, author.person, moment)
