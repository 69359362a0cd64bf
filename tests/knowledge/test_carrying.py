"""Carrying over: what is open, and what it says as a proposal of the new round."""

from dataclasses import replace

import pytest

from knowledge import carrying
from knowledge.content import Choices, Content, faults
from knowledge.records import Record, Wording
from tests.knowledge.test_rules import CHOICES, GOOD, ROUND

RECORD = Record(
    "2025-19-03",
    "conclusion",
    2025,
    {"fi": Wording("Radat kuntoon", "Radat kunnostetaan yhdessä.")},
    regions=("19", "21"),
    ministries=("LVM", "??"),
    goals=("G1", "G0"),
    areas=("transport",),
)


def test_the_rounds_before_one_are_those_of_earlier_years() -> None:
    rounds = tuple(
        replace(ROUND, id=id_, year=year) for id_, year in ((1, 2024), (2, 2025), (3, 2026), (4, 2026))
    )
    assert [1, 2] == [each.id for each in carrying.earlier(rounds, rounds[2])]
    assert [1, 2, 3] == [each.id for each in carrying.earlier(rounds, rounds[3])]


def test_a_conclusion_becomes_a_valid_proposal_that_names_it_as_its_basis() -> None:
    content = carrying.conclusion_content(RECORD, CHOICES)
    assert ("Radat kuntoon", "Radat kunnostetaan yhdessä.") == (content.title, content.description)
    assert (("G1",), ("LVM",), ("19",)) == (content.goals, content.ministries, content.regions)
    assert "2025-19-03" in content.objective
    assert () == faults(content, CHOICES)


@pytest.mark.parametrize("text", ["", "sana " * 600])
def test_long_texts_and_empty_ones_fit_into_a_proposal(text: str) -> None:
    content = carrying.conclusion_content(
        replace(RECORD, texts={"fi": Wording("otsikko " * 30, text)}), CHOICES
    )
    assert () == faults(content, CHOICES)


def test_a_deferred_proposal_keeps_its_words_and_the_codes_that_are_still_offered() -> None:
    content = carrying.deferred_content(
        replace(GOOD, regions=("19", "21"), outcome="Sopimus."), "2025-02", CHOICES
    )
    assert replace(GOOD, regions=("19",), outcome="Sopimus.") == content


def test_a_deferred_proposal_whose_goals_are_gone_says_where_it_comes_from() -> None:
    none = Choices(frozenset(), frozenset(), frozenset(), frozenset())
    content = carrying.deferred_content(Content("Otsikko", "Kuvaus.", goals=("G0",)), "2025-02", none)
    assert ((), ()) == (content.goals, faults(content, none))
    assert "2025-02" in content.urgency
