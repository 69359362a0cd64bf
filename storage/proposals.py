"""Reading and writing proposals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from knowledge import proposals as rules
from knowledge.people import Organisation, Person
from knowledge.rounds import Round

from . import changes, rounds
from . import tables as t
from .people import organisation as as_organisation

FACETS = {"goals": "goal", "areas": "area", "ministries": "ministry", "regions": "region", "links": "link"}
PLAIN = ("title", "description", *rules.SHORT_FIELDS, "in_depth")


@dataclass(frozen=True)
class Author:
    """Who proposes: the person, and the organisation that the proposal belongs to."""

    person: Person
    organisation: Organisation


def add(
    db: Session,
    round_: Round,
    author: Author,
    content: rules.Content,
    now: datetime,
    form: str | None = None,
) -> rules.Proposal:
    """Record a submitted proposal; it is late when it comes after the round's deadline.

    `form` is the mark of the form it came on; `from_form` tells what it has made already.
    """
    changed = changes.advance(db)  # first: its lock keeps two proposals from taking one number
    row = t.Proposal(
        round_id=round_.id,
        number=_next_number(db, round_),
        organisation_id=author.organisation.id,
        form=form,
        state=rules.State.SUBMITTED,
        late=now > round_.proposals_close,
        changed=changed,
        **_plain(content),
    )
    db.add(row)
    db.flush()
    _write_tags(db, row, content)
    _note(db, row, author.person, content, now)
    return by_id(db, row.id or 0)


def from_form(db: Session, organisation: str, form: str) -> rules.Proposal | None:
    """The proposal that an organisation has made with a form before; waits for one that is being made."""
    changes.advance(db)
    mark = (t.Proposal.organisation_id == organisation, t.Proposal.form == form)
    row = db.exec(select(t.Proposal).where(*mark)).one_or_none() if form else None
    return _proposals(db, [row])[0] if row else None


def change(
    db: Session, proposal: rules.Proposal, person: Person, content: rules.Content, now: datetime
) -> rules.Proposal:
    """Write a new version of a proposal; a returned one is submitted again."""
    row = db.get_one(t.Proposal, proposal.id)
    row.sqlmodel_update(_plain(content))
    row.version, row.state, row.changed = row.version + 1, rules.State.SUBMITTED, changes.advance(db)
    db.add(row)
    _write_tags(db, row, content)
    _note(db, row, person, content, now)
    return by_id(db, proposal.id)


def move(
    db: Session, proposal: rules.Proposal, to: rules.State, person: Person, now: datetime, note: str = ""
) -> rules.Proposal:
    """Move a proposal to another state. Raises CannotMove where the states don't know the move."""
    rules.check_move(proposal, to)
    row = db.get_one(t.Proposal, proposal.id)
    row.state, row.changed = to, changes.advance(db)
    db.add(row)
    _note(db, row, person, proposal.content, now, note)
    return by_id(db, proposal.id)


def by_id(db: Session, number: int) -> rules.Proposal:
    """The proposal with this id. Raises NoResultFound."""
    return _proposals(db, [db.get_one(t.Proposal, number)])[0]


def find(db: Session, number: int) -> rules.Proposal | None:
    """The proposal with this id, or None."""
    return next(iter(by_ids(db, [number])), None)


def hold(db: Session, number: int) -> rules.Proposal | None:
    """The proposal with this id, held until the transaction ends (a row lock on PostgreSQL), or None."""
    row = db.exec(select(t.Proposal).where(t.Proposal.id == number).with_for_update()).one_or_none()
    return _proposals(db, [row])[0] if row else None


def of_organisations(db: Session, organisations: Sequence[str]) -> tuple[rules.Proposal, ...]:
    """Proposals that these organisations lead or stand behind, the newest round first, then by number."""
    shared = select(t.ProposalOrganisation.proposal_id).where(
        col(t.ProposalOrganisation.organisation_id).in_(organisations)
    )
    rows = db.exec(
        select(t.Proposal)
        .where(col(t.Proposal.organisation_id).in_(organisations) | col(t.Proposal.id).in_(shared))
        .order_by(col(t.Proposal.round_id).desc(), col(t.Proposal.number))
    ).all()
    return _proposals(db, rows)


def made_by(db: Session, person: int) -> tuple[rules.Proposal, ...]:
    """Proposals that a person had a hand in, for whichever organisation, the newest round first."""
    first = select(t.ProposalEvent.proposal_id).where(t.ProposalEvent.person_id == person)
    rows = db.exec(
        select(t.Proposal)
        .where(col(t.Proposal.id).in_(first))
        .order_by(col(t.Proposal.round_id).desc(), col(t.Proposal.number))
    ).all()
    return _proposals(db, rows)


