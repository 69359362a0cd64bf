"""Which pack is asked for: the ministries, regions and years of a sentence, or the asker's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field
from sqlmodel import Session

from bot.routes import Ask
from knowledge.grid import Fact, Limits, within
from knowledge.packs import file_named
from knowledge.places import Places
from knowledge.reporting import Followed
from storage import grid as kept
from storage import reporting

from .grid_reading import Codes, Years, years_of


class PackRef(BaseModel):
    """A pack as a button and a link carry it: empty means all. `file` is the kind that was asked for."""

    years: Years = ()
    regions: Codes = ()
    ministries: Codes = ()
    file: str = Field("", max_length=10)

    def data(self, **other: Any) -> dict[str, Any]:
        """What a button carries: this, with something else in its place."""
        named = self.model_copy(update=other)
        return named.model_dump(mode="json", exclude_defaults=True)

    @property
    def named(self) -> bool:
        """Whether it is of some ministries or regions, and not of everything."""
        return bool(self.regions or self.ministries)

    def known(self, places: Places) -> PackRef:
        """The same with those codes only that there are."""
        regions = {region.code for region in places.regions}
        ministries = {ministry.abbr for ministry in places.ministries}
        named = {"regions": _among(self.regions, regions)}
        return self.model_copy(update=named | {"ministries": _among(self.ministries, ministries)})


def _among(codes: tuple[str, ...], known: Collection[str]) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if code in known)


@dataclass(frozen=True)
class Pack:
    """What a pack holds, and what came of it."""

    ref: PackRef
    facts: tuple[Fact, ...]
    followed: tuple[Followed, ...]


def of_sentence(ask: Ask) -> PackRef:
    """What a sentence asks for; one that names neither ministry nor region means the asker's own."""
    slots, person = ask.understood.slots, ask.person
    ref = PackRef(
        years=years_of(slots), regions=slots.regions, ministries=slots.ministries, file=file_named(ask.text)
    )
    if ask.understood.own_region and slots.ministries and not ask.understood.own_ministry:
        return ref.model_copy(update={"regions": ()})  # "LVM:n johtopäätökset" means all of them
    if ref.named or ask.understood.all_regions:
        return ref
    own = {"ministries": person.ministries} if person.ministries else {"regions": person.regions}
    return ref.model_copy(update=own)


def pack(db: Session, ref: PackRef) -> Pack:
    """The pack: conclusions within the limits, the newest first."""
    limits = Limits(years=ref.years, regions=ref.regions, ministries=ref.ministries)
    facts = within(kept.facts(db), limits)
    return Pack(ref, facts, reporting.followed(db, [fact.id for fact in facts]))
