"""The words of a sentence that say what it is about."""

import re
from collections.abc import Collection, Sequence, Set

from knowledge.words import Token
from knowledge.years import TERMS

Span = tuple[int, int]

GOAL_ID = re.compile(r"\b(?:ALKE20\d\d|LAKI756-2|HE2017)(?:-\w+)?\b", re.IGNORECASE)
GOAL_NUMBER = re.compile(
    r"\b(?:painopiste\w*|tavoit\w+|prioritering\w*|mål\w*|priority|goal)\s+(\d)\b", re.IGNORECASE
)
LEAD = re.compile(r"\s*[:–—]\s*(?=\S)|\s-\s(?=\S)")
TOPIC_LONGEST = 300  # characters
EDGES = frozenset(
    "että jotta siitä sitä aihetta aihe teema teemaa asia asiaa seuraavaa seuraava seuraavan nyt myös uusi uuden uutta"
    " keskustelu keskustelun keskusteluun keskusteluihin ensi vuoden syksyn kierroksen kierrokselle"
    " på till om för att den det en ett nästa följande nytt ny ämne ämnet diskussion diskussionen omgången"
    " that the a an to for on about of in our new following topic next round discussion discussions this".split()
)


def content_terms(
    tokens: Sequence[Token], spans: Collection[Span], empty: Set[str], used: Set[int]
) -> tuple[str, ...]:
    """Base forms of the content words outside the spans and the used positions, each once."""
    return tuple(
        dict.fromkeys(
            token.lemmas[0]
            for at, token in enumerate(tokens)
            if at not in used and not token.stop and not _empty(token, empty) and not _within(token, spans)
        )
    )


def _empty(token: Token, empty: Set[str]) -> bool:
    """A word of the process, a number, or a single letter."""
    known = token.text.lower() in empty or not empty.isdisjoint(token.lemmas)
    return known or token.lemmas[0].isdecimal() or len(token.text) < 2


def _within(token: Token, spans: Collection[Span]) -> bool:
    return any(start < token.end and token.start < end for start, end in spans)


def proposed_topic(text: str, tokens: Sequence[Token], leads: Set[int], content: Set[int]) -> str | None:
    """What a sentence proposes, as typed: the text after a colon, else the longest stretch without leading words.

    `leads`: positions of the words that propose; `content`: positions of words that may be a topic.
    """
    colon = LEAD.search(text)
    if colon and any(tokens[at].end <= colon.start() for at in leads):
        return text[colon.end() :].strip(" .!?\"'”»")[:TOPIC_LONGEST] or None
    runs = [run for run in _runs(tokens, leads) if not content.isdisjoint(run)]
    longest = max(runs, key=len, default=None)
    return text[tokens[longest[0]].start : tokens[longest[-1]].end][:TOPIC_LONGEST] if longest else None


def _runs(tokens: Sequence[Token], leads: Set[int]) -> list[list[int]]:
    """Stretches of words between the leading ones, without function words at their edges."""
    runs: list[list[int]] = [[]]
    for at in range(len(tokens)):
        if at in leads:
            runs.append([])
        else:
            runs[-1].append(at)
    return [trimmed for run in runs if (trimmed := _trimmed(tokens, run))]


def _trimmed(tokens: Sequence[Token], run: list[int]) -> list[int]:
    edge = [tokens[at].stop or tokens[at].text.lower() in EDGES for at in run]
    inner = [at for at, is_edge in zip(run, edge, strict=True) if not is_edge]
    return list(range(inner[0], inner[-1] + 1)) if inner else []


def named_goals(text: str, year: int) -> tuple[str, ...]:
    """Goals by id ("ALKE2024-2") or by number ("painopiste 2") in the decision that is in force that year."""
    first = next((first for first, last in TERMS if first <= year <= last), TERMS[-1][0])
    numbered = (f"ALKE{first}-{match[1]}" for match in GOAL_NUMBER.finditer(text))
    return tuple(dict.fromkeys([*(match[0].upper() for match in GOAL_ID.finditer(text)), *numbered]))