def by_number(db: Session, year: int, number: int) -> rules.Proposal | None:
    """The proposal that people call by its round's year and its number, or None."""
    query = (
        select(t.Proposal)
        .join(t.Round, col(t.Round.id) == col(t.Proposal.round_id))
        .where(t.Round.year == year, t.Proposal.number == number)
    )
    row = db.exec(query).first()
    return _proposals(db, [row])[0] if row else None


def changed_since(db: Session, position: int) -> tuple[tuple[rules.Proposal, tuple[str, ...]], ...]:
    """Proposals changed after a change number, each with the organisations behind it."""
    rows = db.exec(select(t.Proposal).where(t.Proposal.changed > position)).all()
    return tuple((proposal, _behind(db, proposal)) for proposal in _proposals(db, rows))


def by_ids(db: Session, ids: Sequence[int]) -> tuple[rules.Proposal, ...]:
    """The proposals with these ids, in their order."""
    rows = {row.id: row for row in db.exec(select(t.Proposal).where(col(t.Proposal.id).in_(ids))).all()}
    return _proposals(db, [rows[number] for number in ids if number in rows])


def _behind(db: Session, proposal: rules.Proposal) -> tuple[str, ...]:
    query = select(t.ProposalOrganisation.organisation_id).where(
        t.ProposalOrganisation.proposal_id == proposal.id
    )
    return (proposal.organisation, *db.exec(query).all())


def _next_number(db: Session, round_: Round) -> int:
    newest = db.exec(select(func.max(t.Proposal.number)).where(t.Proposal.round_id == round_.id)).one()
    return (newest or 0) + 1


def _plain(content: rules.Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in PLAIN}


def _write_tags(db: Session, row: t.Proposal, content: rules.Content) -> None:
    db.execute(delete(t.ProposalTag).where(col(t.ProposalTag.proposal_id) == row.id))
    for name, facet in FACETS.items():
        for position, value in enumerate(dict.fromkeys(getattr(content, name))):
            db.add(t.ProposalTag(proposal_id=row.id or 0, facet=facet, value=value, position=position))


def _note(
    db: Session, row: t.Proposal, person: Person, content: rules.Content, now: datetime, note: str = ""
) -> None:
    event = t.ProposalEvent(
        proposal_id=row.id or 0,
        at=now,
        person_id=person.id,
        state=row.state,
        version=row.version,
        note=note,
        content=asdict(content),
    )
    db.add(event)
    db.flush()


def _proposals(db: Session, rows: Sequence[t.Proposal]) -> tuple[rules.Proposal, ...]:
    known = {round_.id: round_ for round_ in rounds.all_rounds(db)} if rows else {}
    return tuple(_proposal(db, row, known[row.round_id]) for row in rows)


def _proposal(db: Session, row: t.Proposal, round_: Round) -> rules.Proposal:
    lead = as_organisation(db.get_one(t.Organisation, row.organisation_id))
    return rules.Proposal(
        id=row.id or 0,
        number=f"{round_.year}-{row.number:02}",
        round=round_,
        organisation=lead.id,
        organisation_names=lead.names,
        state=rules.State(row.state),
        late=row.late,
        version=row.version,
        content=_content(db, row),
        events=_events(db, row),
    )


def _content(db: Session, row: t.Proposal) -> rules.Content:
    query = (
        select(t.ProposalTag).where(t.ProposalTag.proposal_id == row.id).order_by(col(t.ProposalTag.position))
    )
    tags = db.exec(query).all()
    codes: dict[str, Any] = {
        name: tuple(tag.value for tag in tags if tag.facet == facet) for name, facet in FACETS.items()
    }
    return rules.Content(**{name: getattr(row, name) for name in PLAIN}, **codes)


def _events(db: Session, row: t.Proposal) -> tuple[rules.Event, ...]:
    query = (
        select(t.ProposalEvent, t.Person.name)
        .join(t.Person, col(t.Person.id) == col(t.ProposalEvent.person_id))
        .where(t.ProposalEvent.proposal_id == row.id)
        .order_by(col(t.ProposalEvent.id))
    )
    return tuple(
        rules.Event(event.at, rules.State(event.state), event.version, name, event.note)
        for event, name in db.exec(query).all()
    )
