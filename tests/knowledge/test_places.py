import json
from collections import Counter
from importlib.resources import files

import pytest

from knowledge.places import Places, load_places
from knowledge.placewords import PlaceFinder, pieces, place_finder


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places()


@pytest.fixture(scope="module")
def finder(places: Places) -> PlaceFinder:
    return place_finder(places)


def regions(finder: PlaceFinder, text: str) -> tuple[str, ...]:
    return finder.find(pieces(text)).regions


def ministries(finder: PlaceFinder, text: str) -> tuple[str, ...]:
    return finder.find(pieces(text)).ministries


def test_there_are_19_regions_308_municipalities_and_12_ministries(places: Places) -> None:
    assert (19, 308, 12) == (len(places.regions), len(places.municipalities), len(places.ministries))


def test_every_municipality_leads_to_a_region_that_exists(places: Places) -> None:
    assert {region.code for region in places.regions} == {town.region for town in places.municipalities}


def test_all_regions_but_aland_take_part(places: Places) -> None:
    assert ["21"] == [region.code for region in places.regions if not region.takes_part]


def test_slugs_are_plain_letters_and_differ(places: Places) -> None:
    slugs = [region.slug for region in places.regions]
    assert (19, True) == (len(set(slugs)), all(slug.replace("-", "").isascii() for slug in slugs))


def test_a_region_knows_its_case_forms_and_council(places: Places) -> None:
    lapland = places.region("19")
    assert ("Lapissa", "Lapplands förbund") == (lapland.cases["in"], lapland.council["sv"])


def test_things_are_found_by_their_codes(places: Places) -> None:
    found = places.municipality("698"), places.ministry("LVM"), places.area("transport")
    assert ["Rovaniemi", "kommunikationsministeriet", "Transport and accessibility"] == [
        found[0].names["fi"],
        found[1].names["sv"],
        found[2].names["en"],
    ]


def test_names_that_no_source_confirms_are_listed(places: Places) -> None:
    assert "19 council.en: Regional Council of Lapland" in places.unchecked()


def test_every_data_file_names_its_source() -> None:
    data = files("knowledge") / "data"
    names = ["regions", "municipalities", "ministries", "areas", "larger_areas", "concepts", "intents"]
    assert all(json.loads((data / f"{name}.json").read_text(encoding="utf-8"))["source"] for name in names)


def test_every_case_form_of_every_region_is_found(places: Places, finder: PlaceFinder) -> None:
    expected = [(form, (region.code,)) for region in places.regions for form in region.cases.values()]
    assert expected == [(form, regions(finder, form)) for form, _ in expected]


def test_every_council_is_found_in_every_language(places: Places, finder: PlaceFinder) -> None:
    expected = [(name, (region.code,)) for region in places.regions for name in region.council.values()]
    assert expected == [(name, regions(finder, name)) for name, _ in expected]


def test_every_municipality_is_found_by_name_and_leads_to_its_region(
    places: Places, finder: PlaceFinder
) -> None:
    expected = [(name, (town.region,)) for town in places.municipalities for name in town.names.values()]
    assert expected == [(name, regions(finder, name)) for name, _ in expected]


