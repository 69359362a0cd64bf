"""Requests to be admitted: asked, changed, taken back, answered once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Select, text
from sqlmodel import Session, col, select

from knowledge import joining as rules
from knowledge.joining import Request, State, Wish
from knowledge.people import Person, Role

from . import people
from . import tables as t
from .turns import Address
from .upsert import insert

WAITING = text("state = 'waiting'")


def waiting(db: Session) -> tuple[Request, ...]:
    """Everybody who waits to be admitted, the longest first."""
    rows = select(t.JoinRequest).where(t.JoinRequest.state == State.WAITING)
    return _requests(db, rows.order_by(col(t.JoinRequest.at), col(t.JoinRequest.id)))


def every(db: Session) -> tuple[Request, ...]:
    """All requests, also those that were answered, the newest first."""
    return _requests(db, select(t.JoinRequest).order_by(col(t.JoinRequest.id).desc()))


def newest(db: Session, person: Person) -> Request | None:
    """The last request of somebody, waiting or answered."""
    return next(iter(_requests(db, _of(person).order_by(col(t.JoinRequest.id).desc()).limit(1))), None)


def find(db: Session, number: int) -> Request | None:
    """The request with this number."""
    return next(iter(_requests(db, select(t.JoinRequest).where(t.JoinRequest.id == number))), None)


def hold(db: Session, number: int) -> Request | None:
    """The request with this number, held against others until the transaction ends."""
    db.exec(select(t.JoinRequest.id).where(t.JoinRequest.id == number).with_for_update()).all()
    return find(db, number)


def ask(
    db: Session, person: Person, wish: Wish, language: str, where: Address | None, now: datetime
) -> tuple[Request, bool]:
    """Record what somebody asks for, in place of what they ask for already; whether it is new."""
    asked = {
        "name": person.name,
        "language": language,
        "at": now,
        "address": vars(where) if where else None,
        **_columns(wish),
    }
    row = _hold_waiting(db, person)
    is_new = row is None and _add(db, person, asked)
    if not is_new and (row := row or _hold_waiting(db, person)):
        row.sqlmodel_update(asked)
        db.add(row)
        db.flush()
    found = newest(db, person)
    assert found is not None
    return found, is_new


def _add(db: Session, person: Person, asked: dict[str, Any]) -> bool:
    """Add a request; False when the same person's other press has just done so."""
    who = {"tenant": person.tenant, "object_id": person.object_id, "state": State.WAITING, "reason": ""}
    new = insert(db, t.JoinRequest).values(**who, **asked)
    once = new.on_conflict_do_nothing(index_elements=["tenant", "object_id"], index_where=WAITING)
    return db.execute(once.returning(col(t.JoinRequest.id))).scalar_one_or_none() is not None


def held(db: Session, person: Person) -> Request | None:
    """The waiting request of somebody, held against others until the transaction ends."""
    row = _hold_waiting(db, person)
    return find(db, row.id or 0) if row else None


def _hold_waiting(db: Session, person: Person) -> t.JoinRequest | None:
    waits = _of(person).where(t.JoinRequest.state == State.WAITING).with_for_update()
    row: t.JoinRequest | None = db.exec(waits.execution_options(populate_existing=True)).one_or_none()
    return row


def take_back(db: Session, person: Person) -> Request | None:
    """Forget the waiting request of somebody: of what they wrote only the number stays; None without one."""
    row = _hold_waiting(db, person)
    if row is None:
        return None
    request = find(db, row.id or 0)
    erased = dict.fromkeys(("tenant", "object_id", "name", "organisation_name", "message"), "")
    row.sqlmodel_update({**erased, "organisation_id": None, "address": None, "state": State.TAKEN_BACK})
    db.add(row)
    db.flush()
    return request


def decide(
    db: Session, request: Request, state: State, by: Person, now: datetime, reason: str = ""
) -> Address | None:
    """Answer a request; where its asker is reached, which is kept no longer."""
    row = db.get_one(t.JoinRequest, request.id)
    where = Address(**row.address) if row.address else None
    settled: dict[str, Any] = {"state": state, "decided": now, "decided_by": by.id or None, "reason": reason}
    row.sqlmodel_update({**settled, "address": None})
    db.add(row)
    db.flush()
    return where


def _of(person: Person) -> Any:
    same = (t.JoinRequest.tenant == person.tenant, t.JoinRequest.object_id == person.object_id)
    return select(t.JoinRequest).where(*same)


def _columns(wish: Wish) -> dict[str, Any]:
    return {
        "organisation_id": wish.organisation,
        "organisation_name": wish.named,
        "role": wish.role,
        "message": wish.message,
    }


def _requests(db: Session, query: Select[Any]) -> tuple[Request, ...]:
    """The requests as the rules see them, with their organisations and the names of those who answered."""
    numbered = query.with_only_columns(col(t.JoinRequest.id))
    joined = (
        select(t.JoinRequest, t.Organisation, t.Person.name)
        .outerjoin(t.Organisation, col(t.Organisation.id) == col(t.JoinRequest.organisation_id))
        .outerjoin(t.Person, col(t.Person.id) == col(t.JoinRequest.decided_by))
        .execution_options(populate_existing=True)
    )
    ids = list(db.execute(numbered).scalars())
    rows = db.exec(joined.where(col(t.JoinRequest.id).in_(ids))).all() if ids else ()
    found = {row.id: _request(row, organisation, by or "") for row, organisation, by in rows}
    return tuple(found[number] for number in ids)


def _request(row: t.JoinRequest, organisation: t.Organisation | None, by: str) -> Request:
    wish = Wish(row.organisation_id, row.organisation_name, Role(row.role), row.message)
    known = people.organisation(organisation) if organisation else None
    who = (row.id or 0, row.tenant, row.object_id, row.name, known, wish, row.language)
    return rules.Request(*who, State(row.state), row.at, row.reason, row.decided, by)
