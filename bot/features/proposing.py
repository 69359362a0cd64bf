"""Putting a topic forward: the form, the submission, the receipt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self
from uuid import uuid4

from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.memory import proposal_key
from bot.routes import FIELD_LIMIT, NUMBER_LIMIT, Ask, Button, Read, Reply, Route, Tx
from cards.escape import clean
from cards.language import N_
from knowledge import proposals as rules
from knowledge.clock import today
from knowledge.goals import Goal
from knowledge.index import Kin
from knowledge.people import OWN, Action, Organisation, Role
from knowledge.places import Places
from knowledge.proposals import Content, Proposal
from knowledge.refusals import (
    AlreadySent,
    BrokenForm,
    DeadlinePassed,
    NoOrganisation,
    NotYetOpen,
    OrganisationMissing,
    Refusal,
)
from knowledge.rounds import Round, check_open
from storage import people, proposals, rounds
from storage.goals import all_goals

from . import proposal_cards as shown

FORM_BYTES = 20_000  # of all texts of a form: with the form around them they stay below a card's 28 KB
LISTS = ("goals", "areas", "ministries", "regions")


class ProposalForm(BaseModel):
    """The fields as a client sends them: texts, codes joined by commas, links one a line."""

    title: str = Field("", max_length=FIELD_LIMIT)
    description: str = Field("", max_length=FIELD_LIMIT)
    goals: tuple[str, ...] = ()
    objective: str = Field("", max_length=FIELD_LIMIT)
    strategy: str = Field("", max_length=FIELD_LIMIT)
    urgency: str = Field("", max_length=FIELD_LIMIT)
    areas: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    prepared_with: str = Field("", max_length=FIELD_LIMIT)
    outcome: str = Field("", max_length=FIELD_LIMIT)
    in_depth: bool = False
    links: tuple[str, ...] = ()
    organisation: str = Field("", max_length=100)
    form: str = Field("", max_length=64)
    late: bool = False
    proposal: int = Field(0, ge=0, le=NUMBER_LIMIT)
    version: int = Field(0, ge=0, le=NUMBER_LIMIT)

    @field_validator(*LISTS, "links", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        separator = "\n" if "\n" in value or "://" in value else ","
        return tuple(filter(None, map(str.strip, clean(value)[:FIELD_LIMIT].split(separator))))

    @field_validator("title", "description", *rules.SHORT_FIELDS)
    @classmethod
    def _tidy(cls, value: str) -> str:
        return clean(value).strip()

    @field_validator("title")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """All of it has to fit into a card when the form is shown again."""
        written = "".join([self.title, self.description, *map(str, self.links)])
        written += "".join(getattr(self, name) for name in rules.SHORT_FIELDS)
        if len(written.encode("utf-8", "replace")) > FORM_BYTES:
            raise PydanticCustomError("string_too_long", "the form is too long")
        return self

    @property
    def content(self) -> Content:
        """What is proposed, without the form's own fields."""
        return Content(**self.model_dump(include=set(Content.__dataclass_fields__)))


@dataclass(frozen=True)
class Draft:
    """What `submit` and `save` have read: the desk, similar matters, the goals."""

    desk: shown.Desk
    similar: Mapping[str, Any]
    goals: tuple[Goal, ...]
    places: Places


def open_form(ask: Ask, read: Read) -> Reply:
    """An empty form, its title taken from the sentence and its region from the asker."""
    round_ = rounds.current(read.db, ask.now)
    check_open(round_, ask.now, late=True)  # too early is said before anything is typed
    desk = shown.desk(ask, read, round_)
    if not desk.organisations:
        raise NoOrganisation
    topic = (ask.understood.slots.topic or "").strip()
    first = {"title": topic[:1].upper() + topic[1:], "regions": ask.person.regions}
    blank = ProposalForm.model_validate(first)
    return form_reply(ask, desk, blank.model_dump(), verb="proposal.submit", hidden={"form": uuid4().hex})


def form_reply(ask: Ask, desk: shown.Desk, values: Mapping[str, Any], **more: Any) -> Reply:
    """The form, as a card in the conversation or in a dialog."""
    in_dialog = ask.kind in ("dialog", "submit")
    late = ask.now > desk.round.proposals_close
    data = shown.form_data(desk, values, **more) | {"in_dialog": in_dialog, "late": late}
    return Reply("proposal_form", data, dialog=True)


