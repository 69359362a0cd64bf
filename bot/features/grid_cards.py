"""The grid as a card: what nobody raised first, then the picture, each goal, each region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge.goals import Goal
from knowledge.grid import NONE
from knowledge.people import Action, may
from knowledge.places import Places
from knowledge.question import Slots, Understood

from . import grid_words
from .asked import Asked, scope, spans
from .grid_reading import GridRef, Shown
from .views import goal_view, region_names

YEARS = 2  # buttons of single years, the newest
IN_LINK = 300  # conclusions on a topic that a link to a workbook can carry


def card(ask: Ask, read: Read, shown: Shown) -> Reply:
    """The card of a grid."""
    grid, places = shown.grid, read.memory.facts.places
    data = {
        "decision": goal_view(grid.scope.decision, ask.language),
        "scope": scope(read, Asked(_understood(shown))),
        "total": grid.count(),
        "years": [f"{year}: {grid.count(year=year)}" for year in grid.scope.years],
        "loose": grid.count(NONE),
        "replaced": grid.replaced,
        "others": spans(grid.scope.others),
        "unknown": list(shown.unknown),
        "picture": grid_words.drawn(grid, places, ask.language),
        "described": grid_words.told(grid, places, ask.language),
        "unraised": [_goal(shown, goal, ask.language) for goal in grid.unraised],
        "silent": region_names(places, grid.silent),
        "empty": region_names(places, grid.empty),
        "goals": [_lacking(shown, goal, places, ask.language) for goal in grid.goals],
        "regions": [each for each in _regions(shown, places) if each["lacks"]],
        "untranslated": any(ask.language not in goal.titles for goal in grid.goals),
        "buttons": tuple(_buttons(ask, read, shown)),
    }
    return Reply("grid", data, question=_understood(shown))


def _understood(shown: Shown) -> Understood:
    ref = shown.ref
    slots = Slots(
        years=ref.years, regions=ref.regions, ministries=ref.ministries, goals=ref.goals, terms=ref.terms
    )
    return Understood("grid", slots, ref.spoken, all_regions=not ref.regions)


def _goal(shown: Shown, goal: Goal, language: str) -> dict[str, Any]:
    return {**goal_view(goal, language), "code": shown.grid.code(goal)}


def _lacking(shown: Shown, goal: Goal, places: Places, language: str) -> dict[str, Any]:
    grid = shown.grid
    lacking = grid.regions_without(goal)
    return _goal(shown, goal, language) | {
        "n": grid.count(goal.id),
        "years": [f"{year}: {grid.count(goal.id, year=year)}" for year in grid.scope.years],
        "everywhere": not lacking,
        "nowhere": len(lacking) == len(grid.regions),
        "lacking": region_names(places, lacking),
    }


def _regions(shown: Shown, places: Places) -> Iterator[dict[str, Any]]:
    grid = shown.grid
    for region in grid.regions:
        lacks = [grid.code(goal) for goal in grid.goals_without(region)]
        yield {"names": places.region(region).names, "n": grid.count(None, region), "lacks": lacks}


# Where one may go


def _buttons(ask: Ask, read: Read, shown: Shown) -> Iterator[Button]:
    ref, grid = shown.ref, shown.grid
    if read.links.possible and len(shown.ids or ()) <= IN_LINK:
        yield Button(N_("Export (XLSX)"), "grid.export", ref.data())
        if may(ask.person, Action.OVERSEE):
            year = grid.scope.years[-1]
            yield Button(
                N_("Summary of {year} (DOCX)"), "summary.offer", {"year": year}, values={"year": year}
            )
    if ref.regions or ref.ministries or ref.terms or ref.goals:
        yield Button(N_("Without limits"), "grid.show", GridRef(years=ref.years).data())
    yield from _of_years(ref, shown)


def _of_years(ref: GridRef, shown: Shown) -> Iterator[Button]:
    years = shown.grid.scope.years
    for year in reversed(years[-YEARS:] if len(years) > 1 else ()):
        yield Button(N_("Only {year}"), "grid.show", ref.data(years=(year,)), values={"year": year})
    if len(years) == 1 and shown.term != years:
        yield Button(N_("All years of the decision"), "grid.show", ref.data(years=shown.term))
    if shown.before:
        named, again = {"years": spans(shown.before)}, ref.data(years=shown.before, goals=())
        yield Button(N_("Years {years}"), "grid.show", again, values=named)
