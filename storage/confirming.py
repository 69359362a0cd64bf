"""Reading and writing how organisations answer the versions of minutes, and the corrections they ask for.

Whoever writes holds the session first, see `sessions.hold`; the unique constraints are the last guard.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from knowledge.confirming import LIVE, Book, Correction, Given, Way, Wish
from knowledge.minutes import State, Version
from knowledge.people import Person
from knowledge.records import Answer
from knowledge.reminders import Done
from knowledge.sessions import Session as Meeting

from . import minutes
from . import tables as t
from .upsert import insert

FRESH = {"populate_existing": True}


def book(db: Session, session: Meeting) -> Book:
    """All versions of a session's minutes, with all that organisations said of them."""
    versions = minutes.versions(db, session.id)
    numbers = {version.id: version.number for version in versions}
    return Book(session, versions, _given(db, numbers), _corrections(db, numbers))


def _given(db: Session, numbers: Mapping[int, int]) -> tuple[Given, ...]:
    row = t.Confirmation
    query = select(row, t.Person.name).outerjoin(t.Person, col(t.Person.id) == col(row.person_id))
    found = db.exec(
        query.where(col(row.minutes_id).in_(numbers)).order_by(col(row.id)).execution_options(**FRESH)
    )
    return tuple(
        Given(
            organisation=each.organisation_id,
            version=numbers[each.minutes_id],
            answer=Answer(each.answer),
            at=each.at,
            by=name or "",
            note=each.note,
            way=each.way,
            case_number=each.case_number,
        )
        for each, name in found.all()
    )


def _corrections(db: Session, numbers: Mapping[int, int]) -> tuple[Correction, ...]:
    row = t.Correction
    query = select(row, t.Person.name).outerjoin(t.Person, col(t.Person.id) == col(row.person_id))
    found = db.exec(
        query.where(col(row.minutes_id).in_(numbers)).order_by(col(row.id)).execution_options(**FRESH)
    )
    return tuple(_correction(each, name or "", numbers) for each, name in found.all())


def _correction(row: t.Correction, name: str, numbers: Mapping[int, int]) -> Correction:
    return Correction(
        id=row.id or 0,
        version=numbers[row.minutes_id],
        organisation=row.organisation_id,
        part=row.part_id,
        wanted=row.wanted,
        state=Wish(row.state),
        at=row.at,
        by=name,
        way=row.way,
        case_number=row.case_number,
        decided=row.decided,
        reason=row.reason,
        taken_in=numbers.get(row.taken_in or 0),
    )


def session_of(db: Session, correction: int) -> str | None:
    """The session whose minutes a correction is about, or None where there is no such correction."""
    row = t.Correction
    query = select(t.Minutes.session_id).join(row, col(row.minutes_id) == col(t.Minutes.id))
    return db.exec(query.where(row.id == correction)).first()


# Writing


@dataclass(frozen=True)
class By:
    """Who writes an answer down, when, and by which way it came."""

    person: Person
    at: datetime
    way: Way = Way.CHAT
    case_number: str = ""


def answer(db: Session, version: Version, organisation: str, given: Answer, by: By, note: str = "") -> bool:
    """Record an organisation's answer to a version; False, and nothing done, where it has one already.

    Only one that asked for a correction may be answered anew.
    """
    row, told = t.Confirmation, {"answer": given.value, "note": note, **_plain(by)}
    new = insert(db, row).values(minutes_id=version.id, organisation_id=organisation, **told)
    put = new.on_conflict_do_update(
        index_elements=["minutes_id", "organisation_id"],
        set_={name: new.excluded[name] for name in told},
        where=col(row.answer) == Answer.CORRECTION.value,
    )
    return db.execute(put.returning(col(row.id))).scalar_one_or_none() is not None


def _plain(by: By) -> dict[str, Any]:
    return {
        "at": by.at,
        "person_id": by.person.id,
        "way": by.way.value,
        "case_number": by.case_number,
    }


def ask_correction(
    db: Session, version: Version, organisation: str, part: int, wanted: str, by: By
) -> int | None:
    """Record a correction that is asked for: its id, None where one of the same part waits already."""
    values = {
        "minutes_id": version.id,
        "organisation_id": organisation,
        "part_id": part,
        "wanted": wanted,
        "state": Wish.OPEN.value,
        "reason": "",
        **_plain(by),
    }
    row = t.Correction
    new = insert(db, row).values(**values).on_conflict_do_nothing()
    return db.execute(new.returning(col(row.id))).scalar_one_or_none()


def settle(
    db: Session, correction: Correction, to: Wish, person: Person, now: datetime, reason: str = ""
) -> bool:
    """Accept, decline or take back a correction; False where it isn't as it was seen any more."""
    row = t.Correction
    same = (col(row.id) == correction.id, col(row.state) == correction.state.value)
    settled = {"state": to.value, "decided": now, "decided_by": person.id, "reason": reason}
    moved = update(row).where(*same).values(**settled).returning(col(row.id))
    return db.execute(moved).scalar_one_or_none() is not None


def take_in(db: Session, accepted: Iterable[Correction], version: Version) -> None:
    """Write down that a version has these corrections."""
    row = t.Correction
    ids = [each.id for each in accepted]
    db.execute(update(row).where(col(row.id).in_(ids)).values(taken_in=version.id))


# Who has answered, for the overview and for reminders


def answered(db: Session, versions: Iterable[int]) -> Mapping[int, Mapping[str, Done]]:
    """By version (its row's id) and organisation: who has answered, and when.

    An organisation whose corrections were all declined or taken back is waited for again.
    """
    ids, row = list(versions), t.Confirmation
    query = select(row, t.Person.name).outerjoin(t.Person, col(t.Person.id) == col(row.person_id))
    asking = _asking(db, ids)
    found: dict[int, dict[str, Done]] = defaultdict(dict)
    for each, name in db.exec(query.where(col(row.minutes_id).in_(ids))).all():
        mine = (each.minutes_id, each.organisation_id)
        if each.answer in SAID or (each.answer == Answer.CORRECTION and mine in asking):
            found[each.minutes_id][each.organisation_id] = Done(name or "", each.at)
    return found


SAID = (Answer.CONFIRMED, Answer.RESERVATION)


def _asking(db: Session, versions: list[int]) -> frozenset[tuple[int, str]]:
    """The organisations that have asked for a correction that is open or accepted, by version."""
    row = t.Correction
    live = (col(row.minutes_id).in_(versions), col(row.state).in_([each.value for each in LIVE]))
    return frozenset(db.exec(select(row.minutes_id, row.organisation_id).where(*live)).all())


def newest(db: Session, sessions: Iterable[str]) -> Mapping[str, t.Minutes]:
    """By session: the row of its newest version."""
    row = t.Minutes
    query = select(row).where(col(row.session_id).in_(list(sessions))).order_by(col(row.version))
    return {each.session_id: each for each in db.exec(query).all()}


def out(db: Session) -> tuple[t.Minutes, ...]:
    """The rows of the versions that are out for confirmation."""
    row = t.Minutes
    return tuple(db.exec(select(row).where(row.state == State.OUT).order_by(col(row.id))).all())
