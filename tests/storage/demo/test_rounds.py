"""The demo's rounds and sessions: the real ones with their dates, this year's laid around now."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from knowledge.calendar import is_working
from knowledge.clock import finnish, today
from knowledge.opening import days_of
from knowledge.people import Kind
from knowledge.rounds import Phase, phase
from knowledge.sessions import Kind as Kinds
from storage import demo, proposals, records, rounds, sessions
from storage.store import Store


def test_real_dates_are_real(built: Store) -> None:
    with built.read() as db:
        by_year = {round_.year: round_ for round_ in rounds.all_rounds(db)}
        satakunta = sessions.find(db, "2022-04")
    assert [2017, 2020, 2022, 2023, 2024, 2025, 2026] == list(by_year)
    assert (date(2020, 11, 2), date(2020, 11, 16)) == (by_year[2020].sessions_from, by_year[2020].sessions_to)
    assert (date(2022, 2, 1), date(2022, 2, 17)) == (by_year[2022].sessions_from, by_year[2022].sessions_to)
    assert satakunta is not None
    assert satakunta.starts is not None
    assert date(2022, 2, 3) == finnish(satakunta.starts).date()
    assert {2017: "TEM/2189/09.10.02/2017"} == {
        year: round_.case_number for year, round_ in by_year.items() if round_.case_number
    }


def test_sessions_are_within_their_round(built: Store) -> None:
    with built.read() as db:
        outside = [
            session.id
            for round_ in rounds.all_rounds(db)
            for session in sessions.of_round(db, round_.id)
            if session.starts
            and session.kind is not Kinds.IN_DEPTH
            and round_.sessions_from
            and round_.sessions_to
            and not round_.sessions_from <= finnish(session.starts).date() <= round_.sessions_to
        ]
    assert [] == outside


def test_this_years_round_takes_proposals_and_announces_three_sessions(built: Store, now: datetime) -> None:
    with built.read() as db:
        current = rounds.current(db, now)
        planned = sessions.of_round(db, current.id)
    assert (2026, Phase.PROPOSALS, None) == (current.year, phase(current, now), current.case_number)
    counted = Counter(session.state for session in planned)
    assert {"announced": 3, "planned": 15, "held": 2} == counted
    assert "16.15" == f"{finnish(current.proposals_close):%H.%M}"


@pytest.mark.whole
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 1, 1, 0, 0, tzinfo=UTC),
        datetime(2026, 12, 31, 22, 30, tzinfo=UTC),
        datetime(2028, 2, 29, 9, 0, tzinfo=UTC),
        datetime(2027, 10, 31, 0, 30, tzinfo=UTC),
    ],
)
def test_the_demo_is_in_the_middle_of_its_proposals_whenever_it_is_built(
    sqlite_store: Store, now: datetime
) -> None:
    demo.build(sqlite_store, now)
    with sqlite_store.read() as db:
        current = rounds.current(db, now)
        known = proposals.by_ids(db, range(1, 100))
        last = records.by_ids(db, [f"{today(now).year - 1}-19-05"])
    moments = [each.events[0].at for each in known if each.round.id == current.id]
    assert (today(now).year, Phase.PROPOSALS, 1) == (current.year, phase(current, now), len(last))
    assert sorted(moments) == moments
    assert (True, True) == (current.proposals_open <= moments[0], moments[-1] <= now)
    assert timedelta(days=10) < current.proposals_close - now < timedelta(days=18)


def test_the_demo_is_not_built_where_last_years_round_was_a_real_one(sqlite_store: Store) -> None:
    with pytest.raises(ValueError, match="2026 or later"):
        demo.build(sqlite_store, datetime(2025, 6, 1, tzinfo=UTC))


def test_all_councils_and_ministries_take_part_this_year(built: Store, now: datetime) -> None:
    with built.read() as db:
        taking = Counter(o.kind for o in rounds.participants(db, rounds.current(db, now).id))
    assert {Kind.COUNCIL: 18, Kind.MINISTRY: 12} == taking


def test_what_is_invented_of_rounds_is_on_working_days(built: Store, now: datetime) -> None:
    with built.read() as db:
        invented = [each for each in rounds.all_rounds(db) if each.year >= 2025]
    assert [] == [day for each in invented for day in days_of(each).values() if day and not is_working(day)]
