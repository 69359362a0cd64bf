"""The rules of being admitted."""

from datetime import UTC, date, datetime

import pytest

from knowledge.joining import (
    ROLES_IN,
    Membership,
    Request,
    State,
    Terms,
    Wish,
    by_name,
    check_waiting,
    closest_first,
    faults_of_terms,
    faults_of_wish,
    mentioned,
)
from knowledge.people import Kind, Organisation, Person, Role, stranger
from knowledge.people import Membership as Role_
from knowledge.refusals.people import AlreadyDecided, AlreadyThere, RoleNotThere, UntilPast

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def organisation(id_: str, kind: Kind = Kind.COUNCIL, fi: str = "Lapin liitto", **more: str) -> Organisation:
    return Organisation(id_, kind, {"fi": fi, **more})


LAPPI = organisation("council:19", sv="Lapplands förbund")
YLIOPISTO = organisation("other:lapin-yliopisto", Kind.OTHER, "Lapin yliopisto")
AUNE = Organisation("aune", Kind.ADVISORY, {"fi": "neuvottelukunta"}, abbreviation="AUNE")
EVERY = (LAPPI, YLIOPISTO, AUNE)


def request(state: State = State.WAITING, by: str = "") -> Request:
    wish = Wish("council:19", "", Role.CONTACT, "")
    return Request(1, "t", "o", "Uuno", LAPPI, wish, "fi", state, NOW, decided_by=by)


@pytest.mark.parametrize("kind", Kind)
def test_coordinators_belong_to_the_secretariat_alone(kind: Kind) -> None:
    assert (kind is Kind.SECRETARIAT) == (Role.COORDINATOR in ROLES_IN[kind])


@pytest.mark.parametrize(
    ("of", "role", "until", "expected"),
    [
        (LAPPI, Role.DEPUTY, None, []),
        (LAPPI, Role.DEPUTY, TODAY, []),
        (LAPPI, Role.COORDINATOR, None, [RoleNotThere]),
        (AUNE, Role.OBSERVER, None, []),
        (AUNE, Role.CONTACT, date(2026, 11, 23), [RoleNotThere, UntilPast]),
    ],
)
def test_a_role_is_granted_where_it_can_be_and_not_into_the_past(
    of: Organisation, role: Role, until: date | None, expected: list[type]
) -> None:
    assert expected == [type(fault) for fault in faults_of_terms(Terms(of, role, until), TODAY)]


def test_nobody_asks_for_what_they_have() -> None:
    wish = Wish("council:19", "", Role.CONTACT, "")
    person = Person(1, "t", "o", "Aila", memberships=(Role_(LAPPI, Role.CONTACT),))
    assert [AlreadyThere] == [type(fault) for fault in faults_of_wish(wish, person)]
    assert [] == list(faults_of_wish(wish, stranger("t", "o", "Uuno")))


def test_a_request_is_answered_once() -> None:
    check_waiting(request())
    with pytest.raises(AlreadyDecided) as decided:
        check_waiting(request(State.ADMITTED, "Johanna"))
    assert {"name": "Johanna", "state": State.ADMITTED} == decided.value.values


@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("lapin  LIITTO", LAPPI),
        ("Lapplands förbund", LAPPI),
        ("aune", AUNE),
        ("Lapin", None),
        ("", None),
    ],
)
def test_an_organisation_is_known_by_any_of_its_names(named: str, found: Organisation | None) -> None:
    assert found == by_name(named, EVERY)


def test_the_name_most_alike_comes_first() -> None:
    assert [YLIOPISTO, LAPPI, AUNE] == closest_first("Lapin yliopistosäätiö", EVERY)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ketkä Lapin yliopistosta ovat mukana", (YLIOPISTO,)),
        ("AUNEn tarkkailijat", (AUNE,)),
        ("maaunessa on tilaa", ()),
        ("", ()),
    ],
)
def test_organisations_are_heard_in_a_sentence(text: str, found: tuple[Organisation, ...]) -> None:
    assert found == mentioned(text, EVERY)


@pytest.mark.parametrize(
    ("since", "until", "holds"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (date(2026, 11, 25), None, False),
        (None, date(2026, 11, 23), False),
    ],
)
def test_a_role_holds_from_its_first_day_to_its_last(
    since: date | None, until: date | None, holds: bool
) -> None:
    assert holds == Membership(1, 1, "Aila", LAPPI, Role.CONTACT, since, until).holds(TODAY)
