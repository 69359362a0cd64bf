"""Final minutes in a real database: locked for good, remembered, and their whole way found by one query."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import Update
from sqlmodel import col, delete, select, update

from knowledge.confirming import Way
from knowledge.final_minutes import Answered
from knowledge.minutes import State, View
from knowledge.records import Answer, Record, Wording
from knowledge.refusals.conclusions import MinutesFinal
from knowledge.trail import Report, Source
from storage import changes, confirming, minutes, publishing, records, trail
from storage import tables as t
from storage.confirming import By
from storage.publishing import Checked
from storage.store import Store
from tests.storage.final_minutes import NOW, SESSION, Sent, finalised, published, sent

SILENT = (
    Answered("ministry:LVM", Answer.NO_ANSWER, way=""),
    Answered("ministry:TEM", Answer.NO_ANSWER, way=""),
)


@pytest.fixture
def made(store: Store) -> Sent:
    return sent(store)


def test_a_final_version_carries_who_was_silent_and_a_checksum(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        by = By(made.person, NOW, Way.LETTER, "VN/1/2026")
        confirming.answer(db, made.version, "council:19", Answer.RESERVATION, by, "Raha on auki.")
        final = publishing.finalise(db, made.version, SILENT, made.person, NOW)
    with store.read() as db:
        kept = minutes.newest(db, SESSION)
        answers = publishing.answers(db, final.id)
        assert [Checked(SESSION, 1, True)] == [*publishing.verify(db)]
    assert (State.FINAL, NOW, final.checksum) == (kept.state, kept.finalised, kept.checksum)  # type: ignore[union-attr]
    assert 64 == len(final.checksum)
    given = Answered("council:19", Answer.RESERVATION, "Raha on auki.", NOW, "letter", "VN/1/2026")
    assert {"council:19": given, **{each.organisation: each for each in SILENT}} == answers


ALTERED = (
    update(t.Minutes).values(content={"parts": []}),
    update(t.Minutes).values(state="out"),
    update(t.Minutes).values(checksum=None),
    update(t.Confirmation).values(answer="confirmed"),
)


@pytest.mark.parametrize("change", ALTERED)
def test_the_database_refuses_to_change_what_is_final(store: Store, made: Sent, change: Update) -> None:
    with store.transaction() as db:
        publishing.finalise(db, made.version, SILENT, made.person, NOW)
    with pytest.raises(DBAPIError, match="final minutes do not change"), store.transaction() as db:
        db.execute(change)
    with store.read() as db:
        assert [Checked(SESSION, 1, True)] == [*publishing.verify(db)]


def test_what_is_not_final_yet_still_changes(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        db.execute(update(t.Minutes).values(due=NOW))
    with store.read() as db:
        assert NOW == minutes.newest(db, SESSION).due  # type: ignore[union-attr]
        assert [] == [*publishing.verify(db)]


def test_an_answer_that_was_taken_away_shows(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        publishing.finalise(db, made.version, SILENT, made.person, NOW)
    with store.transaction() as db:
        db.execute(delete(t.Confirmation).where(col(t.Confirmation.organisation_id) == "ministry:LVM"))
    with store.read() as db:
        assert [Checked(SESSION, 1, False)] == [*publishing.verify(db)]


# Published


def test_publishing_is_one_change_that_indexes_follow(store: Store, made: Sent) -> None:
    with store.read() as db:
        before = changes.position(db)
    with store.transaction() as db:
        finalised(db, made)
    with store.read() as db:
        found = {record.id for record, _ in records.changed_since(db, before)}
    assert {"2026-19-muistio", "2026-19-01", "2026-19-02"} == found


def test_the_whole_way_is_found_by_one_query(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        finalised(db, made)
        done = t.FollowUp(record_id="2026-19-01", state="done", at=NOW, organisation_id="council:19")
        db.add(done)
    with store.read() as db:
        first, second = trail.trails(db)
        assert first == trail.of(db, "2026-19-01")
        assert None is trail.of(db, "2025-19-01")
    assert ("2026-19-01", SESSION, 1, made.item) == (
        first.conclusion,
        first.session,
        first.version,
        first.item,
    )
    assert "Raideyhteys" == first.item_title
    sources = tuple(
        Source(number, f"2026-{n:02}", title)
        for n, (number, title) in enumerate(zip(made.proposals, ("Raide", "Rata"), strict=True), 1)
    )
    assert sources == first.proposals
    assert (Report("council:19", "done", NOW),) == first.reports
    assert (True, False) == (first.whole, second.whole)


def test_what_is_replaced_says_so_and_stays(store: Store, made: Sent) -> None:
    whole, every = published(made)
    old = Record("2025-19-01", "conclusion", 2025, {"fi": Wording("Vanha", "Vanha teksti")})
    newer = [replace(one, supersedes=old.id, due=date(2027, 6, 30)) for one in every]
    with store.transaction() as db:
        records.put(db, old)
    with store.read() as db:
        before = changes.position(db)
    with store.transaction() as db:
        publishing.publish(db, made.version, whole, newer)
    with store.read() as db:
        kept, new = records.by_ids(db, [old.id, "2026-19-01"])
        changed = {record.id for record, _ in records.changed_since(db, before)}
    assert ("2026-19-01", None) == (kept.superseded, new.superseded)  # by the first that says so
    assert ("Vanha teksti", date(2027, 6, 30)) == (kept.texts["fi"].text, new.due)
    assert old.id in changed


def test_importing_a_conclusion_again_keeps_what_marks_it(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        whole, every = published(made)
        publishing.publish(db, made.version, whole, [replace(every[0], due=date(2027, 6, 30)), every[1]])
    with store.transaction() as db:
        assert not records.put(db, every[0].record)
        assert records.put(db, replace(every[0].record, year=2027))
    with store.read() as db:
        (kept,) = records.by_ids(db, ["2026-19-01"])
        assert SESSION == db.exec(select(t.Record.session_id).where(t.Record.id == kept.id)).one()
    assert (2027, date(2027, 6, 30)) == (kept.year, kept.due)


def test_records_are_given_to_those_who_may_see_them(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        finalised(db, made)
    with store.read() as db:
        assert 1 == len(records.by_ids(db, ["2026-19-01"], frozenset({"all", "oversight"})))
        assert () == records.by_ids(db, ["2026-19-01"], frozenset({"oversight"}))


def test_locking_twice_is_refused(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        publishing.finalise(db, made.version, (), made.person, NOW)
    again = NOW + timedelta(days=1)
    with pytest.raises(DBAPIError), store.transaction() as db:
        publishing.finalise(db, made.version, (), made.person, again)


def test_after_final_minutes_no_version_goes_out_and_no_draft_changes(store: Store, made: Sent) -> None:
    with store.transaction() as db:
        publishing.finalise(db, made.version, (), made.person, NOW)
    with store.transaction() as db:
        writer = minutes.Writer(db, SESSION, made.person, NOW)
        with pytest.raises(MinutesFinal):
            minutes.send(db, SESSION, made.version.parts, made.person, NOW, NOW)
        with pytest.raises(MinutesFinal):
            writer.change(made.version.parts[1], View({"fi": "Toisin."}))
    with store.read() as db:
        assert [State.FINAL] == [each.state for each in minutes.versions(db, SESSION)]
