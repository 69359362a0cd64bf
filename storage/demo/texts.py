"""The demo's texts as they were written: a file for each region and each joint discussion of 2024."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

COUNCIL = "liitto"
"""What the councils of a discussion's regions are called in the texts."""


class Written(BaseModel):
    """What a writer wrote; anything unexpected in a file is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Translation(Written):
    """A conclusion in Swedish."""

    title: str
    text: str


class Conclusion(Written):
    """A conclusion. `responsible` names ministries by abbreviation and "liitto", the region's council."""

    title: str
    text: str
    sv: Translation | None = None
    ministries: tuple[str, ...]
    responsible: tuple[str, ...]
    goals: tuple[str, ...]
    areas: tuple[str, ...]
    used_in: tuple[str, ...]


class Item(Written):
    """An item of an agenda; its opener is named as the responsible are."""

    title: str
    opener: str
    minutes: int


class Discussion(Written):
    """What a region's discussion left behind; only the last round has more than conclusions."""

    conclusions: tuple[Conclusion, ...]
    place: str | None = None
    agenda: tuple[Item, ...] = ()
    state_view: str = ""
    region_view: str = ""


class Suggestion(Written):
    """A proposal for this year's agenda; `basis` names which of the four bases it rests on."""

    title: str
    description: str
    basis: tuple[str, ...]
    goals: tuple[str, ...]
    objective: str | None
    strategy: str | None
    urgency: str | None
    areas: tuple[str, ...]
    ministries: tuple[str, ...]
    regions: tuple[str, ...]
    prepared_with: str
    outcome: str
    in_depth: bool


class RegionTexts(Written):
    """A region's discussions by round ("last" or a year) and its proposals."""

    region: str
    rounds: dict[str, Discussion]
    proposals: tuple[Suggestion, ...]


class JointTexts(Written):
    """A joint discussion of several regions."""

    code: str
    name: str
    name_sv: str
    regions: tuple[str, ...]
    place: str
    conclusions: tuple[Conclusion, ...]


def regions() -> tuple[RegionTexts, ...]:
    """The texts of the regions that take part, in the order of their codes."""
    return tuple(RegionTexts.model_validate(text) for text in _in("regions"))


def joint() -> tuple[JointTexts, ...]:
    """The texts of the joint discussions."""
    return tuple(JointTexts.model_validate(text) for text in _in("joint"))


def facts(name: str) -> dict[str, Any]:
    """What stands in one of the files beside this module."""
    found: dict[str, Any] = json.loads((files(__package__) / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _in(folder: str) -> Iterator[Any]:
    found = [file for file in (files(__package__) / folder).iterdir() if file.name.endswith(".json")]
    for file in sorted(found, key=lambda file: file.name):
        yield json.loads(file.read_text(encoding="utf-8"))
