"""What keeps a part of minutes from being kept, at which field; words that a conclusion avoids."""

from datetime import date
from typing import Any

import pytest

from knowledge import minutes_faults as faults
from knowledge.minutes import (
    NAMES_LIMIT,
    TEXT_LIMIT,
    TITLE_LIMIT,
    Conclusion,
    Item,
)
from knowledge.minutes_faults import Offered
from knowledge.records import Wording
from tests.knowledge.test_minutes_drafting import NOW, SESSION, conclusion

OFFERED = Offered(
    items=frozenset({2}),
    responsible=frozenset({"council:19"}),
    regions=frozenset({"19"}),
    ministries=frozenset({"LVM"}),
    goals=frozenset({"g"}),
    areas=frozenset({"transport"}),
    records=frozenset({"2025-19-01"}),
)
GOOD: dict[str, Any] = {
    "item": 2,
    "responsible": ("council:19",),
    "regions": ("19",),
    "ministries": ("LVM",),
    "goals": ("g",),
    "areas": ("transport",),
    "used_in": ("jts", "regional_plan"),
    "supersedes": "2025-19-01",
    "due": date(2027, 6, 30),
}


def wrong(content: Conclusion, before: Conclusion | None = None) -> list[tuple[str | None, str]]:
    found = faults.conclusion_faults(content, before, OFFERED, SESSION, NOW.date())
    return [(fault.field, type(fault).__name__) for fault in found]


def test_a_conclusion_with_everything_right_is_kept() -> None:
    assert [] == wrong(conclusion(**GOOD))


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({}, [("text_fi", "ConclusionWithoutText")]),
        ({"fi": Wording("Otsikko", "")}, [("text_fi", "ConclusionWithoutText")]),
        (
            {"fi": Wording("A", "A"), "sv": Wording("Rubrik", "")},
            [("text_sv", "ConclusionWithoutText")],
        ),
        ({"sv": Wording("å" * TITLE_LIMIT, "å" * TEXT_LIMIT)}, []),
        (
            {"sv": Wording("å" * (TITLE_LIMIT + 1), "å" * (TEXT_LIMIT + 1))},
            [("title_sv", "FieldTooLong"), ("text_sv", "FieldTooLong")],
        ),
    ],
)
def test_a_conclusion_needs_its_text_in_a_language(
    texts: dict[str, Wording], expected: list[tuple[str, str]]
) -> None:
    assert expected == wrong(Conclusion(1, texts))


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("item", 3, "ItemNotHere"),
        ("responsible", ("council:18",), "UnknownChoice"),
        ("goals", ("g", "h"), "UnknownChoice"),
        ("used_in", ("budget",), "UnknownChoice"),
        ("supersedes", "2026-19-01", "NoEarlierConclusion"),
        ("due", date(2026, 11, 23), "DueBeforeSession"),
        ("due", date(2099, 1, 1), "FarAhead"),
    ],
)
def test_what_is_not_offered_is_refused_at_its_field_but_what_was_there_may_stay(
    field: str, value: object, fault: str
) -> None:
    odd = conclusion(**GOOD | {field: value})
    assert [(field, fault)] == wrong(odd)
    assert ([] if field != "supersedes" else [(field, fault)]) == wrong(odd, odd)


def test_items_and_names_have_their_limits() -> None:
    long = Item("", texts={"fi": "å" * (TEXT_LIMIT + 1)})
    assert ["title", "text_fi"] == [each.field for each in faults.item_faults(long)]
    names = {"names_0": "a" * NAMES_LIMIT, "names_1": "a" * (NAMES_LIMIT + 1)}
    assert ["names_1"] == [each.field for each in faults.names_faults(names)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Kokouksessa päätettiin jatkaa.", "päätettiin"),
        ("Tehtiin päätös.", "päätös"),
        ("Päätöksen mukaan", "Päätöksen"),
        ("Staten beslutade att", "beslutade"),
        ("It was decided", "decided"),
        ("Aluekehittämispäätöksen tavoite", None),
        ("Hanke päättyy vuonna 2027 ja päätoimittaja kertoo.", None),
        ("Todettiin yhteisesti.", None),
    ],
)
def test_words_of_deciding_are_noticed(text: str, word: str | None) -> None:
    assert word == faults.deciding([Wording("Otsikko", text)])
