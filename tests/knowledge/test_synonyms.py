"""Words of the field name what they mean, in each language, by themselves, in phrases and in compounds."""

from collections import Counter

import pytest

from knowledge.synonyms import CONCEPT, LANGUAGES, WHOLE, Synonyms, load_synonyms
from knowledge.words import Words

GROUPS = {
    "rail": {"fi": "rata, juna", "sv": "järnväg, tåg", "en": "railway, light rail"},
    "supply": {"fi": "huoltovarmuus", "sv": "försörjningsberedskap", "en": "security of supply"},
    "border": {"fi": "=raja", "sv": "=gräns", "en": "border"},
}


@pytest.fixture(scope="module")
def product(words: Words) -> Synonyms:
    return load_synonyms(words)


@pytest.fixture(scope="module")
def small(words: Words) -> Synonyms:
    return Synonyms(GROUPS, words)


def named(synonyms: Synonyms, words: Words, text: str, lang: str) -> list[tuple[str, str, bool]]:
    """The concepts of a text, in which words, and whether inside a compound."""
    tokens = [token for token in words.tokens(text, lang) if not token.stop]
    return [
        (each.concept, text[tokens[each.first].start : tokens[each.last - 1].end], each.part)
        for each in synonyms.mentions(tokens, lang)
    ]


@pytest.mark.parametrize(
    ("text", "lang", "concepts"),
    [
        ("Junista puhuttiin", "fi", [("#rail", "Junista", False)]),
        ("tågen", "sv", [("#rail", "tågen", False)]),
        ("The security of the supply", "en", [("#supply", "security of the supply", False)]),
        ("security in supply chains", "en", [("#supply", "security in supply", False)]),
        ("supply and security", "en", []),
        ("Light traffic", "en", []),
        ("Itäradan suunnittelu", "fi", [("#rail", "Itäradan", True)]),
        ("rajalla", "fi", [("#border", "rajalla", False)]),
        ("maakuntarajat", "fi", []),
        ("juna", "de", [("#rail", "juna", False)]),
    ],
)
def test_words_and_phrases_name_their_concept(
    small: Synonyms, words: Words, text: str, lang: str, concepts: list[tuple[str, str, bool]]
) -> None:
    assert concepts == named(small, words, text, lang)


def test_every_word_of_the_product_names_its_group(product: Synonyms, words: Words) -> None:
    unnamed = [
        (name, phrase)
        for name, lang, phrase in _phrases(product)
        if not any(
            (CONCEPT + name, False) == (concept, part)
            for concept, _, part in named(product, words, phrase, lang)
        )
    ]
    assert [] == unnamed


def test_every_group_has_words_in_all_languages(product: Synonyms) -> None:
    assert {LANGUAGES} == {tuple(texts) for texts in product.groups.values()}


def test_no_word_is_in_two_groups(product: Synonyms) -> None:
    counted = Counter((lang, phrase) for _, lang, phrase in _phrases(product))
    assert [] == [phrase for phrase, times in counted.items() if times > 1]


def test_other_groups_have_another_signature(small: Synonyms, words: Words) -> None:
    assert small.signature == Synonyms(dict(reversed(GROUPS.items())), words).signature
    assert small.signature != Synonyms({"rail": GROUPS["rail"]}, words).signature


def _phrases(synonyms: Synonyms) -> list[tuple[str, str, str]]:
    return [
        (name, lang, phrase.strip().removeprefix(WHOLE))
        for name, texts in synonyms.groups.items()
        for lang, phrases in texts.items()
        for phrase in phrases.split(",")
    ]
