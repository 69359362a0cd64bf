"""What a session is called when nobody gave it a name, in the three languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .places import Region
from .sessions import Kind

NAME_LIMIT = 120
SHOWN = 3  # regions that a name lists


def suggested(kind: Kind, year: int, regions: Sequence[Region], theme: str = "") -> dict[str, str]:
    """The name by language: of the region, else of the kind with the theme or the regions."""
    if kind is Kind.REGIONAL and len(regions) == 1:
        return {language: name(regions[0], year) for language, name in _OF_REGION.items()}
    return {
        language: _cut(f"{words[kind]} {year}{_about(language, regions, theme)}")
        for language, words in _WORDS.items()
    }


def _about(language: str, regions: Sequence[Region], theme: str) -> str:
    more = f" +{len(regions) - SHOWN}" if len(regions) > SHOWN else ""
    listed = ", ".join(region.names[language] for region in regions[:SHOWN]) + more
    return f": {theme or listed}" if theme or listed else ""


def _cut(name: str) -> str:
    return name if len(name) <= NAME_LIMIT else name[: NAME_LIMIT - 2].rsplit(" ", 1)[0] + " …"


_OF_REGION: Mapping[str, Callable[[Region, int], str]] = {
    "fi": lambda region, year: f"{region.cases['genitive']} keskustelu {year}",
    "sv": lambda region, year: f"Diskussionen om {region.names['sv']} {year}",
    "en": lambda region, year: f"{region.names['en']} discussion {year}",
}
_WORDS: Mapping[str, Mapping[Kind, str]] = {
    "fi": {
        Kind.REGIONAL: "Alueellinen keskustelu",
        Kind.JOINT: "Yhteinen keskustelu",
        Kind.IN_DEPTH: "Syventävä keskustelu",
        Kind.PREPARATORY: "Valmisteleva kokous",
    },
    "sv": {
        Kind.REGIONAL: "Regional diskussion",
        Kind.JOINT: "Gemensam diskussion",
        Kind.IN_DEPTH: "Fördjupad diskussion",
        Kind.PREPARATORY: "Förberedande möte",
    },
    "en": {
        Kind.REGIONAL: "Regional discussion",
        Kind.JOINT: "Joint discussion",
        Kind.IN_DEPTH: "In-depth discussion",
        Kind.PREPARATORY: "Preparatory meeting",
    },
}
