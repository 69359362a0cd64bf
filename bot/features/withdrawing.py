"""Taking a proposal back, and deleting a draft: both ask once more."""

from __future__ import annotations

from bot.forms import Said, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import comments as talk
from knowledge import proposals as rules
from knowledge.people import Action
from knowledge.proposals import Proposal, State
from knowledge.refusals.proposals import CannotMove, LeadDecides
from storage import proposals

from . import proposal_notices as notices
from .own_proposals import own, prepare_card
from .proposal_cards import Around, receipt
from .proposal_form import ProposalRef
from .views import suggestions


def _led(ask: Ask, proposal: Proposal | None) -> Proposal:
    """The proposal when the asker may take it back now."""
    found = own(ask, proposal)
    if not rules.leads(ask.person, found):
        raise LeadDecides(number=found.number)
    rules.check_change(found, ask.now)
    return found


def ask_withdraw(ask: Ask, read: Read) -> Reply:
    """Ask once more before taking a proposal back."""
    return _confirm(_led(ask, proposals.find(read.db, ask.form.proposal)))


def _confirm(proposal: Proposal) -> Reply:
    reference = {"proposal": proposal.id, "version": proposal.version}
    buttons = (
        Button(N_("Withdraw the proposal"), "proposal.withdraw_now", reference, style="destructive"),
        Button(N_("Keep it"), "proposal.show", reference),
    )
    data = {
        "number": proposal.number,
        "proposal_title": proposal.content.title,
        "joint": len(proposal.owners) > 1,
        "buttons": buttons,
    }
    return Reply("withdraw", data, about=notices.about(proposal))


def withdraw(ask: Ask, around: Around, tx: Tx) -> Reply:
    """Take the proposal back; its history stays. One that changed since the question is asked about again."""
    proposal = _led(ask, proposals.hold(tx.db, ask.form.proposal))
    if proposal.state is State.DRAFT:
        raise CannotMove(number=proposal.number, state=proposal.state)
    if ask.form.version != proposal.version:
        return _confirm(proposal)
    withdrawn = proposals.move(tx.db, proposal, State.WITHDRAWN, ask.person, ask.now)
    notices.withdrawn(tx, withdrawn, talk.own_side(ask.person, proposal))
    tx.audit("proposal.withdrawn", notices.about(proposal), version=proposal.version)
    return receipt(ask, around, withdrawn)


# Drafts


def _draft(ask: Ask, proposal: Proposal | None) -> Proposal:
    found = _led(ask, proposal)
    if found.state is not State.DRAFT:
        raise CannotMove(number=found.number, state=found.state)
    return found


def ask_discard(ask: Ask, read: Read) -> Reply:
    """Ask once more before deleting a draft."""
    return _really(_draft(ask, proposals.find(read.db, ask.form.proposal)))


def _really(proposal: Proposal) -> Reply:
    reference = {"proposal": proposal.id, "version": proposal.version}
    data = notice(
        Said(N_("Delete draft {number}?"), {"number": proposal.number}),
        lines=(proposal.content.title, Said(N_("Its text is deleted for good. Nobody else has seen it."))),
        buttons=(
            Button(N_("Delete the draft"), "proposal.discard_now", reference, style="destructive"),
            Button(N_("Keep it"), "proposal.show", reference),
        ),
    )
    return notice_reply(data, notices.about(proposal))


def discard(ask: Ask, _: object, tx: Tx) -> Reply:
    """Delete a draft: nothing of its text stays. One that changed since the question is asked about again."""
    proposal = _draft(ask, proposals.hold(tx.db, ask.form.proposal))
    if ask.form.version != proposal.version:
        return _really(proposal)
    proposals.erase(tx.db, proposal, ask.person, ask.now)
    tx.audit("proposal.discarded", notices.about(proposal), version=proposal.version)
    said = Said(N_("Draft {number} is deleted"), {"number": proposal.number})
    return notice_reply(notice(said, buttons=suggestions(ask)[:3]), notices.about(proposal))


ROUTES = (
    Route(Action.PROPOSE, verb="proposal.withdraw", form=ProposalRef, show=ask_withdraw),
    Route(
        Action.PROPOSE, verb="proposal.withdraw_now", form=ProposalRef, prepare=prepare_card, handle=withdraw
    ),
    Route(Action.PROPOSE, verb="proposal.discard", form=ProposalRef, show=ask_discard),
    Route(Action.PROPOSE, verb="proposal.discard_now", form=ProposalRef, handle=discard),
)
