"""Confirming minutes: what an organisation may answer on which version, and what may go out."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from knowledge import confirming as rules
from knowledge.confirming import Book, Correction, Given, Standing, Wish
from knowledge.minutes import Attendance, Conclusion, Item, Part, PartKind, State, Version
from knowledge.people import Kind, Person, Role
from knowledge.records import Answer, Wording
from knowledge.refusals import Refusal
from knowledge.refusals.conclusions import MinutesFinal
from knowledge.refusals.confirming import (
    AnsweredAlready,
    CorrectionSettled,
    CorrectionsWait,
    MinutesNotOut,
    NotThisVersion,
    NotYourAnswer,
)
from knowledge.sessions import State as SessionState
from tests.knowledge.test_sessions import (
    AUNE,
    CONTACT,
    COORDINATOR,
    KAINUU,
    LAPPI,
    NOW,
    OBSERVER,
    person,
    session,
)

LVM = "ministry:LVM"
MINISTRY = person((LVM, Role.DEPUTY, Kind.MINISTRY))
HELD = session(state=SessionState.HELD, organisations=(LAPPI, LVM))
CONFIRMED, RESERVED, CORRECTED = rules.EVERY_ANSWER
PARTS = (
    Part(1, PartKind.ATTENDANCE, Attendance({LAPPI: ""})),
    Part(2, PartKind.ITEM, Item("Liikenne", {"fi": "Keskusteltiin."})),
    Part(3, PartKind.CONCLUSION, Conclusion(1, {"fi": Wording("Raide", "Rata.")})),
)


def version(number: int = 1, state: State = State.OUT, parts: tuple[Part, ...] = PARTS) -> Version:
    return Version(number, HELD.id, number, state, parts, NOW, NOW + timedelta(days=14))


def answer(organisation: str, number: int = 1, what: Answer = CONFIRMED, **more: Any) -> Given:
    return Given(organisation, number, what, NOW, "Joku", **more)


def wish(number: int = 1, state: Wish = Wish.OPEN, **more: Any) -> Correction:
    return Correction(number, 1, LAPPI, 3, "Toisin.", state, NOW, **more)


def asking(*states: Wish) -> Book:
    """Lapland has asked for corrections that stand so."""
    wishes = tuple(wish(number, state) for number, state in enumerate(states, 1))
    return Book(HELD, (version(),), (answer(LAPPI, what=CORRECTED),), wishes)


SILENT = Book(HELD, (version(),))
ANSWERED = Book(HELD, (version(),), (answer(LAPPI),))
SECOND = Book(HELD, (version(2), version(1, State.REPLACED)), (answer(LAPPI),))
FINAL = Book(HELD, (version(state=State.FINAL),), (answer(LAPPI),))


def refused(book: Book, who: Person = CONTACT, number: int = 1, organisation: str = LAPPI) -> dict[str, str]:
    """By answer: the refusal it gets, or nothing."""
    found = {}
    for each in rules.EVERY_ANSWER:
        try:
            rules.check_own_answer(who, book, number, organisation, each)
        except Refusal as refusal:
            found[each.value] = type(refusal).__name__
    return found


def all_refused(refusal: type[Refusal]) -> dict[str, str]:
    return dict.fromkeys((each.value for each in rules.EVERY_ANSWER), refusal.__name__)


# Who, and which version


def test_an_organisation_that_is_silent_may_answer_in_every_way() -> None:
    assert {} == refused(SILENT)


@pytest.mark.parametrize("who", [OBSERVER, AUNE, COORDINATOR, MINISTRY])
def test_nobody_answers_for_an_organisation_but_its_contacts_and_deputies(who: Person) -> None:
    assert all_refused(NotYourAnswer) == refused(SILENT, who)


def test_nobody_answers_for_an_organisation_that_took_no_part() -> None:
    kainuu = person((KAINUU, Role.CONTACT, Kind.COUNCIL))
    assert all_refused(NotYourAnswer) == refused(SILENT, kainuu, organisation=KAINUU)


def test_a_version_that_is_not_out_is_not_answered() -> None:
    assert all_refused(MinutesNotOut) == refused(Book(HELD))
    assert all_refused(NotThisVersion) == refused(SECOND, number=1)
    assert all_refused(NotThisVersion) == refused(SECOND, number=3)
    assert {} == refused(SECOND, number=2)


def test_final_minutes_are_not_answered() -> None:
    assert all_refused(MinutesFinal) == refused(FINAL)


def test_an_organisation_answers_a_version_once() -> None:
    assert all_refused(AnsweredAlready) == refused(ANSWERED)
    assert {} == refused(ANSWERED, MINISTRY, organisation=LVM)


@pytest.mark.parametrize("state", [Wish.OPEN, Wish.ACCEPTED])
def test_who_has_asked_for_a_correction_can_only_ask_for_more(state: Wish) -> None:
    expected = all_refused(CorrectionsWait)
    del expected[CORRECTED]
    assert expected == refused(asking(Wish.DECLINED, state))


def test_once_all_corrections_are_settled_the_version_can_be_answered() -> None:
    assert {} == refused(asking(Wish.DECLINED, Wish.TAKEN_BACK))


def test_a_silent_end_is_no_answer() -> None:
    book = Book(HELD, (version(),), (answer(LAPPI, what=Answer.NO_ANSWER),))
    assert Standing.SILENT is book.standing(LAPPI, 1)


# Who is waited for, and what is new


def test_those_who_have_not_answered_are_waited_for() -> None:
    assert (LAPPI, LVM) == SILENT.waiting
    assert (LVM,) == ANSWERED.waiting
    assert (LVM,) == asking(Wish.OPEN).waiting
    assert (LAPPI, LVM) == asking(Wish.DECLINED).waiting
    assert (LAPPI, LVM) == SECOND.waiting
    assert () == FINAL.waiting


def test_what_is_new_is_new_since_the_version_that_was_answered() -> None:
    old, third = version(1, State.REPLACED), version(3)
    book = Book(HELD, (third, version(2, State.REPLACED), old), (answer(LAPPI), answer(LVM, 2)))
    assert (old, 2) == (book.seen(LAPPI, 3), getattr(book.seen(LVM, 3), "number", None))
    assert None is book.seen(KAINUU, 3)


def test_an_organisation_that_left_the_session_is_shown_when_it_answered() -> None:
    book = Book(replace(HELD, organisations=(LVM,)), (version(),), (answer(LAPPI),))
    assert ((LVM, LAPPI), (LVM,)) == (book.asked, book.waiting)


# Corrections


@pytest.mark.parametrize("state", Wish)
def test_a_correction_is_settled_once(state: Wish) -> None:
    book, settled = asking(state), state in (Wish.DECLINED, Wish.TAKEN_BACK)
    for to in (Wish.DECLINED, Wish.TAKEN_BACK):
        if settled:
            with pytest.raises(CorrectionSettled):
                rules.check_settling(book, book.corrections[0], to)
        else:
            rules.check_settling(book, book.corrections[0], to)


def test_a_correction_is_not_settled_once_its_version_was_replaced() -> None:
    book = replace(SECOND, corrections=(wish(state=Wish.ACCEPTED, taken_in=2),))
    with pytest.raises(CorrectionSettled):
        rules.check_settling(book, book.corrections[0], Wish.DECLINED)
