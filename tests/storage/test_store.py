"""The store: what the databases themselves guarantee."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select as core_select
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError
from sqlmodel import SQLModel, select

from storage import audit
from storage import tables as t
from storage.store import Store


def counted(store: Store) -> int:
    with store.read() as db:
        return len(db.exec(select(t.Audit)).all())


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30000)],
)
def test_sqlite_runs_with_the_settings_that_keep_data(
    sqlite_store: Store, pragma: str, expected: object
) -> None:
    with sqlite_store.transaction() as db:
        assert expected == db.connection().execute(text(f"PRAGMA {pragma}")).scalar_one()


def test_a_reading_session_cannot_write(store: Store, now: datetime) -> None:
    with store.read() as db, pytest.raises(DBAPIError, match=r"read.?only"):
        audit.note(db, "1", "tried", "x", now)


def test_what_is_written_is_there_afterwards(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        audit.note(db, "1", "done", "x", now, count=3)
    with store.read() as db:
        row = db.exec(select(t.Audit)).one()
    assert ("1", "done", "x", now, {"count": 3}) == (row.who, row.what, row.about, row.at, row.data)


def test_an_exception_takes_everything_back(store: Store, now: datetime) -> None:
    def note_and_fail() -> None:
        with store.transaction() as db:
            audit.note(db, "1", "done", "x", now)
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        note_and_fail()
    assert 0 == counted(store)


def test_objects_and_plain_statements_are_of_one_transaction(store: Store, now: datetime) -> None:
    table = SQLModel.metadata.tables["audit"]

    def note(*, stop: bool) -> int:
        with store.transaction() as db:
            db.add(t.Audit(at=now, who="1", what="object", about="x"))
            db.flush()
            values = {"at": now, "who": "1", "what": "statement", "about": "x", "data": {}}
            db.execute(table.insert().values(values))
            seen = len(db.execute(core_select(table.c.id)).all())
            if stop:
                raise RuntimeError(f"{seen} rows")
        return seen

    with pytest.raises(RuntimeError, match="2 rows"):
        note(stop=True)
    assert 0 == counted(store)
    assert 2 == note(stop=False) == counted(store)


def test_a_broken_reference_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError), store.transaction() as db:
        db.add(t.Membership(person_id=404, organisation_id="council:19", role="contact"))


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 11, 24, 9, 0)  # noqa: DTZ001  # the mistake under test
    with pytest.raises(StatementError, match="time zone"), store.transaction() as db:
        audit.note(db, "1", "done", "x", naive)


def test_a_moment_comes_back_aware_and_in_utc(store: Store) -> None:
    eastern = datetime(2026, 11, 24, 11, 0, tzinfo=timezone(timedelta(hours=2)))
    with store.transaction() as db:
        audit.note(db, "1", "done", "x", eastern)
    with store.read() as db:
        found = db.exec(select(t.Audit.at)).one()
    assert (eastern, UTC) == (found, found.tzinfo)


def test_the_directory_of_an_embedded_database_is_made(tmp_path_factory: pytest.TempPathFactory) -> None:
    directory = tmp_path_factory.mktemp("data") / "deeper" / "still"
    Store.at(directory).close()
    assert directory.is_dir()
