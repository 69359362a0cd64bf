"""Follow-up by region or by organisation: of how many conclusions something was reported, what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from pydantic import BaseModel
from sqlmodel import Session

from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge import reporting_counts as rules
from knowledge.carrying import LOOKED_BACK
from knowledge.clock import today
from knowledge.people import Kind
from knowledge.places import Names
from knowledge.reporting import Followed, Progress
from knowledge.reporting_counts import Counts
from storage import reporting, rounds

from .asked import spans
from .followup_cards import LIST, OVERVIEW
from .followup_words import Book
from .grid_reading import Years

ABROAD: Names = {"fi": "Koko maa", "sv": "Hela landet", "en": "The whole country"}


class OverviewRef(BaseModel):
    """An overview as a button carries it; no years: those of the last rounds that left conclusions."""

    years: Years = ()
    by: Literal["region", "organisation"] = "region"


@dataclass(frozen=True)
class Overview:
    """The conclusions of some years, and their counts by region and by organisation."""

    years: tuple[int, ...]
    found: tuple[Followed, ...]
    day: date

    @property
    def whole(self) -> Counts:
        """The counts of all."""
        return rules.counts(self.found, self.day)

    def regions(self, book: Book) -> Iterator[tuple[Names, Counts]]:
        """The regions in their order, those with conclusions only; then what is of the whole country."""
        counted = rules.by_region(self.found, self.day)
        for region in book.places.regions:
            if region.code in counted:
                yield region.names, counted[region.code]
        if loose := [each for each in self.found if not each.regions]:
            yield ABROAD, rules.counts(loose, self.day)

    def organisations(self, book: Book) -> Iterator[tuple[Mapping[str, str], Counts]]:
        """Those responsible: ministries first, then councils and others."""
        counted = rules.by_organisation(self.found, self.day)

        def place(organisation: str) -> tuple[bool, str]:
            known = book.organisations.get(organisation)
            return known is None or known.kind is not Kind.MINISTRY, organisation

        for organisation in sorted(counted, key=place):
            yield book.who(organisation), counted[organisation]


def overview(db: Session, years: tuple[int, ...], now: datetime) -> Overview:
    """The overview of these years; of none, that of the last rounds that left conclusions."""
    named = years or _recent(db)
    found = tuple(each for each in reporting.of_years(db, named) if not each.superseded)
    return Overview(named, found, today(now))


def _recent(db: Session) -> tuple[int, ...]:
    known = reporting.years(db)
    return known[-LOOKED_BACK:] or rounds.years(db)[-1:]


def show(ask: Ask, read: Read) -> Reply:
    """The overview of a button."""
    ref: OverviewRef = ask.form
    found, book = overview(read.db, ref.years, ask.now), Book.of(read.db, read.memory.facts.places)
    rows = found.regions(book) if ref.by == "region" else found.organisations(book)
    data = {
        "by": ref.by,
        "years": spans(found.years),
        "whole": _row({}, found.whole),
        "rows": [_row(names, counted) for names, counted in rows],
        "buttons": tuple(_buttons(ref, found, reporting.years(read.db), linked=read.links.possible)),
    }
    return Reply("followup_overview", data)


def _row(names: Mapping[str, str], counted: Counts) -> dict[str, Any]:
    done, dropped = (counted.states.get(each, 0) for each in (Progress.DONE, Progress.DROPPED))
    told = {"total": counted.total, "told": counted.told, "done": done, "dropped": dropped}
    return {"names": names, **told, "late": counted.late}


def _buttons(ref: OverviewRef, found: Overview, known: tuple[int, ...], *, linked: bool) -> Iterator[Button]:
    here = {"years": list(ref.years)}
    if ref.by == "region":
        yield Button(N_("By organisation"), OVERVIEW, {**here, "by": "organisation"})
    else:
        yield Button(N_("By region"), OVERVIEW, {**here, "by": "region"})
    if linked:
        yield Button(N_("Export (XLSX)"), "followup.export", {"years": list(found.years)})
    if found.whole.late:
        yield Button(N_("Only what is late"), LIST, {"years": list(found.years), "states": ["late"]})
    if set(known) - set(found.years):
        yield Button(N_("All years"), OVERVIEW, {"by": ref.by, "years": list(known)})
    yield Button(N_("The conclusions"), LIST, {"years": list(found.years)})
