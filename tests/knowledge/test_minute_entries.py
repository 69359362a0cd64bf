"""Typed lines applied to a draft: what they change, what is wrong with them."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.minute_applying import Applying
from knowledge.minute_entries import apply
from knowledge.minute_lines import SPOKEN, lines
from knowledge.minute_names import day
from knowledge.minutes import TEXT_LIMIT, Attendance, Conclusion, Content, Item, PartKind, View
from knowledge.minutes_drafting import PARTS_LIMIT
from knowledge.records import Wording
from tests.knowledge.minute_samples import DRAFT, at, part


def applied(text: str, **changes: Any) -> Applying:
    return apply(changes.pop("draft", DRAFT), lines(text), at(**changes))


def written(text: str, **changes: Any) -> list[Content]:
    """What the parts say that the lines wrote, when nothing is wrong with them."""
    found = applied(text, **changes)
    assert [] == [type(fault).__name__ for fault in found.faults]
    return [each.part.content for each in found.kept]


def faults(text: str, **changes: Any) -> list[str]:
    return [type(fault).__name__ for fault in applied(text, **changes).faults]


def concluded(text: str, **changes: Any) -> Conclusion:
    [content] = written(text, **changes)
    assert isinstance(content, Conclusion)
    return content


def test_a_note_goes_below_what_was_said_on_the_item() -> None:
    assert [Item("Tie", {"fi": "Tiestä puhuttiin.\n\nLisää."})] == written("#kirjaa 2: Lisää.")


def test_the_word_says_the_language() -> None:
    assert [Item("Rata", {"sv": "Banan."})] == written("#anteckna 1: Banan.")


def test_an_item_in_hand_holds_for_the_lines_after_it() -> None:
    found = applied("#kohta 2\n#kirjaa Toinen.\n#johtopäätös Kolmas.\n#kirjaa 1: Neljäs.\n#kirjaa Viides.")
    assert [2, 2, 1, 2] == [each.place for each in found.kept]
    assert 4 == found.item


def test_notes_of_one_message_on_one_item_stand_one_below_the_other() -> None:
    last = written("#kohta 1\n#kirjaa Yksi.\n#kirjaa Kaksi.")[-1]
    assert Item("Rata", {"fi": "Yksi.\n\nKaksi."}) == last


def test_text_below_the_number_of_an_item_was_said_on_it() -> None:
    assert [Item("Rata", {"fi": "Radasta."})] == written("#kohta 1\nRadasta.")


def test_views_grow_and_missing_ones_begin() -> None:
    state, region = written("#valtio Lisää.\n#landskapet Landskapet ser.")
    assert View({"fi": "Valtio katsoo.\n\nLisää."}) == state
    assert View({"sv": "Landskapet ser."}) == region


def test_who_was_there_is_added_and_no_longer_absent() -> None:
    [content] = written("#läsnä LVM: Anna Aalto, Bo Berg; TEM\n#läsnä LVM: Outi")[-1:]
    told = {"ministry:LVM": "Anna Aalto, Bo Berg, Outi", "council:19": "", "ministry:TEM": ""}
    assert Attendance(told, ()) == content


def test_organisations_may_be_listed_without_names() -> None:
    [content] = written("#läsnä TEM, Lapplands förbund")
    assert isinstance(content, Attendance)
    assert {"ministry:LVM", "council:19", "ministry:TEM"} == set(content.present)


def test_a_conclusion_has_all_that_its_fields_say() -> None:
    typed = (
        "#johtopäätös 1: Rata: Kuntoon; vastuu: LVM ja Lapin liitto; määräaika: 30.6.2027; "
        "tavoite: 2, Elinvoima, osaaminen ja työ; käyttö: JTS; "
        "ministeriö: TEM; alue: Kainuu; korvaa: 2025-19-03"
    )
    expected = Conclusion(
        2,
        {"fi": Wording("Rata", "Kuntoon")},
        item=3,
        responsible=("ministry:LVM", "council:19"),
        regions=("18",),
        ministries=("TEM", "LVM"),
        goals=("ALKE2024-2", "ALKE2024-1"),
        used_in=("jts",),
        due=date(2027, 6, 30),
        supersedes="2025-19-03",
    )
    assert expected == concluded(typed)


def test_a_bare_conclusion_is_the_regions_own_and_belongs_to_no_item() -> None:
    content = concluded("#slutsats Banan rustas.")
    assert ("19",) == content.regions
    assert (0, False, {"sv": Wording("Banan rustas", "Banan rustas.")}) == (
        content.item,
        content.measure,
        content.texts,
    )


def test_a_measure_is_marked_as_one() -> None:
    assert concluded("#toimenpide LVM selvittää.").measure


def test_numbers_go_on_within_a_message() -> None:
    contents = written("#johtopäätös Yksi.\n#toimenpide Kaksi.", number=7)
    assert [7, 8] == [each.number for each in contents if isinstance(each, Conclusion)]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("#johtopäätös", "LineEmpty"),
        ("#johtopäätös vastuu: LVM", "LineEmpty"),
        ("#kirjaa", "LineEmpty"),
        ("#valtio", "LineEmpty"),
        ("#läsnä", "LineEmpty"),
        ("#kirjaa ilman kohtaa", "LineItemMissing"),
        ("#kohta", "LineItemMissing"),
        ("#kohta 3", "LineItemRange"),
        ("#johtopäätös 3: x", "LineItemRange"),
        ("#johtopäätös x; vastuu: Plutonin liitto", "LineUnknown"),
        ("#johtopäätös x; vastuu: Lapin liito", "LineUnknownNear"),
        ("#johtopäätös x; tavoite: 9", "LineUnknown"),
        ("#johtopäätös x; käyttö: jossain", "LineUnknown"),
        ("#johtopäätös x; korvaa: 2024-19-01", "LineUnknown"),
        ("#johtopäätös x; vastu: LVM", "LineFieldMisspelt"),
        ("#johtopäätös x; määräaika: 31.2.2027", "LineBadDay"),
        ("#johtopäätös x; määräaika: syksyllä", "LineBadDay"),
        ("#johtopäätös x; määräaika: 1.1.2026", "LineDayBefore"),
        ("#johtopäätös x; määräaika: 1.1.2222", "LineFarDay"),
        (f"#johtopäätös {'x' * 119}: {'y' * (TEXT_LIMIT + 1)}", "LineTooLong"),
        (f"#kirjaa 2: {'y' * TEXT_LIMIT}", "LineTooLong"),
        ("#läsnä Plutonin liitto: Pluto", "LineUnknown"),
        ("#peru", "LineNotAlone"),
        ("#apua", "LineNotAlone"),
        ("#muistio 2026-19", "LineNotFirst"),
        ("#johtopäätö x", "LineWordMisspelt"),
        ("#xyzzy", "LineWordUnknown"),
        ("ilman risuaitaa", "LineWithoutWord"),
    ],
)
def test_what_is_wrong_with_a_line_is_told(typed: str, wrong: str) -> None:
    assert [wrong] == faults(typed)


def test_every_wrong_line_is_told() -> None:
    typed = "#kirjaa 1: hyvä\n#kohta 9\n#johtopäätös x; vastuu: Pluto, Mars; määräaika: ?"
    assert ["LineItemRange", "LineUnknown", "LineUnknown", "LineBadDay"] == faults(typed)


def test_without_items_nothing_can_be_noted() -> None:
    draft = DRAFT.__class__("2026-19", DRAFT.parts[:2])
    assert ["LineNoItems", "LineNoItems"] == faults("#kirjaa x\n#kohta 1", draft=draft)
    assert [] == faults("#johtopäätös Ilman kohtaa.", draft=draft)


def test_the_only_item_needs_no_number() -> None:
    draft = DRAFT.__class__("2026-19", DRAFT.parts[:3])
    assert [Item("Rata", {"fi": "x"})] == written("#kirjaa x", draft=draft)


def test_there_are_only_so_many_conclusions() -> None:
    full = [part(100 + n, Conclusion(n, {})) for n in range(PARTS_LIMIT)]
    draft = DRAFT.__class__("2026-19", (*DRAFT.parts[:4], *full))
    assert ["TooManyLines"] == faults("#johtopäätös Yksi liikaa.", draft=draft)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30.6.2027", date(2027, 6, 30)),
        ("30. 6. 2027", date(2027, 6, 30)),
        ("2027-06-30", date(2027, 6, 30)),
        ("6/2027", date(2027, 6, 30)),
        ("2028", date(2028, 12, 31)),
        ("30.6.", None),
        ("0000", None),
        ("13/2027", None),
        ("", None),
    ],
)
def test_days_are_read(typed: str, expected: date | None) -> None:
    assert expected == day(typed)


ANY = st.lists(
    st.sampled_from([f"\n#{each[0]} " for words in SPOKEN.values() for each in words.values()])
    | st.sampled_from(["; vastuu: ", "; määräaika: ", "; tavoite: ", "2: ", "LVM", "30.6.2027", ", ja ", "x"])
    | st.text(max_size=10),
    max_size=12,
).map("".join)


@given(ANY)
def test_whatever_is_typed_is_written_or_told(text: str) -> None:
    found = applied(text)
    changed = {each.line for each in found.kept}
    told = " ".join(str(fault.values.get("line")) for fault in found.faults)
    for line in lines(text):
        chosen = line.item and not line.text
        assert line in changed or chosen or line.shown in told
    assert all(part.kind in PartKind for part in found.parts.values())
