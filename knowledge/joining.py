"""Being admitted: what somebody asks for, what a coordinator grants, and the rules of both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import StrEnum

from .people import Kind, Organisation, Person, Role
from .refusals.base import Refusal
from .refusals.people import AlreadyDecided, AlreadyThere, RoleNotThere, UntilPast

NAME_LIMIT = 120  # characters of the name of a person or of an organisation
MESSAGE_LIMIT = 500
REASON_LIMIT = 500


class State(StrEnum):
    """How a request stands."""

    WAITING = "waiting"
    ADMITTED = "admitted"
    REFUSED = "refused"
    TAKEN_BACK = "taken back"


ASKED_FOR = (Role.CONTACT, Role.DEPUTY, Role.OBSERVER)
"""The roles that somebody may ask for."""

ANYWHERE = frozenset({Role.CONTACT, Role.DEPUTY, Role.OBSERVER, Role.WORKING_GROUP})
ROLES_IN: dict[Kind, frozenset[Role]] = {
    Kind.COUNCIL: ANYWHERE,
    Kind.MINISTRY: ANYWHERE,
    Kind.CENTRE: ANYWHERE,
    Kind.OTHER: ANYWHERE,
    Kind.ADVISORY: frozenset({Role.OBSERVER}),
    Kind.SECRETARIAT: frozenset({Role.COORDINATOR, Role.WORKING_GROUP}),
}
"""The roles that people can have in an organisation of a kind."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: a role in an organisation that is known by its id, or else is named."""

    organisation: str | None
    named: str
    role: Role
    message: str


@dataclass(frozen=True)
class Request:
    """Somebody's request to be admitted; `seen` tells one wording of it from the next."""

    id: int
    tenant: str
    object_id: str
    name: str
    organisation: Organisation | None
    wish: Wish
    language: str
    state: State
    at: datetime
    reason: str = ""
    decided: datetime | None = None
    decided_by: str = ""

    @property
    def seen(self) -> str:
        """The mark of the request as it is worded now."""
        return self.at.isoformat()


@dataclass(frozen=True)
class Terms:
    """What a coordinator grants: a role in an organisation, for a time."""

    organisation: Organisation
    role: Role
    until: date | None = None


@dataclass(frozen=True)
class Membership:
    """A role that somebody holds, as those see it who look after it."""

    id: int
    person: int
    name: str
    organisation: Organisation
    role: Role
    since: date | None
    until: date | None

    def holds(self, day: date) -> bool:
        """Whether it holds on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or self.until >= day)


def check_waiting(request: Request) -> None:
    """Raises AlreadyDecided for a request that was answered."""
    if request.state is not State.WAITING:
        raise AlreadyDecided(name=request.decided_by or "–", state=request.state)


def faults_of_wish(wish: Wish, person: Person) -> Iterator[Refusal]:
    """What keeps a wish from being asked, besides what its fields show."""
    if any((m.organisation.id, m.role) == (wish.organisation, wish.role) for m in person.memberships):
        yield AlreadyThere("role")


def faults_of_terms(terms: Terms, today: date) -> Iterator[Refusal]:
    """What keeps a role from being granted."""
    if terms.role not in ROLES_IN[terms.organisation.kind]:
        yield RoleNotThere("role")
    if terms.until and terms.until < today:
        yield UntilPast("until", date=terms.until)


def body_of_region(name: str, region: str | None) -> Organisation:
    """A municipality, a university or another body, still without an id of its own."""
    return Organisation("", Kind.OTHER, {"fi": name}, region)


def by_name(named: str, organisations: Iterable[Organisation]) -> Organisation | None:
    """The organisation that has this name, or this abbreviation, in any language."""
    wanted = _folded(named)
    return next((o for o in organisations if wanted in map(_folded, _names(o))), None)


def mentioned(text: str, organisations: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """The organisations whose names stand in a text as they are written, or begin a word there."""
    said = f" {_folded(text)}"
    return tuple(o for o in organisations if any(f" {_folded(name)}" in said for name in _names(o)))


def closest_first(named: str, organisations: Collection[Organisation]) -> list[Organisation]:
    """Organisations by how alike their names are to one that was typed."""
    wanted = _folded(named)

    def likeness(one: Organisation) -> float:
        return max(SequenceMatcher(None, wanted, _folded(name)).ratio() for name in _names(one))

    return sorted(organisations, key=likeness, reverse=True)


def _names(one: Organisation) -> list[str]:
    return [*one.names.values(), one.abbreviation or one.names["fi"]]


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
