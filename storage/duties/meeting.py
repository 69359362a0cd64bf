"""What is asked of organisations around sessions: times, to be there, to confirm the minutes."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.reminders import Done, Duty, Kind
from knowledge.sessions import State
from storage import confirming, polls, sessions

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
    """The minutes that are out for confirmation, also after the last day of the round."""
    out = confirming.out(running.db)
    given = confirming.answered(running.db, [row.id or 0 for row in out])
    for row in out:
        session = sessions.find(running.db, row.session_id)
        if session and row.sent and row.due:
            when, asked = (row.sent, row.due), frozenset(session.organisations)
            done = given.get(row.id or 0, {})
            yield duty(Kind.MINUTES, session.id, session.names, when, asked, done, session.round)
