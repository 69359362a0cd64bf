"""Which times suit: what may be offered, who answers, which time is the best."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import availability as rules
from knowledge.availability import Answer, Option, Poll, Suits
from knowledge.people import Kind as Organisational
from knowledge.people import Role
from knowledge.refusals.sessions import NoOpenPoll, PollClosed
from tests.knowledge.test_sessions import CONTACT, COORDINATOR, LAPPI, NOW, OBSERVER, STARTS, person, session

DUE = datetime(2026, 12, 1, 21, 59, tzinfo=UTC)
LVM = person(("ministry:LVM", Role.DEPUTY, Organisational.MINISTRY))
TIMES = [Option(n, STARTS + timedelta(days=n), STARTS + timedelta(days=n, minutes=150)) for n in (1, 2, 3)]


def poll(**answers: str) -> Poll:
    """A poll of three times; answers as "ymn" by organisation."""
    letters = {each[0]: each for each in Suits}
    given_ = {
        name: Answer({o.id: letters[x] for o, x in zip(TIMES, text, strict=True)}, NOW, 1, "Joku")
        for name, text in answers.items()
    }
    return Poll(1, "2026-19", DUE, NOW, 1, None, tuple(TIMES), given_)


# Offering


def faults(text: str) -> list[str]:
    """The faults of the lines."""
    return [type(each).__name__ for each in rules.offered(text, 150, NOW)[1]]


@pytest.mark.parametrize(
    "line",
    [
        "12.1.2027 9.00",
        "12.1.2027 klo 9.00",
        "  12.01.2027   09:00 ",
        "2027-01-12 9:00",
        "12.1.2027, kl 9.00",
    ],
)
def test_a_time_is_read_as_people_write_it(line: str) -> None:
    options, wrong = rules.offered(f"{line}\n\n13.1.2027 9.00", 90, NOW)
    assert () == wrong
    assert (STARTS, STARTS + timedelta(minutes=90)) == (options[0].starts, options[0].ends)


def test_times_come_in_order() -> None:
    options, _ = rules.offered("14.1.2027 9.00\n12.1.2027 9.00", 150, NOW)
    assert [12, 14] == [o.starts.day for o in options]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("huomenna\n12.1.2027 9.00", ["BadTimes"]),
        ("12.1.2027\n13.1.2027 9.00", ["BadTimes"]),
        ("1.1.0001 9.00\n12.1.2027 9.00", ["BadTimes"]),
        ("12.1.2027 9.00\n12.1.2027 klo 9:00", ["SameTime"]),
        ("23.11.2026 9.00\n12.1.2027 9.00", ["TimePassed"]),
        ("16.1.2027 9.00\n12.1.2027 9.00", ["TimeOff"]),
        ("6.1.2027 9.00\n12.1.2027 9.00", ["TimeOff"]),
        ("12.1.9999 9.00\n12.1.2027 9.00", ["FarAhead"]),
        ("12.1.2027 9.00", ["TimesCount"]),
        ("\n".join(f"{day}.1.2027 9.00" for day in (11, 12, 13, 14, 15, 18, 19)), ["TimesCount"]),
        ("", ["TimesCount"]),
        ("x\n1.1.2020 9.00\n16.1.2027 9.00", ["BadTimes", "TimePassed", "TimeOff"]),
    ],
)
def test_what_is_wrong_with_the_lines_is_said_line_by_line(text: str, expected: list[str]) -> None:
    assert expected == faults(text)


def test_a_fault_names_its_line() -> None:
    _, wrong = rules.offered("12.1.2027 9.00\n\nei aika", 150, NOW)
    assert [("times", {"line": 3, "value": "ei aika"})] == [(each.field, each.values) for each in wrong]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    options, wrong = rules.offered(text, 150, NOW)
    assert wrong or rules.FEWEST <= len(options) <= rules.MOST


@pytest.mark.parametrize(
    ("day", "late"), [(date(2026, 11, 23), True), (date(2026, 11, 24), False), (date(2027, 1, 12), False),
                      (date(2027, 1, 13), True)]
)  # fmt: skip
def test_the_due_day_is_ahead_and_before_the_first_time(day: date, late: bool) -> None:
    assert late == bool(rules.due_faults(day, TIMES, NOW))


# Answering


def test_contacts_answer_for_their_own_and_coordinators_for_all() -> None:
    asked = session(organisations=(LAPPI, "ministry:LVM"))
    own = [rules.answering_for(each, asked) for each in (CONTACT, LVM, OBSERVER, COORDINATOR)]
    assert [(LAPPI,), ("ministry:LVM",), (), (LAPPI, "ministry:LVM")] == own


def test_after_the_due_day_only_a_coordinator_records_an_answer() -> None:
    rules.check_answering(CONTACT, poll(), DUE)
    rules.check_answering(COORDINATOR, poll(), DUE + timedelta(days=1))
    with pytest.raises(PollClosed):
        rules.check_answering(CONTACT, poll(), DUE + timedelta(minutes=1))


def test_a_closed_poll_takes_no_answer() -> None:
    closed = Poll(1, "2026-19", DUE, NOW, 1, NOW, tuple(TIMES), {})
    with pytest.raises(NoOpenPoll):
        rules.check_answering(COORDINATOR, closed, NOW)


# Counting


def test_the_best_time_has_the_fewest_refusals_and_then_the_most_that_it_suits() -> None:
    found = rules.counts(poll(a="yny", b="ymm", c="nyy"))
    assert [(2, 0, 1), (1, 1, 1), (2, 1, 0)] == [(c.yes, c.maybe, c.no) for c in found]
    assert [False, False, True] == [c.best for c in found]


def test_without_answers_no_time_is_the_best() -> None:
    assert [False] * 3 == [each.best for each in rules.counts(poll())]


def test_who_has_not_answered_is_known() -> None:
    asked = session(organisations=("a", "b", "c"))
    assert ("b",) == rules.unanswered(poll(a="yyy", c="nnn"), asked)


@given(st.dictionaries(st.sampled_from("abcdef"), st.text("ymn", min_size=3, max_size=3)))
def test_counts_add_up_and_no_time_is_better_than_the_best(answers: dict[str, str]) -> None:
    found = rules.counts(poll(**answers))
    assert all(c.yes + c.maybe + c.no == len(answers) for c in found)
    best = [c for c in found if c.best]
    assert bool(best) == bool(answers)
    assert all((b.no, -b.yes) <= (c.no, -c.yes) for b in best for c in found)
