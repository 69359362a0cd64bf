"""What means the same answers a question, in any language; a part that is there by chance does not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.index import FLOOR, Entry, Filters, Index, Text
from knowledge.words import Words

EVERYONE = Filters(frozenset({"all"}))
CROWD = ("Kunnat ja yhteydet kehittyvät", "Talous ja tieto lisääntyvät") * 30

Build = Callable[..., Index]


def entry(id_: str, text: str, title: str = "", lang: str = "fi", year: int = 2025) -> Entry:
    return Entry(id_, "conclusion", year, (), (), (), (), EVERYONE.seen, (Text(lang, title, text),))


@pytest.fixture
def build(tmp_path: Path, words: Words) -> Build:
    """An index of the texts by id, among others of common words."""

    def built(**texts: str) -> Index:
        index = Index(tmp_path / "index", words)
        crowd = [entry(f"crowd{number}", text) for number, text in enumerate(CROWD)]
        index.rebuild([*crowd, *(entry(id_, text) for id_, text in texts.items())], 1)
        return index

    return built


def answers(index: Index, text: str, lang: str = "fi") -> list[str]:
    found = index.search(text, lang, EVERYONE, limit=20, floor=FLOOR)
    return [hit.id for hit in found.hits]


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("junat", "fi"),
        ("raideliikenne", "fi"),
        ("järnvägar", "sv"),
        ("tågtrafik", "sv"),
        ("railways", "en"),
        ("rail traffic", "en"),
    ],
)
def test_a_question_finds_what_means_the_same(build: Build, text: str, lang: str) -> None:
    index = build(a="Itäradan suunnittelu", b="Valtatien korjaus")
    assert ["a"] == answers(index, text, lang)


def test_the_word_itself_comes_before_what_means_the_same(build: Build) -> None:
    index = build(a="Junat ja asemat", b="Radat ja asemat")
    assert ["a", "b"] == answers(index, "juna")
    assert ["b", "a"] == answers(index, "rata")


def test_what_means_the_same_twice_counts_once(tmp_path: Path, words: Words) -> None:
    index = Index(tmp_path / "index", words)
    both = (Text("fi", "", "Tuulivoima"), Text("sv", "", "Vindkraft"))
    twice = Entry("twice", "conclusion", 2024, (), (), (), (), EVERYONE.seen, both)
    index.rebuild([twice, entry("once", "Tuulivoima"), entry("other", "Kaivos")], 1)
    one, two = index.search("tuulivoima", "fi", EVERYONE, limit=5).hits
    assert ("once", "twice", one.score) == (one.id, two.id, two.score)


def test_a_phrase_is_one_thing_and_its_single_words_are_not(build: Build) -> None:
    index = build(phrase="Vihreän siirtymän rahoitus", clean="Puhdas siirtymä", other="Siirtymä eläkkeelle")
    assert ["phrase", "clean"] == answers(index, "vihreä siirtymä")
    assert {"phrase", "clean"} == set(answers(index, "green transition", "en"))


def test_a_phrase_is_found_through_its_small_words(build: Build) -> None:
    index = build(a="Huoltovarmuus paranee", b="Turvallisuus paranee")
    assert ["a"] == answers(index, "security of supply", "en")


@pytest.mark.parametrize("asked", ["biotalous", "kuntatalous", "yhteystiedot", "kalatalous"])
def test_common_parts_do_not_answer_a_compound_by_chance(build: Build, asked: str) -> None:
    index = build(a="Julkisen talouden suunnitelma kunnassa", b="Yhteydet ja tieto")
    assert [] == answers(index, asked)


def test_rare_parts_answer_a_compound_together(build: Build) -> None:
    index = build(both="Kauran ja ohran jalostus", one="Kauran viljely")
    assert ["both"] == answers(index, "ohrajalostus")


@pytest.mark.parametrize(
    "asked", ["osaava matkailu", "uudet matkailuhankkeet", "matkailun saatavuus nopeasti"]
)
def test_words_that_only_describe_cannot_refuse_an_answer(build: Build, asked: str) -> None:
    assert ["tourism"] == answers(build(tourism="Matkailu kasvaa"), asked)


def test_words_that_only_describe_cannot_give_an_answer(build: Build) -> None:
    assert [] == answers(build(other="Osaava joukko ja uusi hanke"), "osaavat krokotiilitarhat")


def test_a_numbered_road_is_that_road_only(build: Build) -> None:
    index = build(nine="Valtatie 9 uusitaan", list="Valtatiet 4 ja 9", five="Valtatie 5 uusitaan")
    assert {"nine", "list"} == set(answers(index, "vt 9"))
    assert {"nine", "list"} == set(answers(index, "riksväg 9", "sv"))
    assert {"nine", "list", "five"} == set(answers(index, "valtatiet"))
    assert [] == answers(index, "valtatie 3")


def test_what_mentions_a_place_comes_first_and_nothing_is_left_out(build: Build) -> None:
    index = build(title="Kaivos, kaivos ja kaivos", place="Kaivoksen vedet ja tiet Sotkamossa")
    found = index.search_terms(["kaivos"], "fi", EVERYONE, limit=5, mentions=("Sotkamo",))
    plain = index.search_terms(["kaivos"], "fi", EVERYONE, limit=5)
    assert (["place", "title"], 2) == ([hit.id for hit in found.hits], found.total)
    assert (["title", "place"], 2) == ([hit.id for hit in plain.hits], plain.total)
    everything = index.search_terms([], "fi", EVERYONE, limit=1, mentions=("Sotkamo", "Kajaani"))
    assert (["place"], 62) == ([hit.id for hit in everything.hits], everything.total)


def test_neither_concepts_nor_numbered_roads_are_suggested(build: Build) -> None:
    index = build(a="Raideliikenne", b="Valtatie 9")
    assert () == index.suggest("rai", "fi", EVERYONE.seen)
    assert ("tie",) == index.suggest("tie9", "fi", EVERYONE.seen)
