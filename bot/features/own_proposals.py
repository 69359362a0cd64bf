"""One's own proposals: see one, change it, send a draft on its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.forms import Said
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import comments as talk
from knowledge import proposals as rules
from knowledge.people import Action
from knowledge.proposals import Proposal, Standing, State
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import CannotMove, ChangedMeanwhile, NoSuchProposal
from knowledge.refusals.rounds import DeadlinePassed
from knowledge.rounds import check_open
from storage import proposals

from . import proposal_notices as notices
from .proposal_cards import Around, around, card, receipt
from .proposal_desk import Desk, desk, form_card
from .proposal_form import ProposalForm, ProposalRef
from .proposing import Ready, announce, partners

SAVE, SEND = "proposal.save", "proposal.send"


def own(ask: Ask, proposal: Proposal | None) -> Proposal:
    """The proposal when the asker may act for its organisation; anybody else is told that there is none."""
    if proposal is None or not rules.owns(ask.person, proposal):
        raise NoSuchProposal
    return proposal


def readable(ask: Ask, proposal: Proposal | None) -> Proposal:
    """The proposal when the asker may read it; anybody else is told that there is none."""
    if proposal is None or proposal.erased or not rules.may_open(ask.person, proposal):
        raise NoSuchProposal
    return proposal


def show_one(ask: Ask, read: Read) -> Reply:
    """The card of a proposal with its history, for its own people and for those who oversee the round."""
    return card(ask, read, readable(ask, proposals.find(read.db, ask.form.proposal)))


def prepare_card(ask: Ask, read: Read) -> Around:
    """What the card of a proposal needs, before something is done with it."""
    proposal = readable(ask, proposals.find(read.db, ask.form.proposal))
    return around(ask, read, proposal.content, proposal.round, proposal.id)


# Changing


@dataclass(frozen=True)
class Editing:
    """What a form for changing does: its buttons by verb, and the check of what was typed."""

    sends: tuple[tuple[str, str], ...]
    heading: str


EDITS = Editing(((N_("Save the changes"), SAVE),), N_("Edit proposal {number}"))
DRAFTS = Editing(((N_("Send the proposal"), SEND), (N_("Save the draft"), SAVE)), N_("Draft {number}"))
TOPICS = Editing(((N_("Send to the council"), SEND), (N_("Save the draft"), SAVE)), N_("Draft {number}"))


def edit(ask: Ask, read: Read) -> Reply:
    """The form with the proposal's text, opened in a dialog."""
    proposal = own(ask, proposals.find(read.db, ask.form.proposal))
    rules.check_change(proposal, ask.now)
    return form(ask, desk_of(ask, read, proposal), proposal, written(proposal))


def written(proposal: Proposal) -> ProposalForm:
    """What stands in the form of a proposal."""
    content = {name: getattr(proposal.content, name) for name in rules.Content.__dataclass_fields__}
    return ProposalForm.model_validate({**content, "partners": proposal.with_standing(Standing.CHOSEN)})


def form(ask: Ask, desk_: Desk, proposal: Proposal, typed: ProposalForm, **wrong: Any) -> Reply:
    """The form of a proposal that is recorded already."""
    draft = proposal.state is State.DRAFT
    editing = EDITS if not draft else TOPICS if proposal.brought_by else DRAFTS
    late = ask.now > proposal.round.proposals_close
    hidden = {"proposal": proposal.id, "version": proposal.version, "late": late}
    first, *rest = (Button(title, verb, hidden) for title, verb in editing.sends)
    sends = (replace(first, style="positive"), *rest)
    heading = Said(editing.heading, {"number": proposal.number})
    return form_card(ask, desk_, typed, sends, heading=heading, kept=True, **wrong)


def desk_of(ask: Ask, read: Read, proposal: Proposal) -> Desk:
    """The desk for changing: a proposal stays with its organisation, and a draft chooses its partners."""
    found = replace(desk(ask, read, proposal.round), organisations=())
    choosing = proposal.state is State.DRAFT and not proposal.brought_by
    return found if choosing else replace(found, partners=())


def prepare_save(ask: Ask, read: Read) -> Ready:
    """The choices of the round that the proposal belongs to, and what is close to the text."""
    proposal = own(ask, proposals.find(read.db, ask.form.proposal))
    near = around(ask, read, ask.form.content, proposal.round, proposal.id)
    return Ready(desk_of(ask, read, proposal), near)


