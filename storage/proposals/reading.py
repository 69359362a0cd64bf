"""Reading proposals, one or many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from knowledge import proposals as rules
from knowledge.versions import Version
from storage import changes
from storage import tables as t

from .rows import as_proposals


def by_id(db: Session, number: int) -> rules.Proposal:
    """The proposal with this id. Raises NoResultFound."""
    return as_proposals(db, [db.get_one(t.Proposal, number)])[0]


def find(db: Session, number: int) -> rules.Proposal | None:
    """The proposal with this id, or None."""
    return next(iter(by_ids(db, [number])), None)


def hold(db: Session, number: int) -> rules.Proposal | None:
    """The proposal with this id, held until the transaction ends (a row lock on PostgreSQL), or None."""
    query = select(t.Proposal).where(t.Proposal.id == number).with_for_update()
    row = db.exec(query.execution_options(populate_existing=True)).one_or_none()
    return as_proposals(db, [row])[0] if row else None


def from_form(db: Session, organisation: str, form: str) -> rules.Proposal | None:
    """The proposal that an organisation has made with a form before; waits for one that is being made."""
    changes.advance(db)
    mark = (t.Proposal.organisation_id == organisation, t.Proposal.form == form)
    row = db.exec(select(t.Proposal).where(*mark)).one_or_none() if form else None
    return as_proposals(db, [row])[0] if row else None


def of_organisations(db: Session, organisations: Sequence[str]) -> tuple[rules.Proposal, ...]:
    """Proposals that these organisations may read as their own: they lead them, stand behind them, are asked
    to, or brought them. The newest round first, then by number.
    """
    own = set(organisations)
    shared = select(t.ProposalOrganisation.proposal_id).where(
        col(t.ProposalOrganisation.organisation_id).in_(own)
    )
    theirs = col(t.Proposal.organisation_id).in_(own) | col(t.Proposal.brought_by).in_(own)
    rows = db.exec(
        select(t.Proposal)
        .where(theirs | col(t.Proposal.id).in_(shared))
        .order_by(col(t.Proposal.round_id).desc(), col(t.Proposal.number))
    ).all()
    return tuple(each for each in as_proposals(db, rows) if not own.isdisjoint(each.readers))


def made_by(db: Session, person: int) -> tuple[rules.Proposal, ...]:
    """Proposals that a person sent or changed, for whichever organisation, the newest round first."""
    first = select(t.ProposalEvent.proposal_id).where(
        t.ProposalEvent.person_id == person, t.ProposalEvent.state == rules.State.SUBMITTED
    )
    rows = db.exec(
        select(t.Proposal)
        .where(col(t.Proposal.id).in_(first))
        .order_by(col(t.Proposal.round_id).desc(), col(t.Proposal.number))
    ).all()
    return as_proposals(db, rows)


def by_number(db: Session, year: int, number: int) -> rules.Proposal | None:
    """The proposal that people call by its round's year and its number, or None."""
    query = (
        select(t.Proposal)
        .join(t.Round, col(t.Round.id) == col(t.Proposal.round_id))
        .where(t.Round.year == year, t.Proposal.number == number)
    )
    row = db.exec(query).first()
    return as_proposals(db, [row])[0] if row else None


def changed_since(db: Session, position: int) -> tuple[rules.Proposal, ...]:
    """Proposals changed after a change number."""
    return as_proposals(db, db.exec(select(t.Proposal).where(t.Proposal.changed > position)).all())


def by_ids(db: Session, ids: Sequence[int]) -> tuple[rules.Proposal, ...]:
    """The proposals with these ids, in their order."""
    rows = {row.id: row for row in db.exec(select(t.Proposal).where(col(t.Proposal.id).in_(ids))).all()}
    return as_proposals(db, [rows[number] for number in ids if number in rows])


def versions(db: Session, proposal: int) -> tuple[Version, ...]:
    """A proposal's versions as they were written, oldest first."""
    query = (
        select(t.ProposalEvent, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(t.ProposalEvent.person_id))
        .where(t.ProposalEvent.proposal_id == proposal)
        .order_by(col(t.ProposalEvent.id).desc())
    )
    written = {event.version: (event, name) for event, name in db.exec(query).all() if event.content}
    return tuple(
        Version(number, event.at, name, _content(event.content))
        for number, (event, name) in sorted(written.items())
    )


def _content(kept: dict[str, object]) -> rules.Content:
    """The content as an event keeps it: JSON knows no tuples."""
    plain = {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}
    return rules.Content(**plain)  # type: ignore[arg-type]
