"""Records and the change counter that indexes follow."""

from dataclasses import replace
from datetime import datetime

from knowledge.records import Confirmations, Meeting, Record, Wording
from knowledge.rounds import Round
from storage import changes, records
from storage import tables as t
from storage.records import Written
from storage.store import Store

RAIL = Record(
    id="2025-19-01",
    kind="conclusion",
    year=2025,
    texts={"fi": Wording("Rata", "Radan suunnittelua jatketaan."), "sv": Wording("Bana", "Banan planeras.")},
    regions=("19", "17"),
    ministries=("LVM", "VM"),
    goals=("ALKE2024-E1",),
    areas=("transport",),
    responsible=("LVM", "council:19"),
    used_in=("JTS",),
    source="koe",
)
ROAD = replace(RAIL, id="2025-19-02", texts={"fi": Wording("Tie", "Tie korjataan.")}, regions=("19",))


def put(store: Store, record: Record) -> bool:
    with store.transaction() as db:
        return records.put(db, record)


def position(store: Store) -> int:
    with store.read() as db:
        return changes.position(db)


def test_the_counter_starts_at_nothing_and_grows_by_one(store: Store) -> None:
    assert 0 == position(store)
    with store.transaction() as db:
        assert [1, 2] == [changes.advance(db), changes.advance(db)]
    assert 2 == position(store)


def test_a_record_comes_back_as_it_was_put(store: Store) -> None:
    put(store, RAIL)
    with store.read() as db:
        assert (RAIL,) == records.by_ids(db, [RAIL.id, "2025-19-99"])


def test_records_come_in_the_order_asked_for(store: Store) -> None:
    for record in (RAIL, ROAD):
        put(store, record)
    with store.read() as db:
        assert (ROAD, RAIL) == records.by_ids(db, [ROAD.id, RAIL.id])


def test_putting_the_same_again_changes_nothing(store: Store) -> None:
    assert (True, False, 1) == (put(store, RAIL), put(store, RAIL), position(store))


def test_a_record_that_differs_replaces_the_old_one_as_a_whole(store: Store) -> None:
    put(store, RAIL)
    changed = replace(RAIL, texts={"fi": Wording("Rata", "Uusi teksti.")}, ministries=("VM",), goals=())
    assert put(store, changed)
    with store.read() as db:
        assert (changed,) == records.by_ids(db, [RAIL.id])


def test_only_what_changed_since_is_handed_to_the_index(store: Store) -> None:
    put(store, RAIL)
    before = position(store)
    put(store, ROAD)
    with store.read() as db:
        assert ((ROAD, frozenset({"all"})),) == records.changed_since(db, before)
        assert () == records.changed_since(db, position(store))


def test_records_written_together_share_one_change_number(store: Store) -> None:
    put(store, RAIL)
    many = [replace(ROAD, id=f"2025-19-{number:04}") for number in range(1200)]
    with store.transaction() as db:
        written = records.put_all(db, [RAIL, replace(ROAD, id="2025-19-0000"), *many[1:]], {})
    assert (Written(added=1200, changed=0), 2) == (written, position(store))


def test_what_a_session_already_read_is_read_anew_after_a_change(store: Store) -> None:
    put(store, RAIL)
    with store.transaction() as db:
        records.by_ids(db, [RAIL.id])
        records.put(db, replace(RAIL, year=2026))
        assert [2026] == [record.year for record in records.by_ids(db, [RAIL.id])]


def test_a_record_knows_its_session_and_how_the_newest_minutes_were_confirmed(
    store: Store, open_round: Round, now: datetime
) -> None:
    with store.transaction() as db:
        db.add(t.Organisation(id="council:19", kind="council", name_fi="Lapin liitto"))
        db.add(
            t.Session(
                id="2026-19",
                round_id=open_round.id,
                kind="regional",
                state="held",
                name_fi="Lapin keskustelu",
                starts=now,
            )
        )
        db.flush()
        minutes = [
            t.Minutes(session_id="2026-19", version=1, state="draft"),
            t.Minutes(session_id="2026-19", version=2, state="final", finalised=now),
        ]
        db.add_all(minutes)
        db.flush()
        for row, answer in zip(minutes, ("correction", "no answer"), strict=True):
            db.add(t.Confirmation(minutes_id=row.id or 0, organisation_id="council:19", answer=answer))
        records.put(db, RAIL, session_id="2026-19")
    with store.transaction() as db:
        assert not records.put(db, RAIL, session_id="2026-19")
        assert not records.put(db, RAIL)
        found = records.by_ids(db, [RAIL.id])[0]
    assert Meeting("2026-19", {"fi": "Lapin keskustelu"}, now) == found.meeting
    assert Confirmations(True, now, {"no answer": 1}) == found.confirmations
    assert (1, 0) == (found.confirmations.asked, found.confirmations.confirmed)
