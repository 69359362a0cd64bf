"""Claiming: what may go out now, taken by one process, and what became of it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from storage import claims, outbox, renewing, settling, turns
from storage import tables as t
from storage.claims import Which
from storage.outbox import State
from storage.processes import Share
from storage.settling import Ended, PutOff
from storage.store import Store
from storage.turns import Address, Place

LEASE = timedelta(seconds=30)
SECOND = timedelta(seconds=1)
Owe = Callable[..., int]


@pytest.fixture
def people(store: Store) -> list[int]:
    """Four people."""
    with store.transaction() as db:
        for number in range(4):
            db.add(t.Person(tenant="t", object_id=f"o{number}", name=f"Person {number}"))
        db.flush()
        return [number or 0 for number in db.exec(select(t.Person.id).order_by(col(t.Person.id)))]


@pytest.fixture
def owe(store: Store, people: list[int], now: datetime) -> Owe:
    """Owe a message to one of them: its number."""

    def owe(who: int = 0, **how: Any) -> int:
        with store.transaction() as db:
            told: dict[str, Any] = {
                "card": "late_offer",
                "data": {"number": "2026-01"},
                "cause": "test",
                "now": now,
            }
            once = str(len(db.exec(select(t.Outbox.id)).all()))
            return outbox.owe(db, once=once, person=people[who], **told | how) or 0

    return owe


def peek(store: Store, at: datetime, limit: int = 10, **which: Any) -> list[int]:
    with store.read() as db:
        return [owed.id for owed in claims.peek(db, Which(at, **which), limit)]


def claim(store: Store, holder: str, at: datetime, *messages: int) -> list[int]:
    with store.transaction() as db:
        return sorted(claims.claim(db, holder, dict.fromkeys(messages, 0), at, at + LEASE))


def settle(store: Store, holder: str, at: datetime, *results: settling.Result) -> None:
    with store.transaction() as db:
        settling.settle(db, holder, results, at)


def row(store: Store, message: int) -> t.Outbox:
    with store.read() as db:
        return db.get_one(t.Outbox, message)


def test_what_is_due_tells_what_to_send(store: Store, people: list[int], owe: Owe, now: datetime) -> None:
    message = owe(about="proposal:1")
    with store.transaction() as db:
        where = Address("msteams", "a:1", "https://smba.trafficmanager.net/emea/", "a-tenant", {}, {})
        turns.remember(db, where, people[0], Place("fi"), now)
        [owed] = claims.peek(db, Which(now), 10)
    expected = (message, people[0], "late_offer", "proposal:1", "test", {"number": "2026-01"}, "a-tenant")
    assert expected == (owed.id, owed.person, owed.card, owed.about, owed.cause, owed.data, owed.tenant)


def test_a_message_isnt_seen_before_it_is_due(store: Store, owe: Owe, now: datetime) -> None:
    message = owe(due=now + LEASE)
    assert ([], [message]) == (peek(store, now), peek(store, now + LEASE))


def test_the_oldest_come_first_and_no_more_than_asked_for(store: Store, owe: Owe, now: datetime) -> None:
    one, three, two = (owe(who, due=now - hours * LEASE) for who, hours in enumerate((1, 3, 2)))
    assert ([three, two], [three, two, one]) == (peek(store, now, 2), peek(store, now))


def test_a_person_gets_one_after_the_other(store: Store, owe: Owe, now: datetime) -> None:
    second, first = owe(due=now), owe(due=now - SECOND)
    seen = peek(store, now)
    claim(store, "one", now, first)
    assert ([first], [], []) == (seen, peek(store, now), claim(store, "two", now, second))


def test_out_of_office_hours_only_what_is_urgent_is_seen(store: Store, owe: Owe, now: datetime) -> None:
    owe(0)
    urgent = owe(1, urgent=True)
    assert [urgent] == peek(store, now, urgent=True)


def test_tenants_that_are_closed_and_people_who_rest_are_left_alone(
    store: Store, people: list[int], owe: Owe, now: datetime
) -> None:
    messages = [owe(who) for who in range(4)]
    with store.transaction() as db:
        for number, tenant in enumerate(["closed", "open"]):
            where = Address("msteams", f"a:{number}", "https://x/", tenant, {}, {})
            turns.remember(db, where, people[number], Place(), now)
    seen = peek(store, now, closed=["closed"], resting=[people[3]])
    assert [messages[1], messages[2]] == seen


def test_processes_share_the_people(store: Store, owe: Owe, now: datetime) -> None:
    messages = [owe(who) for who in range(4)]
    halves = [peek(store, now, share=Share(number, 2)) for number in range(2)]
    assert (2, 2, messages) == (*map(len, halves), sorted(halves[0] + halves[1]))


def test_a_claimed_message_goes_to_nobody_else(store: Store, owe: Owe, now: datetime) -> None:
    message = owe()
    claimed = [claim(store, holder, now, message) for holder in ("one", "two")]
    assert ([[message], []], []) == (claimed, peek(store, now))


def test_what_changed_after_it_was_seen_isnt_claimed_as_it_was(
    store: Store, people: list[int], owe: Owe, now: datetime
) -> None:
    message = owe(about="session:1")
    with store.transaction() as db:
        waits = renewing.waiting(db, "session:1", ["test"])[people[0]]
        how: dict[str, Any] = {"urgent": False, "place": outbox.Place.NEW, "expires": None}
        renewing.renew(db, waits.id, "test", {"number": "2026-02"}, **how)
    with store.transaction() as db:
        [seen] = claims.peek(db, Which(now), 1)
        assert {"number": "2026-02"} == seen.data
        assert frozenset() == claims.claim(db, "one", {message: seen.edition - 1}, now, now + LEASE)
        assert frozenset({message}) == claims.claim(db, "one", {message: seen.edition}, now, now + LEASE)


def test_what_was_put_off_after_it_was_seen_isnt_claimed(store: Store, owe: Owe, now: datetime) -> None:
    message = owe(due=now + SECOND)
    assert [] == claim(store, "one", now, message)


def test_people_whom_only_e_mail_reaches_can_be_left_out(
    store: Store, people: list[int], owe: Owe, now: datetime
) -> None:
    messages = [owe(who) for who in range(2)]
    with store.transaction() as db:
        where = Address("msteams", "a:1", "https://x/", "a-tenant", {}, {})
        turns.remember(db, where, people[1], Place(), now)
    assert (messages, messages[1:]) == (peek(store, now), peek(store, now, mail=False))


def test_what_was_cancelled_after_it_was_seen_isnt_claimed(store: Store, owe: Owe, now: datetime) -> None:
    message = owe()
    with store.transaction() as db:
        outbox.cancel(db, "called off", now, col(t.Outbox.id) == message)
    assert [] == claim(store, "one", now, message)


def test_an_abandoned_message_comes_first_and_is_counted(store: Store, owe: Owe, now: datetime) -> None:
    owe(1, due=now - LEASE)
    message = owe(0)
    claim(store, "one", now, message)
    later = now + LEASE + SECOND
    seen = peek(store, later)
    claim(store, "two", later, message)
    told = row(store, message)
    assert ([message], 2, 1, "two") == (seen, told.attempts, told.abandoned, told.holder)


def test_abandoned_messages_come_in_small_batches(store: Store, owe: Owe, now: datetime) -> None:
    messages = [owe(who) for who in range(4)]
    claim(store, "one", now, *messages)
    with store.transaction() as db:
        claims.abandon(db, now)
    assert (messages[:2], messages) == (peek(store, now, 2), peek(store, now))


def test_only_the_holder_settles(store: Store, owe: Owe, now: datetime) -> None:
    message = owe()
    claim(store, "one", now, message)
    settle(store, "two", now, Ended(message, State.FAILED, "HTTP 400"))
    before = row(store, message).state
    settle(store, "one", now, Ended(message, State.SENT, "sent", "msteams", "1:7"))
    told = row(store, message)
    assert (State.OWED, State.SENT, "sent") == (before, told.state, told.reason)
    assert ("msteams", "1:7", now, None) == (told.channel, told.activity, told.settled, told.lease)


@pytest.mark.parametrize(
    ("end", "state"), [(State.SENT, State.SENT), (State.FAILED, State.CANCELLED)], ids=["sent", "failed"]
)
def test_what_was_cancelled_under_way_is_sent_where_it_was(
    store: Store, owe: Owe, now: datetime, end: State, state: State
) -> None:
    message = owe()
    claim(store, "one", now, message)
    with store.transaction() as db:
        outbox.cancel(db, "called off", now, col(t.Outbox.id) == message)
    settle(store, "one", now, Ended(message, end, "as it ended"))
    assert state == row(store, message).state


def test_a_message_put_off_comes_again_at_its_new_time(store: Store, owe: Owe, now: datetime) -> None:
    message = owe()
    claim(store, "one", now, message)
    settle(store, "one", now, PutOff(message, now + LEASE, "HTTP 503", ambiguous=True))
    told = row(store, message)
    assert (1, 1, 0, "HTTP 503") == (told.attempts, told.ambiguous, told.abandoned, told.reason)
    assert ([], [message]) == (peek(store, now + LEASE - SECOND), peek(store, now + LEASE))


def test_an_attempt_that_was_never_made_doesnt_count(store: Store, owe: Owe, now: datetime) -> None:
    message = owe()
    claim(store, "one", now, message)
    settle(store, "one", now, PutOff(message, now, None, counted=False))
    assert 0 == row(store, message).attempts


def test_what_nobody_holds_is_ended_and_what_somebody_holds_isnt(
    store: Store, owe: Owe, now: datetime
) -> None:
    held, free = owe(0), owe(1)
    claim(store, "one", now, held)
    with store.transaction() as db:
        settling.end(db, [Ended(each, State.NOT_NEEDED, "settled") for each in (held, free)], now)
    assert [State.OWED, State.NOT_NEEDED] == [row(store, each).state for each in (held, free)]


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgres_store"], indirect=True)
def test_what_another_process_is_claiming_is_passed_over(store: Store, owe: Owe, now: datetime) -> None:
    messages = [owe(0), owe(1)]
    also = owe(0)
    with store.transaction() as one, store.transaction() as two:
        first = claims.claim(one, "one", dict.fromkeys(messages[:1], 0), now, now + LEASE)
        second = claims.claim(two, "two", dict.fromkeys([*messages, also], 0), now, now + LEASE)
    assert ([messages[0]], [messages[1]]) == (sorted(first), sorted(second))
