"""Invented conclusions in any number: the demo's own sentences, titles and places, put together anew."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from random import Random
from typing import Any

from knowledge.places import Region, load_places
from storage.demo import texts
from storage.demo.texts import Conclusion, Discussion, JointTexts

SEED = 756_2021
YEARS = range(2006, 2026)
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+")
LENGTHS = (2, 3, 3, 3, 4, 5)  # sentences of a conclusion; the demo's have three on average


def conclusions(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Rows for `alke import records`: the same for the same count and seed.

    Each keeps the title, the codes and the opening of one conclusion and goes on with sentences of others
    about the same policy area; region and year are drawn evenly. A quarter has a Swedish text as well.
    """
    random = Random(seed)
    written = _written()
    alike = _by_area(written)
    regions = [region for region in load_places().regions if region.takes_part]
    for number in range(count):
        base, region, year = random.choice(written), random.choice(regions), random.choice(YEARS)
        row = _row(f"{year}-{region.code}-b{number:05}", base, region, year)
        others = alike[random.choice(base.areas)]
        yield row | _wording(base, others, "fi", region, random)
        if base.sv:
            yield row | _wording(base, [other for other in others if other.sv], "sv", region, random)


def _written() -> tuple[Conclusion, ...]:
    """The demo's conclusions."""
    by_round = chain.from_iterable(region.rounds.values() for region in texts.regions())
    return (*_all(by_round), *_all(texts.joint()))


def _all(held: Iterable[Discussion | JointTexts]) -> Iterator[Conclusion]:
    return chain.from_iterable(one.conclusions for one in held)


def _by_area(written: Sequence[Conclusion]) -> Mapping[str, Sequence[Conclusion]]:
    found: defaultdict[str, list[Conclusion]] = defaultdict(list)
    for conclusion in written:
        for area in conclusion.areas:
            found[area].append(conclusion)
    return found


def _row(id_: str, base: Conclusion, region: Region, year: int) -> dict[str, Any]:
    return {
        "id": id_,
        "kind": "conclusion",
        "year": year,
        "regions": [region.code],
        "ministries": list(base.ministries),
        "goals": list(base.goals),
        "areas": list(base.areas),
        "source": "Bench, invented",
    }


def _wording(
    base: Conclusion, others: Sequence[Conclusion], lang: str, region: Region, random: Random
) -> dict[str, str]:
    title, opening = _said(base, lang)
    more = [random.choice(_sentences(_said(other, lang)[1])) for other in random.choices(others, k=4)]
    chosen = [_sentences(opening)[0], *more][: random.choice(LENGTHS)]
    return {"lang": lang, "title": f"{title} ({region.names[lang]})", "text": " ".join(chosen)}


def _said(conclusion: Conclusion, lang: str) -> tuple[str, str]:
    said = conclusion.sv if lang == "sv" and conclusion.sv else conclusion
    return said.title, said.text


def _sentences(text: str) -> list[str]:
    return SENTENCE_ENDS.split(text)
