"""A draft of minutes in a real database: its parts and their editions, numbers that are never reused."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session as Db
from sqlmodel import select

from knowledge.minutes import Item, PartKind, State
from knowledge.people import Person
from knowledge.refusals.conclusions import MinutesFinal
from storage import minutes, minutes_beginning, minutes_edits, sessions
from storage import tables as t
from storage.minutes_standings import Standing, standings
from storage.store import Store
from tests.storage.minutes_drafts import BEGINNING, LAPLAND, NOW, begun, by, conclusion, now, writers

__all__ = ["writers"]


def test_a_draft_is_begun_once(store: Store, writers: dict[str, Person]) -> None:
    with store.transaction() as db:
        told = [by(db, writers[who]).begin(BEGINNING) for who in ("aino", "eero")]
    assert [True, False] == told
    expected = [(kind, content, 1, "Aino") for kind, content in BEGINNING]
    assert expected == [(each.kind, each.content, each.edition, each.by) for each in now(store).parts]


def test_two_who_begin_at_once_make_one_draft(store: Store, writers: dict[str, Person]) -> None:
    def begin(who: str) -> bool:
        def work(db: Db) -> bool:
            sessions.hold(db, LAPLAND)
            return by(db, writers[who]).begin(BEGINNING)

        return store.write(work)

    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(begin, ["aino", "eero"] * 4))
    assert 1 == told.count(True)
    assert len(BEGINNING) == len(now(store).parts)


def test_a_change_moves_the_edition_and_is_noted_with_what_was_before(
    store: Store, writers: dict[str, Person]
) -> None:
    item = begun(store, writers["aino"]).parts[3]
    with store.transaction() as db:
        after = by(db, writers["eero"], 5).change(item, Item("Radat"))
        edits = minutes_edits.edits(db, LAPLAND)
    assert (2, "Eero", NOW + timedelta(minutes=5)) == (after.edition, after.by, after.at)
    assert after == now(store).parts[3]
    assert [(item.id, 2, item.content, Item("Radat"), "Eero", False)] == [
        (e.part, e.edition, e.before, e.after, e.by, e.undone) for e in edits
    ]


def test_an_earlier_edition_of_a_part_is_remembered(store: Store, writers: dict[str, Person]) -> None:
    item = begun(store, writers["aino"]).parts[3]
    with store.transaction() as db:
        second = by(db, writers["eero"]).change(item, Item("Radat"))
        by(db, writers["eero"]).change(second, Item("Tiet"))
        found = [minutes_edits.content_at(db, item.id, edition) for edition in (1, 2, 3)]
    assert [item.content, Item("Radat"), None] == found


def test_a_number_is_never_given_to_another_conclusion(store: Store, writers: dict[str, Person]) -> None:
    begun(store, writers["aino"])
    with store.transaction() as db:
        writer = by(db, writers["aino"])
        numbers = []
        for _ in range(3):
            number = minutes.next_number(db, LAPLAND)
            numbers.append(number)
            writer.remove(writer.add(PartKind.CONCLUSION, conclusion(number), 1))
    assert [1, 2, 3] == numbers


def test_parts_are_given_another_order_without_being_changed(
    store: Store, writers: dict[str, Person]
) -> None:
    *_, one, other = begun(store, writers["aino"]).parts
    with store.transaction() as db:
        by(db, writers["eero"]).arrange([other, one])
    *_, first, second = now(store).parts
    assert [(other.id, 1, "Aino"), (one.id, 1, "Aino")] == [(p.id, p.edition, p.by) for p in (first, second)]


# Final


def final(store: Store, person: Person) -> None:
    with store.transaction() as db:
        parts = minutes.draft(db, LAPLAND).parts
        sent = minutes.send(db, LAPLAND, parts, person, NOW, NOW)
        db.get_one(t.Minutes, sent.id).state = State.FINAL


def test_nothing_of_final_minutes_is_written(store: Store, writers: dict[str, Person]) -> None:
    draft = begun(store, writers["aino"])
    item: Any = draft.parts[3]
    final(store, writers["aino"])
    with store.transaction() as db:
        writer = by(db, writers["aino"])
        for attempt in (
            lambda: writer.begin(BEGINNING),
            lambda: writer.add(PartKind.ITEM, Item("A"), 1),
            lambda: writer.change(item, Item("A")),
            lambda: writer.remove(item),
            lambda: writer.restore(item.id, {"title": "A"}),
            lambda: writer.arrange([item]),
        ):
            with pytest.raises(MinutesFinal):
                attempt()
    assert draft == now(store)


def test_the_standing_tells_how_far_minutes_are(store: Store, writers: dict[str, Person]) -> None:
    def standing() -> Standing:
        with store.read() as db:
            return standings(db, [LAPLAND])[LAPLAND]

    assert Standing() == standing()
    begun(store, writers["aino"])
    with store.transaction() as db:
        by(db, writers["aino"]).add(PartKind.CONCLUSION, conclusion(1), 1)
    assert Standing(True, 1) == standing()
    final(store, writers["aino"])
    assert Standing(True, 1, 1, State.FINAL, NOW) == standing()


def test_without_an_agenda_or_a_view_a_draft_begins_with_neither(
    store: Store, writers: dict[str, Person]
) -> None:
    with store.read() as db:
        session = sessions.find(db, LAPLAND)
        assert session
        kinds = [kind for kind, _ in minutes_beginning.contents(db, session)]
        rows = db.exec(select(t.MinutesPart)).all()
    assert [PartKind.ATTENDANCE, PartKind.STATE_VIEW, PartKind.REGION_VIEW] == kinds
    assert [] == list(rows)
