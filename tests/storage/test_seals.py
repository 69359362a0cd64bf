"""The chain over the log of use: sealed in batches, and whatever is altered later is named."""

from datetime import datetime, timedelta
from threading import Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import select

from knowledge.audit import BEGINNING, Key
from storage import audit, seals
from storage import tables as t
from storage.store import Store
from tests.storage.audit_rows import add, checked, found, seal_all, tamper

# Sealing


def test_rows_are_sealed_in_batches_that_go_on_from_each_other(store: Store, now: datetime) -> None:
    add(store, 25, now)
    made = seal_all(store, now, limit=10)
    assert [(1, 1, 10, 10), (2, 11, 20, 10), (3, 21, 25, 5)] == [
        (each.id, each.first, each.last, each.count) for each in made
    ]
    assert [BEGINNING, made[0].after, made[1].after] == [each.before for each in made]


def test_an_untouched_log_is_sound_and_says_what_was_checked(store: Store, now: datetime) -> None:
    add(store, 25, now)
    made = seal_all(store, now, limit=10)
    add(store, 3, now)
    report = checked(store)
    assert (25, 3, 3, made[-1].after, ()) == (
        *(report.rows, report.seals, report.unsealed, report.head, report.faults),
    )


def test_nothing_is_sealed_where_nothing_is_new(store: Store, now: datetime) -> None:
    add(store, 2, now)
    assert 1 == len(seal_all(store, now))
    assert [] == seal_all(store, now)
    assert 0 == checked(store).unsealed


def test_the_same_rows_have_the_same_digests_on_every_database(
    sqlite_store: Store, postgres_store: Store, now: datetime
) -> None:
    def digests(store: Store) -> list[str | None]:
        with store.transaction() as db:
            late = now + timedelta(microseconds=7)
            audit.note(db, "person:1", "sentä", "a|b:1", late, list=[1, "ö"], none=None, flag=True)
        seal_all(store, now)
        with store.read() as db:
            return [*db.exec(select(t.Audit.digest)), *db.exec(select(t.AuditSeal.after))]

    assert digests(sqlite_store) == digests(postgres_store)


def test_rows_that_come_late_with_a_lower_number_are_sealed_with_the_next(
    postgres_store: Store, now: datetime
) -> None:
    """A transaction that took its number first may commit last: the seal takes what it sees."""
    with postgres_store.transaction() as slow:
        audit.note(slow, "person:1", "slow", "thing:1", now)
        slow.flush()
        with postgres_store.transaction() as quick:
            audit.note(quick, "person:2", "quick", "thing:2", now)
        seal_all(postgres_store, now)
    seal_all(postgres_store, now)
    with postgres_store.read() as db:
        rows = db.exec(select(t.Audit.what, t.Audit.id, t.Audit.seal_id).order_by(t.Audit.id)).all()
    assert [("slow", 1, 2), ("quick", 2, 1)] == rows
    assert ((), 2) == (checked(postgres_store).faults, checked(postgres_store).rows)


def test_sealing_holds_up_nobody_who_writes(postgres_store: Store, now: datetime) -> None:
    add(postgres_store, 5, now)
    with postgres_store.transaction() as sealing:
        seals.seal(sealing, Key(), now)
        with postgres_store.transaction() as db:
            audit.note(db, "person:1", "meanwhile", "thing:1", now)
    assert (5, 1) == (checked(postgres_store).rows, checked(postgres_store).unsealed)


def test_of_two_who_seal_at_once_the_second_goes_on_from_the_first(store: Store, now: datetime) -> None:
    add(store, 200, now)
    at_once = [Thread(target=seal_all, args=(store, now), kwargs={"limit": 7}) for _ in range(4)]
    for each in at_once:
        each.start()
    for each in at_once:
        each.join()
    report = checked(store)
    assert ((), 200, 0) == (report.faults, report.rows, report.unsealed)


# Altered


def test_the_database_refuses_to_change_what_is_sealed(store: Store, now: datetime) -> None:
    add(store, 2, now)
    seal_all(store, now, limit=1)
    with pytest.raises(DBAPIError, match="the sealed log of use does not change"), store.transaction() as db:
        db.execute(text("UPDATE audit SET who = 'person:7' WHERE id = 1"))


def test_one_altered_row_among_thousands_is_named_with_its_moment_and_what_it_said(
    store: Store, now: datetime
) -> None:
    add(store, 5000, now)
    seal_all(store, now)
    tamper(store, "UPDATE audit SET who = 'person:7' WHERE id = 3141")
    [fault] = checked(store).faults
    assert ("altered", "row 3141 was altered", 4) == (fault.kind, fault.text, fault.seal)
    assert fault.row is not None
    assert ("2026-11-24 09:00:00.000000", "proposal.sent", "proposal:3140") == (
        *(fault.row.at, fault.row.what, fault.row.about),
    )


