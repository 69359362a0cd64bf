"""What organisations told of the demo's conclusions: by those responsible, invented, some of it late."""

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from knowledge.clock import today
from knowledge.reporting import CLOSED, Progress, faults
from knowledge.reporting_counts import counts
from storage import demo, reporting
from storage import tables as t
from storage.store import Store

YEARS = (2024, 2025)


def entries(store: Store) -> list[t.FollowUp]:
    with store.read() as db:
        return list(db.exec(select(t.FollowUp)).all())


def test_only_those_responsible_have_told_and_every_note_says_that_it_is_invented(built: Store) -> None:
    with built.read() as db:
        found = {each.id: each for each in reporting.of_years(db, YEARS)}
    every = entries(built)
    assert 60 <= len(every)
    assert [] == [e.record_id for e in every if e.organisation_id not in found[e.record_id].responsible]
    assert [] == [each.note for each in every if each.note and not each.note.endswith("(Demo, keksitty)")]
    assert [] == [e.record_id for e in every if e.state == Progress.DROPPED and not e.note]


def test_conclusions_stand_in_every_way_and_some_are_late(built: Store, now: datetime) -> None:
    with built.read() as db:
        counted = counts(reporting.of_years(db, YEARS), today(now))
    assert {"done", "under way", "not started", ""} == set(counted.states)
    assert 5 <= counted.late <= 12
    assert {"dropped"} <= {each.state for each in entries(built)}


@pytest.mark.parametrize("when", [datetime(2026, 1, 2, 9, tzinfo=UTC), datetime(2027, 12, 30, 9, tzinfo=UTC)])
def test_whenever_it_is_built_nothing_was_told_in_the_future(sqlite_store: Store, when: datetime) -> None:
    demo.build(sqlite_store, when)
    every = entries(sqlite_store)
    assert all(each.at < when for each in every)
    ended = [each for each in every if each.state in CLOSED]
    assert [] == [f for e in ended for f in faults(e.state, e.note, e.day, when)]
