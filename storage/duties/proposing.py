"""What is asked of organisations while proposals are made: proposals, joining them, views."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import time
from typing import Any

from sqlmodel import Session, col, select

from knowledge.clock import at
from knowledge.people import Kind as Organisational
from knowledge.proposals import CHANGEABLE, UNSENT, Standing, State
from knowledge.reminders import Done, Duty, Kind
from knowledge.rounds import Round
from storage import tables as t
from storage.status import ANSWERED

from .running import Running, duty

STANDS = col(t.Proposal.state).not_in([*UNSENT, State.WITHDRAWN])


def of_proposals(running: Running) -> Iterator[Duty]:
    """A proposal that was sent and stands, of one's own or joined."""
    done = _proposed(running)
    for round_ in running.rounds.values():
        asked = frozenset(o.id for o in running.participants[round_.id])
        when = (round_.proposals_open, round_.proposals_close)
        yield duty(Kind.PROPOSALS, f"{round_.id}", round_.names, when, asked, done[round_.id], round_)


def _proposed(running: Running) -> Mapping[int, Mapping[str, Done]]:
    """By round and organisation: who sent, or joined, the first of its proposals."""
    found: dict[int, dict[str, Done]] = defaultdict(dict)
    rows = [*_sent(running), *_joined(running)]
    for round_id, organisation, when, name in sorted(rows, key=lambda row: (row[2] is None, row[2])):
        found[round_id].setdefault(organisation, Done(name or "", when))
    return found


def _sent(running: Running) -> Iterable[Any]:
    event, proposal = t.ProposalEvent, t.Proposal
    query = (
        select(proposal.round_id, proposal.organisation_id, event.at, t.Person.name)
        .join(
            event,
            (col(event.proposal_id) == col(proposal.id)) & (col(event.state) == State.SUBMITTED),
            isouter=True,
        )
        .join(t.Person, col(t.Person.id) == col(event.person_id), isouter=True)
        .where(STANDS, col(proposal.round_id).in_(running.rounds))
    )
    return running.db.exec(query).all()


def _joined(running: Running) -> Iterable[Any]:
    partner, proposal = t.ProposalOrganisation, t.Proposal
    query = (
        select(proposal.round_id, partner.organisation_id, partner.answered, t.Person.name)
        .join(partner, col(partner.proposal_id) == col(proposal.id))
        .join(t.Person, col(t.Person.id) == col(partner.person_id), isouter=True)
        .where(STANDS, col(proposal.round_id).in_(running.rounds), partner.state == Standing.ACCEPTED)
    )
    return running.db.exec(query).all()


def of_requests(running: Running) -> Iterator[Duty]:
    """Requests to stand behind a proposal; what can no longer be answered isn't asked."""
    partner, proposal = t.ProposalOrganisation, t.Proposal
    query = (
        select(partner, proposal, t.Person.name)
        .join(proposal, col(proposal.id) == col(partner.proposal_id))
        .join(t.Person, col(t.Person.id) == col(partner.person_id), isouter=True)
        .where(col(proposal.round_id).in_(running.rounds), proposal.state != State.WITHDRAWN)
        .order_by(col(proposal.id), col(partner.organisation_id))
    )
    for row, about, name in running.db.exec(query).all():
        answered = row.state in ANSWERED
        if answered or (row.state == Standing.ASKED and about.state in CHANGEABLE):
            round_ = running.rounds[about.round_id]
            names = {"fi": f"{round_.year}-{about.number:02} {about.title}"}
            when = (row.asked or round_.proposals_open, round_.proposals_close)
            done = {row.organisation_id: Done(name or "", row.answered)} if answered else {}
            asked = frozenset({row.organisation_id})
            yield duty(Kind.JOINT, f"{about.id}", names, when, asked, done, round_)


# The state's view


def of_views(running: Running) -> Iterator[Duty]:
    """Each ministry contributes to the view of some region."""
    for round_ in running.rounds.values():
        if round_.picture_due:
            opens = at(round_.kick_off, time.min) if round_.kick_off else round_.proposals_open
            ministries = [o for o in running.participants[round_.id] if o.kind is Organisational.MINISTRY]
            asked, when = frozenset(o.id for o in ministries), (opens, round_.picture_due)
            done = _contributed(running.db, round_)
            yield duty(Kind.VIEWS, f"{round_.id}", round_.names, when, asked, done, round_)


def _contributed(db: Session, round_: Round) -> Mapping[str, Done]:
    part = t.StateViewPart
    query = (
        select(part.organisation_id, t.Person.name, part.at)
        .join(t.Person, col(t.Person.id) == col(part.person_id))
        .where(part.round_id == round_.id, part.text != "")
        .order_by(col(part.at).desc())
    )
    return {organisation: Done(name, when) for organisation, name, when in db.exec(query).all()}
