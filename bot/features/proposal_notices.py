"""What people are told about proposals: whom, in which words, with which buttons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session

from bot.forms import Said, moment_value, notice
from bot.routes import Button, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Person, Role
from knowledge.proposals import Proposal, Standing, State
from storage import people, proposals

from .views import cut

SUBMITTED, RESENT = "proposal submitted", "proposal sent again"
ASKED, ANSWERED, EDITED, WITHDRAWN = (
    "partner asked",
    "partner answered",
    "proposal edited",
    "proposal withdrawn",
)
BROUGHT, SETTLED, COMMENTED = "topic brought", "topic settled", "proposal commented"
Facts = Iterable[tuple[str, Any]]


def about(proposal: Proposal) -> str:
    """The matter that cards of a proposal are about."""
    return f"proposal:{proposal.id}"


def people_of(tx: Tx, organisations: Iterable[str]) -> tuple[Person, ...]:
    """Contacts and deputies of these organisations, each once."""
    return people.acting_for(tx.db, organisations, today(tx.now))


def _group(tx: Tx) -> tuple[Person, ...]:
    return people.in_role(tx.db, Role.WORKING_GROUP, today(tx.now))


def open_button(proposal: int) -> Button:
    """The way to a proposal's card."""
    return Button(N_("Open the proposal"), "proposal.show", {"proposal": proposal})


def _tell(
    tx: Tx,
    to: Iterable[Person],
    proposal: Proposal,
    cause: str,
    title: Said,
    *,
    text: str = "",
    facts: Facts = (),
    why: Said,
    buttons: Iterable[Button] = (),
) -> None:
    """Owe a notice about a proposal as it is now: once for each line of its history."""
    data = notice(
        title,
        lines=filter(None, (proposal.content.title, cut(text))),
        facts=facts,
        why=why,
        buttons=(*buttons, open_button(proposal.id)),
    )
    data |= {"proposal": proposal.id, "version": proposal.version}
    once = f"{cause}:{proposal.id}:{len(proposal.events)}"
    tx.owe("notice", to, once=once, cause=cause, data=data, about=about(proposal))


def _said(message: str, proposal: Proposal, **values: Any) -> Said:
    return Said(message, {"number": proposal.number, **values})


OWNERS = Said(N_("You get this because your organisation stands behind the proposal."))
GROUP = Said(N_("You get this because you are in the working group."))


def received(tx: Tx, proposal: Proposal) -> None:
    """Tell the working group of a new proposal."""
    data = {
        "proposal": proposal.id,
        "number": proposal.number,
        "proposal_title": proposal.content.title,
        "organisation": proposal.organisation_names,
        "late": proposal.late,
    }
    tx.owe("proposal_received", _group(tx), once=f"received:{proposal.id}", cause=SUBMITTED, data=data)


def resent(tx: Tx, proposal: Proposal) -> None:
    """Tell the working group that a returned proposal came again."""
    title = _said(N_("Proposal {number} was revised and sent again"), proposal)
    facts = [(N_("Proposed by"), proposal.organisation_names)]
    versions = Button(N_("What changed"), "proposal.versions", {"proposal": proposal.id})
    _tell(tx, _group(tx), proposal, RESENT, title, facts=facts, why=GROUP, buttons=(versions,))


def asked(tx: Tx, proposal: Proposal, organisation: str) -> None:
    """Ask an organisation's people to join."""
    data = {"proposal": proposal.id, "organisation": organisation}
    buttons = (
        Button(N_("Join the proposal"), "partner.accept", data, style="positive"),
        Button(N_("Decline"), "partner.refuse", data, way="dialog"),
    )
    facts = [
        (N_("Proposed by"), proposal.organisation_names),
        (N_("Can be changed until"), moment_value(proposal.round.proposals_close)),
    ]
    card = notice(
        _said(N_("Would your organisation join proposal {number}?"), proposal),
        lines=(proposal.content.title, cut(proposal.content.description), JOINING),
        facts=facts,
        why=Said(N_("You get this because your organisation was asked.")),
        buttons=(*buttons, open_button(proposal.id)),
    )
    once = f"{ASKED}:{proposal.id}:{organisation}:{len(proposal.events)}"
    to = people_of(tx, [organisation])
    tx.owe("notice", to, once=once, cause=ASKED, data=card | data, about=about(proposal))


JOINING = Said(
    N_(
        "Those that join own the proposal together: each may edit it, and each may leave it. The lead may"
        " withdraw it. You may decline without giving a reason."
    )
)
ANSWERS = {
    Standing.ACCEPTED: N_("Proposal {number}: a new organisation has joined"),
    Standing.DECLINED: N_("Proposal {number}: an organisation declined to join"),
    Standing.LEFT: N_("Proposal {number}: an organisation has left"),
}


