"""Writing proposals. Every write moves the proposal past the index and adds a line to its history."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from knowledge import proposals as rules
from knowledge.people import Organisation, Person
from knowledge.rounds import Round
from storage import changes
from storage import tables as t

from .reading import by_id
from .rows import FACETS, PLAIN

BLANK = rules.Content("", "")


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
    *,
    state: rules.State = rules.State.SUBMITTED,
    brought_by: str | None = None,
    carried_from: str | None = None,
) -> rules.Proposal:
    """Record a proposal; it is late when it is sent after the round's deadline.

    `form` is the mark of the form it came on; `from_form` tells what it has made already.
    """
    changed = changes.advance(db)  # first: its lock keeps two proposals from taking one number
    row = t.Proposal(
        round_id=round_.id,
        number=_next_number(db, round_),
        organisation_id=author.organisation.id,
        form=form,
        state=state,
        late=_late(state, round_, now),
        brought_by=brought_by,
        carried_from=carried_from,
        changed=changed,
        **_plain(content),
    )
    db.add(row)
    db.flush()
    _write_tags(db, row, content)
    write_down(db, row, author.person, now)
    return by_id(db, row.id or 0)


def change(
    db: Session, proposal: rules.Proposal, person: Person, content: rules.Content, now: datetime
) -> rules.Proposal:
    """Write a new version of a proposal; a returned one is submitted again."""
    again = proposal.state is rules.State.RETURNED
    state = rules.State.SUBMITTED if again else proposal.state
    _rewrite(db, proposal, state, content)
    row = db.get_one(t.Proposal, proposal.id)
    write_down(db, row, person, now, act=rules.Act.MOVED if again else rules.Act.EDITED)
    return by_id(db, proposal.id)


def send(
    db: Session,
    proposal: rules.Proposal,
    to: rules.State,
    person: Person,
    content: rules.Content,
    now: datetime,
) -> rules.Proposal:
    """Send a draft on its way, or take up a topic that was brought, with the text as it is now."""
    rules.check_move(proposal, to)
    row = _rewrite(db, proposal, to, content)
    row.late = _late(to, proposal.round, now)
    db.add(row)
    adopted = proposal.state is rules.State.BROUGHT
    write_down(db, row, person, now, act=rules.Act.ADOPTED if adopted else rules.Act.MOVED)
    return by_id(db, proposal.id)


def move(
    db: Session,
    proposal: rules.Proposal,
    to: rules.State,
    person: Person,
    now: datetime,
    note: str = "",
) -> rules.Proposal:
    """Move a proposal to another state. Raises CannotMove where the states don't know the move."""
    rules.check_move(proposal, to)
    row = db.get_one(t.Proposal, proposal.id)
    row.state, row.changed = to, changes.advance(db)
    db.add(row)
    write_down(db, row, person, now, note)
    return by_id(db, proposal.id)


def erase(db: Session, proposal: rules.Proposal, person: Person, now: datetime) -> None:
    """Delete a draft for good: nothing of its text stays, and its number isn't given again."""
    row = _rewrite(db, proposal, rules.State.WITHDRAWN, BLANK)
    ours = col(t.ProposalEvent.proposal_id) == proposal.id
    db.execute(update(t.ProposalEvent).where(ours).values(content={}, note=""))
    db.execute(delete(t.ProposalOrganisation).where(col(t.ProposalOrganisation.proposal_id) == proposal.id))
    write_down(db, row, person, now)


def _rewrite(db: Session, proposal: rules.Proposal, state: rules.State, content: rules.Content) -> t.Proposal:
    row = db.get_one(t.Proposal, proposal.id)
    row.sqlmodel_update(_plain(content))
    row.version, row.state, row.changed = row.version + 1, state, changes.advance(db)
    db.add(row)
    _write_tags(db, row, content)
    db.flush()
    return row


def _late(state: rules.State, round_: Round, now: datetime) -> bool:
    return state is rules.State.SUBMITTED and now > round_.proposals_close


def _next_number(db: Session, round_: Round) -> int:
    """One number a year, as people call a proposal by its year: rounds of one year go on from each other."""
    of_year = select(t.Round.id).where(t.Round.year == round_.year)
    newest = db.exec(select(func.max(t.Proposal.number)).where(col(t.Proposal.round_id).in_(of_year))).one()
    return (newest or 0) + 1


def _plain(content: rules.Content) -> dict[str, Any]:
    return {name: getattr(content, name) for name in PLAIN}


def _write_tags(db: Session, row: t.Proposal, content: rules.Content) -> None:
    db.execute(delete(t.ProposalTag).where(col(t.ProposalTag.proposal_id) == row.id))
    for name, facet in FACETS.items():
        for position, value in enumerate(dict.fromkeys(getattr(content, name))):
            db.add(t.ProposalTag(proposal_id=row.id or 0, facet=facet, value=value, position=position))


def write_down(
    db: Session,
    row: t.Proposal,
    person: Person,
    now: datetime,
    reason: str = "",
    *,
    act: rules.Act = rules.Act.MOVED,
    about: str | None = None,
) -> None:
    """Add a line to a proposal's history, with its text as it is now."""
    db.flush()
    event = t.ProposalEvent(
        proposal_id=row.id or 0,
        at=now,
        person_id=person.id,
        state=row.state,
        version=row.version,
        what=act,
        organisation_id=about,
        note=reason,
        content=asdict(by_id(db, row.id or 0).content),
    )
    db.add(event)
    db.flush()
