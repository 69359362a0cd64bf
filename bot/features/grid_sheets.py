"""The grid as a workbook: a sheet of all years, one of each, and every cell as a row of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from cards.documents.workbook import Cell, Sheet, workbook
from cards.language import N_, Texts, texts
from knowledge.grid import NONE, Grid
from knowledge.places import Places

from .asked import spans
from .grid_words import TOTAL, named
from .views import region_names

AXES = N_("Goal ↓ Region →")
UNTIED, NOWHERE = N_("No goal of this decision"), N_("No region")
ALL_YEARS, CELLS, ABOUT = N_("All years"), N_("Every cell"), N_("How it is counted")
COLUMNS = (N_("Year"), N_("Code"), N_("Goal"), N_("Region's code"), N_("Region"), N_("Conclusions"))
COUNTED = N_(
    "A conclusion of several regions or goals counts in each of their cells, and once in every total. One "
    "that a newer conclusion replaces isn't counted where the newer one is."
)


def grid_workbook(grid: Grid, places: Places, language: str, now: datetime) -> bytes:
    """The file of a grid in a language."""
    spoken = texts(language)
    years = grid.scope.years
    sheets = [
        _table(grid, places, spoken, spoken.say(ALL_YEARS), None),
        *(_table(grid, places, spoken, str(year), year) for year in years if len(years) > 1),
        Sheet(spoken.say(CELLS), tuple(map(spoken.say, COLUMNS)), tuple(_cells(grid, places, spoken))),
        _about(grid, spoken, now),
    ]
    return workbook(spoken.say("Conclusions by goal and region"), spoken.language, sheets)


def _table(grid: Grid, places: Places, spoken: Texts, title: str, year: int | None) -> Sheet:
    """Goals by regions; what names no goal or no region stands last, where there is any."""
    columns: tuple[str | None, ...] = (None, *grid.regions, *((NONE,) if grid.count(None, NONE) else ()))
    heads = {None: spoken.say(TOTAL), NONE: spoken.say(NOWHERE)}
    header = (spoken.say(AXES), *(heads.get(each) or _name(places, each, spoken) for each in columns))
    rows = [(named(grid, goal, spoken), goal.id) for goal in grid.goals]
    rows += [(spoken.say(UNTIED), NONE)] if grid.count(NONE) else []
    every: list[tuple[str, str | None]] = [*rows, (spoken.say(TOTAL), None)]

    def row(label: str, goal: str | None) -> tuple[Cell, ...]:
        return (label, *(grid.count(goal, each, year) for each in columns))

    return Sheet(title, header, tuple(row(label, goal) for label, goal in every))


def _name(places: Places, region: str | None, spoken: Texts) -> str:
    return ", ".join(map(spoken.name, region_names(places, (region or "",))))


def _cells(grid: Grid, places: Places, spoken: Texts) -> Iterator[tuple[Cell, ...]]:
    """Every cell, the empty ones too, for whoever counts further."""
    for year in grid.scope.years:
        for goal in grid.goals:
            head = (year, grid.code(goal), goal.title(spoken.language)[0])
            for region in grid.regions:
                yield (*head, region, _name(places, region, spoken), grid.count(goal.id, region, year))


def _about(grid: Grid, spoken: Texts, now: datetime) -> Sheet:
    decision, _ = grid.scope.decision.title(spoken.language)
    rows: tuple[tuple[Cell, ...], ...] = (
        (spoken.say("Decision"), f"{decision}, {grid.scope.decision.term}"),
        (spoken.say("Years"), spans(grid.scope.years)),
        (spoken.say("Conclusions"), grid.count()),
        (spoken.say("Replaced by newer ones, not counted"), grid.replaced),
        (spoken.say("Made on"), now.date()),
        (spoken.say("How it is counted"), spoken.say(COUNTED)),
    )
    return Sheet(spoken.say(ABOUT), (spoken.say("What"), spoken.say("Value")), rows)
