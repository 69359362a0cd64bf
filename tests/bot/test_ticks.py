"""The bell rings for what has become due, once among all processes."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from bot.routes import Tx
from bot.ticks import Ringer, Tick
from storage import audit
from storage.store import Store
from tests.demo import NOW

LATER = NOW + timedelta(minutes=5)


class Noted:
    """A tick that writes down the spans it was asked for, and what it handled."""

    def __init__(self, what: Any = ("something",)) -> None:
        self.spans: list[tuple[datetime, datetime]] = []
        self.handled: list[Any] = []
        self._what = what
        self.tick = Tick("noted", self._due, self._handle)

    def _due(self, db: Session, now: datetime, since: datetime) -> Any:
        self.spans.append((since, now))
        return self._what

    def _handle(self, what: Any, tx: Tx) -> None:
        tx.audit("noted", "a thing")
        self.handled.append(what)


def test_the_first_ring_only_begins_to_count(store: Store) -> None:
    noted = Noted()
    Ringer(store, [noted.tick]).ring(NOW)
    assert ([], []) == (noted.spans, noted.handled)


def test_a_ring_does_what_became_due_since_the_one_before(store: Store) -> None:
    noted = Noted()
    ringer = Ringer(store, [noted.tick])
    ringer.ring(NOW)
    ringer.ring(LATER)
    assert ([(NOW, LATER)], [("something",)]) == (noted.spans, noted.handled)


def test_what_is_empty_is_not_handled(store: Store) -> None:
    noted = Noted(what=())
    ringer = Ringer(store, [noted.tick])
    ringer.ring(NOW)
    ringer.ring(LATER)
    assert [] == noted.handled


def test_a_second_ring_at_the_same_moment_does_nothing(store: Store) -> None:
    one, other = Noted(), Noted()
    Ringer(store, [one.tick]).ring(NOW)
    Ringer(store, [one.tick]).ring(LATER)
    Ringer(store, [other.tick]).ring(LATER)
    assert ([("something",)], []) == (one.handled, other.handled)


class Overtaken(Noted):
    """While it reads, another process rings."""

    def __init__(self, store: Store, others: Noted) -> None:
        super().__init__()
        self._store, self._others = store, others

    def _due(self, db: Session, now: datetime, since: datetime) -> Any:
        Ringer(self._store, [self._others.tick]).ring(now)
        return super()._due(db, now, since)


def test_of_two_that_ring_at_once_one_does_it(store: Store) -> None:
    others = Noted()
    overtaken = Overtaken(store, others)
    Ringer(store, [others.tick]).ring(NOW)
    Ringer(store, [overtaken.tick]).ring(LATER)
    assert ([], [("something",)]) == (overtaken.handled, others.handled)


class Broken(Noted):
    """It fails when it is handled."""

    def _handle(self, what: Any, tx: Tx) -> None:
        audit.note(tx.db, "bot", "noted", "a thing", tx.now)
        raise RuntimeError


def test_what_failed_is_due_again_at_the_next_ring(store: Store) -> None:
    broken, noted = Broken(), Noted()
    Ringer(store, []).ring(NOW)
    with pytest.raises(RuntimeError):
        Ringer(store, [broken.tick]).ring(LATER)
    Ringer(store, [noted.tick]).ring(LATER + timedelta(minutes=1))
    assert [(NOW, LATER + timedelta(minutes=1))] == noted.spans
