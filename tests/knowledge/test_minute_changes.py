"""What changed between two versions of minutes."""

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.minute_changes import Change, What, changes, diff, side, to_show
from knowledge.minutes import Attendance, Conclusion, Item, Part, PartKind, View
from knowledge.records import Wording
from knowledge.versions import Run

RAIL = Conclusion(
    1, {"fi": Wording("Raide", "Rata valmistuu vuonna 2027.")}, item=3, responsible=("ministry:LVM",)
)
PARTS = (
    Part(1, PartKind.ATTENDANCE, Attendance({"council:19": "Aino Alanen"}, ("ministry:TEM",))),
    Part(2, PartKind.STATE_VIEW, View({"fi": "Näkemys."})),
    Part(3, PartKind.ITEM, Item("Liikenne", {"fi": "Keskusteltiin."}), 1),
    Part(4, PartKind.ITEM, Item("Koulutus", {"fi": "Keskusteltiin."}), 2),
    Part(5, PartKind.CONCLUSION, RAIL, 1),
)
WORDS = st.text(st.sampled_from("aä b\n\t.,"), max_size=60)


def with_part(number: int, **changed: Any) -> tuple[Part, ...]:
    """The parts, one of them changed."""
    return tuple(_changed(part, changed) if part.id == number else part for part in PARTS)


def _changed(part: Part, fields: dict[str, Any]) -> Part:
    content: Any = part.content
    return replace(part, content=replace(content, **fields))


def fields(number: int, **changed: Any) -> tuple[Change, ...]:
    """What is told of a part that was changed so."""
    (found,) = changes(PARTS, with_part(number, **changed))
    assert (What.CHANGED, number) == (found.what, found.part.id)
    return found.fields


def test_the_same_parts_have_no_changes() -> None:
    assert () == changes(PARTS, tuple(reversed(PARTS)))


def test_editions_and_writers_are_no_change() -> None:
    assert () == changes(PARTS, tuple(replace(part, edition=7, by="Joku") for part in PARTS))


def test_a_text_that_changed_is_told_word_by_word() -> None:
    (found,) = fields(5, texts={"fi": Wording("Raide", "Rata valmistuu vuonna 2028.")})
    runs = (Run("Rata valmistuu vuonna ", "same"), Run("2027.", "old"), Run("2028.", "new"))
    assert ("text", "fi", runs) == (found.field, found.language, found.runs)


def test_a_translation_that_came_is_told_in_its_language() -> None:
    wordings = {**RAIL.texts, "sv": Wording("Spår", "Banan blir klar.")}
    assert [("title", "sv"), ("text", "sv")] == [(c.field, c.language) for c in fields(5, texts=wordings)]


def test_codes_are_told_as_what_went_and_what_came() -> None:
    found = fields(5, responsible=("council:19",), due=date(2027, 6, 30), measure=True)
    expected = [
        ("responsible", ("ministry:LVM",), ("council:19",)),
        ("measure", ("False",), ("True",)),
        ("due", (), ("2027-06-30",)),
    ]
    assert expected == [(each.field, each.gone, each.come) for each in found]


def test_a_conclusion_that_belongs_to_another_item_is_told_by_their_titles() -> None:
    assert [Change("item", gone=("Liikenne",), come=("Koulutus",))] == list(fields(5, item=4))


def test_attendance_is_told_by_organisation() -> None:
    found = fields(1, present={"council:19": "Aino Alanen, Eeva", "ministry:TEM": ""}, absent=())
    told = [(each.field, each.about, each.gone, each.come) for each in found]
    assert [
        ("present", "", (), ("ministry:TEM",)),
        ("absent", "", ("ministry:TEM",), ()),
        ("names", "council:19", (), ()),
    ] == told


def test_parts_that_came_and_went_are_told_the_latter_last() -> None:
    new = Part(9, PartKind.ITEM, Item("Uusi"), 3)
    found = changes(PARTS, (*PARTS[:3], new, PARTS[4]))
    assert [(What.ADDED, 9), (What.REMOVED, 4)] == [(each.what, each.part.id) for each in found]


def test_a_part_that_only_moved_is_told_once() -> None:
    moved = tuple(replace(part, position=9) if part.id == 3 else part for part in PARTS)
    found = changes(PARTS, moved)
    assert {What.MOVED} == {each.what for each in found}
    assert 1 <= len(found) < len(PARTS)


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts_whole(old: str, new: str) -> None:
    runs = diff(old, new)
    assert (old, new) == (side(runs, "old"), side(runs, "new"))


@given(WORDS, WORDS)
def test_a_difference_is_in_few_pieces(old: str, new: str) -> None:
    marks = [run.mark for run in diff(old, new)]
    assert all(one != other for one, other in pairwise(marks))
    assert all(run.text for run in diff(old, new))


def test_equal_texts_differ_nowhere() -> None:
    assert {"same"} == {run.mark for run in diff("sama teksti", "sama teksti")}


def test_what_stayed_is_shortened_for_a_card_but_never_what_changed() -> None:
    long = "sana " * 200
    shown = to_show(diff(f"{long}vanha {long}", f"{long}uusi {long}"))
    assert ["vanha ", "uusi "] == [run.text for run in shown if run.mark != "same"]
    assert sum(len(run.text) for run in shown) < 400


def test_a_text_changed_everywhere_is_shown_as_the_old_one_and_the_new_one() -> None:
    old, new = (" ".join(f"{word}{n} sama" for n in range(80)) for word in ("vanha", "uusi"))
    assert [Run(old, "old"), Run(new, "new")] == list(to_show(diff(old, new)))
