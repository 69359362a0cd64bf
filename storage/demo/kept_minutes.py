"""The final minutes of the demo's discussions as they are kept: their parts, the answers, the checksum."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from knowledge.final_minutes import Answered, checksum
from knowledge.minutes import Attendance, Item, Part, PartKind, View
from knowledge.minutes import Conclusion as Agreed
from knowledge.places import Places
from knowledge.records import Answer, Wording
from storage.minutes import kept_parts
from storage.transfer.organisations import council, ministry

from . import texts
from .texts import COUNCIL, Discussion

USES = {"JTS": "jts", "ministeriö": "ministry_plan", "maakuntaohjelma": "regional_plan"}
"""Where a conclusion is used, as it was written and as minutes keep it."""
VIEWS = 3  # parts before the items: who was there, and both views


def content(
    regions: tuple[str, ...], written: Discussion, there: Attendance, places: Places
) -> dict[str, Any]:
    """What a version of minutes keeps of a discussion."""
    return kept_parts(_parts(regions, written, there, places))


def _parts(
    regions: tuple[str, ...], written: Discussion, there: Attendance, places: Places
) -> Iterator[Part]:
    """The items are those of the agenda, and each of them led to one conclusion."""
    yield Part(1, PartKind.ATTENDANCE, there, 1)
    yield Part(2, PartKind.STATE_VIEW, View(_told(written.state_view)), 2)
    yield Part(3, PartKind.REGION_VIEW, View(_told(written.region_view)), 3)
    first = VIEWS + 1
    for place, item in enumerate(written.agenda, first):
        said = _told(_said(item, regions, places))
        yield Part(place, PartKind.ITEM, Item(item.title, said), place)
    for number, one in enumerate(written.conclusions, 1):
        item_id = VIEWS + number if number <= len(written.agenda) else 0
        place = VIEWS + len(written.agenda) + number
        yield Part(place, PartKind.CONCLUSION, agreed(one, number, item_id, regions), place)


def _told(text: str) -> dict[str, str]:
    return {"fi": text} if text else {}


def _said(item: texts.Item, regions: tuple[str, ...], places: Places) -> str:
    return f"Alustaja: {opener(item, regions, places)}. Keskusteluun käytettiin {item.minutes} minuuttia."


def opener(item: texts.Item, regions: tuple[str, ...], places: Places) -> str:
    """Who opened an item, by the Finnish name."""
    if item.opener == COUNCIL:
        return ", ".join(places.region(code).council["fi"] for code in regions)
    return places.ministry(item.opener).names["fi"]


def agreed(one: texts.Conclusion, number: int, item: int, regions: tuple[str, ...]) -> Agreed:
    """A conclusion as minutes keep it."""
    return Agreed(
        number=number,
        texts=wordings(one),
        item=item,
        responsible=tuple(_organisations(one.responsible, regions)),
        regions=regions,
        ministries=one.ministries,
        goals=one.goals,
        areas=one.areas,
        used_in=tuple(USES.get(use, use) for use in one.used_in),
    )


def wordings(one: texts.Conclusion) -> dict[str, Wording]:
    """A conclusion's texts by language."""
    swedish = {"sv": Wording(one.sv.title, one.sv.text)} if one.sv else {}
    return {"fi": Wording(one.title, one.text), **swedish}


def _organisations(names: Iterable[str], regions: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from map(council, regions) if name == COUNCIL else (ministry(name),)


# Who was there, and the seal


def attendance(organisations: Iterable[str], absent: Iterable[str], *, named: bool) -> Attendance:
    """Who was there for each organisation: by name where the demo has somebody of that time."""
    missing, names = tuple(absent), contacts() if named else {}
    present = {each: names.get(each, "") for each in organisations if each not in missing}
    return Attendance(present, missing)


def contacts() -> dict[str, str]:
    """The names of the organisations' contacts."""
    people = texts.facts("people")["people"]
    return {each["organisation"]: each["name"] for each in people if each["role"] == "contact"}


def sealed(
    session: str, version: int, content: Mapping[str, Any], answers: Iterable[Mapping[str, Any]]
) -> str:
    """The checksum of final minutes with the answers to them."""
    return checksum(session, version, content, map(_answered, answers))


def _answered(row: Mapping[str, Any]) -> Answered:
    answer = Answer(row["answer"])
    return Answered(row["organisation_id"], answer, row["note"], row["at"], row["way"])
