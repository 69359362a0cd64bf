"""Topics that a body of a region brings to its council: taken up with credit, or answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.forms import Input, Lines, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.people import Action
from knowledge.proposals import Proposal, State, adopts, check_change
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import NoSuchProposal, NotOnTheWay
from storage import proposals

from . import proposal_notices as notices
from .own_proposals import deadline, prepare_card, readable, stale, written
from .proposal_cards import Around, around, receipt
from .proposal_desk import Desk, desk, form_card
from .proposal_form import ProposalForm, ProposalRef
from .proposing import Ready, announce, partners

ANSWER_LIMIT = 1000


class Answer(ProposalRef):
    """What the council answers."""

    text: Lines = ""


def _waiting(ask: Ask, proposal: Proposal | None) -> Proposal:
    """The topic when it is the asker's council's to settle."""
    found = readable(ask, proposal)
    if found.brought_by and found.state is not State.BROUGHT:
        raise NotOnTheWay(number=found.number, state=found.state)
    if not adopts(ask.person, found):
        raise NoSuchProposal
    check_change(found, ask.now)
    return found


# Taking up


def open_adopting(ask: Ask, read: Read) -> Reply:
    """The form with the topic's text: sent, it is the council's proposal."""
    proposal = _waiting(ask, proposals.find(read.db, ask.form.proposal))
    return _form(ask, _desk(ask, read, proposal), proposal, written(proposal))


def _desk(ask: Ask, read: Read, proposal: Proposal) -> Desk:
    return replace(desk(ask, read, proposal.round), organisations=())


def _form(ask: Ask, desk_: Desk, proposal: Proposal, typed: ProposalForm, **wrong: Any) -> Reply:
    late = ask.now > proposal.round.proposals_close
    hidden = {"proposal": proposal.id, "version": proposal.version, "late": late}
    send = Button(N_("Send as the council's proposal"), "topic.adopt_now", hidden, style="positive")
    heading = Said(N_("Take up topic {number}"), {"number": proposal.number})
    return form_card(ask, desk_, typed, (send,), heading=heading, kept=True, **wrong)


def prepare_adopting(ask: Ask, read: Read) -> Ready:
    """The choices of the topic's round, and what is close to the text."""
    proposal = _waiting(ask, proposals.find(read.db, ask.form.proposal))
    near = around(ask, read, ask.form.content, proposal.round, proposal.id)
    return Ready(_desk(ask, read, proposal), near)


def adopt(ask: Ask, ready: Ready, tx: Tx) -> Reply:
    """Make the topic the council's own proposal, credit its bringer, and tell them."""
    form: ProposalForm = ask.form
    proposal = _waiting(ask, proposals.hold(tx.db, form.proposal))
    faults = ready.desk.faults(form)
    alert = stale(proposal, form.version, ask.now)
    if faults or alert:
        return _form(ask, ready.desk, proposal, form, faults=faults, alert=alert)
    if passed := deadline(ask, proposal, late=form.late):
        return _form(ask, ready.desk, proposal, form, alert=passed)
    sent = proposals.send(tx.db, proposal, State.SUBMITTED, ask.person, form.content, ask.now)
    proposals.choose(tx.db, sent.id, partners(form, sent.organisation))
    notices.settled(tx, sent)
    return receipt(ask, ready.around, announce(tx, sent))


# Answering


def open_answer(ask: Ask, read: Read) -> Reply:
    """The form for an answer."""
    return _answer_form(ask, _waiting(ask, proposals.find(read.db, ask.form.proposal)))


def _answer_form(ask: Ask, proposal: Proposal, *faults: Refusal) -> Reply:
    label, limit = N_("Answer to who brought it (at most {n} characters)"), {"n": ANSWER_LIMIT}
    return form_reply(
        ask,
        Said(N_("Answer on topic {number}"), {"number": proposal.number}),
        (Input("text", label, "lines", ask.form.text, required=True, values=limit),),
        Button(N_("Send the answer"), "topic.answer_now", {"proposal": proposal.id}, style="positive"),
        intro=(
            Said("{title}", {"title": proposal.content.title}),
            Said(N_("The topic isn't taken into the council's proposals; who brought it gets your answer.")),
        ),
        faults=faults,
    )


def answer(ask: Ask, near: Around, tx: Tx) -> Reply:
    """Answer a topic that the council doesn't take up."""
    proposal = _waiting(ask, proposals.hold(tx.db, ask.form.proposal))
    reading = Reading()
    text = reading.text("text", ask.form.text, ANSWER_LIMIT, required=True)
    if reading.faults:
        return _answer_form(ask, proposal, *reading.faults)
    answered = proposals.move(tx.db, proposal, State.ANSWERED, ask.person, ask.now, text)
    notices.settled(tx, answered, text)
    tx.audit("topic.answered", notices.about(answered))
    return receipt(ask, near, answered)


NEEDED = {notices.BROUGHT: notices.waiting}
ROUTES = (
    Route(Action.PROPOSE, verb="topic.adopt", form=ProposalRef, show=open_adopting),
    Route(Action.PROPOSE, verb="topic.adopt_now", form=ProposalForm, prepare=prepare_adopting, handle=adopt),
    Route(Action.PROPOSE, verb="topic.answer", form=Answer, show=open_answer),
    Route(Action.PROPOSE, verb="topic.answer_now", form=Answer, prepare=prepare_card, handle=answer),
)
