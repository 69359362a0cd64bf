"""The proposals of one's own organisations, drafts and topics among them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel

from bot.forms import Offset
from bot.routes import Ask, Read, Reply, Route
from knowledge import proposals as rules
from knowledge.people import OWN, Action
from knowledge.proposals import Proposal
from storage import proposals

from . import named
from .proposal_cards import proposal_view
from .views import onward, suggestions

PAGE = 8


class Page(BaseModel):
    """From which proposal on a list is shown."""

    offset: Offset = 0


def mine(ask: Ask, read: Read) -> Reply:
    """The proposal whose number was said; else those of the asker's own organisations."""
    if card := named.proposal(ask, read):
        return card
    return listed(ask, _mine(ask, read), getattr(ask.form, "offset", 0))


def _mine(ask: Ask, read: Read) -> tuple[Proposal, ...]:
    """Those of the asker's own organisations, and those sent on others' behalf."""
    own = [organisation.id for organisation in ask.person.in_role(OWN)]
    behalf = (p for p in proposals.made_by(read.db, ask.person.id) if rules.owns(ask.person, p))
    found = (*proposals.of_organisations(read.db, own), *behalf)
    years = ask.understood.slots.years
    every = {proposal.id: proposal for proposal in found if not years or proposal.round.year in years}
    return tuple(every.values())


def listed(ask: Ask, found: Sequence[Proposal], offset: int) -> Reply:
    """Proposals as a list that opens them."""
    more = onward("proposal.mine", {}, offset + PAGE, len(found))
    data = {
        "items": [proposal_view(proposal, ask) for proposal in found[offset : offset + PAGE]],
        "total": len(found),
        "buttons": (*more, *suggestions(ask, without="mine")[:3]),
    }
    return Reply("my_proposals", data)


ROUTES = (
    Route(Action.PROPOSE, intent="my_proposals", show=mine),
    Route(Action.PROPOSE, verb="proposal.mine", form=Page, show=mine),
)
