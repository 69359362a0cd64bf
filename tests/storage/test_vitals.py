"""The figures of the notices' machinery, and the outbox as maintainers see it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from storage import bell, ledger, outbox, processes
from storage import tables as t
from storage.ledger import Wanted
from storage.outbox import State
from storage.proposals import Author
from storage.store import Store
from storage.vitals import Vitals, vitals

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def owe(store: Store, author: Author, once: str, due: datetime, **more: Any) -> int:
    told = {name: more.pop(name) for name in ("urgent", "about", "expires") if name in more}
    with store.transaction() as db:
        owed = {"card": "notice", "data": {}, "cause": "test", "now": due, **told}
        number = outbox.owe(db, once=once, person=author.person.id, **owed)
        row = db.get_one(t.Outbox, number)
        row.sqlmodel_update(more)
        db.add(row)
        return int(row.id or 0)


def seen(store: Store, now: datetime, opened: datetime | None) -> Vitals:
    with store.read() as db:
        return vitals(db, now, opened)


def test_an_empty_database_has_nothing_to_tell(store: Store, now: datetime) -> None:
    assert Vitals(None, 0, 0, None, 0, 0, 0) == seen(store, now, now - HOUR)


def test_what_may_go_out_is_counted_and_the_oldest_of_it_told(
    store: Store, author: Author, now: datetime
) -> None:
    owe(store, author, "urgent", now - 5 * MINUTE, urgent=True)
    owe(store, author, "can wait", now - 20 * MINUTE)
    owe(store, author, "later", now + HOUR)
    open_for_long = seen(store, now, now - HOUR)
    assert (3, 2, now - 20 * MINUTE) == (open_for_long.owed, open_for_long.going, open_for_long.oldest)


def test_what_can_wait_has_waited_since_the_offices_opened_only(
    store: Store, author: Author, now: datetime
) -> None:
    owe(store, author, "since yesterday", now - 15 * HOUR)
    just_open = seen(store, now, now - MINUTE)
    assert (1, now - MINUTE) == (just_open.going, just_open.oldest)


def test_out_of_hours_only_what_is_urgent_goes(store: Store, author: Author, now: datetime) -> None:
    owe(store, author, "can wait", now - 15 * HOUR)
    assert (1, 0, None) == (lambda it: (it.owed, it.going, it.oldest))(seen(store, now, None))
    owe(store, author, "urgent", now - 3 * MINUTE, urgent=True)
    assert (1, now - 3 * MINUTE) == (lambda it: (it.going, it.oldest))(seen(store, now, None))


def test_what_was_tried_in_vain_and_what_failed_lately_are_counted(
    store: Store, author: Author, now: datetime
) -> None:
    owe(store, author, "tried", now, attempts=2)
    owe(store, author, "failed", now, state=State.FAILED, settled=now - 23 * HOUR)
    owe(store, author, "failed long ago", now, state=State.FAILED, settled=now - 25 * HOUR)
    owe(store, author, "sent", now, state=State.SENT, settled=now, attempts=1)
    found = seen(store, now, now)
    assert (1, 1, 1) == (found.owed, found.retried, found.failed)


def test_the_bell_and_the_processes_that_live_are_told(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        bell.ring(db, None, now - MINUTE)
        processes.live(db, "dead", now - MINUTE)
        processes.live(db, "alive", now - timedelta(seconds=3))
    found = seen(store, now, now)
    assert (now - MINUTE, 1) == (found.rung, found.processes)


@pytest.mark.parametrize("state", State)
def test_only_what_ended_in_vain_is_owed_again(
    store: Store, author: Author, now: datetime, state: State
) -> None:
    number = owe(store, author, "a", now - HOUR, state=state, reason="HTTP 500", holder="x", activity="y")
    with store.transaction() as db:
        done = ledger.send_again(db, [number], now)
    with store.read() as db:
        row = db.get_one(t.Outbox, number)
    again = state in (State.FAILED, State.UNREACHABLE)
    assert ((number,) if again else ()) == done
    expected = (State.OWED, now, None, None, None) if again else (state, now - HOUR, "HTTP 500", "x", "y")
    assert expected == (row.state, row.due, row.reason, row.holder, row.activity)


def test_what_expires_later_is_owed_again_what_has_expired_is_not(
    store: Store, author: Author, now: datetime
) -> None:
    late = owe(store, author, "late", now, state=State.FAILED, expires=now - MINUTE)
    good = owe(store, author, "good", now, state=State.FAILED, expires=now + MINUTE)
    with store.transaction() as db:
        assert (good,) == ledger.send_again(db, [late, good], now)


def test_cancelling_takes_what_is_owed_of_one_matter(store: Store, author: Author, now: datetime) -> None:
    mine = owe(store, author, "a", now, about="broadcast:3")
    owe(store, author, "b", now, about="broadcast:4")
    owe(store, author, "c", now, about="broadcast:3", state=State.SENT)
    with store.transaction() as db:
        assert (mine,) == ledger.cancel(db, Wanted(about="broadcast:3"), "why", now)
    with store.read() as db:
        counted = ledger.counts(db, Wanted())
    assert dict.fromkeys(State, 0) | {State.OWED: 1, State.SENT: 1, State.CANCELLED: 1} == counted


@pytest.mark.parametrize("person", ["lappi", "number", "nobody", "99999999999999999999", "-1", "²", ""])
def test_a_person_is_found_by_slug_or_number(
    store: Store, author: Author, now: datetime, person: str
) -> None:
    number = owe(store, author, "a", now)
    named = str(author.person.id) if person == "number" else person
    with store.read() as db:
        found = ledger.entries(db, Wanted(person=named))
    assert ([number] if person in ("lappi", "number") else []) == [each.id for each in found]
