"""Which of fi, sv and en a sentence is in: by function words, the field's words and word endings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from knowledge.words import Words

ENOUGH = 2  # one known word, or two telling endings
CLEAR_WORDS = 2  # words that must speak for a language before a conversation changes to it
CLEAR_LEAD = 2  # and by how much more than for any other
SHORTEST = 3  # letters of a word that a dictionary is asked for

ENDINGS = {
    "fi": re.compile(
        r".+(?:ss[aä]|st[aä]|ll[aä]|lt[aä]|lle|(?:aa|ee|ii|oo|uu|yy|ää|öö)n|(?:is|us|ys)ten|nen|mme|tiin|k[oö]|t[aä][aä]n)"
        r"|.*(?:aa|ää|yy|uu|ii|öö|yö|uo|äy|kk|nk).*(?:a|ä|i|u|y|o|ö|n|t)"
    ),
    "sv": re.compile(
        r".*å.*|.+(?:ning(?:en|ar|arna)?|het(?:en|er)?|[eao]rna|ande|tion(?:en|er)|isk(?:a|t)?|else|skap(?:et)?|ör)"
    ),
    "en": re.compile(r"(?:wh|th).+|.+(?:ing|tion|tions|ed|ly|ment|ity|ness|ies|ght|ould|'s|'t)"),
}
# What a base form takes so that a dictionary that knows the word gives the base form back.
PROOF = {"fi": "kin", "sv": "s", "en": "s"}


@dataclass(frozen=True)
class Guess:
    """A language, "" where nothing decides; `clear` when no single word or two decided it."""

    language: str
    clear: bool = False


@dataclass(frozen=True)
class Tongues:
    """The known words of each language."""

    words: Mapping[str, frozenset[str]]

    def guess(self, words: Iterable[str]) -> Guess:
        """The language of lower-case words."""
        scores = dict.fromkeys(self.words, 0.0)
        spoke = dict.fromkeys(self.words, 0)
        for word in words:
            weight, told = self._told(word)
            for lang in told:
                scores[lang] += weight / len(told)
                spoke[lang] += 1
        second, first = sorted(scores.values())[-2:]
        best = max(scores, key=lambda lang: scores[lang])
        if first == second or first < ENOUGH:
            return Guess("")
        return Guess(best, spoke[best] >= CLEAR_WORDS and first - second >= CLEAR_LEAD)

    def _told(self, word: str) -> tuple[int, list[str]]:
        """What a word weighs, and the languages it speaks for."""
        known = [lang for lang in self.words if word in self.words[lang]]
        return (2, known) if known else (1, [lang for lang, end in ENDINGS.items() if end.fullmatch(word)])


def in_dictionary(words: Words, word: str, lang: str) -> bool:
    """Whether the dictionary of a language has a lower-case word: it brings a form of it to its base form."""
    form = word + PROOF[lang]
    return words.token(word, lang).lemmas[0] != word or words.token(form, lang).lemmas[0] != form


def finnish_only(words: Words, texts: Iterable[str], other: str) -> bool:
    """Whether all of some lower-case words are Finnish, and not all are also words of the other language."""
    asked = [text for text in texts if len(text) >= SHORTEST and text.isalpha()]
    finnish = bool(asked) and all(in_dictionary(words, text, "fi") for text in asked)
    return finnish and not all(in_dictionary(words, text, other) for text in asked)
