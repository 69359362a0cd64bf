"""When people are reminded, and which of them."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import reminders as rules
from knowledge.calendar import is_working
from knowledge.clock import at, finnish, today
from knowledge.people import Kind as Organisational
from knowledge.people import Membership, Organisation, Person, Role
from knowledge.reminders import Done, Duty, Kind

LAPPI, LVM = "council:19", "ministry:LVM"
LAST = time(23, 59)
OPENS = at(date(2026, 1, 1), time(0))
SPAN = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
CLOCK_CHANGES = [date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31)]


def duty(
    due: datetime,
    kind: Kind = Kind.PROPOSALS,
    *,
    opens: datetime = OPENS,
    asked: tuple[str, ...] = (LAPPI, LVM),
    done: Mapping[str, Done] | None = None,
    people: frozenset[int] = frozenset(),
) -> Duty:
    return Duty(kind, "1", {"fi": "Kierros"}, opens, due, frozenset(asked), done or {}, people)


def on(day: date, hour: time = LAST) -> datetime:
    return at(day, hour).astimezone(UTC)


def days(of: Duty) -> list[str]:
    """The mornings of a duty, as people read them."""
    return [read(moment) for moment in rules.moments(of)]


def read(moment: datetime) -> str:
    return f"{finnish(moment):%a %-d.%-m. %H:%M}"


# When


def test_people_are_reminded_two_weeks_a_week_and_a_day_before_and_on_the_last_morning() -> None:
    expected = ["Wed 25.11. 09:00", "Wed 2.12. 09:00", "Tue 8.12. 09:00", "Wed 9.12. 09:00"]
    assert expected == days(duty(on(date(2026, 12, 9))))


def test_what_falls_on_a_day_off_comes_on_the_working_day_before_and_once() -> None:
    independence_day_2027 = duty(on(date(2027, 12, 6)))  # a Monday
    assert ["Mon 22.11. 09:00", "Mon 29.11. 09:00", "Fri 3.12. 09:00"] == days(independence_day_2027)


def test_of_two_on_one_morning_the_nearer_is_meant() -> None:
    sunday = duty(on(date(2026, 12, 13)))
    assert [14, 7, 0] == list(rules.moments(sunday).values())


def test_of_a_session_people_are_reminded_the_working_day_before_only() -> None:
    monday = duty(on(date(2027, 1, 11), time(10)), Kind.SESSION)
    assert ["Fri 8.1. 09:00"] == days(monday)


@given(due=SPAN)
def test_a_reminder_comes_at_nine_on_working_days_and_never_twice_on_one(due: datetime) -> None:
    mornings = [finnish(moment) for moment in rules.moments(duty(due))]
    assert {time(9)} == {each.time() for each in mornings}
    assert all(is_working(each.date()) for each in mornings)
    assert len(mornings) == len({each.date() for each in mornings})
    assert all(each.date() <= today(due) for each in mornings)


@pytest.mark.parametrize("change", CLOCK_CHANGES)
def test_nine_stays_nine_when_the_clocks_change(change: date) -> None:
    tuesday_after = duty(on(change + timedelta(days=2)))
    assert {"09:00"} == {each.split()[-1] for each in days(tuesday_after)}
    hours = {moment.hour for moment in rules.moments(tuesday_after)}
    assert {6, 7} == hours


@given(due=SPAN, rings=st.lists(SPAN, min_size=2, max_size=60))
def test_every_moment_rings_once_however_the_bell_rings(due: datetime, rings: list[datetime]) -> None:
    one, rings = duty(due), sorted(set(rings))
    heard = [call.moment for since, now in pairwise(rings) for call in rules.calls([one], since, now)]
    assert len(heard) == len(set(heard))
    assert set(heard) <= set(rules.moments(one))


@given(due=SPAN, start=SPAN, hours=st.integers(1, 20))
def test_a_bell_that_rings_often_misses_nothing(due: datetime, start: datetime, hours: int) -> None:
    one = duty(due)
    rings = [start + n * timedelta(hours=hours) for n in range(40)]
    heard = [call.moment for since, now in pairwise(rings) for call in rules.calls([one], since, now)]
    expected = [m for m in rules.moments(one) if rings[0] < m <= rings[-1] and OPENS <= m < due]
    assert sorted(expected) == heard


@given(since=SPAN, hours=st.integers(0, 60))
def test_a_morning_is_told_whenever_a_reminder_could_ring(since: datetime, hours: int) -> None:
    now = since + timedelta(hours=hours)
    mornings = [at(today(since) + timedelta(days=n), rules.MORNING) for n in range(5)]
    assert any(since < each <= now for each in mornings) is rules.comes(since, now)


def test_of_several_mornings_that_passed_only_the_newest_rings() -> None:
    one = duty(on(date(2026, 12, 9)))
    (call,) = rules.calls([one], on(date(2026, 11, 20)), on(date(2026, 12, 8)))
    assert (on(date(2026, 12, 8), time(9)), True) == (call.moment, call.near)


def test_nothing_rings_before_it_is_asked_nor_after_the_deadline() -> None:
    opens, due = on(date(2026, 12, 4), time(12)), on(date(2026, 12, 9), time(8))
    one = duty(due, opens=opens)
    calls = rules.calls([one], on(date(2026, 11, 1)), on(date(2026, 12, 20)))
    assert [on(date(2026, 12, 8), time(9))] == [call.moment for call in calls]


def test_the_next_morning_is_told_and_none_after_the_last() -> None:
    one = duty(on(date(2026, 12, 9)))
    assert on(date(2026, 12, 2), time(9)) == rules.coming(one, on(date(2026, 11, 25), time(9)))
    assert None is rules.coming(one, on(date(2026, 12, 9), time(9)))


@pytest.mark.parametrize(
    ("now", "left"),
    [((2026, 12, 7), 2), ((2026, 12, 8), 1), ((2026, 12, 9), 0), ((2026, 12, 10), -1)],
)
def test_days_are_counted_to_the_last_one(now: tuple[int, int, int], left: int) -> None:
    assert left == rules.days_left(duty(on(date(2026, 12, 9))), on(date(*now), time(12)))


# What waits


def test_who_has_done_it_is_waited_for_no_more() -> None:
    one = duty(on(date(2026, 12, 9)), done={LVM: Done("Veera", OPENS)})
    assert [LAPPI] == [item.organisation for item in one.items]


@pytest.mark.parametrize(("kind", "late"), [(Kind.PROPOSALS, True), (Kind.AVAILABILITY, False)])
def test_some_can_be_done_after_the_deadline_too(kind: Kind, late: bool) -> None:
    one = duty(on(date(2026, 12, 9)), kind)
    assert (True, late) == (one.possible(on(date(2026, 12, 8))), one.possible(on(date(2026, 12, 10))))


def person(*roles: tuple[str, Role], number: int = 1) -> Person:
    memberships = [Membership(Organisation(o, Organisational.COUNCIL, {}), role) for o, role in roles]
    return Person(number, "t", "o", "Aila", memberships=tuple(memberships))


def test_a_duty_is_the_contacts_and_deputies_and_nobody_elses() -> None:
    one = duty(on(date(2026, 12, 9)))
    of = {role: rules.concerns(one, LAPPI, person((LAPPI, role))) for role in Role}
    assert {Role.CONTACT, Role.DEPUTY} == {role for role, concerned in of.items() if concerned}
    assert not rules.concerns(one, LVM, person((LAPPI, Role.CONTACT)))


def test_a_session_is_of_those_who_take_part_also_by_name() -> None:
    one = duty(on(date(2026, 12, 9)), Kind.SESSION, asked=(LAPPI,), people=frozenset({7}))
    told = [
        rules.concerns(one, LAPPI, each)
        for each in (
            person((LAPPI, Role.DEPUTY)),
            person((LVM, Role.OBSERVER), number=7),
            person((LVM, Role.CONTACT), number=8),
        )
    ]
    assert [True, True, False] == told


# Putting off


def test_a_reminder_is_put_off_to_working_mornings() -> None:
    thursday = on(date(2026, 12, 3), time(15))
    found = {
        days: f"{finnish(moment):%a %-d.%-m. %H:%M}" for days, moment in rules.snoozes(thursday, None).items()
    }
    assert {1: "Fri 4.12. 09:00", 3: "Mon 7.12. 09:00", 7: "Thu 10.12. 09:00"} == found


def test_what_would_come_on_the_same_morning_is_offered_once() -> None:
    friday = on(date(2026, 12, 11), time(15))
    assert [1, 7] == list(rules.snoozes(friday, None))


@given(now=SPAN, span=st.timedeltas(timedelta(0), timedelta(days=12)))
def test_nothing_is_put_off_beyond_the_deadline(now: datetime, span: timedelta) -> None:
    until = now + span
    assert all(now < moment < until for moment in rules.snoozes(now, until).values())


# Sentences


@pytest.mark.parametrize(
    "text",
    [
        "Muistuta niitä, joilta puuttuu ehdotus",
        "påminn dem som saknar förslag",
        "Remind those who are missing",
    ],
)
def test_a_sentence_asks_to_remind(text: str) -> None:
    assert rules.asks_to_remind(text)


@pytest.mark.parametrize("text", ["Keneltä puuttuu ehdotus?", "vem saknar förslag", "who is missing", ""])
def test_a_question_does_not(text: str) -> None:
    assert not rules.asks_to_remind(text)