def answered(
    tx: Tx, proposal: Proposal, organisation: str, names: Mapping[str, str], standing: Standing, reason: str
) -> None:
    """Tell the others on the proposal what an organisation answered, or that it left."""
    others = [each for each in proposal.owners if each != organisation]
    title = _said(ANSWERS[standing], proposal)
    facts = [(N_("Organisation"), dict(names))]
    _tell(tx, people_of(tx, others), proposal, ANSWERED, title, text=reason, facts=facts, why=OWNERS)


def edited(tx: Tx, proposal: Proposal, by: str | None) -> None:
    """Tell the others on a proposal that one of them, or a coordinator on behalf, changed it."""
    others = [each for each in proposal.owners if each != by]
    title = _said(N_("Proposal {number} was edited"), proposal)
    facts = [(N_("Edited by"), tx.who.name)]
    versions = Button(N_("What changed"), "proposal.versions", {"proposal": proposal.id})
    _tell(tx, people_of(tx, others), proposal, EDITED, title, facts=facts, why=OWNERS, buttons=(versions,))


def withdrawn(tx: Tx, proposal: Proposal, by: str | None) -> None:
    """Tell the others who had a part in a proposal that it was withdrawn: those on it, asked to join, the
    bringer or the council of a topic.
    """
    others = [each for each in proposal.readers if each != by]
    title = _said(N_("Proposal {number} was withdrawn"), proposal)
    facts = [(N_("Withdrawn by"), tx.who.name)]
    why = Said(N_("You get this because your organisation has a part in the proposal."))
    _tell(tx, people_of(tx, others), proposal, WITHDRAWN, title, facts=facts, why=why)


def commented(tx: Tx, proposal: Proposal, comment: int, text: str, by: str | None) -> None:
    """Tell the other side of a comment: the working group, or the proposal's organisations."""
    to, why = (_group(tx), GROUP) if by else (people_of(tx, proposal.owners), OWNERS)
    answer = Button(N_("Answer"), "comment.open", {"proposal": proposal.id}, way="dialog")
    data = notice(
        _said(N_("A comment on proposal {number}"), proposal),
        lines=(proposal.content.title, cut(text)),
        facts=[(N_("From"), tx.who.name)],
        why=why,
        buttons=(answer, Button(N_("All comments"), "comment.list", {"proposal": proposal.id})),
    )
    tx.owe(
        "notice", to, once=f"{COMMENTED}:{comment}", cause=COMMENTED, data=data | {"proposal": proposal.id}
    )


def brought(tx: Tx, proposal: Proposal) -> None:
    """Tell a council's people of a topic that a body of the region brought."""
    data = {"proposal": proposal.id, "version": proposal.version}
    buttons = (
        Button(N_("Take up"), "topic.adopt", data, way="dialog"),
        Button(N_("Answer"), "topic.answer", data, way="dialog"),
    )
    _tell(
        tx,
        people_of(tx, [proposal.organisation]),
        proposal,
        BROUGHT,
        _said(N_("Topic {number} was brought to your council"), proposal),
        text=proposal.content.description,
        facts=[(N_("Brought by"), proposal.brought_by_names)],
        why=Said(N_("You get this because you are a contact person of the council.")),
        buttons=buttons,
    )


def settled(tx: Tx, proposal: Proposal, reason: str = "") -> None:
    """Tell the bringer of a topic that the council has taken it up or answered it."""
    adopted = proposal.state is not State.ANSWERED
    message = N_("The council took up your topic {number}") if adopted else N_("An answer on topic {number}")
    facts = [(N_("Council"), proposal.organisation_names)]
    why = Said(N_("You get this because your organisation brought the topic."))
    to = people_of(tx, filter(None, [proposal.brought_by]))
    _tell(tx, to, proposal, SETTLED, _said(message, proposal), text=reason, facts=facts, why=why)


# Whether a notice that waits is still needed


def stands(db: Session, data: Mapping[str, Any]) -> bool:
    """Is the proposal still there?"""
    proposal = proposals.find(db, data["proposal"])
    return proposal is not None and proposal.state is not State.WITHDRAWN


def newest(db: Session, data: Mapping[str, Any]) -> bool:
    """Is the version that the notice tells of still the newest?"""
    proposal = proposals.find(db, data["proposal"])
    return stands(db, data) and proposal is not None and proposal.version == data["version"]


def unanswered(db: Session, data: Mapping[str, Any]) -> bool:
    """Is the organisation still asked, by a proposal that is still there?"""
    proposal = proposals.find(db, data["proposal"])
    asked_now = proposal.with_standing(Standing.ASKED) if proposal else ()
    return stands(db, data) and data["organisation"] in asked_now


def waiting(db: Session, data: Mapping[str, Any]) -> bool:
    """Does the topic still wait for the council?"""
    proposal = proposals.find(db, data["proposal"])
    here = proposal is not None and proposal.state is State.BROUGHT
    return here and proposal is not None and proposal.version == data["version"]