def save(ask: Ask, ready: Ready, tx: Tx) -> Reply:
    """Write a new version, unless the proposal was changed or closed meanwhile."""
    proposal = own(ask, proposals.hold(tx.db, ask.form.proposal))
    draft = proposal.state is State.DRAFT
    if wrong := _wrong(ask, ready, proposal, draft=draft):
        return wrong
    changed = proposals.change(tx.db, proposal, ask.person, ask.form.content, ask.now)
    if draft and not proposal.brought_by:
        proposals.choose(tx.db, proposal.id, partners(ask.form, proposal.organisation))
    _tell[proposal.state](tx, changed)
    tx.audit("proposal.changed", notices.about(changed), version=changed.version)
    return receipt(ask, ready.around, proposals.by_id(tx.db, proposal.id))


def send(ask: Ask, ready: Ready, tx: Tx) -> Reply:
    """Send a draft to the secretariat, or to the council whose body of the region it is."""
    proposal = own(ask, proposals.hold(tx.db, ask.form.proposal))
    if proposal.state is not State.DRAFT:
        raise CannotMove(number=proposal.number, state=proposal.state)
    late = ask.form.late or bool(proposal.brought_by)
    if wrong := _wrong(ask, ready, proposal):
        return wrong
    if passed := deadline(ask, proposal, late=late):
        return form(ask, ready.desk, proposal, ask.form, alert=passed)
    if not proposal.brought_by:
        proposals.choose(tx.db, proposal.id, partners(ask.form, proposal.organisation))
    to = State.BROUGHT if proposal.brought_by else State.SUBMITTED
    sent = proposals.send(tx.db, proposal, to, ask.person, ask.form.content, ask.now)
    return receipt(ask, ready.around, announce(tx, sent))


def _wrong(ask: Ask, ready: Ready, proposal: Proposal, *, draft: bool = False) -> Reply | None:
    """The form once more when something keeps the text from being taken: it moved on, or has faults."""
    faults = ready.desk.faults(ask.form, draft=draft)
    alert = stale(proposal, ask.form.version, ask.now)
    if not faults and not alert:
        return None
    return form(ask, ready.desk, proposal, ask.form, faults=faults, alert=alert)


def stale(proposal: Proposal, seen: int, now: datetime) -> Refusal | None:
    """Why the proposal can't take the change that was typed, or None: it moved on, closed, or was changed."""
    try:
        rules.check_change(proposal, now)
    except Refusal as refusal:
        return refusal
    return ChangedMeanwhile(number=proposal.number) if seen != proposal.version else None


def deadline(ask: Ask, proposal: Proposal, *, late: bool) -> Refusal | None:
    """What to say when the deadline passed after the form was opened: sent again from there, it is late."""
    try:
        check_open(proposal.round, ask.now, late=late)
    except DeadlinePassed as passed:
        return passed
    return None


def _tell_partners(tx: Tx, proposal: Proposal) -> None:
    notices.edited(tx, proposal, talk.own_side(tx.who, proposal))


def _tell_group_too(tx: Tx, proposal: Proposal) -> None:
    _tell_partners(tx, proposal)
    notices.resent(tx, proposal)


def _tell_council(tx: Tx, proposal: Proposal) -> None:
    notices.brought(tx, proposal)


def _tell_nobody(_: Tx, __: Proposal) -> None:
    return None


_tell: dict[State, Callable[[Tx, Proposal], None]] = {
    State.DRAFT: _tell_nobody,
    State.BROUGHT: _tell_council,
    State.SUBMITTED: _tell_partners,
    State.RETURNED: _tell_group_too,
}
NEEDED = {notices.RESENT: notices.newest, notices.EDITED: notices.newest}
ROUTES = (
    Route(Action.ASK, verb="proposal.show", form=ProposalRef, show=show_one, by_mail=True),
    Route(Action.PROPOSE, verb="proposal.edit", form=ProposalRef, show=edit),
    Route(Action.PROPOSE, verb=SAVE, form=ProposalForm, prepare=prepare_save, handle=save),
    Route(Action.PROPOSE, verb=SEND, form=ProposalForm, prepare=prepare_save, handle=send),
)
