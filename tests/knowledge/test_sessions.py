"""Sessions: their states, their ids and names, and what stands against a plan."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import session_plans as plans
from knowledge import sessions as rules
from knowledge.people import Kind as Organisational
from knowledge.people import Membership, Organisation, Person, Role
from knowledge.places import load_places
from knowledge.refusals import Refusal
from knowledge.refusals.sessions import (
    BegunAlready,
    NotBegun,
    NotReadyToAnnounce,
    ReasonMissing,
    SessionMoved,
)
from knowledge.rounds import Round
from knowledge.session_names import NAME_LIMIT, suggested
from knowledge.sessions import Kind, Session, State

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
STARTS = datetime(2027, 1, 12, 7, 0, tzinfo=UTC)
ROUND = Round(
    1, 2026, {"fi": "Kierros"}, None, "ALKE2024", None, None, NOW, NOW, None,
    date(2027, 1, 11), date(2027, 1, 29),
)  # fmt: skip
LAPPI, KAINUU = "council:19", "council:18"


def session(**changes: Any) -> Session:
    """A region's planned session with a time and a place."""
    plain = Session(
        "2026-19", ROUND, Kind.REGIONAL, State.PLANNED, {"fi": "Lapin keskustelu"}, ("19",), (LAPPI,),
        place="Rovaniemi",
    )  # fmt: skip
    return replace(plain.at(changes.pop("starts", STARTS)), **changes)


def person(*roles: tuple[str, Role, Organisational]) -> Person:
    """Somebody with these roles in these organisations."""
    memberships = tuple(Membership(Organisation(id_, kind, {}), role) for id_, role, kind in roles)
    return Person(7, "t", "o", "Joku", memberships=memberships)


CONTACT = person((LAPPI, Role.CONTACT, Organisational.COUNCIL))
AUNE = person(("aune", Role.OBSERVER, Organisational.ADVISORY))
OBSERVER = person((LAPPI, Role.OBSERVER, Organisational.COUNCIL))
COORDINATOR = person(("secretariat", Role.COORDINATOR, Organisational.SECRETARIAT))


# States

