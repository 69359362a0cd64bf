"""Turns: each activity once, its answer kept, its conversation remembered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from storage import tables as t
from storage import turns
from storage.proposals import Author
from storage.store import Store
from storage.turns import Address, Key, OwedAnswer, Place

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
KEY = Key("msteams", "conversation-1", "activity-1", "message")
OTHER = Key("msteams", "conversation-1", "activity-2", "message")
ADDRESS = Address(
    channel="msteams",
    conversation="conversation-1",
    service_url="https://smba.trafficmanager.net/emea/",
    tenant="7b1d6c0e-52f4-4a8e-9c35-0d1e2f3a4b5c",
    bot={"id": "28:bot"},
    user={"id": "29:lappi"},
)


def note(store: Store, key: Key, now: datetime) -> int | None:
    with store.transaction() as db:
        return turns.note(db, key, now)


def test_five_copies_of_one_activity_at_once_are_one_turn(store: Store, now: datetime) -> None:
    gate = Barrier(5)

    def take(_: int) -> int | None:
        gate.wait(timeout=10)
        return note(store, KEY, now)

    with ThreadPoolExecutor(5) as pool:
        claimed = list(pool.map(take, range(5)))
    assert 4 == claimed.count(None)


@pytest.mark.parametrize(
    "other",
    [
        Key("directline", "conversation-1", "activity-1", "message"),
        Key("msteams", "conversation-2", "activity-1", "message"),
        Key("msteams", "conversation-1", "activity-2", "message"),
        Key("msteams", "conversation-1", "activity-1", "invoke"),
    ],
)
def test_another_activity_is_another_turn(store: Store, now: datetime, other: Key) -> None:
    assert note(store, KEY, now) != note(store, other, now)


def test_a_sent_again_activity_gets_the_stored_answer(store: Store, now: datetime) -> None:
    turn = note(store, KEY, now) or 0
    with store.transaction() as db:
        turns.owe(db, turn, {"text": "Hei"})
    with store.read() as db:
        other = Key("msteams", "conversation-1", "activity-2", "message")
        assert ({"text": "Hei"}, None) == (turns.stored_answer(db, KEY), turns.stored_answer(db, other))


@pytest.fixture
def answered(store: Store, author: Author, now: datetime) -> int:
    """A turn in a known conversation whose answer is owed."""
    with store.transaction() as db:
        turns.remember(db, ADDRESS, author.person.id, Place("sv", {"years": [2025]}), now)
        turn = turns.note(db, KEY, now) or 0
        turns.owe(db, turn, {"text": "Hei"})
    return turn


def claim(store: Store, now: datetime) -> OwedAnswer | None:
    with store.transaction() as db:
        return turns.claim(db, now, now + MINUTE)


def see(store: Store, due: datetime) -> tuple[int, ...]:
    """What a delivery sees for the first time, and leaves alone until a moment."""
    with store.transaction() as db:
        unseen = turns.unseen(db, due)
        turns.see(db, unseen, due)
    return unseen


def test_an_answer_is_left_alone_until_the_moment_that_was_set_when_it_was_seen(
    store: Store, answered: int, now: datetime
) -> None:
    later = now + MINUTE
    with store.read() as db:
        assert ((), (answered,)) == (turns.unseen(db, now), turns.unseen(db, later))
    assert (None, (answered,), ()) == (claim(store, later), see(store, later), see(store, later))
    with store.read() as db:
        assert (False, True) == (turns.waiting(db, later - SECOND), turns.waiting(db, later))
    assert OwedAnswer(answered, now, ADDRESS, {"text": "Hei"}) == claim(store, later)


def test_a_claimed_answer_is_claimed_again_only_when_its_time_has_run_out(
    store: Store, answered: int, now: datetime
) -> None:
    see(store, now + SECOND)
    claimed = [claim(store, now + after) for after in (SECOND, MINUTE, MINUTE + SECOND)]
    assert [True, False, True] == [each is not None for each in claimed]


def test_a_settled_answer_is_owed_no_more(store: Store, answered: int, now: datetime) -> None:
    see(store, now + SECOND)
    with store.transaction() as db:
        turns.settle(db, [answered])
        turns.put_off(db, answered, now, ADDRESS)
    assert (None, ()) == (claim(store, now + MINUTE), see(store, now + MINUTE))


def test_an_answer_put_off_comes_again_at_its_address(store: Store, now: datetime) -> None:
    turn = note(store, KEY, now) or 0
    see(store, now + SECOND)
    unknown = claim(store, now + SECOND)
    with store.transaction() as db:
        turns.put_off(db, turn, now + 2 * MINUTE, ADDRESS)
    again = [claim(store, now + after) for after in (2 * MINUTE - SECOND, 2 * MINUTE)]
    assert OwedAnswer(turn, now, None, {}) == unknown
    assert [None, OwedAnswer(turn, now, ADDRESS, {})] == again


@pytest.mark.parametrize("state", [turns.OWED, turns.SENT, turns.LOST])
def test_old_turns_are_forgotten_whatever_became_of_them(store: Store, now: datetime, state: str) -> None:
    old, new = note(store, KEY, now) or 0, note(store, OTHER, now + MINUTE) or 0
    with store.transaction() as db:
        turns.settle(db, [old, new], state)
        turns.forget(db, now + SECOND)
    with store.read() as db:
        assert [new] == list(db.exec(select(t.Turn.id)).all())


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["postgres_store"], indirect=True)
def test_two_processes_claim_different_answers_at_once(store: Store, now: datetime) -> None:
    numbers = [note(store, key, now) for key in (KEY, OTHER)]
    see(store, now + SECOND)
    with store.transaction() as one, store.transaction() as two:
        claimed = [turns.claim(db, now + SECOND, now + MINUTE) for db in (one, two)]
    assert numbers == [each and each.turn for each in claimed]


def test_the_place_of_a_conversation_is_remembered(store: Store, answered: int) -> None:
    elsewhere = Key("msteams", "conversation-2", "activity-1", "message")
    with store.read() as db:
        assert (Place("sv", {"years": [2025]}), Place()) == (turns.place(db, KEY), turns.place(db, elsewhere))


def test_a_newer_question_takes_the_place_of_the_older(
    store: Store, author: Author, answered: int, now: datetime
) -> None:
    with store.transaction() as db:
        turns.remember(db, ADDRESS, author.person.id, Place("fi", {"regions": ["19"]}), now)
    with store.read() as db:
        assert Place("fi", {"regions": ["19"]}) == turns.place(db, KEY)


def test_a_person_is_reached_where_they_were_last_heard(
    store: Store, author: Author, answered: int, now: datetime
) -> None:
    phone = Address("msteams", "conversation-2", "https://smba.trafficmanager.net/emea/", "t", {}, {})
    with store.transaction() as db:
        turns.remember(db, phone, author.person.id, Place(), now + timedelta(hours=1))
    with store.read() as db:
        assert (phone, None) == (turns.address_of(db, author.person.id), turns.address_of(db, 404))


def test_the_newest_card_of_a_matter_is_the_one_that_stands(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        for activity in ("card-1", "card-2"):
            turns.stands(db, "msteams", "conversation-1", "proposal:1", activity, now)
    with store.read() as db:
        found = [turns.standing(db, "msteams", "conversation-1", f"proposal:{n}") for n in (1, 2)]
    assert ["card-2", None] == found
