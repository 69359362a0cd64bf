"""Requests about one's own data: asked, taken back, answered once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from knowledge.people import Person
from knowledge.personal import Kind, Request, State

from . import tables as t


def find(db: Session, number: int) -> Request | None:
    """The request with this number."""
    return _one(db, t.DataRequest.id == number)


def hold(db: Session, number: int) -> Request | None:
    """The same, held until the transaction ends."""
    db.exec(select(t.DataRequest.id).where(t.DataRequest.id == number).with_for_update()).all()
    return find(db, number)


def open_of(db: Session, person: int) -> tuple[Request, ...]:
    """What somebody waits to be answered."""
    row = t.DataRequest
    mine = (row.person_id == person, row.state == State.OPEN)
    rows = db.exec(_joined().where(*mine).order_by(col(row.id)).execution_options(populate_existing=True))
    return tuple(_request(*found) for found in rows.all())


def ask(db: Session, person: Person, kind: Kind, wanted: str, now: datetime) -> tuple[Request, bool]:
    """Record what somebody asks for, in the place of the same that waits; whether it is new."""
    row = t.DataRequest
    mine = (row.person_id == person.id, row.state == State.OPEN)
    # key_share: whoever answers holds the request and then owes the person a message
    db.exec(select(t.Person.id).where(t.Person.id == person.id).with_for_update(key_share=True)).all()
    db.exec(select(row.id).where(*mine).with_for_update()).all()
    waits = next((each for each in open_of(db, person.id) if each.kind is kind), None)
    kept = db.get_one(row, waits.id) if waits else row(person_id=person.id, kind=kind)
    kept.sqlmodel_update({"wanted": wanted, "at": now, "state": State.OPEN})
    db.add(kept)
    db.flush()
    found = find(db, kept.id or 0)
    assert found is not None
    return found, waits is None


def settle(
    db: Session, request: Request, state: State, by: Person | None, now: datetime, reason: str = ""
) -> None:
    """Answer a request, or take it back."""
    row = db.get_one(t.DataRequest, request.id)
    row.sqlmodel_update(
        {"state": state, "decided": now, "decided_by": by.id if by else None, "reason": reason}
    )
    db.add(row)
    db.flush()


def _joined() -> Any:
    return select(t.DataRequest, t.Person.name).join(
        t.Person, col(t.Person.id) == col(t.DataRequest.person_id)
    )


def _one(db: Session, which: Any) -> Request | None:
    found = db.exec(_joined().where(which).execution_options(populate_existing=True)).one_or_none()
    return _request(*found) if found else None


def _request(row: t.DataRequest, name: str) -> Request:
    told = (Kind(row.kind), row.wanted, row.at, State(row.state))
    return Request(row.id or 0, row.person_id, name, *told)
