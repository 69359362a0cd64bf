"""The organisations that stand behind a proposal besides its lead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from knowledge import proposals as rules
from knowledge.people import Person
from storage import changes
from storage import tables as t

from .reading import by_id
from .writing import write_down

ACTS = {
    rules.Standing.ASKED: rules.Act.ASKED,
    rules.Standing.ACCEPTED: rules.Act.JOINED,
    rules.Standing.DECLINED: rules.Act.DECLINED,
    rules.Standing.LEFT: rules.Act.LEFT,
    rules.Standing.TAKEN_BACK: rules.Act.TAKEN_BACK,
}


def choose(db: Session, proposal: int, organisations: Iterable[str]) -> None:
    """Keep whom a draft's writers want to ask, instead of those chosen before; nobody hears of it."""
    table = t.ProposalOrganisation
    chosen = (col(table.proposal_id) == proposal, col(table.state) == rules.Standing.CHOSEN)
    db.execute(delete(table).where(*chosen))
    for organisation in dict.fromkeys(organisations):
        db.add(table(proposal_id=proposal, organisation_id=organisation, state=rules.Standing.CHOSEN))
    db.flush()


def ask(
    db: Session, proposal: rules.Proposal, organisations: Iterable[str], person: Person, now: datetime
) -> rules.Proposal:
    """Ask organisations to join, also those that declined or left before."""
    for organisation in dict.fromkeys(organisations):
        _stand(db, proposal.id, organisation, rules.Standing.ASKED, person, now)
    return by_id(db, proposal.id)


def answer(
    db: Session,
    proposal: rules.Proposal,
    organisation: str,
    standing: rules.Standing,
    person: Person,
    now: datetime,
    reason: str = "",
) -> rules.Proposal:
    """Record what an organisation answered, that it left, or that it is asked no more."""
    _stand(db, proposal.id, organisation, standing, person, now, reason)
    return by_id(db, proposal.id)


def _stand(
    db: Session,
    proposal: int,
    organisation: str,
    standing: rules.Standing,
    person: Person,
    now: datetime,
    reason: str = "",
) -> None:
    row = db.get(t.ProposalOrganisation, (proposal, organisation)) or t.ProposalOrganisation(
        proposal_id=proposal, organisation_id=organisation
    )
    asking = standing is rules.Standing.ASKED
    row.state, row.person_id = standing, person.id
    row.asked, row.answered = (now, None) if asking else (row.asked, now)
    db.add(row)
    parent = db.get_one(t.Proposal, proposal)
    parent.changed = changes.advance(db)  # who may read it has changed
    db.add(parent)
    write_down(db, parent, person, now, reason, act=ACTS[standing], about=organisation)
