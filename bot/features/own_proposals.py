"""One's own proposals: see where they stand, change them, take them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from pydantic import BaseModel, Field

from bot.routes import NUMBER_LIMIT, Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import proposals as rules
from knowledge.people import OWN, Action
from knowledge.proposals import Proposal, State
from knowledge.refusals import ChangedMeanwhile, NoSuchProposal, Refusal
from knowledge.rounds import Round
from storage import proposals
from storage.goals import all_goals

from . import proposal_cards as shown
from .proposing import Draft, ProposalForm, find_similar, form_reply, prepare, receipt
from .views import suggestions


class ProposalRef(BaseModel):
    """A button of a proposal: which one, and the version that the card showed."""

    proposal: int = Field(ge=0, le=NUMBER_LIMIT)
    version: int = Field(0, ge=0, le=NUMBER_LIMIT)


def edit(ask: Ask, read: Read) -> Reply:
    """The form with the proposal's text, opened in a dialog."""
    proposal = _own(ask, proposals.find(read.db, ask.form.proposal))
    rules.check_change(proposal, ask.now)
    hidden = {"proposal": proposal.id, "version": proposal.version}
    values = ProposalForm.model_validate(shown.proposal_view(proposal, ask.now)["content"]).model_dump()
    values |= {"organisation": proposal.organisation}
    return form_reply(
        ask,
        _desk_of(ask, read, proposal.round),
        values,
        verb="proposal.save",
        hidden=hidden,
        number=proposal.number,
    )


def _desk_of(ask: Ask, read: Read, round_: Round) -> shown.Desk:
    """The desk for changing: a proposal stays with its organisation."""
    return replace(shown.desk(ask, read, round_), organisations=())


def prepare_save(ask: Ask, read: Read) -> Draft:
    """As `prepare`, against the round that the proposal belongs to."""
    proposal = _own(ask, proposals.find(read.db, ask.form.proposal))
    return replace(prepare(ask, read), desk=_desk_of(ask, read, proposal.round))


def save(ask: Ask, draft: Draft, tx: Tx) -> Reply:
    """Write a new version, unless the proposal was changed or closed meanwhile."""
    form: ProposalForm = ask.form
    proposal = _own(ask, proposals.hold(tx.db, form.proposal))
    faults = rules.faults(form.content, draft.desk.choices)
    stale = _stale(proposal, form.version, ask.now)
    if faults or stale:
        hidden = {"proposal": proposal.id, "version": proposal.version}
        return form_reply(
            ask,
            draft.desk,
            form.model_dump(),
            verb="proposal.save",
            hidden=hidden,
            number=proposal.number,
            faults=faults,
            alert=stale,
        )
    changed = proposals.change(tx.db, proposal, ask.person, form.content, ask.now)
    tx.audit("proposal.changed", f"proposal:{changed.id}", version=changed.version)
    return receipt(ask, draft, changed)


def _stale(proposal: Proposal, seen: int, now: datetime) -> Refusal | None:
    """Why the proposal can't take the change that was typed, or None: it moved on, closed, or was changed."""
    try:
        rules.check_change(proposal, now)
    except Refusal as refusal:
        return refusal
    return ChangedMeanwhile(number=proposal.number) if seen != proposal.version else None


def ask_withdraw(ask: Ask, read: Read) -> Reply:
    """Ask once more before taking a proposal back."""
    proposal = _own(ask, proposals.find(read.db, ask.form.proposal))
    rules.check_change(proposal, ask.now)
    return _confirm(proposal)


def _confirm(proposal: Proposal) -> Reply:
    reference = {"proposal": proposal.id, "version": proposal.version}
    buttons = (
        Button(N_("Withdraw the proposal"), "proposal.withdraw_now", reference, style="destructive"),
        Button(N_("Keep it"), "proposal.show", reference),
    )
    data = {"number": proposal.number, "proposal_title": proposal.content.title, "buttons": buttons}
    return Reply("withdraw", data, about=f"proposal:{proposal.id}")


