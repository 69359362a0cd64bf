"""Reading and writing the questions of times: what is offered, and what each organisation answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col, select

from knowledge import availability as rules

from . import tables as t


def find(db: Session, poll: int) -> rules.Poll | None:
    """The poll with this id, or None."""
    return next(iter(_polls(db, db.exec(select(t.Poll).where(t.Poll.id == poll)).all())), None)


def hold(db: Session, poll: int) -> rules.Poll | None:
    """The poll with this id, held until the transaction ends (a row lock on PostgreSQL), or None."""
    query = select(t.Poll).where(t.Poll.id == poll).with_for_update()
    rows = db.exec(query.execution_options(populate_existing=True)).all()
    return next(iter(_polls(db, rows)), None)


def open_of(db: Session, session: str) -> rules.Poll | None:
    """The open poll of a session, or None."""
    query = select(t.Poll).where(t.Poll.session_id == session, col(t.Poll.closed).is_(None))
    return next(iter(_polls(db, db.exec(query).all())), None)


def open_ones(db: Session) -> tuple[rules.Poll, ...]:
    """All open polls, the one that is due first first."""
    query = select(t.Poll).where(col(t.Poll.closed).is_(None)).order_by(col(t.Poll.due), col(t.Poll.id))
    return _polls(db, db.exec(query).all())


def add(
    db: Session, session: str, options: Iterable[rules.Option], due: datetime, person: int, now: datetime
) -> rules.Poll:
    """Ask a session's organisations for times; an open poll of the session is closed."""
    close(db, session, now)
    row = t.Poll(session_id=session, due=due, at=now, person_id=person)
    db.add(row)
    db.flush()
    offered = [{"poll_id": row.id, "starts": each.starts, "ends": each.ends} for each in options]
    db.execute(insert(t.PollOption), offered)
    return _polls(db, [row])[0]


def close(db: Session, session: str, now: datetime) -> None:
    """Close what is asked about a session."""
    asked = update(t.Poll).where(col(t.Poll.session_id) == session, col(t.Poll.closed).is_(None))
    db.execute(asked.values(closed=now))


def answer(
    db: Session,
    poll: rules.Poll,
    organisation: str,
    suits: Mapping[int, rules.Suits],
    person: int,
    now: datetime,
) -> rules.Poll:
    """Record an organisation's answer in the place of the one before it."""
    known = [option.id for option in poll.options]
    given = delete(t.PollAnswer).where(
        col(t.PollAnswer.option_id).in_(known), col(t.PollAnswer.organisation_id) == organisation
    )
    db.execute(given)
    who = {"organisation_id": organisation, "at": now, "person_id": person}
    db.execute(insert(t.PollAnswer), [who | {"option_id": o, "answer": suits[o]} for o in known])
    row = db.get_one(t.Poll, poll.id)
    return _polls(db, [row])[0]


def _polls(db: Session, rows: Sequence[t.Poll]) -> tuple[rules.Poll, ...]:
    """Plain polls of these rows, with two statements however many there are."""
    if not rows:
        return ()
    ids = [row.id for row in rows]
    found = select(t.PollOption).where(col(t.PollOption.poll_id).in_(ids))
    options = db.exec(found.order_by(col(t.PollOption.starts), col(t.PollOption.id))).all()
    answers = _answers(db, [option.id or 0 for option in options])
    return tuple(
        _poll(row, [option for option in options if option.poll_id == row.id], answers) for row in rows
    )


Given = tuple[t.PollAnswer, str]
"""What an organisation answered about one time, and the name of who did."""


def _answers(db: Session, options: Sequence[int]) -> list[Given]:
    query = (
        select(t.PollAnswer, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(t.PollAnswer.person_id))
        .where(col(t.PollAnswer.option_id).in_(options))
        .order_by(col(t.PollAnswer.option_id))
    )
    return [(row, name) for row, name in db.exec(query).all()]


def _poll(row: t.Poll, options: Sequence[t.PollOption], answers: Iterable[Given]) -> rules.Poll:
    own = {option.id for option in options}
    given: dict[str, list[Given]] = {}
    for answer, name in answers:
        if answer.option_id in own:
            given.setdefault(answer.organisation_id, []).append((answer, name))
    return rules.Poll(
        id=row.id or 0,
        session=row.session_id,
        due=row.due,
        at=row.at,
        person=row.person_id,
        closed=row.closed,
        options=tuple(rules.Option(option.id or 0, option.starts, option.ends) for option in options),
        answers={organisation: _answer(rows) for organisation, rows in given.items()},
    )


def _answer(rows: Sequence[Given]) -> rules.Answer:
    first, name = rows[0]
    suits = {row.option_id: rules.Suits(row.answer) for row, _ in rows}
    return rules.Answer(suits, first.at, first.person_id, name)
