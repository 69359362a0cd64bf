"""Likeness, suggestions, highlights, and searching across languages."""

from pathlib import Path

import pytest

from knowledge.index import Entry, Filters, Index, Kin, Text
from knowledge.words import Words

SEEN = frozenset({"all"})
RAIL_FI = "Itäradan suunnittelu aloitetaan ja raideliikenteen nopeutta nostetaan Kainuussa."
RAIL_SV = "Planeringen av Östbanan inleds."
LABELS = (
    Text("fi", "", "Liikenne Lappi"),
    Text("sv", "", "Trafik Lappland"),
    Text("en", "", "Transport Lapland"),
)


def entry(id_: str, *texts: Text, labels: tuple[Text, ...] = ()) -> Entry:
    return Entry(id_, "conclusion", 2025, (), (), (), (), SEEN, texts, labels)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, words: Words) -> Index:
    built = Index(Path(tmp_path_factory.mktemp("likeness")) / "index", words)
    built.rebuild(
        [
            entry("rail", Text("fi", "Itärata", RAIL_FI), Text("sv", "Östbanan", RAIL_SV)),
            entry(
                "road",
                Text("fi", "Valtatiet", "Valtatie 5 kunnostetaan. Hankkeen rahoitus sovitaan."),
                labels=LABELS,
            ),
            entry(
                "work",
                Text("fi", "Työllisyys", "Osaajien saatavuutta parannetaan ja työllisyyttä nostetaan."),
            ),
        ],
        1,
    )
    return built


def test_the_same_text_is_wholly_alike(index: Index) -> None:
    found = index.similar(f"Itärata {RAIL_FI}", "fi", Filters(SEEN), 3)
    assert "rail" == found.hits[0].id
    assert found.hits[0].score > 0.8


def test_a_text_about_the_same_thing_is_more_alike_than_one_about_another(index: Index) -> None:
    text = "Esitämme, että itäradan suunnittelu ja nopea raideliikenne otetaan keskusteluun."
    found = index.similar(text, "fi", Filters(SEEN), 3)
    assert "rail" == found.hits[0].id
    assert [] == [hit.id for hit in found.hits[1:] if hit.score > found.hits[0].score / 2]


def test_a_floor_leaves_out_what_is_hardly_alike(index: Index) -> None:
    text = "Osaajien saatavuus ja rahoitus"
    assert {"work", "road"} == {hit.id for hit in index.similar(text, "fi", Filters(SEEN), 9).hits}
    assert ["work"] == [hit.id for hit in index.similar(text, "fi", Filters(SEEN), 9, floor=0.4).hits]


def test_what_shares_region_and_areas_comes_before_what_is_as_alike(tmp_path: Path, words: Words) -> None:
    built = Index(tmp_path / "index", words)
    text = (Text("fi", "", "Kausityön asunnot"),)
    here = Entry("here", "conclusion", 2020, ("19",), (), (), ("tourism", "housing"), SEEN, text)
    elsewhere = Entry("elsewhere", "conclusion", 2025, ("02",), (), (), ("transport",), SEEN, text)
    other = Entry("other", "conclusion", 2025, ("19",), (), (), (), SEEN, (Text("fi", "", "Kaivos"),))
    built.rebuild([here, elsewhere, other], 1)
    kin = Kin(frozenset({"19"}), frozenset({"tourism", "housing"}))
    asked = "Asunnot kausityöhön, tiet, satamat ja raiteet"
    alone = built.similar(asked, "fi", Filters(SEEN), 3)
    tied = built.similar(asked, "fi", Filters(SEEN), 3, kin=kin)
    assert ["elsewhere", "here"] == [hit.id for hit in alone.hits]
    assert ["here", "elsewhere"] == [hit.id for hit in tied.hits]
    assert alone.hits[0].score == tied.hits[1].score


def test_nothing_is_alike_to_nothing_known(index: Index) -> None:
    assert 0 == index.similar("blokketiketju", "fi", Filters(SEEN), 3).total


@pytest.mark.parametrize(
    ("word", "suggestions"),
    [
        ("raidelikenne", ("raideliikenne",)),
        ("tyollisyys", ("työllisyys",)),
        ("rahiotusta", ("rahoitus",)),
        ("raideliikenne", ()),
        ("xyzzy", ()),
        ("", ()),
    ],
)
def test_a_mistyped_word_gets_the_known_ones_near_it(
    index: Index, word: str, suggestions: tuple[str, ...]
) -> None:
    assert suggestions == index.suggest(word, "fi", SEEN)


def test_highlights_mark_inflected_words_and_compounds(index: Index) -> None:
    spans = index.highlight(RAIL_FI, "fi", ["liikenne", "suunnitella", "nopeus"], "fi")
    assert ["raideliikenteen", "nopeutta"] == [RAIL_FI[start:end] for start, end in spans]


def test_highlights_mark_what_means_the_same_in_another_language(index: Index) -> None:
    spans = index.highlight(RAIL_FI, "fi", ["tåg", "security", "supply"], "sv")
    assert ["Itäradan", "raideliikenteen"] == [RAIL_FI[start:end] for start, end in spans]
    text = "Vihreä siirtymä ja vihreä talous"
    spans = index.highlight(text, "fi", ["clean", "transition"], "en")
    assert ["Vihreä", "siirtymä"] == [text[start:end] for start, end in spans]


def test_highlights_mark_the_parts_of_a_compound_asked_for(index: Index) -> None:
    text = "Liikenne raiteilla ja maantieliikenne"
    spans = index.highlight(text, "fi", ["raideliikenne"], "fi")
    assert ["Liikenne", "raiteilla"] == [text[start:end] for start, end in spans]


def test_a_swedish_question_finds_the_swedish_text_of_an_entry(index: Index) -> None:
    assert "rail" == index.search("planering av Östbanan", "sv", Filters(SEEN), limit=1).hits[0].id


def test_labels_find_a_finnish_text_in_another_language(index: Index) -> None:
    assert ["road"] == [
        hit.id for hit in index.search("trafiken i Lappland", "sv", Filters(SEEN), limit=5).hits
    ]
    assert ["road"] == [hit.id for hit in index.search("transport", "en", Filters(SEEN), limit=5).hits]


def test_a_name_is_found_in_a_text_of_another_language(index: Index) -> None:
    assert ["rail"] == [hit.id for hit in index.search("Itärata", "sv", Filters(SEEN), limit=5).hits]
