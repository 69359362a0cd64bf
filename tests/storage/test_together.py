"""Group commit: what waits together is committed together, and each piece stands or falls by itself."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from sqlmodel import Session, col, select

from storage import tables as t
from storage.store import Store


def add(db: Session, name: str) -> str:
    db.add(t.Counter(name=name))
    db.flush()
    return name


def names(store: Store) -> list[str]:
    with store.read() as db:
        return sorted(
            db.exec(
                select(t.Counter.name).where(col(t.Counter.name).not_in(["memory", "database", "seals"]))
            ).all()
        )


def commits(store: Store) -> list[int]:
    """Counts the transactions that a store begins."""
    counted: list[int] = []
    begin = store._together._begin
    store._together._begin = lambda: (counted.append(1), begin())[1]
    return counted


def all_at_once(store: Store, works: list[object]) -> list[object]:
    """Let every piece of work wait, then let them go; results or the errors raised."""

    def run(work: object) -> object:
        try:
            return store.write(work)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        with store._together._serving:
            running = [pool.submit(run, work) for work in works]
            while len(store._together._waiting) < len(works):
                threading.Event().wait(0.001)
        return [each.result() for each in running]


def test_works_that_wait_together_share_one_transaction(sqlite_store: Store) -> None:
    counted = commits(sqlite_store)
    works = [lambda db, n=n: add(db, f"n{n}") for n in range(8)]
    assert [f"n{n}" for n in range(8)] == all_at_once(sqlite_store, works)
    assert (1, [f"n{n}" for n in range(8)]) == (len(counted), names(sqlite_store))


def test_one_that_fails_takes_no_other_with_it(sqlite_store: Store) -> None:
    def fails(db: Session) -> None:
        add(db, "half")
        raise KeyError("no")

    works = [lambda db: add(db, "a"), fails, lambda db: add(db, "b")]
    first, second, third = all_at_once(sqlite_store, works)
    assert ("a", KeyError, "b") == (first, type(second), third)
    assert ["a", "b"] == names(sqlite_store)


def test_a_single_failure_is_raised_where_it_was_asked_for(store: Store) -> None:
    with pytest.raises(ZeroDivisionError):
        store.write(lambda db: (add(db, "x"), 1 / 0))
    assert [] == names(store)


def test_the_result_comes_when_it_is_committed(store: Store) -> None:
    assert "x" == store.write(lambda db: add(db, "x"))
    assert ["x"] == names(store)


def test_an_interrupt_leaves_nobody_waiting(sqlite_store: Store) -> None:
    def interrupted(db: Session) -> str:
        raise KeyboardInterrupt

    waiting: Future[str] = Future()
    sqlite_store._together._waiting.append((lambda db: add(db, "a"), waiting))
    with pytest.raises(KeyboardInterrupt):
        sqlite_store.write(interrupted)
    assert isinstance(waiting.exception(timeout=1), KeyboardInterrupt)
    assert [] == names(sqlite_store)
    assert "b" == sqlite_store.write(lambda db: add(db, "b"))
