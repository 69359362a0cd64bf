"""Which of fi, sv and en a sentence is in: by function words, the field's words and word endings."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ENOUGH = 2  # one known word, or two telling endings

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


@dataclass(frozen=True)
class Tongues:
    """The known words of each language."""

    words: Mapping[str, frozenset[str]]

    def guess(self, words: Iterable[str], fallback: str) -> str:
        """The language of lower-case words, or the fallback where nothing decides."""
        scores = dict.fromkeys(self.words, 0.0)
        for word in words:
            known = [lang for lang in self.words if word in self.words[lang]]
            told = known or [lang for lang, ending in ENDINGS.items() if ending.fullmatch(word)]
            for lang in told:
                scores[lang] += (2 if known else 1) / len(told)
        best = max(scores, key=lambda lang: scores[lang])
        alone = list(scores.values()).count(scores[best]) == 1
        return best if alone and scores[best] >= ENOUGH else fallback
