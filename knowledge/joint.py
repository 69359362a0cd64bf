"""Joint proposals: who may ask an organisation to join, who answers, who leaves."""

from __future__ import annotations

from datetime import datetime

from .people import Person
from .proposals import Proposal, Standing, State, check_change, leads, own_of, owns
from .refusals import Refusal
from .refusals import proposals as no

ASKABLE = frozenset({State.SUBMITTED, State.RETURNED})
OPEN = frozenset({Standing.ASKED, Standing.ACCEPTED})


def check_asking(person: Person, proposal: Proposal, now: datetime) -> None:
    """Refuse to ask others to join: only the lead asks, for what was sent and may still change."""
    if not owns(person, proposal):
        raise no.NoSuchProposal
    if not leads(person, proposal):
        raise no.LeadDecides(number=proposal.number)
    if proposal.state is State.DRAFT:
        raise no.DraftAsksNobody(number=proposal.number)
    check_change(proposal, now)
    if proposal.state not in ASKABLE:
        raise no.CannotMove(number=proposal.number, state=proposal.state)


def may_ask(person: Person, proposal: Proposal, now: datetime) -> bool:
    """Would `check_asking` let the person ask."""
    try:
        check_asking(person, proposal, now)
    except Refusal:
        return False
    return True


def check_taking_back(person: Person, proposal: Proposal, now: datetime) -> None:
    """Refuse to take requests back: the lead does, while any is open and the proposal may change."""
    if not owns(person, proposal):
        raise no.NoSuchProposal
    if not leads(person, proposal):
        raise no.LeadDecides(number=proposal.number)
    if not proposal.with_standing(Standing.ASKED):
        raise no.NobodyAsked(number=proposal.number)
    check_change(proposal, now)


def may_take_back(person: Person, proposal: Proposal, now: datetime) -> bool:
    """Would `check_taking_back` let the person take a request back."""
    try:
        check_taking_back(person, proposal, now)
    except Refusal:
        return False
    return True


def askable(proposal: Proposal, organisation: str) -> bool:
    """May this organisation be asked: one that is not on it and has no open question."""
    return organisation != proposal.lead and standing(proposal, organisation) not in OPEN


def standing(proposal: Proposal, organisation: str) -> Standing | None:
    """How the organisation stands to the proposal; None where it was never asked."""
    found = (partner.standing for partner in proposal.partners if partner.organisation == organisation)
    return next(found, None)


def asked_of(person: Person, proposal: Proposal) -> tuple[str, ...]:
    """The organisations of the person that are asked to join and haven't answered."""
    return _own_with(person, proposal, Standing.ASKED)


def joined_of(person: Person, proposal: Proposal) -> tuple[str, ...]:
    """The organisations of the person that have joined."""
    return _own_with(person, proposal, Standing.ACCEPTED)


def _own_with(person: Person, proposal: Proposal, wanted: Standing) -> tuple[str, ...]:
    own = own_of(person)
    return tuple(each for each in proposal.with_standing(wanted) if each in own)


def check_answer(person: Person, proposal: Proposal, organisation: str, now: datetime) -> None:
    """Refuse an answer that isn't the person's to give, that was given before, or that comes too late."""
    if organisation not in own_of(person):
        raise no.NoSuchProposal
    stands = standing(proposal, organisation)
    if stands is Standing.ACCEPTED:
        raise no.AlreadyJoined(number=proposal.number)
    if stands is Standing.DECLINED:
        raise no.AlreadyDeclined
    if stands is not Standing.ASKED:
        raise no.NoSuchProposal
    check_change(proposal, now)


def check_leaving(person: Person, proposal: Proposal, organisation: str, now: datetime) -> None:
    """Refuse to leave a proposal that the organisation hasn't joined, or that can't be changed any more."""
    if organisation not in own_of(person) or standing(proposal, organisation) is not Standing.ACCEPTED:
        raise no.NoSuchProposal
    check_change(proposal, now)
