"""Joint proposals: asking another organisation to stand behind one, its answer, and leaving again."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, Field

from bot.forms import Choice, Codes, Input, Lines, Number, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import joint
from knowledge.people import Action, Organisation
from knowledge.proposals import REASON_LIMIT, Proposal, Standing
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import NobodyChosen, NoSuchProposal, UnknownChoice
from storage import people, proposals

from . import proposal_notices as notices
from .own_proposals import own, prepare_card, readable
from .proposal_cards import Around, around, receipt
from .proposal_desk import Named, partner_choices
from .proposal_form import ProposalRef
from .proposing import invite
from .views import suggestions


class Asking(ProposalRef):
    """Whom to ask."""

    partners: Codes = ()


class Answering(BaseModel):
    """Which organisation answers about which proposal, and why it declines."""

    proposal: Number
    organisation: str = Field("", max_length=100)
    reason: Lines = ""


@dataclass(frozen=True)
class Table:
    """Whom one may ask to join a proposal, and what its card needs."""

    choices: Named
    around: Around


# Asking


def open_asking(ask: Ask, read: Read) -> Reply:
    """The form: whom to ask."""
    proposal = own(ask, proposals.find(read.db, ask.form.proposal))
    joint.check_asking(ask.person, proposal, ask.now)
    return _form(ask, proposal, _choices(ask, read, proposal))


def _choices(ask: Ask, read: Read, proposal: Proposal) -> Named:
    every = partner_choices(read, proposal.round, ask.person)
    return tuple(each for each in every if joint.askable(proposal, each["value"]))


def _form(ask: Ask, proposal: Proposal, choices: Named, *faults: Refusal) -> Reply:
    chosen = getattr(ask.form, "partners", ())
    listed = tuple(Choice(each["value"], each["names"]) for each in choices)
    return form_reply(
        ask,
        Said(N_("Ask others to join proposal {number}"), {"number": proposal.number}),
        (Input("partners", N_("Councils and ministries of the round"), "some", chosen, listed),),
        Button(N_("Ask them"), "partner.ask", _reference(proposal), style="positive"),
        intro=(
            Said(N_("Those you choose can read the proposal at once and join or decline.")),
            notices.JOINING,
        ),
        faults=faults,
        about=notices.about(proposal),
    )


def _reference(proposal: Proposal) -> dict[str, int]:
    return {"proposal": proposal.id, "version": proposal.version}


def prepare_asking(ask: Ask, read: Read) -> Table:
    """Whom one may ask."""
    proposal = own(ask, proposals.find(read.db, ask.form.proposal))
    near = around(ask, read, proposal.content, proposal.round, proposal.id)
    return Table(_choices(ask, read, proposal), near)


def ask_them(ask: Ask, table: Table, tx: Tx) -> Reply:
    """Ask those that were chosen; one that is on the proposal or asked already isn't asked again."""
    proposal = own(ask, proposals.hold(tx.db, ask.form.proposal))
    joint.check_asking(ask.person, proposal, ask.now)
    chosen = tuple(dict.fromkeys(ask.form.partners))
    unknown = sorted(set(chosen) - {each["value"] for each in table.choices})
    if unknown:
        return _form(ask, proposal, table.choices, UnknownChoice("partners", value=unknown[0][:40]))
    if not chosen:
        return _form(ask, proposal, table.choices, NobodyChosen())
    fresh = tuple(each for each in chosen if joint.askable(proposal, each))
    return receipt(ask, table.around, invite(tx, proposal, fresh))


# Answering


def accept(ask: Ask, near: Around, tx: Tx) -> Reply:
    """Join the proposal for one's organisation."""
    joined = _answer(ask, tx, Standing.ACCEPTED)
    return receipt(ask, near, joined)


def open_refusal(ask: Ask, read: Read) -> Reply:
    """The form for declining: a reason, if one wants to give it."""
    proposal = readable(ask, proposals.find(read.db, ask.form.proposal))
    joint.check_answer(ask.person, proposal, ask.form.organisation, ask.now)
    return _declining(ask, proposal)


def _declining(ask: Ask, proposal: Proposal, *faults: Refusal) -> Reply:
    data = {"proposal": proposal.id, "organisation": ask.form.organisation}
    label, limit = N_("Reason, if you want to give one (at most {n} characters)"), {"n": REASON_LIMIT}
    return form_reply(
        ask,
        Said(N_("Decline to join proposal {number}"), {"number": proposal.number}),
        (Input("reason", label, "lines", ask.form.reason, values=limit),),
        Button(N_("Decline"), "partner.decline", data, style="destructive"),
        intro=(Said(N_("The organisations of the proposal see the reason.")),),
        faults=faults,
    )


