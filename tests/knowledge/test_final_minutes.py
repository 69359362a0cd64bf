"""Final minutes: what stands against them, and a checksum that any change shows in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.confirming import Book, Correction, Given, Wish
from knowledge.final_minutes import Answered, canonical, check_finalising, checksum, silent
from knowledge.minutes import State, Version
from knowledge.records import Answer
from knowledge.refusals import Refusal
from knowledge.refusals.conclusions import (
    CorrectionsOpen,
    MinutesFinal,
    MinutesNotSent,
    NewerVersion,
    TimeLeft,
)
from knowledge.rounds import Round
from knowledge.sessions import Kind, Session
from knowledge.sessions import State as SessionState

NOW = datetime(2026, 12, 20, 9, 0, tzinfo=UTC)
NOTHING = (None,) * 2
ROUND = Round(1, 2026, {"fi": "Kierros"}, None, "g", *NOTHING, NOW, NOW, None, *NOTHING)
SESSION = Session(
    "2026-19", ROUND, Kind.REGIONAL, SessionState.HELD, {"fi": "Lappi"}, organisations=("a", "b", "c")
)
OUT = Version(7, "2026-19", 2, State.OUT, (), NOW - timedelta(days=9), NOW + timedelta(days=5))
OVER = replace(OUT, due=NOW - timedelta(seconds=1))
CONTENT = {"parts": [{"id": 1, "kind": "item", "position": 1, "content": {"title": "Raide", "texts": {}}}]}
ANSWERS = (
    Answered("a", Answer.CONFIRMED, at=NOW),
    Answered("b", Answer.RESERVATION, "Rahoitus on auki.", NOW, "letter", "VN/1/2026"),
    Answered("c", Answer.NO_ANSWER, way=""),
)


def book(*given: tuple[str, Answer], version: Version = OUT, wishes: tuple[Correction, ...] = ()) -> Book:
    told = tuple(Given(who, version.number, answer, NOW) for who, answer in given)
    return Book(SESSION, (version,), told, wishes)


def wish(state: Wish, version: int = 2) -> Correction:
    return Correction(1, version, "a", 1, "Toisin", state)


EVERYBODY = (("a", Answer.CONFIRMED), ("b", Answer.RESERVATION), ("c", Answer.CONFIRMED))
SOMEBODY = EVERYBODY[:1]


def test_minutes_that_everybody_confirmed_need_not_wait() -> None:
    assert OUT == check_finalising(book(*EVERYBODY), 2, NOW)


def test_when_the_time_is_up_silence_does_not_hold_the_minutes_back() -> None:
    waited = book(*SOMEBODY, version=OVER)
    assert OVER == check_finalising(waited, 2, NOW)
    recorded = silent(waited, OVER)
    assert [("b", Answer.NO_ANSWER), ("c", Answer.NO_ANSWER)] == [
        (r.organisation, r.answer) for r in recorded
    ]


def test_an_answer_to_an_earlier_version_is_no_answer_to_this_one() -> None:
    earlier = (Given("b", 1, Answer.CONFIRMED, NOW),)
    found = replace(book(*SOMEBODY, version=OVER), given=(*book(*SOMEBODY).given, *earlier))
    assert ("b", "c") == tuple(each.organisation for each in silent(found, OVER))


@pytest.mark.parametrize(
    ("found", "wanted", "refusal"),
    [
        (Book(SESSION), 0, MinutesNotSent),
        (book(version=replace(OVER, state=State.FINAL)), 2, MinutesFinal),
        (book(*EVERYBODY), 1, NewerVersion),
        (book(*SOMEBODY), 2, TimeLeft),
        (book(*EVERYBODY, wishes=(wish(Wish.OPEN),)), 2, CorrectionsOpen),
        (book(*EVERYBODY, wishes=(wish(Wish.OPEN, 1),)), 2, CorrectionsOpen),
        (book(*EVERYBODY, version=OVER, wishes=(wish(Wish.ACCEPTED),)), 2, CorrectionsOpen),
    ],
)
def test_what_stands_against_final_minutes(found: Book, wanted: int, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        check_finalising(found, wanted, NOW)


def test_an_organisation_whose_correction_was_declined_may_still_answer_while_there_is_time() -> None:
    answers = (*EVERYBODY[1:], ("a", Answer.CORRECTION))
    with pytest.raises(TimeLeft) as refused:
        check_finalising(book(*answers, wishes=(wish(Wish.DECLINED),)), 2, NOW)
    assert {"date": OUT.due, "count": 1} == refused.value.values
    assert OVER == check_finalising(book(*answers, version=OVER, wishes=(wish(Wish.DECLINED),)), 2, NOW)


# The checksum


def test_the_checksum_is_of_a_text_that_anybody_can_make() -> None:
    first, told = canonical("2026-19", 2, {"b": 1, "a": "ä"}, ANSWERS[:1]).decode().split("\n")
    assert "alke-minutes-1" == first
    assert (
        '{"answers":[{"answer":"confirmed","at":"2026-12-20T09:00:00+00:00","case_number":"","note":"",'
        '"organisation":"a","way":"chat"}],"content":{"a":"ä","b":1},"session":"2026-19","version":2}'
    ) == told


def test_the_order_of_answers_and_of_keys_does_not_matter() -> None:
    turned = {"parts": [dict(reversed(part.items())) for part in CONTENT["parts"]]}
    assert sealed() == checksum("2026-19", 2, turned, reversed(ANSWERS))


def test_the_same_moment_in_another_zone_is_the_same() -> None:
    from knowledge.clock import HELSINKI

    moved = tuple(replace(each, at=each.at and each.at.astimezone(HELSINKI)) for each in ANSWERS)
    assert sealed() == sealed(answers=moved)


def sealed(**more: Any) -> str:
    told: dict[str, Any] = {"session": "2026-19", "number": 2, "content": CONTENT, "answers": ANSWERS} | more
    return checksum(**told)


@pytest.mark.parametrize(
    "changed",
    [
        {"session": "2026-18"},
        {"number": 3},
        {"content": {"parts": []}},
        {"content": {**CONTENT, "more": None}},
        {"answers": ANSWERS[:2]},
        *({"answers": (replace(ANSWERS[1], **one), *ANSWERS[::2])} for one in (
            {"organisation": "d"},
            {"answer": Answer.CONFIRMED},
            {"note": "Rahoitus on auki!"},
            {"at": NOW + timedelta(microseconds=1)},
            {"way": "registry"},
            {"case_number": "VN/2/2026"},
        )),
    ],
)  # fmt: skip
def test_any_change_shows_in_the_checksum(changed: dict[str, Any]) -> None:
    assert sealed() != sealed(**changed)


@given(st.text(max_size=40), st.text(max_size=40))
def test_another_text_is_another_checksum(one: str, other: str) -> None:
    sums = {sealed(content={"text": text}) for text in (one, other)}
    assert len({one, other}) == len(sums)
