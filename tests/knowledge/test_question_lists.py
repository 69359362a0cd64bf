"""A list of topics is proposed when what leads to it says so, whatever stands in the list."""

from datetime import date

import pytest

from knowledge.places import load_places
from knowledge.question import Context, Interpreter
from knowledge.words import load_words

TOPICS = "\n1. Yöjunat: milloin päätetään ja mitä sovittiin?\n2. Työllisyysaste\n3. Muistiot ja määräajat\n"
CONTEXT = Context(date(2026, 11, 24), (2024, 2025, 2026), home=("19",))


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter(load_words(), load_places())


@pytest.mark.parametrize(
    "lead",
    [
        "Esitämme seuraavia aiheita:",
        "Hei! Lapista tulisi kolme aihetta asialistalle:",
        "Ehdotamme keskusteluihin",
        "Kainuun ehdotukset aluekehittämiskeskusteluun:",
        "Vi föreslår följande teman:",
        "Våra ämnen till agendan:",
        "We propose these topics:",
    ],
)
def test_the_words_before_a_list_make_it_a_proposal(interpreter: Interpreter, lead: str) -> None:
    found = interpreter.understand(lead + TOPICS, CONTEXT)
    assert ("propose", None) == (found.intent, found.slots.topic)


@pytest.mark.parametrize(
    "lead", ["Mitä näistä on sovittu:", "Mitä aiheita agendalla oli?", "Muistiossa oli:"]
)
def test_a_list_that_is_asked_about_is_no_proposal(interpreter: Interpreter, lead: str) -> None:
    assert "propose" != interpreter.understand(lead + TOPICS, CONTEXT).intent


def test_the_language_is_that_of_the_words_before_the_list(interpreter: Interpreter) -> None:
    found = interpreter.understand("Vi föreslår följande teman: 1. Yöjunat 2. Kuntien talous", CONTEXT)
    assert "sv" == found.language
