"""Broadcasts: notices that a coordinator writes to many, whom they are for, and how they move on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit

from .people import Person, Role
from .refusals.broadcasts import BroadcastMoved
from .session_plans import is_link
from .sessions import attends_for

TITLE_LIMIT, TEXT_LIMIT, REASON_LIMIT, LINK_LIMIT = 120, 3000, 500, 500
MANY = 50
"""People; to more than these it is only sent when that is confirmed a second time."""
FIRST = "fi"
"""The language that everything is written in at least."""


class State(StrEnum):
    """Where a broadcast stands."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"
    CORRECTED = "corrected"
    RECALLED = "recalled"


NEXT: Mapping[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SCHEDULED, State.SENDING}),
    State.SCHEDULED: frozenset({State.DRAFT, State.SENDING, State.CANCELLED}),
    State.SENDING: frozenset({State.SENT, State.CORRECTED, State.CANCELLED, State.RECALLED}),
    State.SENT: frozenset({State.CORRECTED, State.RECALLED}),
    State.CORRECTED: frozenset({State.CORRECTED, State.RECALLED}),
    State.CANCELLED: frozenset({State.RECALLED}),  # for those whom it had reached
    State.RECALLED: frozenset(),
}
OUT = frozenset({State.SENDING, State.SENT, State.CORRECTED})
"""States in which it reaches people, and is theirs to read and acknowledge."""
WAITS = frozenset({State.DRAFT, State.SCHEDULED})
"""States in which nobody knows of it."""


class Group(StrEnum):
    """Who can be chosen as a whole."""

    EVERYBODY = "everybody"
    COUNCILS = "councils"
    MINISTRIES = "ministries"
    CONTACTS = "contacts"
    DEPUTIES = "deputies"
    WORKING_GROUP = "working group"
    OBSERVERS = "observers"


ROLES: Mapping[Group, Role] = {
    Group.CONTACTS: Role.CONTACT,
    Group.DEPUTIES: Role.DEPUTY,
    Group.WORKING_GROUP: Role.WORKING_GROUP,
    Group.OBSERVERS: Role.OBSERVER,
}


@dataclass(frozen=True)
class Wording:
    """A version in one language; `note` says what it corrects in the version before."""

    title: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Audience:
    """Whom it is for: everybody who belongs to any of these.

    Ids of sessions and organisations, codes of regions (their councils and bodies), abbreviations of
    ministries; `step`: the organisations that haven't done it in the round in hand.
    """

    groups: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    step: str = ""

    @property
    def chosen(self) -> bool:
        """Was anything chosen?"""
        return any(asdict(self).values())


def audience_of(kept: Mapping[str, Any]) -> Audience:
    """The audience that was kept as JSON."""
    lists = {name: tuple(kept.get(name, ())) for name in Audience.__dataclass_fields__ if name != "step"}
    return Audience(**lists, step=kept.get("step", ""))


@dataclass(frozen=True)
class Broadcast:
    """A broadcast as it is: `version` of its texts, by language; `edition` grows with every change.

    `reason`: why it was recalled; `ended`: when it was last corrected, cancelled or recalled, else when it
    had been sent to all.
    """

    id: int
    author: int
    state: State
    texts: Mapping[str, Wording] = field(hash=False)
    audience: Audience = Audience()
    version: int = 1
    edition: int = 1
    session: str | None = None
    link: str = ""
    calendar: bool = False
    acknowledge: bool = False
    created: datetime | None = None
    confirmed: datetime | None = None
    due: datetime | None = None
    ended: datetime | None = None
    reason: str = ""

    @property
    def titles(self) -> Mapping[str, str]:
        """Its titles by language."""
        return {language: wording.title for language, wording in self.texts.items()}

    def moved(self, to: State, **changes: Any) -> Broadcast:
        """The broadcast in another state. Raises BroadcastMoved for a move that the states don't know."""
        if to not in NEXT[self.state]:
            raise BroadcastMoved(state=self.state)
        return replace(self, state=to, edition=self.edition + 1, **changes)


def confirmed(draft: Broadcast, now: datetime) -> Broadcast:
    """The draft, confirmed: sent now, or when its time comes."""
    later = draft.due is not None and draft.due > now
    return draft.moved(State.SCHEDULED if later else State.SENDING, confirmed=now, due=draft.due or now)


def sent_to_all(broadcast: Broadcast, now: datetime) -> Broadcast:
    """The broadcast once nothing of it is owed any more."""
    if broadcast.version > 1:
        return broadcast.moved(State.CORRECTED)
    return broadcast.moved(State.SENT, ended=now)


def corrected(broadcast: Broadcast, texts: Mapping[str, Wording], now: datetime) -> Broadcast:
    """The broadcast with a new version of its texts; one that is being sent goes on with them."""
    if State.CORRECTED not in NEXT[broadcast.state]:
        raise BroadcastMoved(state=broadcast.state)
    state = State.SENDING if broadcast.state is State.SENDING else State.CORRECTED
    version, edition = broadcast.version + 1, broadcast.edition + 1
    return replace(broadcast, state=state, texts=texts, version=version, edition=edition, ended=now)


def is_plain_link(text: str) -> bool:
    """Is this an https address that shows where it leads: no spaces, no user name or password in it?"""
    return is_link(text) and "@" not in urlsplit(text).netloc


# Who gets it


@dataclass(frozen=True)
class Meant:
    """An audience resolved: organisations by id, roles, people by number, or everybody."""

    organisations: frozenset[str] = frozenset()
    roles: frozenset[Role] = frozenset()
    people: frozenset[int] = frozenset()
    everybody: bool = False


def addressed_for(person: Person, meant: Meant) -> tuple[str, ...]:
    """The organisations that a person gets it for; none: it isn't for them."""
    every = {m.organisation.id for m in person.memberships}
    if meant.everybody or person.id in meant.people:
        return tuple(sorted(every))
    for_role = {m.organisation.id for m in person.memberships if m.role in meant.roles}
    return tuple(sorted(for_role | (attends_for(person) & meant.organisations)))


@dataclass(frozen=True)
class Recipient:
    """Somebody it is for, and the organisations that they get it for."""

    person: Person
    organisations: tuple[str, ...]


def recipients(people: Iterable[Person], meant: Meant, author: int) -> tuple[Recipient, ...]:
    """Everybody whom it is for but its author, who sees how the sending goes."""
    found = ((person, addressed_for(person, meant)) for person in people if person.id != author)
    return tuple(Recipient(person, organisations) for person, organisations in found if organisations)


def by_organisation(found: Iterable[Recipient]) -> Mapping[str, tuple[Recipient, ...]]:
    """The recipients by the organisations that they get it for."""
    kept: dict[str, list[Recipient]] = {}
    for one in found:
        for organisation in one.organisations:
            kept.setdefault(organisation, []).append(one)
    return {organisation: tuple(own) for organisation, own in sorted(kept.items())}
