"""Comments on a proposal: between its organisations and the working group, never before others' eyes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from .people import Action, Person, may
from .proposals import Proposal, State, own_of, owns
from .refusals import proposals as no
from .refusals.asking import NotAllowed
from .rounds import check_running

COMMENT_LIMIT = 2000


@dataclass(frozen=True)
class Comment:
    """What somebody said about a proposal, for an organisation of it or (without one) for the secretariat."""

    id: int
    at: datetime
    by: str
    text: str
    organisation: dict[str, str] = field(default_factory=dict, hash=False)


def hears(person: Person, proposal: Proposal) -> bool:
    """May the person read the comments: its owners and those who oversee the round."""
    return proposal.sent and (owns(person, proposal) or may(person, Action.OVERSEE))


def own_side(person: Person, proposal: Proposal) -> str | None:
    """The organisation of the proposal that the person speaks for; None for the secretariat."""
    own = own_of(person)
    return next((each for each in proposal.owners if each in own), None)


def speaks(person: Person, proposal: Proposal) -> bool:
    """May the person comment, as far as who they are goes: owners and the secretariat, not observers."""
    return hears(person, proposal) and (owns(person, proposal) or may(person, Action.TRIAGE))


def check_comment(person: Person, proposal: Proposal, now: datetime) -> None:
    """Refuse a comment that isn't the person's to make, or on what is withdrawn or over."""
    if not hears(person, proposal):
        raise no.NoSuchProposal
    if not speaks(person, proposal):
        raise NotAllowed
    if proposal.state is State.WITHDRAWN:
        raise no.CannotMove(number=proposal.number, state=proposal.state)
    check_running(proposal.round, now)
