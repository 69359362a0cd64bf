"""The demo's rounds and sessions: the real ones with their dates, this year's laid around now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from knowledge.clock import finnish, today
from knowledge.rounds import Phase, phase
from storage import demo, proposals, records, rounds
from storage import tables as t
from storage.demo.days import before_weekend, working_day
from storage.store import Store


def test_real_dates_are_real(built: Store) -> None:
    with built.read() as db:
        by_year = {round_.year: round_ for round_ in rounds.all_rounds(db)}
        satakunta = next(s for s in rounds.sessions(db, by_year[2022].id) if s.meeting.id == "2022-04")
    assert [2017, 2020, 2022, 2023, 2024, 2025, 2026] == list(by_year)
    assert (date(2020, 11, 2), date(2020, 11, 16)) == (by_year[2020].sessions_from, by_year[2020].sessions_to)
    assert (date(2022, 2, 1), date(2022, 2, 17)) == (by_year[2022].sessions_from, by_year[2022].sessions_to)
    assert satakunta.meeting.starts is not None
    assert date(2022, 2, 3) == finnish(satakunta.meeting.starts).date()
    assert {2017: "TEM/2189/09.10.02/2017"} == {
        year: round_.case_number for year, round_ in by_year.items() if round_.case_number
    }


def test_sessions_are_within_their_round(built: Store) -> None:
    with built.read() as db:
        outside = [
            sitting.meeting.id
            for round_ in rounds.all_rounds(db)
            for sitting in rounds.sessions(db, round_.id)
            if sitting.meeting.starts
            and round_.sessions_from
            and round_.sessions_to
            and not round_.sessions_from <= finnish(sitting.meeting.starts).date() <= round_.sessions_to
        ]
    assert [] == outside


def test_this_years_round_takes_proposals_and_shows_no_sessions_yet(built: Store, now: datetime) -> None:
    with built.read() as db:
        current = rounds.current(db, now)
        planned = db.exec(select(t.Session.state).where(t.Session.round_id == current.id)).all()
        assert () == rounds.sessions(db, current.id)
    assert (2026, Phase.PROPOSALS, None) == (current.year, phase(current, now), current.case_number)
    assert ["planned"] * 18 == planned
    assert "16.15" == f"{finnish(current.proposals_close):%H.%M}"


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
        sent = proposals.by_ids(db, range(1, 100))
        last = records.by_ids(db, [f"{today(now).year - 1}-19-05"])
    moments = [proposal.events[0].at for proposal in sent]
    assert (today(now).year, Phase.PROPOSALS, 1) == (current.year, phase(current, now), len(last))
    assert sorted(moments) == moments
    assert (True, True) == (current.proposals_open <= moments[0], moments[-1] <= now)
    assert timedelta(days=10) < current.proposals_close - now < timedelta(days=18)


def test_the_demo_is_not_built_where_last_years_round_was_a_real_one(sqlite_store: Store) -> None:
    with pytest.raises(ValueError, match="2026 or later"):
        demo.build(sqlite_store, datetime(2025, 6, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("day", "forward", "back"),
    [
        (date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 20)),
        (date(2026, 11, 21), date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 20)),
    ],
)
def test_weekends_are_moved_off(day: date, forward: date, back: date) -> None:
    assert (forward, back) == (working_day(day), before_weekend(day))
