"""The words of a sentence that say what it is about."""

import re
from collections.abc import Collection, Sequence, Set

from knowledge.ids import Span
from knowledge.words import Token
from knowledge.years import TERMS

GOAL_ID = re.compile(r"\b(?:ALKE20\d\d|LAKI756-2|HE2017)(?:-\w+)?\b", re.IGNORECASE)
GOAL_NUMBER = re.compile(
    r"\b(?:painopiste\w*|tavoit\w+|prioritering\w*|mål\w*|priority|goal)\s+(\d)\b", re.IGNORECASE
)
DEED = "minen"  # a noun that Finnish makes of a verb: "kuuleminen" is a topic where "kuulla" is none
LEAD = re.compile(r"\s*:\s+|\s+[-–—]\s+")
TOPIC_LONGEST = 300  # characters


def content_terms(
    tokens: Sequence[Token], spans: Collection[Span], empty: Set[str], used: Set[int]
) -> tuple[str, ...]:
    """Base forms of the content words outside the spans and the used positions, each once."""
    return tuple(
        dict.fromkeys(
            token.lemmas[0]
            for at, token in enumerate(tokens)
            if at not in used and not token.stop and not _empty(token, empty) and not within(token, spans)
        )
    )


def _empty(token: Token, empty: Set[str]) -> bool:
    """A word of the process, a number, or a single letter."""
    lemmas = token.lemmas[:1] if token.lemmas[0].endswith(DEED) else token.lemmas
    known = token.text.lower() in empty or not empty.isdisjoint(lemmas)
    return known or token.lemmas[0].isdecimal() or len(token.text) < 2


def within(token: Token, spans: Collection[Span]) -> bool:
    """Whether a word is, wholly or in part, in one of the stretches."""
    return any(start < token.end and token.start < end for start, end in spans)


def proposed_topic(text: str, tokens: Sequence[Token], leads: Set[int], content: Set[int]) -> str | None:
    """What a sentence proposes, as typed: what follows a colon, else the longest stretch of other words.

    `leads`: positions of the words that propose; `content`: positions of words that may be a topic.
    """
    colon = LEAD.search(text)
    if colon and any(tokens[at].end <= colon.start() for at in leads):
        return text[colon.end() :].strip(" .!?\"'”»")[:TOPIC_LONGEST] or None
    runs = [_trimmed(tokens, run, content) for run in _runs(tokens, leads)]
    longest = max(filter(None, runs), key=len, default=None)
    return text[tokens[longest[0]].start : tokens[longest[-1]].end][:TOPIC_LONGEST] if longest else None


def _runs(tokens: Sequence[Token], leads: Set[int]) -> list[list[int]]:
    """Stretches of words between the leading ones."""
    runs: list[list[int]] = [[]]
    for at in range(len(tokens)):
        if at in leads:
            runs.append([])
        else:
            runs[-1].append(at)
    return runs


def _trimmed(tokens: Sequence[Token], run: Sequence[int], content: Set[int]) -> list[int]:
    """The stretch from its first word that may be a topic, without function words at its end."""
    first = next((at for at in run if at in content), None)
    last = next((at for at in reversed(run) if not tokens[at].stop), None)
    return [] if first is None or last is None else list(range(first, last + 1))


def named_goals(text: str, year: int) -> tuple[str, ...]:
    """Goals by id ("ALKE2024-2") or by number ("painopiste 2") in the decision that is in force that year."""
    first = next((first for first, last in TERMS if first <= year <= last), TERMS[-1][0])
    numbered = (f"ALKE{first}-{match[1]}" for match in GOAL_NUMBER.finditer(text))
    return tuple(dict.fromkeys([*(match[0].upper() for match in GOAL_ID.finditer(text)), *numbered]))
