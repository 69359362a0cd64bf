"""Typed lines of minutes: which entries a message has, and what stands in a conclusion."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import minute_fields
from knowledge.minute_fields import Field
from knowledge.minute_lines import SPOKEN, Word, is_typed_line, lines

WORDS = [(word, called) for words in SPOKEN.values() for word, every in words.items() for called in every]
TEXTS = st.text(st.sampled_from(" \n\t#:;.,-0123456789aäöåÅx–“\u00a0\u202eI"), max_size=80)
TYPED = st.lists(st.sampled_from([f"#{called}" for _, called in WORDS]) | TEXTS, max_size=8).map("".join)


@pytest.mark.parametrize(("word", "called"), WORDS)
def test_each_word_begins_an_entry_in_any_case_and_without_dots(word: Word, called: str) -> None:
    plain = called.translate(str.maketrans("äöåÄÖÅ", "aoaAOA"))
    for typed in (called, called.upper(), plain, f" {called}"):
        assert [word] == [line.word for line in lines(f"#{typed} teksti")]


def test_lines_below_an_entry_belong_to_it() -> None:
    first, second = lines("#kirjaa rivi\ntoinen rivi\n\n- kolmas\n#johtopäätös Rata: kuntoon\nheti")
    assert (Word.NOTE, "rivi\ntoinen rivi\n\n- kolmas") == (first.word, first.text)
    assert (Word.CONCLUSION, "Rata: kuntoon\nheti") == (second.word, second.text)


@pytest.mark.parametrize(
    ("typed", "item", "text"),
    [
        ("#kirjaa 2: rata", 2, "rata"),
        ("#kirjaa kohta 2: rata", 2, "rata"),
        ("#johtopäätös 3: Rata: kuntoon", 3, "Rata: kuntoon"),
        ("#kohta 2", 2, ""),
        ("#kohta 2: rata", 2, "rata"),
        ("#punkt 2. banan", 2, "banan"),
        ("#kirjaa 2 miljoonaa euroa", 0, "2 miljoonaa euroa"),
        ("#kirjaa 12:30 jatkettiin", 0, "12:30 jatkettiin"),
        ("#läsnä 2: x", 0, "2: x"),
        ("#kohta 2a", 0, "2a"),
    ],
)
def test_an_item_is_named_by_its_number(typed: str, item: int, text: str) -> None:
    [line] = lines(typed)
    assert (item, text) == (line.item, line.text)


@pytest.mark.parametrize(
    ("typed", "near"),
    [("#johtopäätö x", "johtopäätös"), ("#kirja x", "kirjaa"), ("#slutsas x", "slutsats"), ("#xyzzy", "")],
)
def test_a_word_that_is_nearly_known_is_suggested(typed: str, near: str) -> None:
    [line] = lines(typed)
    assert (None, near) == (line.word, line.near)


def test_a_misspelt_word_in_the_middle_is_an_entry_of_its_own() -> None:
    assert [Word.NOTE, None] == [line.word for line in lines("#kirjaa rata\n#johtopaatso tie")]


def test_another_word_with_a_hash_in_the_middle_is_part_of_the_text() -> None:
    assert ["rata\n#raideliikenne"] == [line.text for line in lines("#kirjaa rata\n#raideliikenne")]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("#kirjaa x", True),
        ("  #kirjaa x", True),
        ("# kirjaa x", True),
        ("#tuntematon", True),
        ("# Otsikko", False),
        ("#1", False),
        ("#", False),
        ("mitä #kirjaa on", False),
        ("", False),
    ],
)
def test_a_message_is_typed_lines_when_it_begins_with_a_hash_and_a_word(text: str, typed: bool) -> None:
    assert typed == is_typed_line(text)


@given(TYPED)
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    found = lines(text)
    assert "".join(text.split()) == "".join("".join(line.typed for line in found).split())
    for line in found:
        kept = "".join((line.called, str(line.item or ""), line.text)) if line.called else line.typed
        assert {*line.typed} - {*"#:.)–- \n\t\u00a00"} <= {*kept} | {*"kohtapunktitem"}
        assert len(line.shown) <= 60


@given(TYPED)
def test_any_conclusion_can_be_taken_apart_and_nothing_is_lost(text: str) -> None:
    said = minute_fields.read(text)
    assert bool(said.text) >= bool(said.title)
    kept = "".join((said.title, said.text, *said.fields.values(), *minute_fields.KNOWN))
    letters = {each.casefold() for each in text if each.isalnum()}
    assert letters - {"ä", "ö", "å"} <= {each.casefold() for each in kept}


@pytest.mark.parametrize(
    ("typed", "title", "text"),
    [
        ("Rata kuntoon: Selvitetään rataa.", "Rata kuntoon", "Selvitetään rataa."),
        (
            "Selvitetään rataa. Sitten rakennetaan.",
            "Selvitetään rataa",
            "Selvitetään rataa. Sitten rakennetaan.",
        ),
        ("Kokous alkoi klo 12:30", "Kokous alkoi klo 12:30", "Kokous alkoi klo 12:30"),
        ("Ks. https://example.fi/rata", "Ks", "Ks. https://example.fi/rata"),
        ("Valmis. Nyt: heti", "Valmis", "Valmis. Nyt: heti"),
        ("Otsikko:", "Otsikko", "Otsikko:"),
    ],
)
def test_a_title_stands_before_a_colon_or_is_made_of_the_text(typed: str, title: str, text: str) -> None:
    said = minute_fields.read(typed)
    assert (title, text) == (said.title, said.text)


def test_a_title_made_of_a_long_text_is_cut_at_a_word() -> None:
    said = minute_fields.read("sana " * 40)
    assert said.title.endswith("sana…")
    assert len(said.title) <= minute_fields.MADE + 1


@pytest.mark.parametrize(
    "typed",
    [
        "Rata: Kuntoon; vastuu: LVM, Lapin liitto; määräaika: 30.6.2027; tavoite: 2",
        "Rata: Kuntoon\nVastuu: LVM, Lapin liitto\nMääräaika: 30.6.2027\ntavoite: 2",
        "Rata: Kuntoon; ansvarig: LVM, Lapin liitto; tidsfrist: 30.6.2027; mål: 2",
        "Rata: Kuntoon; responsible: LVM; responsible: Lapin liitto; due: 30.6.2027; goal: 2;",
    ],
)
def test_fields_stand_after_the_text(typed: str) -> None:
    said = minute_fields.read(typed)
    fields = {Field.RESPONSIBLE: "LVM, Lapin liitto", Field.DUE: "30.6.2027", Field.GOALS: "2"}
    assert ("Rata", "Kuntoon", fields) == (said.title, said.text, said.fields)


def test_a_semicolon_in_the_text_is_no_field() -> None:
    said = minute_fields.read("Rata: Kuntoon; sitten tie; vastuu: LVM")
    assert ("Kuntoon; sitten tie", {Field.RESPONSIBLE: "LVM"}) == (said.text, said.fields)


def test_a_misspelt_field_is_told_and_stays_in_the_text() -> None:
    said = minute_fields.read("Rata: Kuntoon; vastu: LVM")
    assert ((("vastu", "vastuu"),), "Kuntoon; vastu: LVM") == (said.near, said.text)


def test_only_fields_are_no_text() -> None:
    assert "" == minute_fields.read("vastuu: LVM").text
