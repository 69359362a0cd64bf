"""Putting a topic forward: the form, the submission, a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.people import OWN, Action, Organisation
from knowledge.proposals import Proposal, Standing, State
from knowledge.refusals import Refusal
from knowledge.refusals.asking import BrokenForm, NoOrganisation
from knowledge.refusals.proposals import AlreadySent, DraftOnBehalf, OrganisationMissing
from knowledge.refusals.rounds import DeadlinePassed, NotYetOpen
from knowledge.rounds import check_open
from storage import proposals, rounds

from . import proposal_notices as notices
from .proposal_cards import Around, around, receipt
from .proposal_desk import NEW, TOPIC, Desk, desk, form_card
from .proposal_form import ProposalForm

SUBMIT, KEEP = "proposal.submit", "proposal.draft"


@dataclass(frozen=True)
class Ready:
    """What a route that takes a form has read: the desk, and what stands around the proposal."""

    desk: Desk
    around: Around


def open_form(ask: Ask, read: Read) -> Reply:
    """An empty form, its title taken from the sentence, its region and ministry from the asker."""
    round_ = rounds.current(read.db, ask.now, ask.person)
    check_open(round_, ask.now, late=True)  # too early is said before anything is typed
    desk_ = desk(ask, read, round_)
    if not desk_.organisations:
        raise NoOrganisation
    if desk_.brings:
        desk_.council_of(desk_.organisations[0])
    topic = (ask.understood.slots.topic or "").strip()
    person = ask.person
    first = {
        "title": topic[:1].upper() + topic[1:],
        "regions": person.regions,
        "ministries": person.ministries,
    }
    return _form(ask, desk_, ProposalForm.model_validate({**first, "form": uuid4().hex}))


def _form(ask: Ask, desk_: Desk, form: ProposalForm, **wrong: Any) -> Reply:
    """The form of a new proposal with what stands in it, and what is wrong with that."""
    hidden = {"form": form.form, "late": form.late}
    send = Button(N_("Send the proposal"), SUBMIT, hidden, style="positive")
    if desk_.brings:
        send = Button(N_("Send to the council"), SUBMIT, hidden, style="positive")
    keep = [Button(N_("Save as a draft"), KEEP, hidden)] if ask.person.in_role(OWN) else []
    heading = TOPIC if desk_.brings else NEW
    return form_card(ask, desk_, form, (send, *keep), heading=heading, **wrong)


def prepare(ask: Ask, read: Read) -> Ready:
    """The choices, and proposals and conclusions close to the submitted text, as this person may see them."""
    form: ProposalForm = ask.form
    round_ = rounds.current(read.db, ask.now, ask.person)
    return Ready(desk(ask, read, round_), around(ask, read, form.content, round_))


def submit(ask: Ask, ready: Ready, tx: Tx) -> Reply:
    """Send the proposal of the asker's organisation to the secretariat, or a body's topic to its council."""
    form: ProposalForm = ask.form
    organisation = _organisation(ask, ready.desk)
    missing = () if organisation else (OrganisationMissing(),)
    faults = (*missing, *ready.desk.faults(form))
    if faults or organisation is None:
        return _form(ask, ready.desk, form, faults=faults)
    council = ready.desk.council_of(organisation)
    try:
        check_open(ready.desk.round, ask.now, late=form.late or council is not None)
    except DeadlinePassed as passed:
        return _offer_late(form, passed)
    except NotYetOpen as early:
        return _form(ask, ready.desk, form, alert=early)
    return _recorded(ask, ready, tx, organisation, State.BROUGHT if council else State.SUBMITTED)


def keep(ask: Ask, ready: Ready, tx: Tx) -> Reply:
    """Keep what is written as a draft, for the asker's own organisation only."""
    form: ProposalForm = ask.form
    organisation = _organisation(ask, ready.desk)
    own = organisation in ask.person.in_role(OWN)
    faults = (*(() if own else (DraftOnBehalf(),)), *ready.desk.faults(form, draft=True))
    if faults or organisation is None:
        return _form(ask, ready.desk, form, faults=faults)
    check_open(ready.desk.round, ask.now, late=True)
    return _recorded(ask, ready, tx, organisation, State.DRAFT)


