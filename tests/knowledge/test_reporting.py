"""Follow-up: what conclusions stand like, what is late, who may report, what a round asks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge import reporting as rules
from knowledge import reporting_counts as lists
from knowledge import reporting_rounds as asking
from knowledge.clock import today
from knowledge.people import Kind, Membership, Organisation, Person, Role
from knowledge.refusals.asking import FieldMissing
from knowledge.refusals.followup import (
    ConclusionReplaced,
    NobodyResponsible,
    NotResponsible,
    NotYetDone,
    OverAlready,
    WhyDropped,
)
from knowledge.refusals.proposals import FieldTooLong, UnknownChoice
from knowledge.reminders import Duty, moments, round_of
from knowledge.reminders import Kind as ReminderKind
from knowledge.reporting import Followed, Progress, Report, Told, standing
from knowledge.reporting_counts import Counts

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
OPENS = datetime(2026, 10, 13, tzinfo=UTC)
LVM, TEM, LAPLAND = "ministry:LVM", "ministry:TEM", "council:19"
NOT_STARTED, UNDER_WAY, DONE, DROPPED = Progress
KNOWN = {
    LVM: Organisation(LVM, Kind.MINISTRY, {"fi": "LVM"}, abbreviation="LVM"),
    LAPLAND: Organisation(LAPLAND, Kind.COUNCIL, {"fi": "Lapin liitto"}, region="19"),
}


def told(
    organisation: str | None, state: Progress, at: datetime = NOW, day: date | None = None, number: int = 1
) -> Report:
    return Report(organisation, state, at, day=day, id=number)


def followed(*reports: Report, responsible: tuple[str, ...] = (LVM, LAPLAND), **more: object) -> Followed:
    return Followed("2025-19-01", 2025, ("19",), responsible, reports=reports, **more)  # type: ignore[arg-type]


def person(organisation: str, role: Role) -> Person:
    kind = Kind.SECRETARIAT if organisation == "secretariat" else Kind.COUNCIL
    return Person(1, "t", "o", "Aino", memberships=(Membership(Organisation(organisation, kind, {}), role),))


# How a conclusion stands


@pytest.mark.parametrize(
    ("lvm", "lapland", "expected"),
    [
        (None, None, None),
        (NOT_STARTED, None, NOT_STARTED),
        (NOT_STARTED, NOT_STARTED, NOT_STARTED),
        (UNDER_WAY, None, UNDER_WAY),
        (DONE, None, UNDER_WAY),
        (DONE, NOT_STARTED, UNDER_WAY),
        (DONE, UNDER_WAY, UNDER_WAY),
        (DONE, DONE, DONE),
        (DONE, DROPPED, DONE),
        (DROPPED, DROPPED, DROPPED),
        (DROPPED, None, UNDER_WAY),
    ],
)
def test_a_conclusion_stands_as_all_those_responsible_say(
    lvm: Progress | None, lapland: Progress | None, expected: Progress | None
) -> None:
    reports = [told(who, state) for who, state in ((LVM, lvm), (LAPLAND, lapland)) if state]
    assert expected == standing((LVM, LAPLAND), reports)


def test_ministries_are_responsible_by_their_abbreviation_too() -> None:
    assert Progress.DONE == standing(("LVM",), [told(LVM, DONE)])


def test_what_those_say_who_are_not_responsible_does_not_count() -> None:
    assert None is standing((LVM,), [told(TEM, DONE)])


def test_where_nobody_is_responsible_the_report_of_the_secretariat_counts() -> None:
    assert Progress.DONE == standing((), [told(None, DONE)])


# Late


def test_a_conclusion_is_late_when_its_day_has_passed_and_somebody_has_not_ended_it() -> None:
    yesterday = TODAY - timedelta(days=1)
    assert followed(told(LVM, DONE), due=yesterday).late(TODAY)
    assert not followed(told(LVM, DONE), told(LAPLAND, DROPPED), due=yesterday).late(TODAY)
    assert not followed(due=TODAY).late(TODAY)


def test_without_a_day_of_its_own_the_day_counts_by_which_an_organisation_meant_to_be_done() -> None:
    passed, coming = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    assert followed(told(LVM, UNDER_WAY, day=passed)).late(TODAY)
    assert not followed(told(LVM, UNDER_WAY, day=coming)).late(TODAY)
    assert not followed(told(LVM, UNDER_WAY, day=passed), due=coming).late(TODAY)
    assert not followed(told(LVM, DONE, day=passed)).late(TODAY)


def test_one_that_is_replaced_is_neither_late_nor_open() -> None:
    replaced = followed(due=TODAY - timedelta(days=9), superseded="2026-19-01")
    assert (False, False) == (replaced.late(TODAY), replaced.open)


# Reporting


@pytest.mark.parametrize(
    ("state", "note", "day", "expected"),
    [
        ("done", "", None, []),
        ("done", "", TODAY, []),
        ("under way", "", TODAY, []),
        ("under way", "", TODAY + timedelta(days=400), []),
        ("dropped", "Rahoitus puuttuu.", None, []),
        ("", "", None, [FieldMissing]),
        ("päätetty", "", None, [UnknownChoice]),
        ("dropped", "", None, [WhyDropped]),
        ("done", "", TODAY + timedelta(days=1), [NotYetDone]),
        ("dropped", "", TODAY + timedelta(days=1), [WhyDropped, NotYetDone]),
        ("not started", "", TODAY - timedelta(days=1), [OverAlready]),
        ("done", "x" * 1001, None, [FieldTooLong]),
    ],
)
def test_a_report_is_checked(state: str, note: str, day: date | None, expected: list[type]) -> None:
    assert expected == [type(each) for each in rules.faults(state, note, day, NOW)]


def test_contacts_and_deputies_report_for_their_own_organisation() -> None:
    for role in (Role.CONTACT, Role.DEPUTY):
        assert (LAPLAND,) == rules.check_reporting(person(LAPLAND, role), followed(), KNOWN)


def test_a_coordinator_reports_for_each_of_those_responsible_and_where_there_is_none() -> None:
    coordinator = person("secretariat", Role.COORDINATOR)
    assert (LVM, LAPLAND) == rules.check_reporting(coordinator, followed(), KNOWN)
    assert (None,) == rules.check_reporting(coordinator, followed(responsible=()), KNOWN)
    assert rules.for_others(coordinator, LVM)
    assert not rules.for_others(coordinator, None)
    assert not rules.for_others(person(LAPLAND, Role.CONTACT), LAPLAND)


@pytest.mark.parametrize(
    ("who", "found", "expected"),
    [
        (person("council:18", Role.CONTACT), followed(), NotResponsible),
        (person(LAPLAND, Role.OBSERVER), followed(), NotResponsible),
        (person(LAPLAND, Role.CONTACT), followed(responsible=()), NobodyResponsible),
        (person(LAPLAND, Role.CONTACT), followed(superseded="2026-19-01"), ConclusionReplaced),
        (person("secretariat", Role.COORDINATOR), followed(superseded="2026-19-01"), ConclusionReplaced),
        (person("secretariat", Role.WORKING_GROUP), followed(), NotResponsible),
    ],
)
def test_nobody_else_reports(who: Person, found: Followed, expected: type[Exception]) -> None:
    with pytest.raises(expected):
        rules.check_reporting(who, found, KNOWN)


def test_the_same_press_again_says_nothing_new_and_the_same_said_weeks_later_does() -> None:
    last = told(LVM, UNDER_WAY, NOW - timedelta(minutes=5), number=7)
    assert Told(UNDER_WAY).repeats(last, 7, NOW)
    assert Told(UNDER_WAY).repeats(replace(last, at=NOW - timedelta(days=90)), 6, NOW)
    assert not Told(UNDER_WAY).repeats(replace(last, at=NOW - timedelta(days=90)), 7, NOW)
    assert not Told(DONE).repeats(last, 7, NOW)
    assert not Told(UNDER_WAY).repeats(None, 0, NOW)


def test_a_form_is_stale_when_something_was_reported_since() -> None:
    assert rules.moved(told(LVM, DONE, number=8), 7)
    assert not rules.moved(told(LVM, DONE, number=7), 7)
    assert not rules.moved(None, 0)


# What a round asks

YEARS = (2020, 2023, 2024, 2025)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (followed(), True),
        (replace(followed(), year=2024), True),
        (replace(followed(), year=2023), False),
        (replace(followed(told(LVM, UNDER_WAY, OPENS - timedelta(days=400))), year=2020), True),
        (replace(followed(), year=2026), False),
        (replace(followed(), superseded="2026-19-01"), False),
        (replace(followed(), responsible=(LAPLAND,)), False),
        (followed(told(LVM, DONE, OPENS - timedelta(days=1))), False),
        (followed(told(LVM, DONE, OPENS + timedelta(days=1))), True),
    ],
)
def test_a_round_asks_about_the_last_rounds_and_what_was_left_open_before(
    found: Followed, expected: bool
) -> None:
    assert expected is asking.asks(found, LVM, YEARS, OPENS)


def test_what_was_told_since_the_round_opened_or_shortly_before_is_asked_no_more() -> None:
    fresh, old = (followed(told(LVM, UNDER_WAY, OPENS - timedelta(days=days))) for days in (29, 31))
    assert (old,) == asking.still_asked((fresh, old), LVM, OPENS)
    assert (fresh, old) == asking.still_asked((fresh, old), LAPLAND, OPENS)


# Lists


@pytest.mark.parametrize(
    ("found", "states"),
    [
        (followed(), {"open", "not started"}),
        (followed(told(LVM, UNDER_WAY)), {"open", "under way"}),
        (followed(told(LVM, DONE), told(LAPLAND, DONE)), {"done"}),
        (followed(due=date(2026, 1, 1)), {"open", "not started", "late"}),
        (followed(told(LVM, DROPPED), told(LAPLAND, DROPPED)), {"dropped"}),
    ],
)
def test_a_list_is_limited_to_states(found: Followed, states: set[str]) -> None:
    every = ("late", "open", "done", "under way", "not started", "dropped")
    assert states == {each for each in every if lists.in_states(found, (each,), TODAY)}
    assert lists.in_states(found, (), TODAY)


def test_counts_leave_out_what_is_replaced_and_tell_each_organisations_own_part() -> None:
    found = (
        followed(told(LVM, DONE)),
        replace(followed(due=date(2026, 1, 1)), id="2025-19-02", responsible=(LVM,), regions=("19", "18")),
        replace(followed(), id="2025-19-03", superseded="2026-19-01"),
    )
    whole = Counts(2, {"under way": 1, "": 1}, 1)
    assert whole == lists.counts(found, TODAY)
    assert 1 == whole.told
    assert {"19": whole, "18": Counts(1, {"": 1}, 1)} == lists.by_region(found, TODAY)
    assert {
        LVM: Counts(2, {"done": 1, "": 1}, 1),
        LAPLAND: Counts(1, {"": 1}, 0),
    } == lists.by_organisation(found, TODAY)


# When


def test_people_are_told_on_the_first_morning_of_the_round_and_then_as_of_everything_else() -> None:
    opens = datetime(2026, 10, 13, 9, 30, tzinfo=UTC)  # 12.30 in Finland: its morning is over
    duty = Duty(ReminderKind.FOLLOW_UP, "round:7", {}, opens, NOW, frozenset({LVM}), round=7)
    days = [today(moment).isoformat() for moment in sorted(moments(duty))]
    assert ["2026-10-14", "2026-11-10", "2026-11-17", "2026-11-23", "2026-11-24"] == days
    own_day = replace(duty, thing="2025-19-01", round=None)
    assert days[1:] == [today(moment).isoformat() for moment in sorted(moments(own_day))]


@pytest.mark.parametrize(
    ("thing", "expected"), [("round:7", 7), ("round:", None), ("round:x", None), ("2025-19-01", None)]
)
def test_a_duty_of_a_round_names_it(thing: str, expected: int | None) -> None:
    assert expected == round_of(thing)
