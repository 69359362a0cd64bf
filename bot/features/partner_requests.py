"""Joint proposals: the lead takes back a request to join that nobody has answered."""

from __future__ import annotations

from bot.forms import Choice, Codes, Input, Said, form_reply, notice
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import joint
from knowledge.people import Action
from knowledge.proposals import Proposal, Standing
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import AnsweredAlready, NobodyChosen
from storage import proposals
from storage.outbox import Place

from . import proposal_notices as notices
from .own_proposals import own, prepare_card
from .proposal_cards import Around, receipt
from .proposal_form import ProposalRef

TAKEN_BACK = "request taken back"


class Requests(ProposalRef):
    """Whose requests are taken back."""

    partners: Codes = ()


def open_requests(ask: Ask, read: Read) -> Reply:
    """The form: which of the open requests."""
    proposal = own(ask, proposals.find(read.db, ask.form.proposal))
    joint.check_taking_back(ask.person, proposal, ask.now)
    return _form(ask, proposal)


def _form(ask: Ask, proposal: Proposal, *faults: Refusal) -> Reply:
    asked = [each for each in proposal.partners if each.standing is Standing.ASKED]
    listed = tuple(Choice(each.organisation, each.names) for each in asked)
    known = {each.value for each in listed}
    ticked = tuple(each for each in ask.form.partners if each in known)
    chosen = ticked or tuple(known if len(known) == 1 else ())
    return form_reply(
        ask,
        Said(N_("Take back a request to join proposal {number}"), {"number": proposal.number}),
        (Input("partners", N_("Asked, no answer yet"), "some", chosen, listed),),
        Button(N_("Take back"), "partner.take_back", {"proposal": proposal.id}, style="destructive"),
        intro=(Said(N_("They are told, and no longer see the proposal. You can ask them again.")),),
        faults=faults,
        about=notices.about(proposal),
    )


def take_back(ask: Ask, near: Around, tx: Tx) -> Reply:
    """Take the chosen requests back, on the proposal as it is now: one that was answered meanwhile stays."""
    proposal = own(ask, proposals.hold(tx.db, ask.form.proposal))
    joint.check_taking_back(ask.person, proposal, ask.now)
    chosen = tuple(dict.fromkeys(ask.form.partners))
    if not chosen:
        return _form(ask, proposal, NobodyChosen())
    if not set(chosen) <= set(proposal.with_standing(Standing.ASKED)):
        return _form(ask, proposal, AnsweredAlready("partners"))
    for organisation in chosen:
        proposal = proposals.answer(tx.db, proposal, organisation, Standing.TAKEN_BACK, ask.person, ask.now)
        _tell(tx, proposal, organisation)
        tx.audit(f"partner.{Standing.TAKEN_BACK}", notices.about(proposal), organisation=organisation)
    return receipt(ask, near, proposal)


def _tell(tx: Tx, proposal: Proposal, organisation: str) -> None:
    """Tell those who were asked that they are asked no more, in the place of the request."""
    data = notice(
        Said(N_("The request to join proposal {number} was taken back"), {"number": proposal.number}),
        lines=(Said(N_("You needn't answer it any more.")),),
        facts=[(N_("Proposed by"), proposal.organisation_names)],
        why=Said(N_("You get this because your organisation was asked.")),
    )
    tx.owe(
        "notice",
        notices.people_of(tx, [organisation]),
        once=f"{TAKEN_BACK}:{proposal.id}:{organisation}:{len(proposal.events)}",
        cause=TAKEN_BACK,
        data=data,
        about=notices.about(proposal),
        place=Place.REPLACE,
    )


ROUTES = (
    Route(Action.PROPOSE, verb="partner.requests", form=Requests, show=open_requests),
    Route(Action.PROPOSE, verb="partner.take_back", form=Requests, prepare=prepare_card, handle=take_back),
)
