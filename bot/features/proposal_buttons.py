"""What may be done with a proposal, by whom, in which state: the buttons of its card, at most six."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.routes import Ask, Button
from cards.language import N_
from knowledge import comments as talk
from knowledge import joint
from knowledge.people import Action, may
from knowledge.proposals import Proposal, State, adopts, can_change, history, leads, owns
from knowledge.rounds import over


def buttons(ask: Ask, proposal: Proposal, said: int = 0) -> tuple[Button, ...]:
    """What the asker may do with the proposal now; `said` is the number of comments on it."""
    known = (_answering, _changing, _talking, _triaging)
    return tuple(button for some in known for button in some(ask, proposal, said))


def _reference(proposal: Proposal) -> dict[str, Any]:
    return {"proposal": proposal.id, "version": proposal.version}


def _answering(ask: Ask, proposal: Proposal, _: int) -> Iterable[Button]:
    """For a council that a topic was brought to, and for organisations that are asked to join."""
    changeable, reference = can_change(proposal, ask.now), _reference(proposal)
    if adopts(ask.person, proposal) and changeable:
        yield Button(N_("Take up"), "topic.adopt", reference, way="dialog")
        yield Button(N_("Answer"), "topic.answer", reference, way="dialog")
    for organisation in joint.asked_of(ask.person, proposal)[: 1 if changeable else 0]:
        data = {"proposal": proposal.id, "organisation": organisation}
        yield Button(N_("Join the proposal"), "partner.accept", data, style="positive")
        yield Button(N_("Decline"), "partner.refuse", data, way="dialog")


def _changing(ask: Ask, proposal: Proposal, _: int) -> Iterable[Button]:
    """Edit for its own people; withdrawing is the lead's, leaving the partners'."""
    if not (can_change(proposal, ask.now) and owns(ask.person, proposal)):
        return
    reference, draft = _reference(proposal), proposal.state is State.DRAFT
    yield Button(N_("Fill in and send") if draft else N_("Edit"), "proposal.edit", reference, way="dialog")
    if leads(ask.person, proposal):
        title, verb = (N_("Delete"), "proposal.discard") if draft else (N_("Withdraw"), "proposal.withdraw")
        yield Button(title, verb, reference, style="destructive")
    else:
        yield Button(N_("Leave the proposal"), "partner.leave", reference, style="destructive")
    if joint.may_ask(ask.person, proposal, ask.now):
        yield Button(N_("Ask others to join"), "partner.open", reference, way="dialog")


def _talking(ask: Ask, proposal: Proposal, said: int) -> Iterable[Button]:
    """Comments and versions, for those who may read them, where there is something to read or to say."""
    reference = {"proposal": proposal.id}
    if talk.hears(ask.person, proposal) and (said or proposal.state is not State.WITHDRAWN):
        yield Button(N_("Comments ({n})"), "comment.list", reference, values={"n": said})
    written = {event.version for event in history(ask.person, proposal)}
    if len(written) > 1:
        yield Button(N_("What changed"), "proposal.versions", reference)


def _triaging(ask: Ask, proposal: Proposal, _: int) -> Iterable[Button]:
    """Moving what is submitted, for those who triage."""
    running = not over(proposal.round, ask.now)
    if proposal.state is State.SUBMITTED and running and may(ask.person, Action.TRIAGE):
        yield Button(N_("Move in triage"), "triage.open", {"proposal": proposal.id}, way="dialog")
