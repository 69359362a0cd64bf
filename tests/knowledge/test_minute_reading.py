"""Minutes read from a document, and put into a draft."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.minute_blocks import Block, Found, FoundConclusion, FoundItem, Kind
from knowledge.minute_fields import Field
from knowledge.minute_headings import CALLED, Section, vocabulary
from knowledge.minute_import import Done, Import, Unclear
from knowledge.minute_importing import put_in
from knowledge.minute_reading import found_in
from knowledge.minutes import (
    TEXT_LIMIT,
    Attendance,
    Conclusion,
    Content,
    Draft,
    Item,
    PartKind,
    View,
)
from knowledge.minutes_drafting import PARTS_LIMIT
from knowledge.records import Wording
from knowledge.refusals import minute_files as no
from tests.knowledge.minute_samples import DRAFT, SESSION, known

WORDS = vocabulary()


def h(text: str, level: int = 1, *, numbered: bool = False) -> Block:
    return Block(Kind.HEADING, text, level, numbered)


def p(text: str, *, strong: bool = False) -> Block:
    return Block(Kind.TEXT, text, strong=strong)


def li(text: str) -> Block:
    return Block(Kind.LIST, text)


def row(*cells: str) -> Block:
    return Block(Kind.ROW, cells=cells)


def found(*blocks: Block, titles: Sequence[str] = (), language: str = "fi") -> Found:
    return found_in(blocks, WORDS, titles, language)


# Reading


def test_those_who_were_there_are_read_from_lines_and_from_tables() -> None:
    lines = found(
        h("Läsnä:"), p("LVM: Anna Aalto\nBo Berg; TEM: Outi"), li("Lapin liitto"), p("Poissa: OKM, VM")
    )
    assert (("LVM", "Anna Aalto"), ("Bo Berg", ""), ("TEM", "Outi"), ("Lapin liitto", "")) == lines.present
    assert ("OKM", "VM") == lines.absent
    table = found(
        h("Närvarande"), row("Organisation", "Personer"), row("KM", "Anna\nBo"), h("Frånvarande"), li("FM")
    )
    assert ((("KM", "Anna, Bo"),), ("FM",)) == (table.present, table.absent)


def test_both_views_are_read_in_the_language_of_the_headings() -> None:
    finnish = found(h("Valtion näkemys"), p("Yksi."), p("Kaksi."), h("Maakunnan näkemys"), li("Kolme."))
    assert ({"fi": "Yksi.\n\nKaksi."}, {"fi": "– Kolme."}) == (finnish.state_view, finnish.region_view)
    swedish = found(
        h("Statens syn på lägesbilden"), p("Ett."), h("Landskapets syn"), p("Två."), language="fi"
    )
    assert ({"sv": "Ett."}, {"sv": "Två."}) == (swedish.state_view, swedish.region_view)


@pytest.mark.parametrize(
    "heading",
    [
        h("1. Rata", 2),
        h("1 Rata", 2),
        h("1) Rata", 2),
        h("Kohta 1: Rata", 2),
        h("Rata", 2, numbered=True),
        p("1. Rata", strong=True),
    ],
)
def test_a_numbered_heading_is_an_item(heading: Block) -> None:
    got = found(heading, p("Puhuttiin."), p("Johtopäätökset:"), li("Rata kuntoon: Selvitetään."))
    assert (FoundItem("Rata", {"fi": "Puhuttiin."}),) == got.items
    assert (FoundConclusion("Rata kuntoon", "Selvitetään.", "fi", 1),) == got.conclusions


def test_a_heading_below_the_list_of_items_is_one_and_a_known_title_is_one() -> None:
    below = found(
        h("Asiat", 2), h("Rata", 3), p("x"), h("Rahoitus", 4), p("y"), h("Tie", 3), h("Muuta", 2), p("z")
    )
    assert (FoundItem("Rata", {"fi": "x\n\nRahoitus\n\ny"}), FoundItem("Tie")) == below.items
    assert ("Muuta", "z") == below.passed
    assert (FoundItem("rata", {"fi": "x"}),) == found(h("rata"), p("x"), titles=("Rata",)).items


def test_an_item_whose_number_stands_alone_has_its_title_on_the_next_line() -> None:
    assert (FoundItem("Rata", {"fi": "x"}),) == found(h("Kohta 1"), p("Rata"), p("x")).items


def test_conclusions_have_their_fields_beside_or_below() -> None:
    got = found(
        *(h("1. Rata"), h("Johtopäätökset", 2), li("Rata: Kuntoon; vastuu: LVM")),
        *(p("Määräaika: 30.6.2027"), li("Toinen."), h("Toimenpiteet", 2), p("- Selvitys: Tehdään")),
        *(h("Slutsatser"), p("Tredje.")),
    )
    first, second, third, last = got.conclusions
    assert {Field.RESPONSIBLE: "LVM", Field.DUE: "30.6.2027"} == first.fields
    assert ("Toinen", "Toinen.", 1) == (second.title, second.text, second.item)
    assert (True, "Selvitys", 1) == (third.measure, third.title, third.item)
    assert ("Tredje.", 0) == (last.text, last.item)


def test_conclusions_in_a_table_are_read_row_by_row() -> None:
    head = row("Johtopäätös", "Vastuu")
    got = found(h("Johtopäätökset"), head, row("Rata: Kuntoon", "vastuu: LVM"), row("Tie: Kuntoon", ""))
    assert [("Rata", {Field.RESPONSIBLE: "LVM"}), ("Tie", {})] == [
        (c.title, c.fields) for c in got.conclusions
    ]


def test_a_conclusion_under_its_own_id_is_read_with_all_below() -> None:
    got = found(
        *(h("1. Rata", 3), h("Toimenpide 2026-19-04: Rata kuntoon", 4), p("Selvitetään."), p("Aina.")),
        *(p("Vastuu: LVM"), h("2. Tie", 3), p("x")),
    )
    told = FoundConclusion(
        "Rata kuntoon", "Selvitetään.\n\nAina.", "fi", 1, "2026-19-04", True, {Field.RESPONSIBLE: "LVM"}
    )
    assert (told,) == got.conclusions
    assert (FoundItem("Rata"), FoundItem("Tie", {"fi": "x"})) == got.items


def test_a_remark_tells_the_language_of_the_text_below_it() -> None:
    words = vocabulary(remarks={"Vain ruotsiksi.": "sv"})
    got = found_in((h("Valtion näkemys"), p("Vain ruotsiksi."), p("Ett.")), words, (), "fi")
    assert {"sv": "Ett."} == got.state_view


def test_what_belongs_nowhere_is_told_and_what_is_known_is_left_out() -> None:
    got = found(
        h("Muistio", 0), p("Aika"), h("Läsnä"), p("LVM"), h("Varaumat"), p("OKM: varauma"), h("Muuta"), p("x")
    )
    assert (2, ("Muuta", "x")) == (got.front, got.passed)


def test_a_document_without_minutes_is_empty() -> None:
    assert found(h("Kauppalista"), li("maito")).empty


BLOCKS = st.builds(
    Block,
    st.sampled_from(Kind),
    st.sampled_from([name for names in CALLED.values() for name in names.split("|")][:20])
    | st.sampled_from(
        ["1. Rata", "Kohta 2", "Johtopäätös 2026-19-01: Rata", "vastuu: LVM", "x; vastuu: y", ""]
    )
    | st.text(max_size=8),
    st.integers(0, 9),
    st.booleans(),
    st.booleans(),
    st.lists(st.text(max_size=5), max_size=3).map(tuple),
)


@given(st.lists(BLOCKS, max_size=25))
def test_any_document_is_read_and_put_in_and_then_adds_nothing(blocks: list[Block]) -> None:
    got = found(*blocks)
    first = put_in(DRAFT, got, SESSION, known(), 2)
    draft = Draft(DRAFT.session, tuple(first.parts.values()))
    assert () == put_in(draft, got, SESSION, known(), first.number).changes
    before, after = {part.id: part for part in DRAFT.parts}, first.parts
    assert all(_kept(before[id_].content, after[id_].content) for id_ in before)


def _kept(before: Content, after: Content) -> bool:
    """Whether everything that stood there still does."""
    if isinstance(before, Item | View) and isinstance(after, Item | View):
        return all(after.texts[lang].startswith(text) for lang, text in before.texts.items())
    if isinstance(before, Attendance) and isinstance(after, Attendance):
        return all(after.present.get(id_) == names for id_, names in before.present.items() if names)
    return before == after


# Putting in


def imported(got: Found, draft: Draft = DRAFT) -> Import:
    return put_in(draft, got, SESSION, known(), 2)


def steps(got: Found, draft: Draft = DRAFT) -> list[tuple[Done, Content]]:
    return [(step.done, step.part.content) for step in imported(got, draft).changes]


def test_names_are_filled_in_and_others_people_stay() -> None:
    got = Found(present=(("LVM", "Anna"), ("Lapin liitto", "Outi")))
    told = Attendance({"ministry:LVM": "Anna", "council:19": "Outi"}, ("ministry:TEM",))
    assert [(Done.FILLED, told)] == steps(got)
    draft = Draft(DRAFT.session, tuple(imported(got).parts.values()))
    assert [] == steps(Found(present=(("LVM", "Joku muu"),), absent=("Lapin liitto",)), draft)


def test_an_absence_that_was_written_stays() -> None:
    assert [] == steps(Found(present=(("TEM", "Outi"),)))


def test_an_unknown_organisation_is_told() -> None:
    doing = imported(Found(present=(("Plutonin liitto", "Pluto"),)))
    assert [(Unclear.ORGANISATION, "Plutonin liitto")] == [(q.unclear, q.text) for q in doing.questions]


def test_texts_go_below_what_is_there_without_what_is_there_already() -> None:
    got = Found(
        state_view={"fi": "Valtio katsoo.\n\nLisää."},
        region_view={"fi": "Maakunta."},
        items=(FoundItem("tie", {"fi": "Uutta.", "sv": "Nytt."}), FoundItem("Lentokenttä", {"fi": "x"})),
    )
    assert [
        (Done.ADDED_TO, View({"fi": "Valtio katsoo.\n\nLisää."})),
        (Done.FILLED, View({"fi": "Maakunta."})),
        (Done.ADDED_TO, Item("Tie", {"fi": "Tiestä puhuttiin.\n\nUutta.", "sv": "Nytt."})),
        (Done.NEW, Item("Lentokenttä", {"fi": "x"})),
    ] == steps(got)


def test_a_conclusion_belongs_to_the_item_it_stood_under() -> None:
    got = Found(
        items=(FoundItem("Rata"),),
        conclusions=(
            FoundConclusion("Rata", "Kuntoon", "fi", 1, fields={Field.RESPONSIBLE: "LVM", Field.GOALS: "2"}),
        ),
    )
    [(done, content)] = steps(got)
    expected = Conclusion(
        2,
        {"fi": Wording("Rata", "Kuntoon")},
        item=3,
        responsible=("ministry:LVM",),
        regions=("19",),
        ministries=("LVM",),
        goals=("ALKE2024-2",),
    )
    assert (Done.NEW, expected) == (done, content)


def test_what_a_field_says_is_kept_when_it_isnt_understood() -> None:
    fields = {Field.RESPONSIBLE: "LVM, Pluto", Field.DUE: "syksyllä"}
    doing = imported(Found(conclusions=(FoundConclusion("Rata", "Kuntoon", "fi", fields=fields),)))
    [step] = doing.changes
    assert isinstance(step.part.content, Conclusion)
    assert "Kuntoon\n\nvastuu: Pluto; määräaika: syksyllä" == step.part.content.texts["fi"].text
    assert [Unclear.FIELD, Unclear.FIELD] == [question.unclear for question in doing.questions]


def test_a_conclusion_of_a_known_number_that_says_something_else_is_added_and_told() -> None:
    other = FoundConclusion("Tie kuntoon", "Ei korjata.", "fi", id="2026-19-01")
    doing = imported(Found(conclusions=(other,)))
    assert [Done.NEW] == [step.done for step in doing.changes]
    assert [(Unclear.DIFFERENT, "2026-19-01")] == [(q.unclear, q.text) for q in doing.questions]


def test_a_text_that_is_too_long_is_refused_by_its_name_and_nothing_is_done() -> None:
    for got in (
        Found(state_view={"fi": "x" * TEXT_LIMIT}),
        Found(items=(FoundItem("Rata", {"fi": "x" * (TEXT_LIMIT + 1)}),)),
        Found(conclusions=(FoundConclusion("Rata", "x" * (TEXT_LIMIT + 1), "fi"),)),
        Found(items=(FoundItem("x" * 201),)),
        Found(present=(("LVM", "x" * 1001),)),
    ):
        with pytest.raises(no.FileTextTooLong) as refused:
            imported(got)
        assert refused.value.values["part"]


def test_a_document_of_too_many_items_is_refused() -> None:
    many = tuple(FoundItem(f"Kohta {n}") for n in range(PARTS_LIMIT - 1))
    with pytest.raises(no.FileTooMuch):
        imported(Found(items=many))


def test_sections_all_have_a_kind() -> None:
    assert {Section.ITEM, Section.CONCLUSION} == set(Section) - set(CALLED)
    assert PartKind.ITEM in {part.kind for part in DRAFT.parts}