def test_no_name_belongs_to_two_municipalities(places: Places) -> None:
    names = Counter(name for town in places.municipalities for name in {*town.names.values()})
    assert [] == [name for name, count in names.items() if count > 1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lapissakin", ("19",)),
        ("Uudellamaallakohan", ("01",)),
        ("Kainuulla", ("18",)),
        ("Rovaniemeltä", ("19",)),
        ("Tampereelle", ("06",)),
        ("Lahdessa", ("07",)),
        ("Turkuun", ("02",)),
        ("Seinäjoella", ("14",)),
        ("Haapavettä", ("17",)),
        ("Huittisissa", ("04",)),
        ("Kauniaisten", ("01",)),
        ("Uudessakaupungissa", ("02",)),
        ("Kangasalla", ("06",)),
        ("Mänttä-Vilppulassa", ("06",)),
        ("lappilaiset", ("19",)),
        ("tamperelaisten", ("06",)),
        ("pohjoiskarjalainen", ("12",)),
        ("i Egentliga Finland", ("02",)),
        ("Lapplands", ("19",)),
        ("i Åbo", ("02",)),
        ("S:t Michel", ("10",)),
        ("Lapland's", ("19",)),
        ("Southern Ostrobothnia", ("14",)),
    ],
)
def test_inflected_names_are_found(finder: PlaceFinder, text: str, expected: tuple[str, ...]) -> None:
    assert expected == regions(finder, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lapissa ja Kainuussa", ("19", "18")),
        ("Pohjois- ja Etelä-Savossa", ("11", "10")),
        ("Etelä-, Keski- ja Pohjois-Pohjanmaalla", ("14", "16", "17")),
        ("Norra och Södra Savolax", ("11", "10")),
        ("North and South Karelia", ("12", "09")),
        ("Itä-Suomessa", ("10", "11", "12")),
        ("Itä- ja Pohjois-Suomen", ("10", "11", "12", "16", "17", "18", "19")),
        ("i Norra Finland", ("16", "17", "18", "19")),
        ("Hämeessä", ("05", "07")),
        ("Hämeen liitto", ("05",)),
        ("Pohjois-Pohjanmaalla", ("17",)),
        ("Pohjanmaalla", ("15",)),
    ],
)
def test_several_regions_and_larger_areas_are_found(
    finder: PlaceFinder, text: str, expected: tuple[str, ...]
) -> None:
    assert expected == regions(finder, text)


@pytest.mark.parametrize("text", ["Jyvaskylassa", "jyväskylässä", "JYVÄSKYLÄSSÄ"])
def test_dots_and_capitals_may_be_missing(finder: PlaceFinder, text: str) -> None:
    assert ("13",) == regions(finder, text)


@pytest.mark.parametrize(
    "text", ["kemin", "salo", "ii", "kurikka", "II", "koskien", "kolari", "sund", "om stora"]
)
def test_a_common_word_is_no_municipality(finder: PlaceFinder, text: str) -> None:
    assert () == regions(finder, text)


@pytest.mark.parametrize(
    ("text", "expected"), [("Kemin", "19"), ("kemissä", "19"), ("Salo", "02"), ("Iin", "17")]
)
def test_a_capital_or_a_place_case_makes_it_one(finder: PlaceFinder, text: str, expected: str) -> None:
    assert (expected,) == regions(finder, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LVM:n ja lvm:ltä", ("LVM",)),
        ("TEMiltä", ("TEM",)),
        ("STM:ssä", ("STM",)),
        ("työ- ja elinkeinoministeriön", ("TEM",)),
        ("liikenneministeriöltä", ("LVM",)),
        ("opetus- ja kulttuuriministeriössä", ("OKM",)),
        ("valtioneuvoston kansliassa", ("VNK",)),
        ("jord- och skogsbruksministeriets", ("MMM",)),
        ("the Ministry of the Environment", ("YM",)),
        ("MEAE", ("TEM",)),
        ("SHM:s", ("STM",)),
        ("VM ja MMM", ("VM", "MMM")),
    ],
)
def test_ministries_are_found(finder: PlaceFinder, text: str, expected: tuple[str, ...]) -> None:
    assert expected == ministries(finder, text)


@pytest.mark.parametrize("text", ["mm. tämä", "vesi ym. asiat", "om det", "Moi!", "5 km", "me"])
def test_small_words_are_no_ministries(finder: PlaceFinder, text: str) -> None:
    assert () == ministries(finder, text)


def test_the_spans_are_those_of_the_names(finder: PlaceFinder) -> None:
    text = "Mitä Etelä-Savossa ja LVM:ssä?"
    assert ["Etelä-Savossa", "LVM:ssä"] == [text[a:b] for a, b in finder.find(pieces(text)).spans]
