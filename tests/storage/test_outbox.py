"""The outbox: owed once, claimed by one, settled by its holder."""

from datetime import datetime, timedelta

import pytest
from sqlmodel import col, select

from storage import outbox
from storage import tables as t
from storage.outbox import State
from storage.proposals import Author
from storage.store import Store

LEASE = timedelta(minutes=2)


def owe(store: Store, author: Author, once: str, now: datetime, due: datetime | None = None) -> None:
    with store.transaction() as db:
        outbox.owe(
            db,
            once=once,
            person=author.person.id,
            card="late_offer",
            data={"number": "2026-01"},
            cause="test",
            now=now,
            due=due,
        )


def claim(store: Store, holder: str, now: datetime, limit: int = 10) -> list[int]:
    with store.transaction() as db:
        return [message.id for message in outbox.claim(db, holder, now, LEASE, limit)]


def states(store: Store) -> list[tuple[str, str | None]]:
    with store.read() as db:
        return [(row.state, row.reason) for row in db.exec(select(t.Outbox).order_by(col(t.Outbox.id))).all()]


@pytest.fixture
def message(store: Store, author: Author, now: datetime) -> int:
    owe(store, author, "a", now)
    with store.read() as db:
        return db.exec(select(t.Outbox.id)).one() or 0


def test_the_same_key_owes_one_message(store: Store, author: Author, message: int, now: datetime) -> None:
    owe(store, author, "a", now)
    assert 1 == len(states(store))


def test_a_claimed_message_tells_what_to_send(
    store: Store, author: Author, message: int, now: datetime
) -> None:
    with store.transaction() as db:
        claimed = outbox.claim(db, "one", now, LEASE, 10)
    expected = outbox.Owed(message, author.person.id, "late_offer", None, "test", 1, {"number": "2026-01"})
    assert (expected,) == claimed
    assert {"number": "2026-01"} == claimed[0].data


def test_a_message_is_not_claimed_before_it_is_due(store: Store, author: Author, now: datetime) -> None:
    owe(store, author, "a", now, due=now + timedelta(hours=1))
    assert (0, 1) == (len(claim(store, "one", now)), len(claim(store, "one", now + timedelta(hours=1))))


def test_a_message_waits_from_when_it_is_due_until_it_is_claimed(
    store: Store, author: Author, now: datetime
) -> None:
    owe(store, author, "a", now, due=now + timedelta(hours=1))

    def waiting(at: datetime) -> bool:
        with store.read() as db:
            return outbox.waiting(db, at)

    before, due = waiting(now), waiting(now + timedelta(hours=1))
    claim(store, "one", now + timedelta(hours=1))
    assert (False, True, False) == (before, due, waiting(now + timedelta(hours=1)))


def test_a_message_is_not_claimed_twice(store: Store, message: int, now: datetime) -> None:
    assert ([message], []) == (claim(store, "one", now), claim(store, "two", now + LEASE))


def test_a_message_whose_lease_ran_out_goes_to_another(store: Store, message: int, now: datetime) -> None:
    claim(store, "one", now)
    later = now + LEASE + timedelta(seconds=1)
    with store.transaction() as db:
        again = outbox.claim(db, "two", later, LEASE, 10)
    assert [(message, 2)] == [(one.id, one.attempts) for one in again]


def test_the_oldest_messages_are_claimed_first_and_no_more_than_asked_for(
    store: Store, author: Author, now: datetime
) -> None:
    for hours in (1, 3, 2):
        owe(store, author, f"due {hours}", now - timedelta(days=1), due=now - timedelta(hours=hours))
    assert ([2, 3], [1]) == (claim(store, "one", now, limit=2), claim(store, "one", now))


def test_only_the_holder_settles(store: Store, message: int, now: datetime) -> None:
    claim(store, "one", now)
    with store.transaction() as db:
        settled = [outbox.settle(db, who, message, State.SENT, "sent", now) for who in ("two", "one")]
    assert ([False, True], [("sent", "sent")]) == (settled, states(store))


def test_a_settled_message_is_not_claimed_again(store: Store, message: int, now: datetime) -> None:
    claim(store, "one", now)
    with store.transaction() as db:
        outbox.settle(db, "one", message, State.UNREACHABLE, "blocked", now)
    assert [] == claim(store, "one", now + timedelta(days=1))


def test_a_message_put_off_comes_again_at_its_new_time(store: Store, message: int, now: datetime) -> None:
    claim(store, "one", now)
    due = now + timedelta(minutes=30)
    with store.transaction() as db:
        outbox.later(db, "one", message, due, "asked to wait")
    assert [("owed", "asked to wait")] == states(store)
    assert ([], [message]) == (claim(store, "two", due - timedelta(seconds=1)), claim(store, "two", due))


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgres_store"], indirect=True)
def test_two_processes_claim_different_messages_at_once(store: Store, author: Author, now: datetime) -> None:
    for once in "ab":
        owe(store, author, once, now)
    with store.transaction() as one, store.transaction() as two:
        first = outbox.claim(one, "one", now, LEASE, 1)
        second = outbox.claim(two, "two", now, LEASE, 2)
    assert ([1], [2]) == ([message.id for message in first], [message.id for message in second])
