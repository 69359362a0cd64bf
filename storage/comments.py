"""Comments on proposals."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from knowledge.comments import Comment
from knowledge.people import Organisation, Person

from . import people
from . import tables as t


def add(
    db: Session, proposal: int, person: Person, organisation: str | None, text: str, now: datetime
) -> int:
    """Write down a comment; its id. `organisation`: whom the person speaks for, None for the secretariat."""
    row = t.ProposalComment(
        proposal_id=proposal, at=now, person_id=person.id, organisation_id=organisation, text=text
    )
    db.add(row)
    db.flush()
    return row.id or 0


def count(db: Session, proposal: int) -> int:
    """How many comments a proposal has."""
    mine = t.ProposalComment.proposal_id == proposal
    return db.exec(select(func.count()).select_from(t.ProposalComment).where(mine)).one()


def newest(db: Session, proposal: int, offset: int, limit: int) -> tuple[Comment, ...]:
    """A proposal's comments, the newest first."""
    query = (
        select(t.ProposalComment, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(t.ProposalComment.person_id))
        .where(t.ProposalComment.proposal_id == proposal)
        .order_by(col(t.ProposalComment.id).desc())
        .offset(offset)
        .limit(limit)
    )
    known = people.organisations(db)
    return tuple(
        Comment(row.id or 0, row.at, name, row.text, _names(known, row.organisation_id))
        for row, name in db.exec(query).all()
    )


def _names(known: Mapping[str, Organisation], organisation: str | None) -> dict[str, str]:
    return known[organisation].names if organisation else {}