def decline(ask: Ask, _: object, tx: Tx) -> Reply:
    """Decline for one's organisation."""
    reading = Reading()
    reason = reading.text("reason", ask.form.reason, REASON_LIMIT)
    if reading.faults:
        return _declining(ask, readable(ask, proposals.find(tx.db, ask.form.proposal)), *reading.faults)
    declined = _answer(ask, tx, Standing.DECLINED, reason)
    return _done(
        ask, Said(N_("Your organisation declined to join proposal {number}"), _number(declined)), declined
    )


def _number(proposal: Proposal) -> dict[str, str]:
    return {"number": proposal.number}


def _done(ask: Ask, said: Said, proposal: Proposal) -> Reply:
    lines = (proposal.content.title, Said(N_("The organisations of the proposal are told.")))
    return notice_reply(notice(said, lines=lines, buttons=suggestions(ask)[:3]), notices.about(proposal))


def _answer(ask: Ask, tx: Tx, standing: Standing, reason: str = "") -> Proposal:
    """Record the answer of the asker's organisation, on the proposal as it is now, and tell the others."""
    form: Answering = ask.form
    proposal = proposals.hold(tx.db, form.proposal)
    if proposal is None:
        raise NoSuchProposal
    joint.check_answer(ask.person, proposal, form.organisation, ask.now)
    return _recorded(ask, tx, proposal, form.organisation, standing, reason)


def _recorded(
    ask: Ask, tx: Tx, proposal: Proposal, organisation: str, standing: Standing, reason: str = ""
) -> Proposal:
    after = proposals.answer(tx.db, proposal, organisation, standing, ask.person, ask.now, reason)
    notices.answered(tx, after, organisation, _named(tx, organisation).names, standing, reason)
    tx.audit(f"partner.{standing}", notices.about(after), organisation=organisation)
    return after


def _named(tx: Tx, organisation: str) -> Organisation:
    return people.organisations(tx.db)[organisation]


# Leaving


def ask_leave(ask: Ask, read: Read) -> Reply:
    """Ask once more before leaving a joint proposal."""
    proposal = own(ask, proposals.find(read.db, ask.form.proposal))
    organisation = _joined(ask, proposal)
    data = {"proposal": proposal.id, "organisation": organisation}
    card = notice(
        Said(N_("Leave proposal {number}?"), _number(proposal)),
        lines=(
            proposal.content.title,
            Said(N_("The proposal stays with the others on it, who are told. Yours no longer sees it.")),
        ),
        buttons=(
            Button(N_("Leave the proposal"), "partner.leave_now", data, style="destructive"),
            Button(N_("Stay"), "proposal.show", {"proposal": proposal.id}),
        ),
    )
    return notice_reply(card, notices.about(proposal))


def _joined(ask: Ask, proposal: Proposal) -> str:
    """The asker's organisation that has joined the proposal and may leave it now."""
    joined = next(iter(joint.joined_of(ask.person, proposal)), "")
    joint.check_leaving(ask.person, proposal, joined, ask.now)
    return joined


def leave(ask: Ask, _: object, tx: Tx) -> Reply:
    """Leave a joint proposal."""
    proposal = own(ask, proposals.hold(tx.db, ask.form.proposal))
    joint.check_leaving(ask.person, proposal, ask.form.organisation, ask.now)
    left = _recorded(ask, tx, proposal, ask.form.organisation, Standing.LEFT)
    return _done(ask, Said(N_("Your organisation has left proposal {number}"), _number(left)), left)


NEEDED = {notices.ASKED: notices.unanswered}
ROUTES = (
    Route(Action.PROPOSE, verb="partner.open", form=Asking, show=open_asking),
    Route(Action.PROPOSE, verb="partner.ask", form=Asking, prepare=prepare_asking, handle=ask_them),
    Route(
        *(Action.PROPOSE, None, "partner.accept"),
        form=Answering,
        prepare=prepare_card,
        handle=accept,
        by_mail=True,
    ),
    Route(Action.PROPOSE, verb="partner.refuse", form=Answering, show=open_refusal, by_mail=True),
    Route(Action.PROPOSE, verb="partner.decline", form=Answering, handle=decline, by_mail=True),
    Route(Action.PROPOSE, verb="partner.leave", form=ProposalRef, show=ask_leave),
    Route(Action.PROPOSE, verb="partner.leave_now", form=Answering, handle=leave),
)
