"""Importing goals: into their tree and into the memory."""

import pytest

from storage import records
from storage.goals import all_goals
from storage.store import Store
from storage.transfer import BadRows, Fault, Imported, import_goals, numbered, official_goals


def test_goals_come_in_their_order_and_into_the_memory(store: Store) -> None:
    with store.transaction() as db:
        assert Imported(32, 0, 0) == import_goals(db, official_goals())
        assert Imported(0, 0, 32) == import_goals(db, official_goals())
        order = [goal.id for goal in all_goals(db)]
        in_memory = records.by_ids(db, ["ALKE2024-1"])[0]
    assert [line.values["id"] for line in official_goals()] == order
    assert (2024, ("ALKE2024-1",), {"fi", "en"}) == (in_memory.year, in_memory.goals, set(in_memory.texts))


def goal(id_: str, **values: str) -> dict[str, str]:
    plain = {
        "term": "2028-2031",
        "kind": "priority",
        "title_fi": "Tavoite",
        "source": "s",
        "certainty": "high",
    }
    return {"id": id_, **plain, **values}


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ([goal("A", parent="X")], Fault(1, "parent", "unknown goal 'X'")),
        ([goal("A", parent="A")], Fault(1, "parent", "the goal would stand below itself")),
        ([goal("A", term="soon")], Fault(1, "term", "not a term such as 2024-2027: 'soon'")),
        ([goal("A"), goal("A")], Fault(2, "id", "the same is on line 1 already")),
        ([goal("A", title_fi="")], Fault(1, "title_fi", "empty")),
    ],
)
def test_a_goal_that_does_not_fit_is_refused(
    sqlite_store: Store, rows: list[dict[str, str]], fault: Fault
) -> None:
    with pytest.raises(BadRows) as refused, sqlite_store.transaction() as db:
        import_goals(db, numbered(rows))
    assert (fault,) == refused.value.faults


def test_a_goal_cannot_be_moved_below_its_own_child(sqlite_store: Store) -> None:
    with sqlite_store.transaction() as db:
        import_goals(db, numbered([goal("A"), goal("B", parent="A")]))
    with pytest.raises(BadRows) as refused, sqlite_store.transaction() as db:
        import_goals(db, numbered([goal("A", parent="B")]))
    assert (Fault(1, "parent", "the goal would stand below itself"),) == refused.value.faults


def test_a_changed_goal_keeps_its_place(store: Store) -> None:
    with store.transaction() as db:
        import_goals(db, numbered([goal("A"), goal("B")]))
        assert Imported(1, 1, 0) == import_goals(db, numbered([goal("C"), goal("A", title_fi="Uusi")]))
        assert [("A", "Uusi"), ("B", "Tavoite"), ("C", "Tavoite")] == [
            (one.id, one.titles["fi"]) for one in all_goals(db)
        ]
