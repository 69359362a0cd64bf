"""Where people are reached: gone once and cleared by a turn; who serves; which tenants wait."""

from datetime import datetime, timedelta

import pytest

from storage import pauses, processes, reach, turns
from storage.processes import Share
from storage.proposals import Author
from storage.reach import Chat
from storage.store import Store
from storage.turns import Address, Place

WHERE = Address(
    "msteams", "a:1", "https://smba.trafficmanager.net/emea/", "a-tenant", {"id": "b"}, {"id": "u"}
)
HOUR = timedelta(hours=1)


@pytest.fixture
def person(store: Store, author: Author, now: datetime) -> int:
    """Somebody who wrote to the bot."""
    heard(store, author.person.id, now)
    return author.person.id


def heard(store: Store, person: int, now: datetime) -> None:
    with store.transaction() as db:
        turns.remember(db, WHERE, person, Place("fi"), now)


def chat(store: Store, person: int) -> Chat | None:
    with store.read() as db:
        return reach.chats(db, [person]).get(person)


def missed(store: Store, at: datetime) -> bool:
    with store.transaction() as db:
        return reach.missed(db, WHERE, "not found", at)


def test_somebody_who_wrote_is_reached_and_nobody_else(store: Store, person: int) -> None:
    assert (Chat(WHERE, None, 0), None) == (chat(store, person), chat(store, person + 1))


def test_the_first_reason_for_which_a_chat_is_gone_stays(store: Store, person: int, now: datetime) -> None:
    with store.transaction() as db:
        for why in ("blocked", "removed"):
            reach.gone(db, WHERE, why, now)
    assert Chat(WHERE, "blocked", 0) == chat(store, person)


def test_writing_to_the_bot_clears_it(store: Store, person: int, now: datetime) -> None:
    missed(store, now)
    with store.transaction() as db:
        reach.gone(db, WHERE, "blocked", now)
    heard(store, person, now)
    assert Chat(WHERE, None, 0) == chat(store, person)


def test_a_chat_is_gone_only_when_it_wasnt_found_often_and_for_long(
    store: Store, person: int, now: datetime
) -> None:
    outcomes = [missed(store, now + hours * HOUR) for hours in (0, 1, 2, 5.9, 6)]
    assert ([False] * 4 + [True], Chat(WHERE, "not found", 5)) == (outcomes, chat(store, person))


def test_twice_is_not_often(store: Store, person: int, now: datetime) -> None:
    assert [False, False, True] == [missed(store, now + hours * HOUR) for hours in (0, 24, 25)]


def test_a_chat_that_was_found_again_begins_anew(store: Store, person: int, now: datetime) -> None:
    missed(store, now)
    with store.transaction() as db:
        reach.found(db, WHERE)
    assert (Chat(WHERE, None, 0), [False, False]) == (
        chat(store, person),
        [missed(store, now + hours * HOUR) for hours in (24, 25)],
    )


def test_processes_that_live_share_and_silent_ones_are_left_out(store: Store, now: datetime) -> None:
    def live(process: str, seconds: float) -> Share:
        with store.transaction() as db:
            return processes.live(db, process, now + timedelta(seconds=seconds))

    shares = [live("a", 0), live("b", 1), live("a", 2), live("b", 13)]
    assert [Share(0, 1), Share(1, 2), Share(0, 2), Share(0, 1)] == shares


def test_a_process_that_leaves_shares_no_more(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        for process in "ab":
            processes.live(db, process, now)
        processes.leave(db, "a")
        share = processes.live(db, "b", now)
    assert Share(0, 1) == share


def test_of_pauses_the_longest_counts_until_it_is_over(store: Store, now: datetime) -> None:
    def standing(at: datetime) -> dict[str, datetime]:
        with store.read() as db:
            return pauses.standing(db, at)

    for minutes in (2, 1):
        with store.transaction() as db:
            pauses.pause(db, {"t": now + timedelta(minutes=minutes)}, now)
    until = now + timedelta(minutes=2)
    assert ({"t": until}, {}) == (standing(now), standing(until))
