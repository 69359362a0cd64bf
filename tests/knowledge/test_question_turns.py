"""Sentences that lean on the question before them."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.question import Context, Interpreter, Understood

CONTEXT = Context(today=date(2026, 10, 15), rounds=(2018, 2020, 2022, 2023, 2024, 2025, 2026), home=("18",))


def after(interpreter: Interpreter, first: str, then: str) -> Understood:
    previous = interpreter.understand(first, CONTEXT)
    return interpreter.understand(then, replace(CONTEXT, previous=previous, language=previous.language))


@pytest.mark.parametrize(
    ("first", "then", "terms"),
    [
        ("mitä sovimme toissa vuonna?", "kaivoksista", ("kaivos",)),
        ("mitä sovimme toissa vuonna?", "pelkästään satamat", ("satama",)),
        ("mitä sovimme toissa vuonna?", "satamat", ("satama",)),
        ("mitä sovimme metsistä toissa vuonna?", "kaivoksista", ("kaivos",)),
        ("vad avtalade vi 2024?", "om järnvägen", ("järnväg",)),
        ("what did we agree in 2024?", "only ports", ("port",)),
    ],
)
def test_a_bare_topic_keeps_year_and_region(
    interpreter: Interpreter, first: str, then: str, terms: tuple[str, ...]
) -> None:
    understood = after(interpreter, first, then)
    slots = understood.slots
    assert ((2024,), ("18",), terms, True, True) == (
        slots.years,
        slots.regions,
        slots.terms,
        understood.own_region,
        understood.continues,
    )


def test_a_bare_topic_after_another_topic_is_a_new_question(interpreter: Interpreter) -> None:
    understood = after(interpreter, "mitä sovimme metsistä toissa vuonna?", "satamat")
    assert ((), False) == (understood.slots.years, understood.continues)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("mitä Lapissa sovittiin metsistä?", "näytä vielä lisää"),
        ("mitä Lapissa sovittiin metsistä?", "Seuraavat, kiitos!"),
        ("vad avtalades om skogen i Lappland?", "visa fler svar"),
        ("what was agreed on forests in Lapland?", "more please"),
        ("what was agreed on forests in Lapland?", "lisää"),
    ],
)
def test_the_next_page_is_the_same_question(interpreter: Interpreter, first: str, then: str) -> None:
    previous = interpreter.understand(first, CONTEXT)
    understood = interpreter.understand(then, replace(CONTEXT, previous=previous))
    assert (previous.intent, previous.slots, previous.language, True, True) == (
        understood.intent,
        understood.slots,
        understood.language,
        understood.continues,
        understood.more,
    )


def test_a_new_question_after_a_page_is_no_page(interpreter: Interpreter) -> None:
    page = after(interpreter, "mitä Lapissa sovittiin metsistä?", "lisää")
    understood = interpreter.understand("entä Satakunnassa?", replace(CONTEXT, previous=page))
    assert (("04",), False) == (understood.slots.regions, understood.more)


def test_more_after_nothing_is_not_understood(interpreter: Interpreter) -> None:
    understood = interpreter.understand("näytä lisää", CONTEXT)
    assert (False, False) == (understood.more, understood.certain)


def test_the_own_ministry_goes_on(interpreter: Interpreter) -> None:
    ministry = replace(CONTEXT, home=(), ministries=("LVM",))
    previous = interpreter.understand("mitä lupasimme teistä?", ministry)
    understood = interpreter.understand("entä viime vuonna?", replace(ministry, previous=previous))
    assert (("LVM",), (2025,), True) == (
        understood.slots.ministries,
        understood.slots.years,
        understood.own_ministry,
    )


def test_carried_terms_are_read_in_their_own_language(interpreter: Interpreter) -> None:
    previous = interpreter.understand("What was agreed on forests in Lapland?", CONTEXT)
    understood = interpreter.understand("Kainuu?", replace(CONTEXT, previous=previous))
    assert (("forest",), "en") == (understood.slots.terms, understood.language)
