"""Organisations, people, their roles, and what each role may do (the permission table)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from .refusals.asking import NotAdmitted, NotAllowed


class Kind(StrEnum):
    """What an organisation is."""

    COUNCIL = "council"
    MINISTRY = "ministry"
    CENTRE = "centre"
    SECRETARIAT = "secretariat"
    ADVISORY = "advisory"
    OTHER = "other"


class Role(StrEnum):
    """What a person does for an organisation."""

    CONTACT = "contact"
    DEPUTY = "deputy"
    OBSERVER = "observer"
    COORDINATOR = "coordinator"
    WORKING_GROUP = "working_group"


class Action(StrEnum):
    """What a permission is asked for."""

    JOIN = "join"  # ask to be admitted to an organisation: open to everybody, also to those not yet known
    MEET = "meet"  # be greeted, choose a language, read the help
    ASK = "ask"  # ask, search, see goals and dates
    PROPOSE = "propose"  # propose, change and withdraw proposals of one's own organisation
    CONTRIBUTE = "contribute"  # write views, give availability, report for one's own organisation
    COMMENT = "comment"  # comment on proposals: one's own, or all of the round
    OVERSEE = "oversee"  # see agendas in preparation and the round's overview
    TRIAGE = "triage"  # move proposals, build agendas
    RECORD = "record"  # write the minutes of a session
    CONFIRM = "confirm"  # confirm the minutes for one's own organisation
    COORDINATE = "coordinate"  # open rounds, plan sessions, broadcast, finalise


EVERY_ROLE = frozenset(Role)
ERASED = "(erased person)"
"""The name of somebody whose data was erased: nothing but their number is left. Cards say it in words."""
OWN = frozenset({Role.CONTACT, Role.DEPUTY})
SECRETARIAT = frozenset({Role.WORKING_GROUP, Role.COORDINATOR})

MAY: dict[Action, frozenset[Role]] = {
    Action.JOIN: EVERY_ROLE,
    Action.MEET: EVERY_ROLE,
    Action.ASK: EVERY_ROLE,
    Action.PROPOSE: OWN | {Role.COORDINATOR},
    Action.CONTRIBUTE: OWN | {Role.COORDINATOR},
    Action.COMMENT: OWN | SECRETARIAT,
    Action.OVERSEE: SECRETARIAT | {Role.OBSERVER},
    Action.TRIAGE: SECRETARIAT,
    Action.RECORD: SECRETARIAT,
    Action.CONFIRM: OWN,
    Action.COORDINATE: frozenset({Role.COORDINATOR}),
}


@dataclass(frozen=True)
class Organisation:
    """An organisation that takes part; `names` by language, `region` is Statistics Finland's code."""

    id: str
    kind: Kind
    names: dict[str, str] = field(hash=False)
    region: str | None = None
    abbreviation: str | None = None


@dataclass(frozen=True)
class Membership:
    """A person's role in an organisation."""

    organisation: Organisation
    role: Role


@dataclass(frozen=True)
class Person:
    """Somebody admitted: identified by tenant and object id, never by name."""

    id: int
    tenant: str
    object_id: str
    name: str
    language: str | None = None
    slug: str | None = None
    memberships: tuple[Membership, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the person has in any organisation."""
        return frozenset(m.role for m in self.memberships)

    @property
    def regions(self) -> tuple[str, ...]:
        """Codes of the person's own regions."""
        return tuple(dict.fromkeys(m.organisation.region for m in self.memberships if m.organisation.region))

    @property
    def ministries(self) -> tuple[str, ...]:
        """Finnish abbreviations of the ministries that the person is contact or deputy of."""
        own = (o for o in self.in_role(OWN) if o.kind is Kind.MINISTRY)
        return tuple(o.abbreviation for o in own if o.abbreviation)

    def in_role(self, roles: frozenset[Role]) -> tuple[Organisation, ...]:
        """The organisations in which the person has one of these roles."""
        return tuple(m.organisation for m in self.memberships if m.role in roles)


def stranger(tenant: str, object_id: str, name: str) -> Person:
    """Somebody whom nobody has admitted: without a number, a language or a role."""
    return Person(0, tenant.lower(), object_id.lower(), name)


def may(person: Person | None, action: Action) -> bool:
    """Does one of the person's roles allow the action?"""
    return person is not None and any(_allows(membership, action) for membership in person.memberships)


def _allows(membership: Membership, action: Action) -> bool:
    """The table, but for one thing: only the advisory council's observers oversee, since it steers."""
    elsewhere = membership.role is Role.OBSERVER and membership.organisation.kind is not Kind.ADVISORY
    return membership.role in MAY[action] and not (action is Action.OVERSEE and elsewhere)


def demand(person: Person | None, action: Action) -> Person:
    """The person, when the action is theirs to do; anybody may ask to join.

    Raises NotAdmitted for somebody unknown or without a role, NotAllowed for a role that may not.
    """
    if person is not None and action is Action.JOIN:
        return person
    if person is None or not person.memberships:
        raise NotAdmitted
    if not may(person, action):
        raise NotAllowed
    return person


# Who sees what: tokens that records carry and people hold. They are matched inside every query.

ALL = "all"
OVERSIGHT = "oversight"


def of_organisation(organisation: str) -> str:
    """The token of an organisation's own people."""
    return f"org:{organisation}"


def sees(person: Person) -> frozenset[str]:
    """The visibility tokens that a person holds; somebody without a role holds none."""
    if not person.memberships:
        return frozenset()
    own = {of_organisation(o.id) for o in person.in_role(OWN)}
    oversight = {OVERSIGHT} if may(person, Action.OVERSEE) else set()
    return frozenset({ALL} | own | oversight)
