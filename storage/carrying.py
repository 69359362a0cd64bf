"""What earlier rounds left: read for the working group, and taken into a round, each matter once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from knowledge import carrying as rules
from knowledge.people import Person
from knowledge.proposals import Content, Proposal, Standing, State
from knowledge.records import Kind as Kept
from knowledge.rounds import Round

from . import people, proposals, records, rounds
from . import tables as t

MOST = 500  # ids in one query


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
    table = t.Record
    query = select(table.id).where(table.kind == Kept.CONCLUSION, col(table.year).in_(years))
    ids = db.exec(query.order_by(col(table.year).desc(), col(table.id))).all()
    newest = newest_followups(db, ids)
    still = [id_ for id_ in ids if rules.is_open(newest.get(id_))]
    return tuple(rules.Open(record, newest.get(record.id)) for record in records.by_ids(db, still))


def newest_followups(db: Session, ids: Iterable[str]) -> dict[str, rules.FollowUp]:
    """What was reported last of each of these conclusions."""
    wanted, found = list(ids), {}
    for first in range(0, len(wanted), MOST):
        some = col(t.FollowUp.record_id).in_(wanted[first : first + MOST])
        query = select(t.FollowUp).where(some).order_by(col(t.FollowUp.at), col(t.FollowUp.id))
        for row in db.exec(query).all():
            found[row.record_id] = rules.FollowUp(rules.Progress(row.state), row.at, row.note)
    return found


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