def withdraw(ask: Ask, draft: Draft, tx: Tx) -> Reply:
    """Take the proposal back; its history stays. One that changed since the question is asked about again."""
    proposal = _own(ask, proposals.hold(tx.db, ask.form.proposal))
    rules.check_change(proposal, ask.now)
    if ask.form.version != proposal.version:
        return _confirm(proposal)
    withdrawn = proposals.move(tx.db, proposal, State.WITHDRAWN, ask.person, ask.now)
    tx.audit("proposal.withdrawn", f"proposal:{proposal.id}", version=proposal.version)
    return receipt(ask, draft, withdrawn)


def prepare_own(ask: Ask, read: Read) -> Draft:
    """What the card of one's own proposal needs."""
    return _draft(ask, read, _own(ask, proposals.find(read.db, ask.form.proposal)))


def _draft(ask: Ask, read: Read, proposal: Proposal) -> Draft:
    similar = find_similar(ask, read, proposal.content, proposal.round, proposal.id)
    return Draft(_desk_of(ask, read, proposal.round), similar, all_goals(read.db), read.memory.facts.places)


def show_one(ask: Ask, read: Read) -> Reply:
    """The card of a proposal with its history, for its own people and for those who oversee the round."""
    proposal = proposals.find(read.db, ask.form.proposal)
    if proposal is None or not rules.may_open(ask.person, proposal.organisation):
        raise NoSuchProposal
    return card(ask, read, proposal)


def card(ask: Ask, read: Read, proposal: Proposal) -> Reply:
    """The card of a proposal that the asker may see."""
    return receipt(ask, _draft(ask, read, proposal), proposal)


def _own(ask: Ask, proposal: Proposal | None) -> Proposal:
    """The proposal when the asker may act for its organisation; anybody else is told that there is none."""
    if proposal is None or not rules.owns(ask.person, proposal.organisation):
        raise NoSuchProposal
    return proposal


# Seeing one's own

PAGE = 8


class Page(BaseModel):
    """From which proposal on a list is shown."""

    offset: int = Field(0, ge=0, le=10_000)


def mine(ask: Ask, read: Read) -> Reply:
    """The proposals of the asker's own organisations, and those sent on others' behalf."""
    return listed(ask, _mine(ask, read), getattr(ask.form, "offset", 0))


def _mine(ask: Ask, read: Read) -> tuple[Proposal, ...]:
    own = [organisation.id for organisation in ask.person.in_role(OWN)]
    behalf = (p for p in proposals.made_by(read.db, ask.person.id) if rules.owns(ask.person, p.organisation))
    found = (*proposals.of_organisations(read.db, own), *behalf)
    years = ask.understood.slots.years
    every = {proposal.id: proposal for proposal in found if not years or proposal.round.year in years}
    return tuple(every.values())


def listed(ask: Ask, found: Sequence[Proposal], offset: int) -> Reply:
    """Proposals as a list that opens them."""
    left = len(found) - offset - PAGE
    more = [
        Button(N_("Show more ({n} left)"), "proposal.mine", {"offset": offset + PAGE}, values={"n": left})
    ]
    data = {
        "items": [shown.proposal_view(proposal, ask.now) for proposal in found[offset : offset + PAGE]],
        "total": len(found),
        "buttons": (*(more if left > 0 else ()), *suggestions(ask, without="mine")[:3]),
    }
    return Reply("my_proposals", data)


ROUTES = (
    Route(Action.PROPOSE, verb="proposal.edit", form=ProposalRef, show=edit),
    Route(Action.PROPOSE, verb="proposal.save", form=ProposalForm, prepare=prepare_save, handle=save),
    Route(Action.PROPOSE, verb="proposal.withdraw", form=ProposalRef, show=ask_withdraw),
    Route(
        Action.PROPOSE, verb="proposal.withdraw_now", form=ProposalRef, prepare=prepare_own, handle=withdraw
    ),
    Route(Action.ASK, verb="proposal.show", form=ProposalRef, show=show_one),
    Route(Action.PROPOSE, intent="my_proposals", show=mine),
    Route(Action.PROPOSE, verb="proposal.mine", form=Page, show=mine),
)
