"""Notices that wait take up what is new; cards that stand are found by their matter."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from storage import outbox, renewing, turns
from storage import tables as t
from storage.outbox import Place
from storage.store import Store
from storage.turns import Address

ABOUT = "session:2026-19:notice"


@pytest.fixture
def people(store: Store) -> tuple[int, ...]:
    with store.transaction() as db:
        rows = [t.Person(tenant="t", object_id=name, name=name) for name in ("a", "b")]
        db.add_all(rows)
        db.flush()
        return tuple(row.id or 0 for row in rows)


def owe(db: Session, person: int, now: datetime, **more: Any) -> int:
    plain = {"card": "notice", "data": {"at": 1}, "cause": "session announced", "about": ABOUT}
    number = outbox.owe(db, once=f"{person}:{len(more)}", person=person, now=now, **(plain | more))
    assert number is not None
    return number


def test_what_waits_is_found_by_its_reader(store: Store, people: tuple[int, ...], now: datetime) -> None:
    with store.transaction() as db:
        number = owe(db, people[0], now)
        sent = owe(db, people[1], now)
        renewing.drop(db, [sent], "its matter is settled", now)
        found = renewing.waiting(db, ABOUT, ["session announced"])
        assert {people[0]: (number, {"at": 1})} == {p: (w.id, w.data) for p, w in found.items()}
        assert {} == renewing.waiting(db, ABOUT, ["session left"])
        assert {} == renewing.waiting(db, "session:2026-19:alert", ["session announced"])
        row = db.get_one(t.Outbox, sent, populate_existing=True)
        assert ("no longer needed", now) == (row.state, row.settled)


def test_what_is_being_sent_does_not_wait(store: Store, people: tuple[int, ...], now: datetime) -> None:
    with store.transaction() as db:
        row = db.get_one(t.Outbox, owe(db, people[0], now))
        row.lease = now + timedelta(seconds=30)
        db.add(row)
        db.flush()
        assert {} == renewing.waiting(db, ABOUT, ["session announced"])


def test_a_renewed_notice_tells_the_news(store: Store, people: tuple[int, ...], now: datetime) -> None:
    later = now + timedelta(days=1)
    with store.transaction() as db:
        number = owe(db, people[0], now)
        renewing.renew(
            db, number, "session changed", {"at": 2}, urgent=True, place=Place.REPLACE, expires=later
        )
    with store.read() as db:
        row = db.exec(select(t.Outbox)).one()
    assert ("session changed", {"at": 2}, True, "replace", later) == (
        *(row.cause, row.data, row.urgent),
        *(row.place, row.expires),
    )
    assert (now, "owed") == (row.due, row.state)


def test_readers_are_those_in_whose_chats_a_card_stands(
    store: Store, people: tuple[int, ...], now: datetime
) -> None:
    with store.transaction() as db:
        for person in people:
            where = Address("msteams", f"a:{person}", "https://smba.example", "t", {}, {})
            turns.remember(db, where, person, turns.Place("fi"), now)
        turns.stands(db, "msteams", f"a:{people[0]}", ABOUT, "card-1", now)
        turns.stands(db, "mail", f"a:{people[1]}", ABOUT, "mail-1", now)
        assert frozenset({people[0]}) == renewing.readers(db, ABOUT)
        assert frozenset() == renewing.readers(db, "session:2026-18:notice")
