"""Final minutes: how they were answered, their locking, and what becomes of them in the memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from knowledge import final_minutes as rules
from knowledge.final_minutes import Answered, Published
from knowledge.minutes import State, Version
from knowledge.people import Person
from knowledge.records import Answer, Kind, Record

from . import changes, records
from . import tables as t


def answers(db: Session, minutes: int) -> dict[str, Answered]:
    """By organisation: its answer to this version of minutes."""
    query = select(t.Confirmation).where(t.Confirmation.minutes_id == minutes)
    rows = db.exec(query.execution_options(populate_existing=True)).all()
    return {row.organisation_id: _answered(row) for row in rows}


def _answered(row: t.Confirmation) -> Answered:
    return Answered(row.organisation_id, Answer(row.answer), row.note, row.at, row.way, row.case_number)


def finalise(
    db: Session, version: Version, silent: Iterable[Answered], person: Person, now: datetime
) -> Version:
    """Lock a version with the answers to it, those who stayed silent among them.

    Its session must be held: see `sessions.hold`.
    """
    if rows := [_silence(version.id, each) for each in silent]:
        db.execute(insert(t.Confirmation), rows)
    row = db.get_one(t.Minutes, version.id, populate_existing=True)
    checksum = _checksum(db, row)
    row.state, row.finalised, row.finalised_by, row.checksum = State.FINAL, now, person.id, checksum
    db.add(row)
    db.flush()
    return replace(version, state=State.FINAL, finalised=now, checksum=checksum)


def _silence(minutes: int, answered: Answered) -> dict[str, object]:
    told = {"answer": answered.answer.value, "way": answered.way}
    return told | {"minutes_id": minutes, "organisation_id": answered.organisation, "at": None}


def _checksum(db: Session, row: t.Minutes) -> str:
    given = answers(db, row.id or 0).values()
    return rules.checksum(row.session_id, row.version, row.content, given)


@dataclass(frozen=True)
class Checked:
    """Final minutes, and whether they still are what their checksum was made of."""

    session: str
    version: int
    whole: bool


def verify(db: Session) -> Iterator[Checked]:
    """All final minutes that carry a checksum, looked through in order of their sessions."""
    row = t.Minutes
    locked = (row.state == State.FINAL, col(row.checksum).is_not(None))
    for each in db.exec(select(row).where(*locked).order_by(row.session_id, col(row.version))).all():
        yield Checked(each.session_id, each.version, _checksum(db, each) == each.checksum)


# Into the memory


def publish(db: Session, version: Version, minutes: Record, conclusions: Sequence[Published]) -> None:
    """Put final minutes and their conclusions into the memory, each conclusion with where it comes from.

    The proposals are held before the change counter, as whoever writes one does.
    """
    links = [
        {"record_id": one.record.id, "proposal_id": number}
        for one in conclusions
        for number in dict.fromkeys(one.proposals)
    ]
    _hold(db, {link["proposal_id"] for link in links})
    every = [minutes, *(one.record for one in conclusions)]
    records.put_all(db, every, {each.id: version.session for each in every})
    if conclusions:
        db.execute(insert(t.RecordOrigin), [_origin(version, one) for one in conclusions])
    if links:
        db.execute(insert(t.RecordProposal), links)
    for one in conclusions:
        _mark(db, one)


def locked(db: Session) -> frozenset[str]:
    """The ids of the records that final minutes have published: nothing else may replace them."""
    row, final = t.Record, select(t.Minutes.session_id).where(t.Minutes.state == State.FINAL)
    theirs = (col(row.session_id).in_(final), col(row.kind).in_((Kind.CONCLUSION, Kind.MINUTES)))
    return frozenset(db.exec(select(row.id).where(*theirs)).all())


def _hold(db: Session, proposals: Iterable[object]) -> None:
    row = t.Proposal
    query = select(row.id).where(col(row.id).in_(list(proposals))).order_by(col(row.id))
    db.exec(query.with_for_update(read=True, key_share=True)).all()


def _origin(version: Version, one: Published) -> dict[str, object]:
    return {
        "record_id": one.record.id,
        "minutes_id": version.id,
        "part_id": one.part,
        "item_id": one.item or None,
    }


def _mark(db: Session, one: Published) -> None:
    """The day of its follow-up; and what it replaces says so, where nothing else has replaced that before."""
    row = t.Record
    if one.due:
        db.execute(update(row).where(col(row.id) == one.record.id).values(due=one.due))
    if one.supersedes and one.supersedes != one.record.id:
        free = (col(row.id) == one.supersedes, col(row.kind) == "conclusion", col(row.superseded).is_(None))
        told = {"superseded": one.record.id, "changed": changes.advance(db)}
        db.execute(update(row).where(*free).values(**told))
