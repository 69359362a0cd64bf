"""What earlier rounds left: read for the working group, and taken into a round, each matter once."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from knowledge import carrying as rules
from knowledge.people import Person
from knowledge.proposals import Content, Proposal, Standing, State
from knowledge.rounds import Round

from . import people, proposals, records, reporting, rounds
from . import tables as t


def deferred(db: Session, round_: Round) -> tuple[Proposal, ...]:
    """The proposals that the round before this one deferred."""
    before = rules.earlier(rounds.all_rounds(db), round_)
    if not before:
        return ()
    left = (t.Proposal.round_id == before[-1].id, t.Proposal.state == State.DEFERRED)
    ids = db.exec(select(t.Proposal.id).where(*left).order_by(col(t.Proposal.number))).all()
    return proposals.by_ids(db, [id_ or 0 for id_ in ids])


def conclusions(db: Session, round_: Round) -> tuple[rules.Open, ...]:
    """The conclusions of the rounds before this one whose follow-up is open, the newest round first."""
    before = rules.earlier(rounds.all_rounds(db), round_)
    years = {each.year for each in before[-rules.LOOKED_BACK :]}
    still = [each for each in reporting.of_years(db, years) if each.open]
    still.sort(key=lambda each: (-(each.year or 0), each.id))
    kept = {record.id: record for record in records.by_ids(db, [each.id for each in still])}
    return tuple(rules.Open(kept[each.id], each.progress, each.newest) for each in still)


def taken(db: Session, round_id: int) -> dict[str, int]:
    """By what it takes up: the proposal of this round that does so."""
    carried = (t.Proposal.round_id == round_id, col(t.Proposal.carried_from).is_not(None))
    rows = db.exec(select(t.Proposal.carried_from, t.Proposal.id).where(*carried)).all()
    return {origin: number or 0 for origin, number in rows if origin}


def take(
    db: Session, round_: Round, origin: str, author: proposals.Author, content: Content, now: datetime
) -> Proposal:
    """Take a matter into a round. The caller holds the round and knows that it isn't taken yet."""
    return proposals.add(db, round_, author, content, now, carried_from=origin)


def take_deferred(
    db: Session, round_: Round, proposal: Proposal, person: Person, content: Content, now: datetime
) -> Proposal:
    """Take a deferred proposal into a round, for those who stood behind it."""
    lead = people.organisations(db)[proposal.organisation]
    author = proposals.Author(person, lead)
    new = proposals.add(
        db,
        round_,
        author,
        content,
        now,
        brought_by=proposal.brought_by,
        carried_from=rules.of_proposal(proposal.id),
    )
    for partner in proposal.with_standing(Standing.ACCEPTED):
        new = proposals.answer(db, new, partner, Standing.ACCEPTED, person, now)
    return new
