"""Changes of a draft of minutes are taken back by who made them, while nobody changed the part since."""

import pytest

from knowledge.minutes import Item, Part, PartKind
from knowledge.people import Person
from storage import minutes, minutes_edits
from storage.minutes import Writer
from storage.store import Store
from tests.storage.minutes_drafts import LAPLAND, begun, by, now, writers

__all__ = ["writers"]


def write(writer: Writer, what: str, part: Part | None) -> Part | None:
    """Add, change or remove a part."""
    if what == "add":
        return writer.add(PartKind.ITEM, Item("Uusi"), 9)
    assert part
    if what == "change":
        return writer.change(part, Item("Toisin"))
    writer.remove(part)
    return None


@pytest.mark.parametrize("what", ["add", "change", "remove"])
def test_ones_last_change_is_taken_back_whatever_it_was(
    store: Store, writers: dict[str, Person], what: str
) -> None:
    before = begun(store, writers["aino"])
    with store.transaction() as db:
        writer = by(db, writers["aino"])
        write(writer, what, before.parts[3])
        last = minutes_edits.last_of(db, LAPLAND, writers["aino"])
        assert last
        minutes_edits.undo(writer, last)
        assert None is minutes_edits.last_of(db, LAPLAND, writers["aino"])
        told = [(e.undone, e.undoes) for e in minutes_edits.edits(db, LAPLAND)]
    assert [p.content for p in before.parts] == [p.content for p in now(store).parts]
    assert [(False, last.id), (True, None)] == told


def test_taking_back_goes_further_back_one_by_one(store: Store, writers: dict[str, Person]) -> None:
    item = begun(store, writers["aino"]).parts[3]
    titles = []
    with store.transaction() as db:
        writer, at = by(db, writers["aino"]), item
        for title in ("Yksi", "Kaksi", "Kolme"):
            at = writer.change(at, Item(title))
        while last := minutes_edits.last_of(db, LAPLAND, writers["aino"]):
            assert None is minutes_edits.since(db, last)
            minutes_edits.undo(writer, last)
            found = minutes.part(db, item.id)
            assert found
            assert isinstance(found[1].content, Item)
            titles.append(found[1].content.title)
    assert ["Kaksi", "Yksi", "Raiteet"] == titles


def test_what_another_changed_since_is_known_until_they_take_it_back(
    store: Store, writers: dict[str, Person]
) -> None:
    item = begun(store, writers["aino"]).parts[3]
    with store.transaction() as db:
        second = by(db, writers["aino"]).change(item, Item("Yksi"))
        by(db, writers["eero"]).change(second, Item("Kaksi"))
        mine = minutes_edits.last_of(db, LAPLAND, writers["aino"])
        theirs = minutes_edits.last_of(db, LAPLAND, writers["eero"])
        assert mine
        assert theirs
        assert theirs == minutes_edits.since(db, mine)
        minutes_edits.undo(by(db, writers["eero"]), theirs)
        assert None is minutes_edits.since(db, mine)


def test_beginning_is_no_change_that_could_be_taken_back(store: Store, writers: dict[str, Person]) -> None:
    begun(store, writers["aino"])
    with store.read() as db:
        assert None is minutes_edits.last_of(db, LAPLAND, writers["aino"])
        assert 0 == minutes_edits.count(db, LAPLAND)
