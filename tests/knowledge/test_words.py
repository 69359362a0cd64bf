"""Words become base forms and parts of compounds, in three languages, with and without the native library."""

import threading

import libvoikko
import pytest

from knowledge.words import STOP, NoVoikko, Token, Words, load_words


@pytest.fixture(scope="module")
def words() -> Words:
    return load_words("voikko")


@pytest.fixture(scope="module")
def fallback() -> Words:
    return load_words("fallback")


def _lemmas(words: Words, text: str, lang: str = "fi") -> list[str]:
    return [token.lemmas[0] for token in words.tokens(text, lang)]


def test_inflected_finnish_words_become_base_forms(words: Words) -> None:
    expected = ["maakunta", "sopia", "matkailu", "kehittäminen", "lappi"]
    assert expected == _lemmas(words, "Maakunnissa sovittiin matkailun kehittämisestä Lapissa")


def test_an_action_noun_is_found_by_its_verb(words: Words) -> None:
    assert ("kehittäminen", "kehittää") == words.token("kehittämistä", "fi").lemmas


def test_a_word_that_can_be_two_words_keeps_both(words: Words) -> None:
    assert {"tukea", "tuki"} == set(words.token("tukea", "fi").lemmas)


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("raideliikenteessä", ("raideliikenne", "raide", "liikenne")),
        ("työllisyysasteesta", ("työllisyysaste", "työllisyys", "aste")),
        ("kehittämishankkeita", ("kehittämishanke", "kehittäminen", "kehittää", "hanke")),
        ("yhteistyöstä", ("yhteistyö", "yhteinen", "työ")),
    ],
)
def test_a_compound_gives_its_parts_in_base_form(words: Words, word: str, terms: tuple[str, ...]) -> None:
    assert terms == words.token(word, "fi").terms


def test_a_long_compound_gives_the_shorter_ones_inside_it(words: Words) -> None:
    terms = words.token("liikennejärjestelmäsuunnitelmissa", "fi").terms
    assert {"liikennejärjestelmä", "järjestelmäsuunnitelma", "suunnitelma"} < set(terms)


def test_a_simple_word_has_no_parts_although_it_could_be_cut(words: Words) -> None:
    assert ("matkailu",) == words.token("matkailu", "fi").terms


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("Itä-Suomen", ("itä-suomi", "itä", "suomi")),
        ("TKI-toimintaan", ("tki-toiminta", "tki", "toiminta")),
        ("raide-", ("raide",)),
        ("kehittämis-", ("kehittäminen", "kehittää")),
        ("EU:n", ("eu",)),
        ("LVM:ltä", ("lvm",)),
        ("2025", ("2025",)),
    ],
)
def test_joined_words_abbreviations_and_numbers_are_kept(
    words: Words, word: str, terms: tuple[str, ...]
) -> None:
    assert terms == words.token(word, "fi").terms


def test_an_identifier_is_a_word_of_its_own(words: Words) -> None:
    assert "2025-19-03" == words.tokens("Katso 2025-19-03.", "fi")[1].terms[0]


def test_an_unknown_word_is_found_in_its_other_forms_by_its_stem(words: Words) -> None:
    first, second = words.token("blokketiketjuissa", "fi"), words.token("blokketiketjun", "fi")
    assert {"blokketiketju"} == set(first.terms) & set(second.terms)


def test_soft_hyphens_and_combining_marks_make_no_difference(words: Words) -> None:
    assert words.token("matkailu", "fi").terms == words.token("mat\u00adkai\u00adlu", "fi").terms
    assert ("työllisyys",) == words.token("tyo\u0308llisyys", "fi").lemmas


def test_a_token_says_where_it_stands_in_the_text(words: Words) -> None:
    text = "– Mitä, EU:n <b>tukea</b>? 12 §:ssä_x"
    tokens = words.tokens(text, "fi")
    assert ["Mitä", "EU:n", "b", "tukea", "b", "12", "x"] == [token.text for token in tokens]
    assert [token.text for token in tokens] == [text[token.start : token.end] for token in tokens]