MOVES: dict[State, Callable[[Session], Session]] = {
    State.ANNOUNCED: lambda each: rules.announced(each, NOW),
    State.HELD: lambda each: rules.held(each, STARTS + timedelta(hours=1)),
    State.CANCELLED: lambda each: rules.cancelled(each, "syy"),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", MOVES)
def test_a_session_moves_as_the_table_says_and_not_otherwise(state: State, to: State) -> None:
    before = session(state=state)
    if to in rules.NEXT[state]:
        after = MOVES[to](before)
        assert (to, before.version + 1) == (after.state, after.version)
    else:
        with pytest.raises(SessionMoved):
            MOVES[to](before)


@pytest.mark.parametrize("state", [State.HELD, State.CANCELLED])
def test_what_was_held_or_cancelled_is_not_changed(state: State) -> None:
    with pytest.raises(SessionMoved):
        rules.check_changeable(session(state=state))


@pytest.mark.parametrize("changes", [{"starts": None}, {"place": "", "link": ""}])
def test_a_session_without_time_or_place_is_not_announced(changes: dict[str, Any]) -> None:
    with pytest.raises(NotReadyToAnnounce):
        rules.announced(session(**changes), NOW)


def test_a_link_is_place_enough() -> None:
    after = rules.announced(session(place="", link="https://esimerkki.fi"), NOW)
    assert (State.ANNOUNCED, NOW) == (after.state, after.announced)


def test_a_session_is_not_announced_when_its_time_has_passed() -> None:
    with pytest.raises(BegunAlready):
        rules.announced(session(), STARTS + timedelta(minutes=1))


def test_a_session_was_not_held_before_it_began() -> None:
    with pytest.raises(NotBegun):
        rules.held(session(state=State.ANNOUNCED), STARTS - timedelta(minutes=1))


def test_only_what_people_know_of_needs_a_reason_to_be_cancelled() -> None:
    assert "" == rules.cancelled(session(), "").reason
    with pytest.raises(ReasonMissing):
        rules.cancelled(session(state=State.ANNOUNCED), "")


# Who sees and who takes part


def test_planned_sessions_are_seen_by_those_who_oversee() -> None:
    seen = [rules.may_see(each, session()) for each in (COORDINATOR, AUNE, CONTACT, OBSERVER)]
    assert [True, True, False, False] == seen


def test_announced_sessions_are_seen_by_everybody_admitted() -> None:
    announced = session(state=State.ANNOUNCED)
    assert all(rules.may_see(each, announced) for each in (COORDINATOR, AUNE, CONTACT, OBSERVER))
    assert not rules.may_see(person(), announced)


def test_a_session_cancelled_before_it_was_announced_stays_with_those_who_oversee() -> None:
    untold, told = session(state=State.CANCELLED), session(state=State.CANCELLED, announced=NOW)
    assert [True, True, False, False] == [
        rules.may_see(each, untold) for each in (COORDINATOR, AUNE, CONTACT, OBSERVER)
    ]
    assert all(rules.may_see(each, told) for each in (COORDINATOR, AUNE, CONTACT, OBSERVER))


def test_contacts_take_part_for_their_organisation_and_observers_of_it_do_not() -> None:
    assert rules.taking_part(CONTACT, session())
    assert not rules.taking_part(OBSERVER, session())
    assert rules.taking_part(OBSERVER, session(people=(7,)))


def test_the_secretariat_and_the_advisory_council_take_part_as_a_whole() -> None:
    kick_off = session(kind=Kind.PREPARATORY, organisations=("aune", "secretariat"))
    assert rules.taking_part(AUNE, kick_off)
    assert rules.taking_part(COORDINATOR, kick_off)
    assert not rules.taking_part(COORDINATOR, session())


# Ids and names


@pytest.mark.parametrize(
    ("kind", "regions", "taken", "expected"),
    [
        (Kind.REGIONAL, ("19",), (), "2026-19"),
        (Kind.REGIONAL, ("19",), ("2026-19",), "2026-19b"),
        (Kind.REGIONAL, ("19",), ("2026-19", "2026-19b"), "2026-19c"),
        (Kind.JOINT, ("18", "19"), (), "2026-y1"),
        (Kind.JOINT, ("18", "19"), ("2026-y1", "2026-y3"), "2026-y2"),
        (Kind.IN_DEPTH, (), ("2026-y1",), "2026-s1"),
        (Kind.PREPARATORY, (), (), "2026-v1"),
    ],
)
def test_ids_tell_the_year_and_the_kind(
    kind: Kind, regions: tuple[str, ...], taken: tuple[str, ...], expected: str
) -> None:
    assert expected == rules.next_id(ROUND, kind, regions, taken)


@given(st.sampled_from(Kind), st.integers(1, 40))
def test_no_id_is_given_twice(kind: Kind, count: int) -> None:
    taken: list[str] = []
    for _ in range(count):
        taken.append(rules.next_id(ROUND, kind, ("19",), taken))
    assert count == len(set(taken))


def test_a_region_names_its_session_and_a_theme_the_others() -> None:
    places = load_places()
    lappi, kainuu = places.region("19"), places.region("18")
    regional = suggested(Kind.REGIONAL, 2026, (lappi,))
    assert "Lapin keskustelu 2026" == regional["fi"]
    assert "Yhteinen keskustelu 2026: Kainuu, Lappi" == suggested(Kind.JOINT, 2026, (kainuu, lappi))["fi"]
    assert "Syventävä keskustelu 2026: vety" == suggested(Kind.IN_DEPTH, 2026, (lappi,), "vety")["fi"]
    assert (
        "Yhteinen keskustelu 2026: Uusimaa, Varsinais-Suomi, Satakunta +15"
        == (suggested(Kind.JOINT, 2026, places.regions[:18])["fi"])
    )


@given(st.text(max_size=300))
def test_a_suggested_name_is_never_too_long(theme: str) -> None:
    named = suggested(Kind.PREPARATORY, 2026, (), theme)
    assert all(0 < len(name) <= NAME_LIMIT for name in named.values())


# What stands against a plan


def found(planned: Session, *others: Session, now: datetime = NOW, **more: Any) -> list[str]:
    """The faults of a plan, each as the refusal's name and its field."""
    names = {7: "Aila"}
    return [
        f"{type(each).__name__} {each.field}" for each in plans.faults(planned, others, names, now, **more)
    ]


def test_a_good_plan_has_no_faults() -> None:
    assert [] == found(session())
    assert [] == found(session(starts=None))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"regions": ()}, "RegionMissing regions"),
        ({"regions": ("18", "19")}, "OneRegion regions"),
        ({"kind": Kind.JOINT}, "RegionMissing regions"),
        ({"kind": Kind.PREPARATORY, "organisations": ()}, "NobodyMeets organisations"),
        ({"starts": NOW - timedelta(minutes=1)}, "StartsInThePast day"),
        ({"starts": datetime(2027, 1, 16, 7, 0, tzinfo=UTC)}, "NoSessionDay day"),  # a Saturday
        ({"starts": datetime(2027, 1, 6, 7, 0, tzinfo=UTC)}, "NoSessionDay day"),  # Epiphany
        ({"length": 0}, "BadLength length"),
        ({"length": 12 * 60 + 1}, "BadLength length"),
        ({"link": "http://esimerkki.fi"}, "BadSessionLink link"),
        ({"link": "javascript:alert(1)"}, "BadSessionLink link"),
        ({"link": "https://a.fi/ b"}, "BadSessionLink link"),
        ({"link": "https://a.fi/{{DATE(2026)}}"}, "BadSessionLink link"),
        ({"link": "https://[a.fi/"}, "BadSessionLink link"),
        ({"link": "https://"}, "BadSessionLink link"),
        ({"state": State.ANNOUNCED, "starts": None}, "FieldMissing day"),
        ({"state": State.ANNOUNCED, "place": ""}, "FieldMissing place"),
    ],
)
def test_a_fault_is_named_at_its_field(changes: dict[str, Any], expected: str) -> None:
    assert [expected] == found(session(**changes))


