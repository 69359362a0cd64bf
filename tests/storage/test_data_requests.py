"""Requests about one's own data: one of a kind waits at a time."""

from datetime import datetime

from knowledge.personal import Kind, State
from storage import data_requests
from storage.proposals import Author
from storage.store import Store


def test_the_same_asked_again_changes_the_request_that_waits(
    store: Store, author: Author, now: datetime
) -> None:
    with store.transaction() as db:
        first, new = data_requests.ask(db, author.person, Kind.CORRECTION, "Yksi", now)
        second, again = data_requests.ask(db, author.person, Kind.CORRECTION, "Kaksi", now)
        other, _ = data_requests.ask(db, author.person, Kind.ERASURE, "", now)
    assert (True, False, first.id, "Kaksi") == (new, again, second.id, second.wanted)
    assert other.id != first.id
    with store.transaction() as db:
        data_requests.settle(db, second, State.DECLINED, None, now, "Ei")
        assert [other.id] == [each.id for each in data_requests.open_of(db, author.person.id)]
        third, new = data_requests.ask(db, author.person, Kind.CORRECTION, "Kolme", now)
    assert (True, True) == (new, third.id > other.id)
