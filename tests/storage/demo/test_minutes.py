"""The demo's minutes: final ones whole and sealed, a draft being written, a version that is out."""

from collections import Counter

import pytest

from knowledge.confirming import Book, Standing, Way
from knowledge.minutes import Attendance, Item, PartKind, State, View, conclusions, public_id
from knowledge.records import Answer, Record
from storage import agendas, confirming, minutes, publishing, sessions
from storage.store import Store

OUT, WRITTEN = "2026-s1", "2026-s2"


@pytest.fixture
def book(built: Store) -> Book:
    """The minutes that are out, with all that was said of them."""
    with built.read() as db:
        session = sessions.find(db, OUT)
        assert session is not None
        return confirming.book(db, session)


def test_last_years_final_minutes_are_whole(built: Store) -> None:
    with built.read() as db:
        final = minutes.newest(db, "2025-19")
    assert final is not None
    expected = {
        PartKind.ATTENDANCE: 1,
        PartKind.STATE_VIEW: 1,
        PartKind.REGION_VIEW: 1,
        PartKind.ITEM: 5,
        PartKind.CONCLUSION: 5,
    }
    assert expected == Counter(part.kind for part in final.parts)
    assert State.FINAL is final.state
    there = next(part.content for part in final.parts if isinstance(part.content, Attendance))
    assert "Aila Tunturila" == there.present["council:19"]
    assert {True} == {bool(p.content.texts) for p in final.parts if isinstance(p.content, View | Item)}


def test_each_conclusion_stands_under_its_item(built: Store) -> None:
    with built.read() as db:
        final = minutes.newest(db, "2025-19")
    assert final is not None
    kinds = [part.kind for part in final.parts if part.kind in (PartKind.ITEM, PartKind.CONCLUSION)]
    assert [PartKind.ITEM, PartKind.CONCLUSION] * 5 == kinds


def test_the_parts_say_what_the_memory_says(built: Store, memory: tuple[Record, ...]) -> None:
    known = {record.id: record for record in memory}
    with built.read() as db:
        final = minutes.newest(db, "2024-ita")
    assert final is not None
    told = {public_id(final.session, one.number): one for one in conclusions(final.parts)}
    assert {id_ for id_ in known if id_.startswith("2024-ita-")} == set(told)
    for id_, one in told.items():
        assert (known[id_].texts, known[id_].goals) == (one.texts, one.goals)
        assert known[id_].regions == one.regions


def test_final_minutes_are_what_their_checksums_were_made_of(built: Store) -> None:
    with built.read() as db:
        checked = list(publishing.verify(db))
    assert (True, {True}) == (len(checked) > 70, {each.whole for each in checked})


def test_a_version_is_out_and_has_been_answered_in_every_way(book: Book) -> None:
    assert [(1, State.OUT)] == [(each.number, each.state) for each in book.versions]
    told = {each.organisation: (each.answer, each.way) for each in book.given}
    expected = {
        "council:02": (Answer.CONFIRMED, Way.CHAT),
        "council:04": (Answer.CORRECTION, Way.CHAT),
        "ministry:MMM": (Answer.RESERVATION, Way.CHAT),
        "ministry:YM": (Answer.CONFIRMED, Way.LETTER),
    }
    assert (expected, ("council:15",)) == (told, book.waiting)
    assert Standing.ASKS is book.standing("council:04", 1)


def test_what_is_out_is_due_after_now_and_was_answered_after_it_was_sent(book: Book) -> None:
    version = book.out
    assert version.sent is not None
    assert version.due is not None
    assert {True} == {version.sent < each.at < version.due for each in book.given if each.at}


def test_the_correction_is_of_a_conclusion_and_says_what_instead(book: Book) -> None:
    (wanted,) = book.undecided
    part = book.out.part(wanted.part)
    assert part is not None
    assert (PartKind.CONCLUSION, "council:04") == (part.kind, wanted.organisation)
    assert "neljäntenä reittinä" in wanted.wanted


def test_what_is_out_is_there_in_both_languages(book: Book) -> None:
    assert [{"fi", "sv"}] * 3 == [set(one.texts) for one in conclusions(book.out.parts)]


def test_a_draft_is_being_written_from_its_agenda(built: Store) -> None:
    with built.read() as db:
        draft = minutes.draft(db, WRITTEN)
        agenda = agendas.find(db, WRITTEN)
        newest = minutes.newest(db, WRITTEN)
    items = [part.content for part in draft.parts if isinstance(part.content, Item)]
    assert (None, 1) == (newest, agenda.version)
    assert [item.id for item in agenda.items] == [item.agenda_item for item in items]
    assert [True, True, False] == [bool(item.texts) for item in items]
    assert [1, 2] == [one.number for one in conclusions(draft.parts)]


def test_both_say_that_they_are_invented(built: Store) -> None:
    with built.read() as db:
        numbers = {each.case_number for id_ in (OUT, WRITTEN) if (each := sessions.find(db, id_))}
    assert {"Demo, keksitty"} == numbers
