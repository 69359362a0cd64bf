"""The outbox: owed once, and cancelled while it is owed."""

from datetime import datetime

from sqlmodel import col, select

from storage import outbox
from storage import tables as t
from storage.outbox import Place, State
from storage.proposals import Author
from storage.store import Store


def owe(store: Store, author: Author, once: str, now: datetime, about: str | None = None) -> int | None:
    with store.transaction() as db:
        return outbox.owe(
            db,
            once=once,
            person=author.person.id,
            card="late_offer",
            data={"number": "2026-01"},
            cause="test",
            now=now,
            about=about,
        )


def rows(store: Store) -> list[t.Outbox]:
    with store.read() as db:
        return list(db.exec(select(t.Outbox).order_by(col(t.Outbox.id))).all())


def test_the_same_key_owes_one_message(store: Store, author: Author, now: datetime) -> None:
    owed = [owe(store, author, "a", now) for _ in range(2)]
    assert ([1, None], 1) == (owed, len(rows(store)))


def test_a_message_is_due_at_once_waits_for_office_hours_and_is_a_new_card_unless_told(
    store: Store, author: Author, now: datetime
) -> None:
    owe(store, author, "a", now)
    [row] = rows(store)
    assert (now, False, None, Place.NEW) == (row.due, row.urgent, row.expires, row.place)


def test_only_what_is_owed_is_cancelled(store: Store, author: Author, now: datetime) -> None:
    owe(store, author, "a", now, about="broadcast:1")
    owe(store, author, "b", now, about="broadcast:2")
    about = col(t.Outbox.about) == "broadcast:1"
    with store.transaction() as db:
        cancelled = [outbox.cancel(db, "called off", now, about) for _ in range(2)]
    assert [(1,), ()] == cancelled
    assert [(State.CANCELLED, "called off"), (State.OWED, None)] == [(r.state, r.reason) for r in rows(store)]
