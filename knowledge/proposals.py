"""A proposal for the agenda: its states and its history, who stands behind it, and who may do what when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from .content import (
    DESCRIPTION_LIMIT,
    FIELD_LIMIT,
    LINKS_LIMIT,
    SHORT_FIELDS,
    TITLE_LIMIT,
    Choices,
    Content,
    draft_faults,
    faults,
)
from .people import ALL, OVERSIGHT, OWN, Action, Person, may, of_organisation, sees
from .refusals import proposals as no
from .rounds import Round, check_running, over, takes_proposals
from .states import BRINGERS, CHANGEABLE, NEXT, TRIAGED, UNSENT, UNTIMED, Act, Standing, State

__all__ = [
    "CHANGEABLE",
    "DESCRIPTION_LIMIT",
    "FIELD_LIMIT",
    "LINKS_LIMIT",
    "NEXT",
    "SHORT_FIELDS",
    "TITLE_LIMIT",
    "TRIAGED",
    "UNSENT",
    "Act",
    "Choices",
    "Content",
    "Standing",
    "State",
    "draft_faults",
    "faults",
]
REASON_LIMIT = 500


@dataclass(frozen=True)
class Event:
    """One line of a proposal's history: when, which state it came to or was in, who did what, and why.

    `organisation` names the one that the act was about, where it was about one.
    """

    at: datetime
    state: State
    version: int
    by: str
    note: str = ""
    act: Act = Act.MOVED
    organisation: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Partner:
    """An organisation that was asked to stand behind a proposal besides its lead."""

    organisation: str
    names: dict[str, str] = field(hash=False)
    standing: Standing = Standing.ACCEPTED


@dataclass(frozen=True)
class Proposal:
    """A proposal of an organisation in a round; `number` is what people call it by, such as 2026-12.

    `brought_by` is the body of the region that brought it to its council; `merged_into` the number of the
    proposal that it became part of; `carried_from` what it takes up from an earlier round; `published` when
    an agenda that holds it was first published.
    """

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
    partners: tuple[Partner, ...] = ()
    brought_by: str | None = None
    brought_by_names: dict[str, str] = field(default_factory=dict, hash=False)
    merged_into: str | None = None
    carried_from: str | None = None
    published: datetime | None = None

    @property
    def erased(self) -> bool:
        """Whether it was a draft that its writers deleted: nothing is left of it but its number."""
        return self.state is State.WITHDRAWN and not self.content.title

    @property
    def sent(self) -> bool:
        """Whether it has ever reached the secretariat."""
        if self.state is not State.WITHDRAWN:
            return self.state not in UNSENT
        return not self.erased and any(event.state not in UNSENT | {State.WITHDRAWN} for event in self.events)

    @property
    def lead(self) -> str | None:
        """The organisation that may withdraw it: a topic is its bringer's until the council takes it up."""
        bringing = self.brought_by and (self.state in BRINGERS or not self.sent)
        return None if self.erased else self.brought_by if bringing else self.organisation

    @property
    def owners(self) -> tuple[str, ...]:
        """The organisations that act for it: the lead and those that joined."""
        joined = self.with_standing(Standing.ACCEPTED)
        return (self.lead, *joined) if self.lead else ()

    @property
    def readers(self) -> tuple[str, ...]:
        """The organisations that may read it: owners, council and bringer of a topic, those asked to join."""
        if self.state is State.DRAFT or self.erased:
            return self.owners
        bringer = (self.brought_by,) if self.brought_by else ()
        asked = self.with_standing(Standing.ASKED)
        return tuple(dict.fromkeys((self.organisation, *self.owners, *bringer, *asked)))

    def with_standing(self, *standings: Standing) -> tuple[str, ...]:
        """The organisations that stand to it so."""
        return tuple(p.organisation for p in self.partners if p.standing in standings)


def check_move(proposal: Proposal, to: State) -> None:
    """Refuse a move that the states don't know."""
    if to not in NEXT[proposal.state]:
        raise no.CannotMove(number=proposal.number, state=proposal.state)


def can_change(proposal: Proposal, now: datetime) -> bool:
    """May its organisation still edit or withdraw it: while proposals are open; a returned or late one until
    triage; a draft or a topic for the council until the round is over.
    """
    open_now = takes_proposals(proposal.round, now) or proposal.late or proposal.state in UNTIMED
    return proposal.state in CHANGEABLE and open_now and not over(proposal.round, now)


def check_change(proposal: Proposal, now: datetime) -> None:
    """Refuse a change that comes too late or to a proposal that has moved on."""
    if proposal.state not in CHANGEABLE:
        raise no.CannotMove(number=proposal.number, state=proposal.state)
    check_running(proposal.round, now)
    if not can_change(proposal, now):
        raise no.ClosedForChanges(number=proposal.number, date=proposal.round.proposals_close)


def own_of(person: Person) -> frozenset[str]:
    """The organisations that the person is contact or deputy of."""
    return frozenset(organisation.id for organisation in person.in_role(OWN))


def owns(person: Person, proposal: Proposal) -> bool:
    """May the person act for one of the proposal's own organisations; a coordinator for what was sent."""
    behalf = may(person, Action.COORDINATE) and proposal.sent
    return behalf or not own_of(person).isdisjoint(proposal.owners)


def leads(person: Person, proposal: Proposal) -> bool:
    """May the person withdraw the proposal and ask others to join: only for its lead."""
    behalf = may(person, Action.COORDINATE) and proposal.sent
    return behalf or proposal.lead in own_of(person)


def adopts(person: Person, proposal: Proposal) -> bool:
    """Is the proposal a topic that the person's council has to take up or answer."""
    return proposal.state is State.BROUGHT and proposal.organisation in own_of(person)


def may_open(person: Person, proposal: Proposal) -> bool:
    """May the person read the proposal: who holds one of its tokens, as in every search."""
    return not sees(person).isdisjoint(seen_by(proposal)) or owns(person, proposal)


def seen_by(proposal: Proposal) -> frozenset[str]:
    """The tokens of those who may see a proposal: its readers, oversight once it was submitted, all once an
    agenda that holds it is published.
    """
    if proposal.published:
        return frozenset({ALL})
    own = frozenset(map(of_organisation, proposal.readers))
    return own | {OVERSIGHT} if proposal.sent else own


def history(person: Person, proposal: Proposal) -> tuple[Event, ...]:
    """The lines of history that the person may read. A draft's are its writers' alone, those of a topic the
    bringer's and the council's; the rest is for its readers and for those who oversee.
    """
    own, overseen = own_of(person), proposal.sent and may(person, Action.OVERSEE)
    if own.isdisjoint(proposal.readers) and not overseen:
        return ()
    writer = (proposal.brought_by or proposal.organisation) in own
    council = not own.isdisjoint({proposal.organisation, proposal.brought_by})
    hidden = UNSENT - ({State.DRAFT} if writer else set()) - (UNSENT - {State.DRAFT} if council else set())
    return tuple(event for event in proposal.events if event.state not in hidden)
