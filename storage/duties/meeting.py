"""What is asked of organisations around sessions: times, to be there, to confirm the minutes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sqlmodel import Session, col, select

from knowledge.records import Answer
from knowledge.reminders import Done, Duty, Kind
from knowledge.sessions import State
from storage import polls
from storage import tables as t
from storage.status import DRAFT, FINAL

from .running import Running, duty


def of_times(running: Running) -> Iterator[Duty]:
    """The open questions of times."""
    for poll in polls.open_ones(running.db):
        session = running.sessions.get(poll.session)
        if session:
            asked = frozenset(session.organisations)
            done = {each: Done(answer.by, answer.at) for each, answer in poll.answers.items()}
            when, about = (poll.at, poll.due), session.round
            yield duty(Kind.AVAILABILITY, f"{poll.id}", session.names, when, asked, done, about)


def of_sessions(running: Running) -> Iterator[Duty]:
    """Those that were announced."""
    for each in running.sessions.values():
        if each.starts and each.announced and each.state is not State.PLANNED:
            when, asked = (each.announced, each.starts), frozenset(each.organisations)
            people = frozenset(each.people)
            yield duty(Kind.SESSION, each.id, each.names, when, asked, {}, each.round, people)


def of_minutes(running: Running) -> Iterator[Duty]:
    """The newest minutes of each session, while they are out for confirmation."""
    query = select(t.Minutes).where(col(t.Minutes.session_id).in_(running.sessions))
    newest = {row.session_id: row for row in running.db.exec(query.order_by(col(t.Minutes.version))).all()}
    out = [row for row in newest.values() if row.sent and row.state not in (DRAFT, FINAL)]
    given = _confirmed(running.db, [row.id or 0 for row in out])
    for row in out:
        session = running.sessions[row.session_id]
        if row.sent and row.due:
            when, asked = (row.sent, row.due), frozenset(session.organisations)
            yield duty(Kind.MINUTES, session.id, session.names, when, asked, given[row.id], session.round)


def _confirmed(db: Session, minutes: list[int]) -> Mapping[int | None, Mapping[str, Done]]:
    row = t.Confirmation
    found: dict[int | None, dict[str, Done]] = defaultdict(dict)
    query = select(row).where(col(row.minutes_id).in_(minutes), row.answer != Answer.NO_ANSWER)
    for each in db.exec(query).all():
        found[each.minutes_id][each.organisation_id] = Done("", each.at)
    return found
