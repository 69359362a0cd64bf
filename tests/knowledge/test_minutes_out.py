"""Minutes that go out: what stands against it, what a draft lacks, until when a version is answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import minutes_out as out
from knowledge.calendar import is_working
from knowledge.clock import today
from knowledge.confirming import Book, Wish
from knowledge.minutes import Conclusion, Draft, Item, Part, PartKind, View
from knowledge.records import Wording
from knowledge.refusals import Refusal
from knowledge.refusals.conclusions import MinutesFinal
from knowledge.refusals.confirming import CorrectionsUndecided, DraftEmpty, SameAsVersion, SessionNotHeld
from knowledge.sessions import State as SessionState
from tests.knowledge.test_confirming import FINAL, HELD, PARTS, SILENT, asking, version
from tests.knowledge.test_sessions import NOW, ROUND, session


def draft(*parts: Part) -> Draft:
    return Draft(HELD.id, parts or PARTS)


CHANGED = (*PARTS[:2], replace(PARTS[2], content=Conclusion(1, {"fi": Wording("Raide", "Toinen.")})))


@pytest.mark.parametrize(
    ("book", "parts", "refusal"),
    [
        (Book(session(state=SessionState.ANNOUNCED)), PARTS, SessionNotHeld),
        (FINAL, CHANGED, MinutesFinal),
        (SILENT, PARTS, SameAsVersion),
        (asking(Wish.OPEN), CHANGED, CorrectionsUndecided),
    ],
)
def test_what_stands_against_sending(book: Book, parts: tuple[Part, ...], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        out.check_sending(book, draft(*parts))


def test_an_empty_draft_is_not_sent() -> None:
    with pytest.raises(DraftEmpty):
        out.check_sending(Book(HELD), Draft(HELD.id))


def test_a_draft_that_says_something_new_is_sent() -> None:
    out.check_sending(Book(HELD), draft())
    out.check_sending(SILENT, draft(*CHANGED))
    out.check_sending(asking(Wish.ACCEPTED), draft(*CHANGED))


def test_a_seal_tells_one_state_of_a_draft_from_the_next() -> None:
    parts = tuple(replace(part, edition=1) for part in PARTS)
    seals = {
        out.seal(draft(*parts), None),
        out.seal(draft(*parts), version()),
        out.seal(draft(*parts[:2]), None),
        out.seal(draft(*parts[:2], replace(parts[2], edition=2)), None),
    }
    assert 4 == len(seals)
    assert out.seal(draft(*parts), None) == out.seal(draft(*parts), None)


def test_what_a_draft_lacks_is_told() -> None:
    empty = (Part(7, PartKind.STATE_VIEW, View()), Part(8, PartKind.ITEM, Item("Tyhjä")))
    found = out.gaps(Book(HELD), draft(*empty))
    assert (True, (7,), (8,)) == (
        found.conclusions,
        tuple(part.id for part in found.views),
        tuple(part.id for part in found.items),
    )
    assert {"fi": 1} == out.gaps(Book(HELD), draft()).only


def test_an_accepted_correction_whose_part_reads_as_before_is_told() -> None:
    book = asking(Wish.ACCEPTED)
    assert book.corrections == out.gaps(book, draft()).untouched
    assert () == out.gaps(book, draft(*CHANGED)).untouched


@settings(deadline=None)
@given(st.integers(0, 1000), st.integers(0, 60))
def test_the_time_to_answer_ends_with_a_working_day(later: int, days: int) -> None:
    now = NOW + timedelta(days=later)
    ends = out.due(now, replace(ROUND, days_to_confirm=days))
    assert is_working(today(ends))
    assert (today(ends) - today(now)).days >= max(3, days)


def test_the_time_to_answer_is_the_rounds() -> None:
    assert date(2026, 12, 8) == today(out.due(NOW, replace(ROUND, days_to_confirm=14)))
    assert date(2026, 11, 27) == today(out.due(NOW, replace(ROUND, days_to_confirm=0)))
