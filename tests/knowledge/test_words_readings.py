"""Of the readings of a word the likeliest comes first, and a road is one word with its number."""

import pytest

from knowledge.words import Words


@pytest.mark.parametrize(
    ("text", "lang", "likeliest"),
    [
        ("Levillä", "fi", "levi"),
        ("levillä", "fi", "levä"),
        ("Kolin", "fi", "koli"),
        ("vuona", "fi", "vuona"),
        ("tukea", "fi", "tuki"),
        ("käytöstä", "fi", "käyttö"),
        ("ruokaturvasta", "fi", "ruokaturva"),
        ("veroista", "fi", "vero"),
        ("tåg", "sv", "tåg"),
        ("hamnar", "sv", "hamn"),
        ("järnvägar", "sv", "järnväg"),
        ("småhamnar", "sv", "småhamn"),
        ("banor", "sv", "bana"),
        ("housing", "en", "housing"),
        ("shipping", "en", "shipping"),
        ("mines", "en", "mine"),
    ],
)
def test_the_likeliest_base_form_comes_first(words: Words, text: str, lang: str, likeliest: str) -> None:
    token = words.token(text, lang)
    assert (likeliest, False) == (token.lemmas[0], token.stop)


def test_the_other_readings_are_kept(words: Words) -> None:
    assert ("levi", "levä") == words.token("Levillä", "fi").lemmas
    assert ("tåg", "tåga") == words.token("tåg", "sv").lemmas


def test_a_first_part_that_is_no_word_is_still_a_part(words: Words) -> None:
    assert ("biotalous", "bio", "talous") == words.token("biotalouden", "fi").terms


@pytest.mark.parametrize(
    ("text", "lang", "roads"),
    [
        ("valtatien 9 kunto", "fi", {"valtatien 9": "valtatie 9"}),
        ("vt 5:n ja kt. 54", "fi", {"vt 5:n": "valtatie 5", "kt. 54": "kantatie 54"}),
        ("Valtatiet 4 ja 9", "fi", {"Valtatiet 4": "valtatie 4", "9": "valtatie 9"}),
        ("riksvägarna 3 och 8", "sv", {"riksvägarna 3": "riksväg 3", "8": "riksväg 8"}),
        ("Highway 9", "en", {"Highway 9": "highway 9"}),
        ("tie 2025, tietä 3 km, teillä 3, tieto 5, E12", "fi", {}),
    ],
)
def test_a_road_keeps_its_number(words: Words, text: str, lang: str, roads: dict[str, str]) -> None:
    tokens = [token for token in words.tokens(text, lang) if " " in token.lemmas[0]]
    assert roads == {text[token.start : token.end]: token.lemmas[0] for token in tokens}


def test_a_road_has_one_name_in_all_languages_and_its_word_for_a_part(words: Words) -> None:
    (finnish,), (swedish,) = words.tokens("vt 9", "fi"), words.tokens("riksväg 9", "sv")
    assert ("valtatie 9", "tie 9") == finnish.lemmas
    assert ("riksväg 9", "tie 9") == swedish.lemmas
    assert {"valtatie", "tie"} < set(finnish.terms)
