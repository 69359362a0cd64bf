"""The permission table and who sees what."""

import pytest

from knowledge.people import (
    ALL,
    MAY,
    OVERSIGHT,
    Action,
    Kind,
    Membership,
    Organisation,
    Person,
    Role,
    demand,
    may,
    sees,
    stranger,
)
from knowledge.refusals.asking import NotAdmitted, NotAllowed

TABLE = {  # as the process has it: action → contact, deputy, working group, coordinator, observer
    Action.JOIN: "yes yes yes yes yes",
    Action.MEET: "yes yes yes yes yes",
    Action.ASK: "yes yes yes yes yes",
    Action.PROPOSE: "yes yes no yes no",
    Action.CONTRIBUTE: "yes yes no yes no",
    Action.COMMENT: "yes yes yes yes no",
    Action.OVERSEE: "no no yes yes yes",
    Action.TRIAGE: "no no yes yes no",
    Action.RECORD: "no no yes yes no",
    Action.CONFIRM: "yes yes no no no",
    Action.COORDINATE: "no no no yes no",
}
ROLES = (Role.CONTACT, Role.DEPUTY, Role.WORKING_GROUP, Role.COORDINATOR, Role.OBSERVER)
AUNE = Organisation("aune", Kind.ADVISORY, {"fi": "AUNE"})
LAPLAND = Organisation("council:19", Kind.COUNCIL, {"fi": "Lapin liitto"}, "19")


def person(*roles: Role) -> Person:
    """Somebody with these roles; observers observe for the advisory council."""
    places = {Role.OBSERVER: AUNE}
    memberships = tuple(Membership(places.get(role, LAPLAND), role) for role in roles)
    return Person(1, "t", "o", "Name", memberships=memberships)


@pytest.mark.parametrize("action", Action)
def test_each_action_is_open_to_the_roles_of_the_table(action: Action) -> None:
    allowed = ["yes" if may(person(role), action) else "no" for role in ROLES]
    assert TABLE[action].split() == allowed


def test_the_table_knows_every_action_and_role() -> None:
    assert (set(Action), set(Role)) == (set(MAY), set(ROLES))


@pytest.mark.parametrize("nobody", [None, person()])
def test_somebody_without_a_role_is_not_admitted(nobody: Person | None) -> None:
    with pytest.raises(NotAdmitted):
        demand(nobody, Action.MEET)


def test_anybody_may_ask_to_join() -> None:
    outsider = stranger("T", "O", "Somebody")
    assert ("t", "o", outsider) == (outsider.tenant, outsider.object_id, demand(outsider, Action.JOIN))


def test_a_role_that_may_not_is_refused() -> None:
    with pytest.raises(NotAllowed):
        demand(person(Role.OBSERVER), Action.PROPOSE)


@pytest.mark.parametrize(
    ("roles", "tokens"),
    [
        ((), set()),
        ((Role.CONTACT,), {ALL, "org:council:19"}),
        ((Role.DEPUTY,), {ALL, "org:council:19"}),
        ((Role.OBSERVER,), {ALL, OVERSIGHT}),
        ((Role.WORKING_GROUP,), {ALL, OVERSIGHT}),
        ((Role.CONTACT, Role.COORDINATOR), {ALL, OVERSIGHT, "org:council:19"}),
    ],
)
def test_what_somebody_sees_follows_from_their_roles(roles: tuple[Role, ...], tokens: set[str]) -> None:
    assert tokens == sees(person(*roles))


def test_an_observer_of_another_organisation_oversees_nothing() -> None:
    guest = Person(1, "t", "o", "Name", memberships=(Membership(LAPLAND, Role.OBSERVER),))
    assert (True, False, {ALL}) == (may(guest, Action.ASK), may(guest, Action.OVERSEE), sees(guest))