def prepare(ask: Ask, read: Read) -> Draft:
    """The choices, and proposals and conclusions close to the submitted text, as this person may see them."""
    form: ProposalForm = ask.form
    round_ = rounds.current(read.db, ask.now)
    similar = find_similar(ask, read, form.content, round_, form.proposal)
    return Draft(shown.desk(ask, read, round_), similar, all_goals(read.db), read.memory.facts.places)


def find_similar(ask: Ask, read: Read, content: Content, round_: Round, own: int) -> Mapping[str, Any]:
    text = f"{content.title}. {content.description}"[:4000]
    kin = Kin(frozenset(content.regions), frozenset(content.areas))
    found = read.memory.similar(read.db, ask.person, text, without=proposal_key(own), limit=8, kin=kin)
    return shown.similar_views(ask, read, found, round_)


def submit(ask: Ask, draft: Draft, tx: Tx) -> Reply:
    """Record the proposal for the asker's organisation in the open round and tell the working group."""
    form: ProposalForm = ask.form
    organisation = _organisation(ask, draft.desk)
    missing = () if organisation else (OrganisationMissing(),)
    faults = (*missing, *rules.faults(form.content, draft.desk.choices))
    if faults or organisation is None:
        return _again(ask, draft, faults=faults)
    try:
        check_open(draft.desk.round, ask.now, late=form.late)
    except DeadlinePassed as passed:
        return _offer_late(form, passed)
    except NotYetOpen as early:
        return _again(ask, draft, alert=early)
    if sent := proposals.from_form(tx.db, organisation.id, form.form):
        same = sent.content == form.content
        return (
            receipt(ask, draft, sent) if same else _again(ask, draft, alert=AlreadySent(number=sent.number))
        )
    author = proposals.Author(ask.person, organisation)
    proposal = proposals.add(tx.db, draft.desk.round, author, form.content, ask.now, form.form or None)
    _announce(tx, proposal)
    return receipt(ask, draft, proposal)


def _organisation(ask: Ask, desk: shown.Desk) -> Organisation | None:
    """The organisation chosen in the form, else the asker's own; None when it has to be chosen.

    Raises BrokenForm for one that the asker may not propose for.
    """
    chosen, allowed = ask.form.organisation, {each.id: each for each in desk.organisations}
    if not allowed:
        raise NoOrganisation
    if chosen and chosen not in allowed:
        raise BrokenForm
    own = [each for each in ask.person.in_role(OWN) if each.id in allowed]
    return allowed[chosen] if chosen else next(iter(own), None)


def _again(ask: Ask, draft: Draft, **wrong: Any) -> Reply:
    """The form once more with what was typed, and what is wrong with it."""
    form: ProposalForm = ask.form
    hidden = {"form": form.form, "late": form.late}
    return form_reply(ask, draft.desk, form.model_dump(), verb="proposal.submit", hidden=hidden, **wrong)


def _offer_late(form: ProposalForm, passed: Refusal) -> Reply:
    """Refuse after the deadline, keep the text, and offer to send it as late."""
    data = form.model_dump() | {"late": True}
    button = Button(N_("Send as a late proposal"), "proposal.submit", data, style="positive")
    kept = {"title": form.title, "description": form.description}
    return Reply(
        "late_offer", {"message": passed.message, "values": passed.values, "kept": kept, "buttons": (button,)}
    )


def _announce(tx: Tx, proposal: Proposal) -> None:
    group = people.in_role(tx.db, Role.WORKING_GROUP, today(tx.now))
    data = {
        "proposal": proposal.id,
        "number": proposal.number,
        "proposal_title": proposal.content.title,
        "organisation": proposal.organisation_names,
        "late": proposal.late,
    }
    about = f"proposal:{proposal.id}"
    tx.owe("proposal_received", group, once=f"received:{proposal.id}", cause="proposal submitted", data=data)
    tx.audit("proposal.submitted", about, version=proposal.version, late=proposal.late)


def receipt(ask: Ask, draft: Draft, proposal: Proposal) -> Reply:
    data = shown.receipt_data(ask, draft.places, proposal, draft.similar, draft.goals)
    return Reply("proposal_receipt", data, about=f"proposal:{proposal.id}")


ROUTES = (
    Route(Action.PROPOSE, intent="propose", show=open_form),
    Route(Action.PROPOSE, verb="proposal.submit", form=ProposalForm, prepare=prepare, handle=submit),
)
