"""What the demo holds: complete, and honest about what is invented."""

from collections import Counter
from datetime import datetime

import pytest
from sqlmodel import select

from knowledge.minutes import View
from knowledge.places import Places
from knowledge.records import Record
from storage import demo, minutes, records, rounds
from storage import tables as t
from storage.goals import all_goals
from storage.store import Store


@pytest.mark.whole
def test_the_demo_is_built_on_either_database(store: Store, now: datetime) -> None:
    demo.build(store, now)
    with store.read() as db:
        assert ["demo.built"] == db.exec(select(t.Audit.what)).all()


def test_there_are_conclusions_enough(conclusions: tuple[Record, ...]) -> None:
    swedish = [record for record in conclusions if "sv" in record.texts]
    assert (True, True) == (len(conclusions) >= 180, len(swedish) >= 40)


def test_every_region_has_conclusions_in_every_round(
    conclusions: tuple[Record, ...], regions: frozenset[str]
) -> None:
    counted = Counter((record.year, code) for record in conclusions for code in record.regions)
    least = {2025: 3, 2024: 3, 2023: 1, 2022: 1, 2020: 1}
    missing = [
        (year, code) for year, count in least.items() for code in regions if counted[year, code] < count
    ]
    assert [] == missing


def test_every_conclusion_says_that_it_is_invented(conclusions: tuple[Record, ...]) -> None:
    assert {True} == {(record.source or "").startswith("Demo, keksitty: muistio ") for record in conclusions}


def test_a_conclusion_carries_its_codes_session_and_confirmations(conclusions: tuple[Record, ...]) -> None:
    found = next(record for record in conclusions if record.id == "2024-ita-02")
    assert found.meeting is not None
    assert found.confirmations is not None
    assert ("2024-ita", ("10", "11", "12")) == (found.meeting.id, found.regions)
    assert ("OKM", "council:10", "council:11", "council:12") == found.responsible
    assert (True, 10) == (found.confirmations.final, found.confirmations.asked)


def test_codes_of_conclusions_are_known(
    built: Store, conclusions: tuple[Record, ...], places: Places, regions: frozenset[str]
) -> None:
    with built.read() as db:
        goals = {goal.id for goal in all_goals(db)}
    known = {
        "goals": goals,
        "areas": {area.id for area in places.areas},
        "ministries": {ministry.abbr for ministry in places.ministries},
        "regions": regions,
    }
    unknown = {
        (record.id, code)
        for record in conclusions
        for name, codes in known.items()
        for code in set(getattr(record, name)) - codes
    }
    assert set() == unknown


def test_goals_are_of_the_decision_in_force(built: Store, conclusions: tuple[Record, ...]) -> None:
    with built.read() as db:
        decisions = {round_.year: round_.decision for round_ in rounds.all_rounds(db)}
    wrong = [
        (record.id, goal)
        for record in conclusions
        for goal in record.goals
        if not goal.startswith(decisions[record.year or 0])
    ]
    assert [] == wrong


def test_the_memory_holds_every_kind(memory: tuple[Record, ...]) -> None:
    counted = Counter(record.kind for record in memory)
    assert {"agenda": 21, "minutes": 18, "goal": 32, "document": 4} == {
        kind: count for kind, count in counted.items() if kind != "conclusion"
    }


def test_an_agenda_lists_its_items_with_minutes_and_openers(built: Store) -> None:
    with built.read() as db:
        agenda = records.by_ids(db, ["2025-19-agenda"])[0].texts["fi"]
    assert "Agenda: Lapin keskustelu 2025" == agenda.title
    assert (
        "1. Arktinen matkailu ja sen työvoima (35 min, alustaja: Lapin liitto)" == agenda.text.split("\n")[0]
    )


def test_the_minutes_hold_both_views_and_the_titles_of_the_conclusions(
    built: Store, conclusions: tuple[Record, ...]
) -> None:
    with built.read() as db:
        text = records.by_ids(db, ["2025-19-muistio"])[0].texts["fi"].text
        final = minutes.newest(db, "2025-19")
    views = (
        [part.content.texts["fi"] for part in final.parts if isinstance(part.content, View)] if final else []
    )
    titles = [record.texts["fi"].title for record in conclusions if record.id.startswith("2025-19-")]
    assert [True] * 7 == [part in text for part in (*views, *titles)]


def test_silence_is_never_a_confirmation(built: Store) -> None:
    with built.read() as db:
        final = select(t.Confirmation).join(t.Minutes).where(t.Minutes.state == "final")
        answers = db.exec(final).all()
    counted = Counter(answer.answer for answer in answers)
    assert {"confirmed", "reservation", "no answer"} == set(counted)
    assert counted["confirmed"] > 5 * (counted["reservation"] + counted["no answer"]) // 2
    assert {True} == {(answer.at is None) == (answer.answer == "no answer") for answer in answers}
    assert {True} == {bool(answer.note) == (answer.answer == "reservation") for answer in answers}
