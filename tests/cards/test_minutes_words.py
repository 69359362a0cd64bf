"""A conclusion decides nothing: no text and no document calls one a decision."""

import re

import pytest
from babel.messages.catalog import Message

from cards.catalogue import stored
from cards.documents import web
from cards.documents.conclusion import Origin, conclusion_paper
from cards.documents.minutes import minutes_paper
from tests.cards.test_minutes_document import PRINTED, RAIL

DECISIONS = {
    "fi": re.compile(r"(?<!johto)(?<!kehittämis)päätö[ks]", re.IGNORECASE),
    "sv": re.compile(r"(?<!utvecklings)beslut(?!a)", re.IGNORECASE),
    "en": re.compile(r"(?<!development )\bdecisions?\b", re.IGNORECASE),
}
"""What a decision is called; that on regional development is one, and is called so."""
CALLED = {
    "fi": re.compile("johtopäätö|muistio", re.IGNORECASE),
    "sv": re.compile("slutsats|promemori", re.IGNORECASE),
}
OF_GOALS = re.compile("goal", re.IGNORECASE)
"""Texts that name the decision whose goals are meant."""
FORMER = re.compile("pöytäkirj|protokoll|oikaisu", re.IGNORECASE)


def about_minutes(language: str) -> list[tuple[str, str]]:
    """The texts about conclusions and minutes, by their message ids."""
    found = (each for each in stored(language) if each.id and not OF_GOALS.search(_id(each)))
    return [(_id(each), text) for each in found for text in _texts(each) if CALLED[language].search(text)]


def _id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _texts(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_no_text_calls_a_conclusion_a_decision(language: str) -> None:
    found = about_minutes(language)
    assert 50 < len(found)
    assert [] == [told for told in found if DECISIONS[language].search(told[1])]
    assert [] == [told for told in found if FORMER.search(told[1])]


def test_no_english_text_calls_a_conclusion_a_decision() -> None:
    ids = [_id(each) for each in stored("fi") if each.id]
    about = re.compile("conclusion|minutes", re.IGNORECASE)
    of_conclusions = [each for each in ids if about.search(each) and not OF_GOALS.search(each)]
    assert 50 < len(of_conclusions)
    assert [] == [each for each in of_conclusions if DECISIONS["en"].search(each)]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_document_calls_a_conclusion_a_decision(language: str) -> None:
    papers = (minutes_paper(PRINTED, language), conclusion_paper(RAIL, Origin(PRINTED.names), language))
    for paper in papers:
        assert [] == DECISIONS[language].findall(web.html(paper))