@pytest.mark.parametrize(
    "change",
    [
        "at = '2026-11-24 09:00:01.000000+00:00'",
        "what = 'proposal.withdrawn'",
        "about = 'proposal:1'",
        "data = '{\"n\": 2}'",
        "digest = 'abc'",
    ],
)
def test_whatever_is_altered_of_a_row_is_seen(store: Store, now: datetime, change: str) -> None:
    add(store, 20, now)
    seal_all(store, now)
    when = change.replace("+00:00", "") if store.embedded else change
    tamper(store, f"UPDATE audit SET {when} WHERE id = 10")
    assert ("altered", "row 10 was altered") == found(store)[0]


def test_rows_that_are_missing_are_told_by_those_around_them(store: Store, now: datetime) -> None:
    add(store, 30, now)
    seal_all(store, now, limit=10)
    tamper(store, "DELETE FROM audit WHERE id IN (1, 15, 16, 30)")
    assert [
        ("missing", "1 row is missing before row 2"),
        ("missing", "2 rows are missing between row 14 and row 17"),
        ("missing", "1 row is missing after row 29"),
    ] == found(store)


def test_a_missing_and_an_altered_row_of_one_seal_are_told_apart(store: Store, now: datetime) -> None:
    add(store, 30, now)
    seal_all(store, now)
    tamper(store, "UPDATE audit SET who = 'person:7' WHERE id = 5")
    tamper(store, "DELETE FROM audit WHERE id = 20")
    assert [
        ("missing", "1 row is missing between row 19 and row 21"),
        ("altered", "row 5 was altered"),
    ] == found(store)


def test_all_rows_of_a_seal_missing_are_told(store: Store, now: datetime) -> None:
    add(store, 30, now)
    seal_all(store, now, limit=10)
    tamper(store, "DELETE FROM audit WHERE seal_id = 2")
    assert [("missing", "10 rows are missing from row 11 on")] == found(store)


def test_a_row_that_was_added_to_a_seal_is_named(store: Store, now: datetime) -> None:
    add(store, 10, now)
    seal_all(store, now)
    tamper(
        store,
        "INSERT INTO audit (at, who, what, about, data, seal_id, digest) "
        "SELECT at, who, 'forged', about, data, 1, digest FROM audit WHERE id = 3",
    )
    assert [("added", "row 11 was added")] == found(store)


def test_a_row_taken_out_of_its_seal_to_be_sealed_anew_is_missed_there(store: Store, now: datetime) -> None:
    add(store, 10, now)
    seal_all(store, now)
    tamper(store, "UPDATE audit SET seal_id = NULL, who = 'person:7' WHERE id = 4")
    seal_all(store, now)
    assert [("missing", "1 row is missing between row 3 and row 5")] == found(store)


@pytest.mark.parametrize(
    "change", ["count = 9", "first = 12", "after = 'abc'", "before = 'abc'", "key = 'x'"]
)
def test_an_altered_seal_is_seen(store: Store, now: datetime, change: str) -> None:
    add(store, 30, now)
    seal_all(store, now, limit=10)
    tamper(store, f"UPDATE auditseal SET {change} WHERE id = 2")
    assert 2 in {fault.seal for fault in checked(store).faults}


def test_a_seal_that_is_missing_with_its_rows_is_seen(store: Store, now: datetime) -> None:
    add(store, 30, now)
    seal_all(store, now, limit=10)
    tamper(store, "DELETE FROM audit WHERE seal_id = 2")
    tamper(store, "DELETE FROM auditseal WHERE id = 2")
    assert [("seal", "seals are missing between seal 1 and seal 3")] == found(store)


def test_the_end_of_the_chain_cut_off_is_seen(store: Store, now: datetime) -> None:
    add(store, 30, now)
    seal_all(store, now, limit=10)
    tamper(store, "DELETE FROM audit WHERE seal_id = 3")
    tamper(store, "DELETE FROM auditseal WHERE id = 3")
    assert [("seal", "seals are missing after seal 2: 3 were made")] == found(store)


def test_the_beginning_of_the_chain_cut_off_is_seen(store: Store, now: datetime) -> None:
    add(store, 30, now)
    seal_all(store, now, limit=10)
    tamper(store, "DELETE FROM audit WHERE seal_id = 1")
    tamper(store, "DELETE FROM auditseal WHERE id = 1")
    assert [("seal", "the chain doesn't begin where it should: at seal 2")] == found(store)


def test_a_log_that_was_sealed_anew_doesnt_have_the_digest_that_was_noted(
    store: Store, now: datetime
) -> None:
    add(store, 10, now)
    [seal] = seal_all(store, now)
    assert () == checked(store, head=seal.after).faults
    tamper(store, "UPDATE audit SET who = 'person:7', seal_id = NULL, digest = NULL")
    tamper(store, "DELETE FROM auditseal")
    tamper(store, "UPDATE counter SET value = 0 WHERE name = 'seals'")
    seal_all(store, now)
    assert [] == found(store)
    assert ["the digest that was noted isn't in the chain"] == [
        fault.text for fault in checked(store, head=seal.after).faults
    ]
