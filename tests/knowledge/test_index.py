"""What a search finds, in what order, and that it shows nobody what they may not see."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.index import FLOOR, Entry, Filters, Found, Index, Text
from knowledge.words import Words

EVERYONE = Filters(frozenset({"all"}))

Build = Callable[..., Index]


def entry(id_: str, text: str, *, title: str = "", lang: str = "fi", **other: object) -> Entry:
    """A conclusion of Lapland in 2025 that everyone may see, unless told otherwise."""
    usual = {
        "kind": "conclusion",
        "year": 2025,
        "regions": ("19",),
        "ministries": ("TEM",),
        "goals": (),
        "areas": (),
        "seen": frozenset({"all"}),
        "texts": (Text(lang, title, text),),
    }
    return Entry(id=id_, **{**usual, **other})  # type: ignore[arg-type]


@pytest.fixture
def build(tmp_path: Path, words: Words) -> Build:
    def built(*entries: Entry) -> Index:
        index = Index(tmp_path / "index", words)
        index.rebuild(entries, 1)
        return index

    return built


def ids(found: Found) -> list[str]:
    return [hit.id for hit in found.hits]


def search(index: Index, text: str, filters: Filters = EVERYONE, lang: str = "fi", **how: float) -> list[str]:
    return ids(index.search(text, lang, filters, limit=10, **how))  # type: ignore[arg-type]


def test_an_inflected_question_finds_an_inflected_text(build: Build) -> None:
    index = build(entry("a", "Matkailua kehitetään yhdessä."), entry("b", "Kaivoksista keskusteltiin."))
    assert ["a"] == search(index, "matkailun kehittämisestä")
    assert ["b"] == search(index, "kaivokset")


def test_a_part_finds_the_compound_and_a_compound_its_part(build: Build) -> None:
    index = build(entry("a", "Raideliikenteen nopeuttaminen"), entry("b", "Liikenteen päästöt"))
    assert {"a", "b"} == set(search(index, "liikenne"))
    assert ["a", "b"] == search(index, "raideliikenne")


def test_a_word_in_the_title_outweighs_one_in_the_text(build: Build) -> None:
    index = build(
        entry("a", "Kaivos ja vesistö", title="Ympäristö"), entry("b", "Ympäristö ja vesistö", title="Kaivos")
    )
    assert ["b", "a"] == search(index, "kaivos")


def test_a_rare_word_outweighs_a_common_one(build: Build) -> None:
    common = [entry(f"c{n}", "Alueen yritykset") for n in range(8)]
    index = build(*common, entry("rare", "Saamelaisten kulttuuri"))
    assert "rare" == search(index, "yritykset saamelaiset")[0]


def test_a_part_of_a_long_compound_counts_less_than_a_whole_word(build: Build) -> None:
    index = build(entry("part", "Suunnitelma"), entry("whole", "Tuuli"))
    assert ["whole", "part"] == search(index, "liikennejärjestelmäsuunnitelma tuuli")


def test_function_words_find_nothing_by_themselves(build: Build) -> None:
    index = build(entry("a", "Mitä meillä on?"), entry("b", "Tuulivoima"))
    assert ["b"] == search(index, "mitä on tuulivoima")


def test_an_entry_is_found_by_its_id(build: Build) -> None:
    index = build(entry("2025-19-03", "Matkailu"), entry("2025-19-04", "Kaivokset"))
    assert "2025-19-03" == search(index, "mikä on 2025-19-03?")[0]


def test_an_empty_text_lists_everything_newest_first_then_by_id(build: Build) -> None:
    index = build(entry("b", "x", year=2024), entry("c", "y"), entry("a", "z", year=2024))
    assert ["c", "a", "b"] == search(index, "")
    assert ["c", "a", "b"] == search(index, "mitä meillä on?")


def test_of_equal_entries_the_newest_comes_first(build: Build) -> None:
    index = build(*(entry(f"y{year}", "Tuulivoima", year=year) for year in (2022, 2024, 2023)))
    assert ["y2024", "y2023", "y2022"] == search(index, "tuulivoima")


def test_with_recency_a_newer_entry_passes_a_somewhat_better_old_one(build: Build) -> None:
    index = build(
        entry("old", "Tuulivoima", title="Tuulivoima", year=2015), entry("new", "Tuulivoima ja kaavoitus")
    )
    assert ["old", "new"] == search(index, "tuulivoima")
    assert ["new", "old"] == search(index, "tuulivoima", recency=0.1)


def test_pages_follow_each_other_and_count_all(build: Build) -> None:
    index = build(*(entry(f"e{n}", "Tuulivoima") for n in range(5)))
    pages = [index.search("tuulivoima", "fi", EVERYONE, limit=2, offset=at) for at in (0, 2, 4, 6)]
    assert [["e0", "e1"], ["e2", "e3"], ["e4"], []] == [ids(page) for page in pages]
    assert {5} == {page.total for page in pages}
    assert Found((), 5) == index.search("tuulivoima", "fi", EVERYONE, limit=0)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(EVERYONE.seen, kinds=frozenset({"goal"})), ["g"]),
        (Filters(EVERYONE.seen, years=frozenset({2023, 2024})), ["k"]),
        (Filters(EVERYONE.seen, regions=frozenset({"18"})), ["k"]),
        (Filters(EVERYONE.seen, ministries=frozenset({"LVM"})), ["k"]),
        (Filters(EVERYONE.seen, goals=frozenset({"2024-1"})), ["g"]),
        (Filters(EVERYONE.seen, years=frozenset({2025}), regions=frozenset({"18"})), []),
        (Filters(EVERYONE.seen, without=frozenset({"a"})), ["g", "k"]),
    ],
)
def test_filters_narrow_the_hits_and_the_count(build: Build, filters: Filters, expected: list[str]) -> None:
    index = build(
        entry("a", "Tuulivoima"),
        entry("g", "Tuulivoima", kind="goal", goals=("2024-1",), ministries=()),
        entry("k", "Tuulivoima", year=2024, regions=("18",), ministries=("LVM",)),
    )
    found = index.search("tuulivoima", "fi", filters, limit=10)
    assert (expected, len(expected)) == (ids(found), found.total)


def test_what_one_may_not_see_is_neither_found_nor_counted_nor_suggested(build: Build) -> None:
    secret = entry("p", "Salainen avaruuskeskus", kind="proposal", seen=frozenset({"org:19", "triage"}))
    index = build(entry("a", "Avaruus"), secret)
    hidden = index.search("avaruuskeskus", "fi", EVERYONE, limit=10)
    assert (["a"], 1) == (ids(hidden), hidden.total)
    assert ["p", "a"] == search(index, "avaruuskeskus", Filters(frozenset({"all", "org:19"})))
    assert () == index.suggest("salanen", "fi", EVERYONE.seen)
    assert ("salainen",) == index.suggest("salanen", "fi", frozenset({"triage"}))
    assert [] == ids(index.similar("Salainen keskus", "fi", EVERYONE, 10))
    assert [] == search(index, "", Filters(frozenset({"org:18"})))


def test_what_one_may_not_see_moves_no_score(build: Build, tmp_path: Path, words: Words) -> None:
    seen = [entry("a", "Avaruus ja tuulivoima"), entry("b", "Tuulivoima")]
    hidden = [entry(f"p{n}", "Avaruus", seen=frozenset({"triage"})) for n in range(5)]
    alone = Index(tmp_path / "alone", words)
    alone.rebuild(seen, 1)
    beside = build(*seen, *hidden)
    expected = alone.search("avaruus tuulivoima", "fi", EVERYONE, limit=10)
    assert expected == beside.search("avaruus tuulivoima", "fi", EVERYONE, limit=10)


@pytest.mark.parametrize(
    "text",
    ["* OR kind:proposal", "seen:triage", "tuuli* AND *", "[a TO z]", '"~5', "word~5", "\\", "(((", "^9"],
)
def test_query_syntax_is_nothing_but_words(build: Build, text: str) -> None:
    index = build(entry("p", "Salainen", kind="proposal", seen=frozenset({"triage"})))
    assert Found((), 0) == index.search(text, "fi", EVERYONE, limit=10)


def test_twenty_thousand_words_are_answered_by_the_strongest(build: Build) -> None:
    index = build(entry("a", "Tuulivoima"), *(entry(f"e{n}", "Alueen yritykset") for n in range(5)))
    assert "a" == search(index, "yritykset alueen " * 1_000 + "tuulivoima")[-1]
    assert "a" == search(index, "tuulivoima " + " ".join(f"sana{n}" for n in range(20_000)))[0]


@pytest.mark.parametrize("text", ["\0", "ä" * 9_000, "😀\u202e", "<script>x</script>", "a\u0301" * 50])
def test_any_text_can_be_kept_and_asked(build: Build, text: str) -> None:
    index = build(entry("a", f"{text} tuulivoima", title=text))
    assert ["a"] == search(index, f"{text} tuulivoima")
    assert () == index.suggest(text, "fi", EVERYONE.seen)


def test_the_floor_leaves_out_what_holds_less_than_half_of_the_question(build: Build) -> None:
    index = build(
        entry("both", "Tuulivoima ja matkailu"),
        entry("one", "Matkailu"),
        entry("part", "Liikenne"),
        *(entry(f"e{n}", "Matkailu ja yritykset") for n in range(5)),
    )
    assert ["both"] == search(index, "tuulivoima matkailu", floor=FLOOR)
    assert [] == search(index, "raideliikenne", floor=FLOOR)
    assert ["part"] == search(index, "raideliikenne")
    assert [] == search(index, "avaruuskeskus matkailu", floor=FLOOR)


def test_chosen_words_are_searched_as_they_are(build: Build) -> None:
    index = build(entry("a", "Tuulivoima"), entry("b", "Matkailu"))
    assert ["a"] == ids(index.search_terms(["tuulivoima"], "fi", EVERYONE, limit=10))
    assert ["a", "b"] == ids(index.search_terms([], "fi", EVERYONE, limit=10))