def _organisation(ask: Ask, desk_: Desk) -> Organisation | None:
    """The organisation chosen in the form, else the asker's own; None when it has to be chosen.

    Raises BrokenForm for one that the asker may not propose for.
    """
    chosen, allowed = ask.form.organisation, {each.id: each for each in desk_.organisations}
    if not allowed:
        raise NoOrganisation
    if chosen and chosen not in allowed:
        raise BrokenForm
    own = [each for each in ask.person.in_role(OWN) if each.id in allowed]
    return allowed[chosen] if chosen else next(iter(own), None)


def _recorded(ask: Ask, ready: Ready, tx: Tx, organisation: Organisation, state: State) -> Reply:
    """Record what the form holds, once for each form."""
    form: ProposalForm = ask.form
    council = ready.desk.council_of(organisation)
    lead, bringer = council or organisation, organisation.id if council else None
    mark = f"{bringer}:{form.form}" if bringer and form.form else form.form
    if sent := proposals.from_form(tx.db, lead.id, mark):
        same = sent.content == form.content
        again = AlreadySent(number=sent.number)
        return receipt(ask, ready.around, sent) if same else _form(ask, ready.desk, form, alert=again)
    author = proposals.Author(ask.person, lead)
    proposal = proposals.add(
        tx.db, ready.desk.round, author, form.content, ask.now, mark or None, state=state, brought_by=bringer
    )
    proposals.choose(tx.db, proposal.id, partners(form, lead.id) if council is None else ())
    return receipt(ask, ready.around, announce(tx, proposal))


def partners(form: ProposalForm, lead: str) -> tuple[str, ...]:
    """Whom the form wants to ask, without the lead itself."""
    return tuple(each for each in form.partners if each != lead)


def announce(tx: Tx, proposal: Proposal) -> Proposal:
    """Tell those who are concerned that a proposal, a topic or a draft is here; write it down."""
    here = proposals.by_id(tx.db, proposal.id)
    what, tell = _ANNOUNCED[here.state]
    tx.audit(what, notices.about(here), version=here.version, late=here.late)
    return tell(tx, here)


def _to_group(tx: Tx, proposal: Proposal) -> Proposal:
    """Tell the working group, and ask the organisations that were chosen to join."""
    notices.received(tx, proposal)
    return invite(tx, proposal, proposal.with_standing(Standing.CHOSEN))


def invite(tx: Tx, proposal: Proposal, organisations: tuple[str, ...]) -> Proposal:
    """Ask organisations to join a proposal."""
    if not organisations:
        return proposal
    asking = proposals.ask(tx.db, proposal, organisations, tx.who, tx.now)
    for each in organisations:
        notices.asked(tx, asking, each)
    tx.audit("partner.asked", notices.about(asking), organisations=list(organisations))
    return asking


def _to_council(tx: Tx, proposal: Proposal) -> Proposal:
    notices.brought(tx, proposal)
    return proposal


def _to_nobody(_: Tx, proposal: Proposal) -> Proposal:
    return proposal


_ANNOUNCED: Mapping[State, tuple[str, Callable[[Tx, Proposal], Proposal]]] = {
    State.SUBMITTED: ("proposal.submitted", _to_group),
    State.BROUGHT: ("topic.brought", _to_council),
    State.DRAFT: ("proposal.drafted", _to_nobody),
}


def _offer_late(form: ProposalForm, passed: Refusal) -> Reply:
    """Refuse after the deadline, keep the text, and offer to send it as late."""
    data = form.model_dump() | {"late": True}
    button = Button(N_("Send as a late proposal"), SUBMIT, data, style="positive")
    kept = {"title": form.title, "description": form.description}
    return Reply(
        "late_offer", {"message": passed.message, "values": passed.values, "kept": kept, "buttons": (button,)}
    )


NEEDED = {notices.SUBMITTED: notices.stands}
ROUTES = (
    Route(Action.PROPOSE, verb="proposal.new", show=open_form),
    Route(Action.PROPOSE, verb=SUBMIT, form=ProposalForm, prepare=prepare, handle=submit),
    Route(Action.PROPOSE, verb=KEEP, form=ProposalForm, prepare=prepare, handle=keep),
)