def test_function_words_are_kept_but_marked(words: Words) -> None:
    tokens = words.tokens("Mitä meillä on sovittu raiteista", "fi")
    assert ["sovittu", "raiteista"] == [token.text for token in tokens if not token.stop]
    assert len(tokens) == 5
    assert {"fi", "sv", "en"} == set(STOP)


@pytest.mark.parametrize(
    ("text", "lang", "light"),
    [
        ("osaava uusi nopeasti kehittää", "fi", True),
        ("pula saatavuudesta hankkeita", "fi", True),
        ("digitaalinen vihreä nuori työvoima sulkeminen", "fi", False),
        ("bättre brist", "sv", True),
        ("new shortage", "en", True),
        ("tåg", "sv", False),
    ],
)
def test_words_that_only_describe_are_light(words: Words, text: str, lang: str, light: bool) -> None:
    assert {light} == {token.light for token in words.tokens(text, lang)}


@pytest.mark.parametrize("text", ["", " ", "***", "😀", "\u202e", "-", ":"])
def test_a_text_without_words_has_no_tokens(words: Words, text: str) -> None:
    assert [] == words.tokens(text, "fi")


@pytest.mark.parametrize("lang", ["fi", "sv", "en"])
def test_a_string_without_words_is_still_a_token(words: Words, lang: str) -> None:
    assert Token("", 0, 0, ("",), ("",), False) == words.token("", lang)


def test_an_endless_word_is_kept_as_it_is(words: Words) -> None:
    assert ("ä" * 10_000,) == words.token("Ä" * 10_000, "fi").terms


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("landskapen", ("landskap",)),
        ("regionutvecklingen", ("regionutveckling", "region", "utveckling")),
        ("arbetslöshetsgraden", ("arbetslöshetsgrad", "arbetslöshet", "grad")),
        ("TEM:s", ("tem",)),
    ],
)
def test_swedish_words_become_base_forms_and_parts(words: Words, word: str, terms: tuple[str, ...]) -> None:
    assert terms == words.token(word, "sv").terms


def test_english_words_become_base_forms(words: Words) -> None:
    expected = ["what", "be", "agree", "about", "region", "railway"]
    assert expected == _lemmas(words, "What was agreed about regions' railways", "en")


def test_an_unknown_language_is_read_as_finnish(words: Words) -> None:
    assert words.token("maakunnissa", "fi") == words.token("maakunnissa", "de")


def test_many_threads_read_the_same(words: Words) -> None:
    text = "Alueiden kehittämisestä ja liikennejärjestelmäsuunnitelmista keskusteltiin maakunnissa"
    expected = words.tokens(text, "fi")
    results: list[list[Token]] = []
    fresh = load_words("voikko")
    threads = [threading.Thread(target=lambda: results.append(fresh.tokens(text, "fi"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [expected] * 8 == results


def test_the_signature_tells_the_native_library_from_the_fallback(words: Words, fallback: Words) -> None:
    assert words.signature == load_words("voikko").signature
    assert words.signature != fallback.signature


def test_the_native_library_names_itself(words: Words) -> None:
    assert words.native
    assert words.describe().startswith("libvoikko 4")


def test_without_the_native_library_the_fallback_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(path: str | None) -> None:
        raise OSError("libvoikko.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setattr(libvoikko.VoikkoLibrary, "open", missing)
    words = load_words()
    assert not words.native
    assert "install libvoikko1 and voikko-fi" in words.describe()
    with pytest.raises(NoVoikko):
        load_words("voikko")


@pytest.mark.parametrize(
    ("word", "terms"),
    [
        ("matkailua", {"matkailu"}),
        ("työllisyysasteesta", {"työllisyysaste", "työllisyys", "aste"}),
        ("liikennejärjestelmäsuunnitelman", {"liikenne", "järjestelmä", "suunnitelma"}),
        ("Itä-Suomen", {"itä-suomi", "itä", "suomi"}),
        ("EU:n", {"eu"}),
    ],
)
def test_the_fallback_finds_base_forms_and_parts(fallback: Words, word: str, terms: set[str]) -> None:
    assert terms <= set(fallback.token(word, "fi").terms)
