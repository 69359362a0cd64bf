"""Regions, municipalities, ministries, larger areas and policy areas: the facts of `data/`, frozen."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from typing import Any

Names = Mapping[str, str]
"""A name per language code (fi, sv, en)."""


@dataclass(frozen=True)
class Region:
    """One of the 19 regions, by its Statistics Finland code ("19")."""

    code: str
    slug: str  # "lappi", "etela-savo": also the demo person of its council
    names: Names
    cases: Names  # nominative, genitive, partitive, in, from, to: Finnish forms to insert into sentences
    council: Names  # empty for Åland
    takes_part: bool
    inhabitant: str  # "lappilai": the Finnish word for its people less -nen, -set …
    also: tuple[str, ...] = ()  # other names that people use
    unchecked: tuple[str, ...] = ()  # "council.en": names not checked against an official source


@dataclass(frozen=True)
class Municipality:
    """One of the 308 municipalities of 2026."""

    code: str
    region: str
    names: Names
    weak: str  # stem of the genitive and the inner and outer cases: "Lahde"
    strong: str  # stem of the illative and essive: "Lahte"
    forms: tuple[str, ...] = ()  # case forms that the stems do not give
    word: str = ""  # "word", "always": also a common word, see data/municipalities.json


@dataclass(frozen=True)
class Ministry:
    """A ministry, by its Finnish abbreviation ("LVM")."""

    abbr: str
    names: Names
    abbreviations: Names
    also: Mapping[str, tuple[str, ...]]  # short and former names per language
    unchecked: tuple[str, ...] = ()


@dataclass(frozen=True)
class LargerArea:
    """An area of several regions, such as Itä-Suomi."""

    names: Names
    regions: tuple[str, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Area:
    """A policy area (not a place): employment, transport, …"""

    id: str
    names: Names


@dataclass(frozen=True)
class Places:
    """All the facts about who and where. Lookups raise KeyError for what is not there."""

    regions: tuple[Region, ...]
    municipalities: tuple[Municipality, ...]
    ministries: tuple[Ministry, ...]
    larger: tuple[LargerArea, ...]
    areas: tuple[Area, ...]

    @cached_property
    def _by_key(self) -> Mapping[str, Any]:
        return (
            {region.code: region for region in self.regions}
            | {f"municipality {town.code}": town for town in self.municipalities}
            | {ministry.abbr: ministry for ministry in self.ministries}
            | {area.id: area for area in self.areas}
        )

    def region(self, code: str) -> Region:
        """The region of a Statistics Finland code such as "19"."""
        found: Region = self._by_key[code]
        return found

    def municipality(self, code: str) -> Municipality:
        """The municipality of a code such as "698"."""
        found: Municipality = self._by_key[f"municipality {code}"]
        return found

    def ministry(self, abbr: str) -> Ministry:
        """The ministry of a Finnish abbreviation such as "LVM"."""
        found: Ministry = self._by_key[abbr]
        return found

    def area(self, area: str) -> Area:
        """The policy area of an id such as "transport"."""
        found: Area = self._by_key[area]
        return found

    def unchecked(self) -> tuple[str, ...]:
        """Names that no official source confirms, as "19 council.en: Regional Council of Lapland"."""
        return (*_unchecked_councils(self.regions), *_unchecked_ministries(self.ministries))


def load_places() -> Places:
    """Read the facts from the package's data; the caller keeps them."""
    return Places(
        regions=tuple(_region(row) for row in _rows("regions")),
        municipalities=tuple(_municipality(row) for row in _rows("municipalities")),
        ministries=tuple(_ministry(row) for row in _rows("ministries")),
        larger=tuple(_larger(row) for row in _rows("larger_areas", "areas")),
        areas=tuple(Area(row[0], _names(*row[1:])) for row in _rows("areas")),
    )


def _rows(name: str, key: str | None = None) -> list[Any]:
    text = (files("knowledge") / "data" / f"{name}.json").read_text(encoding="utf-8")
    rows: list[Any] = json.loads(text)[key or name]
    return rows


def _names(fi: str, sv: str, en: str) -> Names:
    return {"fi": fi, "sv": sv, "en": en}


def _region(row: Mapping[str, Any]) -> Region:
    return Region(**{**row, "also": tuple(row["also"]), "unchecked": tuple(row["unchecked"])})


def _municipality(row: list[Any]) -> Municipality:
    code, region, fi, sv, weak, strong, forms, word = row
    return Municipality(code, region, _names(fi, sv, fi), weak or fi, strong or fi, tuple(forms), word)


def _ministry(row: Mapping[str, Any]) -> Ministry:
    also = {lang: tuple(names) for lang, names in row["also"].items()}
    return Ministry(**{**row, "also": also, "unchecked": tuple(row["unchecked"])})


def _larger(row: Mapping[str, Any]) -> LargerArea:
    return LargerArea(row["names"], tuple(row["regions"]), tuple(row["also"]))


def _unchecked_councils(regions: tuple[Region, ...]) -> Iterator[str]:
    for region in regions:
        for flag in region.unchecked:
            yield f"{region.code} {flag}: {region.council[flag.removeprefix('council.')]}"


def _unchecked_ministries(ministries: tuple[Ministry, ...]) -> Iterator[str]:
    for ministry in ministries:
        for flag in ministry.unchecked:
            field, lang = flag.split(".")
            yield f"{ministry.abbr} {flag}: {getattr(ministry, field)[lang]}"