def test_everything_that_is_wrong_is_said_at_once() -> None:
    bad = session(regions=(), length=0, starts=NOW - timedelta(days=1), link="x")
    expected = ["RegionMissing regions", "BadLength length", "StartsInThePast day", "BadSessionLink link"]
    assert expected == found(bad)


def test_a_time_that_stays_may_have_passed() -> None:
    assert [] == found(session(starts=NOW - timedelta(days=4)), moved=False)


def other(minutes: int, **changes: Any) -> Session:
    """Another session, beginning so many minutes after the first."""
    return session(id="2026-y1", kind=Kind.JOINT, starts=STARTS + timedelta(minutes=minutes), **changes)


@pytest.mark.parametrize(
    ("minutes", "busy"), [(-150, False), (-149, True), (0, True), (149, True), (150, False)]
)
def test_a_region_is_in_one_session_at_a_time(minutes: int, busy: bool) -> None:
    assert (["RegionBusy start"] if busy else []) == found(session(), other(minutes))


def test_the_other_session_is_named() -> None:
    fault: Refusal = plans.faults(session(), [other(0, names={"fi": "Yhteinen"})], {}, NOW)[0]
    assert {"session": {"fi": "Yhteinen"}, "date": STARTS} == fault.values


@pytest.mark.parametrize(
    "changes", [{"state": State.CANCELLED}, {"regions": ("18",)}, {"starts": None}, {"id": "2026-19"}]
)
def test_what_is_cancelled_elsewhere_without_time_or_the_same_is_not_in_the_way(
    changes: dict[str, Any],
) -> None:
    assert [] == found(session(), replace(other(0), **changes) if "starts" not in changes else
                       replace(other(0), starts=None, ends=None))  # fmt: skip


def test_a_person_named_for_two_sessions_is_in_two_places() -> None:
    assert ["PersonBusy people"] == found(session(people=(7,)), other(30, regions=("18",), people=(7, 9)))
    assert [] == found(session(people=(7,)), other(30, regions=("18",), people=(9,)))


def test_an_organisation_in_two_sessions_is_a_caution_since_it_has_deputies() -> None:
    elsewhere = other(30, regions=("18",), organisations=(KAINUU, "ministry:LVM"))
    planned = session(organisations=(LAPPI, "ministry:LVM"))
    assert [] == found(planned, elsewhere)
    assert ((plans.Caution.SHARED, ("ministry:LVM",)),) == plans.cautions(planned, [elsewhere])


@pytest.mark.parametrize(("day", "outside"), [(8, True), (11, False), (29, False), (30, True)])
def test_a_time_outside_the_rounds_days_is_a_caution(day: int, outside: bool) -> None:
    planned = session(starts=datetime(2027, 1, day, 9, 0, tzinfo=UTC))
    assert (((plans.Caution.OUTSIDE, ()),) if outside else ()) == plans.cautions(planned, [])


def test_a_preparatory_meeting_may_be_before_the_rounds_days() -> None:
    planned = session(kind=Kind.PREPARATORY, starts=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    assert () == plans.cautions(planned, [])


@given(st.integers(-400, 400), st.integers(15, 720), st.integers(15, 720))
def test_overlapping_is_mutual(apart: int, one: int, two: int) -> None:
    first = session(length=one).at(STARTS)
    second = replace(other(apart), length=two).at(STARTS + timedelta(minutes=apart))
    assert bool(rules.overlapping(first, [second])) == bool(rules.overlapping(second, [first]))
    assert bool(rules.overlapping(first, [second])) == (-two < apart < one)


def test_what_changed_is_what_people_were_told() -> None:
    before = session()
    assert () == plans.changed(before, replace(before, case_number="VN/1/2026"))
    later = replace(before.at(STARTS + timedelta(hours=1)), place="Kemi")
    assert ("time", "place") == plans.changed(before, later)
    assert ("time",) == plans.changed(before, replace(before, length=60).at(STARTS))


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (timedelta(days=2, seconds=1), False),
        (timedelta(days=2), True),
        (timedelta(0), True),
        (-timedelta(minutes=149), True),
        (-timedelta(minutes=150), False),
    ],
)
def test_a_session_is_soon_two_days_before_until_its_end(before: timedelta, expected: bool) -> None:
    assert expected is plans.soon(STARTS - before, session())
    assert expected is plans.soon(STARTS - before, session(starts=None), session())
    assert not plans.soon(STARTS - before, session(starts=None))
