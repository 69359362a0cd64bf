"""A proposal for the agenda: what it must hold, its states, and who may do what when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from . import refusals as no
from .people import ALL, OVERSIGHT, OWN, Action, Person, may, of_organisation
from .rounds import Round, takes_proposals

TITLE_LIMIT = 120
DESCRIPTION_LIMIT = 2000
FIELD_LIMIT = 500
LINKS_LIMIT = 10


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    MERGED = "merged"
    ACCEPTED = "accepted"
    IN_DEPTH = "in-depth"
    DEFERRED = "deferred"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


TRIAGED = frozenset(
    {State.RETURNED, State.MERGED, State.ACCEPTED, State.IN_DEPTH, State.DEFERRED, State.REDIRECTED}
)
NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    State.SUBMITTED: TRIAGED | {State.WITHDRAWN},
    State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    **{state: frozenset[State]() for state in State if state in TRIAGED - {State.RETURNED}},
    State.WITHDRAWN: frozenset(),
}
CHANGEABLE = frozenset({State.DRAFT, State.SUBMITTED, State.RETURNED})


@dataclass(frozen=True)
class Content:
    """What a proposal says. Codes: goals of the decision in force, policy areas, ministries, regions."""

    title: str
    description: str
    goals: tuple[str, ...] = ()
    objective: str = ""
    strategy: str = ""
    urgency: str = ""
    areas: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    prepared_with: str = ""
    outcome: str = ""
    in_depth: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """One line of a proposal's history: when, which state it came to, who did it, and why."""

    at: datetime
    state: State
    version: int
    by: str
    note: str = ""


@dataclass(frozen=True)
class Proposal:
    """A proposal of an organisation in a round; `number` is what people call it by, such as 2026-12."""

    id: int
    number: str
    round: Round
    organisation: str
    organisation_names: dict[str, str]
    state: State
    late: bool
    version: int
    content: Content
    events: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Choices:
    """The codes that a form may choose from."""

    goals: frozenset[str]
    areas: frozenset[str]
    ministries: frozenset[str]
    regions: frozenset[str]


SHORT_FIELDS = ("objective", "strategy", "urgency", "prepared_with", "outcome")
CODE_FIELDS = ("areas", "ministries", "regions")


def faults(content: Content, choices: Choices) -> tuple[no.Refusal, ...]:
    """Everything that keeps this content from being submitted, in the form's order; empty when it is fine."""
    checks = (_title(content), _description(content), _basis(content, choices), *_short(content))
    return tuple(
        fault for fault in (*checks, *_codes(content, choices), _links(content)) if fault is not None
    )


def _title(content: Content) -> no.Refusal | None:
    if not content.title:
        return no.TitleMissing()
    too_long = len(content.title) > TITLE_LIMIT
    return no.TitleTooLong(length=len(content.title), limit=TITLE_LIMIT) if too_long else None


def _description(content: Content) -> no.Refusal | None:
    if not content.description:
        return no.DescriptionMissing()
    length = len(content.description)
    return (
        no.DescriptionTooLong(length=length, limit=DESCRIPTION_LIMIT) if length > DESCRIPTION_LIMIT else None
    )


def _basis(content: Content, choices: Choices) -> no.Refusal | None:
    if not set(content.goals) <= choices.goals:
        return no.UnknownGoal()
    named = (content.goals, content.objective, content.strategy, content.urgency)
    return None if any(named) else no.BasisMissing()


def _short(content: Content) -> list[no.Refusal]:
    lengths = {name: len(getattr(content, name)) for name in SHORT_FIELDS}
    return [
        no.FieldTooLong(name, length=length, limit=FIELD_LIMIT)
        for name, length in lengths.items()
        if length > FIELD_LIMIT
    ]


def _codes(content: Content, choices: Choices) -> list[no.Refusal]:
    unknown = {name: set(getattr(content, name)) - getattr(choices, name) for name in CODE_FIELDS}
    return [no.UnknownChoice(name, value=sorted(codes)[0][:40]) for name, codes in unknown.items() if codes]


def _links(content: Content) -> no.Refusal | None:
    if len(content.links) > LINKS_LIMIT:
        return no.TooManyLinks(limit=LINKS_LIMIT)
    bad = [link for link in content.links if not _is_web(link)]
    return no.BadLink(value=bad[0][:80]) if bad else None


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and bool(parts.hostname)
        and not any(c.isspace() for c in link)
        and len(link) <= 500
    )


def check_move(proposal: Proposal, to: State) -> None:
    """Refuse a move that the states don't know."""
    if to not in NEXT[proposal.state]:
        raise no.CannotMove(number=proposal.number, state=proposal.state)


def can_change(proposal: Proposal, now: datetime) -> bool:
    """May its organisation still edit or withdraw it: while open; a returned or late one until triage."""
    open_now = takes_proposals(proposal.round, now) or proposal.late or proposal.state is State.RETURNED
    return proposal.state in CHANGEABLE and open_now


def check_change(proposal: Proposal, now: datetime) -> None:
    """Refuse a change that comes too late or to a proposal that has moved on."""
    if proposal.state not in CHANGEABLE:
        raise no.CannotMove(number=proposal.number, state=proposal.state)
    if not can_change(proposal, now):
        raise no.ClosedForChanges(number=proposal.number, date=proposal.round.proposals_close)


def owns(person: Person, organisation: str) -> bool:
    """May the person act for the organisation: its own contact or deputy, or a coordinator on its behalf."""
    own = {o.id for o in person.in_role(OWN)}
    return organisation in own or may(person, Action.COORDINATE)


def may_open(person: Person, organisation: str) -> bool:
    """May the person read a proposal of the organisation: its own people, and those who oversee the round."""
    return may(person, Action.OVERSEE) or owns(person, organisation)


def seen_by(organisations: tuple[str, ...], published: bool) -> frozenset[str]:
    """The tokens of those who may see a proposal: its organisations and oversight; once published, all."""
    return frozenset({ALL}) if published else frozenset({OVERSIGHT, *map(of_organisation, organisations)})
