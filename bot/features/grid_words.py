"""The grid in words and as a picture: goals by their titles and codes, regions by their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cards import pictures
from cards.language import N_, Texts, texts
from knowledge.goals import Goal
from knowledge.grid import Grid
from knowledge.places import Places

from .asked import spans
from .views import region_names

TOTAL, REGIONS, GOALS = N_("In all"), N_("Regions"), N_("Goals")
TITLE = N_("Conclusions by goal and region, {years}: {n} in all.")
OF_GOAL = N_("{goal}: {n}.")
OF_GOAL_LACKING = N_("{goal}: {n}. Nothing in: {names}.")
UNRAISED = N_("Goals that nobody raised: {goals}.")
SILENT = N_("Regions with nothing on any goal: {names}.")
FEW, MANY = 2, 5  # from which on a cell is darker


def drawn(grid: Grid, places: Places, language: str) -> str:
    """The address of the grid's picture: regions by goals, the goals by their codes."""
    return pictures.table(_columns(grid), _groups(grid, places, texts(language)), pictures.COUNTS)


def file(grid: Grid, places: Places, language: str) -> bytes:
    """The picture as a file of its own: the goals' titles stand below it."""
    spoken = texts(language)
    titles = tuple(pictures.Line(named(grid, goal, spoken), ()) for goal in grid.goals)
    legend = pictures.Group(spoken.say(GOALS), titles)
    return pictures.png(_columns(grid), (*_groups(grid, places, spoken), legend), pictures.COUNTS)


def _columns(grid: Grid) -> tuple[str, ...]:
    return (*map(grid.code, grid.goals), "Σ")


def _groups(grid: Grid, places: Places, spoken: Texts) -> tuple[pictures.Group, ...]:
    names = {region.code: spoken.name(region.names) for region in places.regions}
    lines = tuple(_line(grid, names[region], region) for region in grid.regions if region in names)
    every = _line(grid, spoken.say(TOTAL), None)
    heading = f"{spoken.say(REGIONS)} · {spoken.say(GOALS)} · {spans(grid.scope.years)}"
    return (pictures.Group(heading, (*lines, every)),)


def _line(grid: Grid, label: str, region: str | None) -> pictures.Line:
    goals = (grid.count(goal.id, region) for goal in grid.goals)
    return pictures.Line(label, tuple(map(_cell, (*goals, grid.count(None, region)))))


def _cell(n: int) -> tuple[str, str]:
    look = "empty" if not n else "one" if n < FEW else "few" if n < MANY else "many"
    return look, str(n) if n else ""


# In words


def named(grid: Grid, goal: Goal, spoken: Texts) -> str:
    """A goal by its code and its title; one without an official translation in Finnish, and said so."""
    title, translated = goal.title(spoken.language)
    marked = "" if translated else f" {spoken.say('(in Finnish)')}"
    return f"{grid.code(goal)} {title}{marked}"


def told(grid: Grid, places: Places, language: str) -> str:
    """What the picture shows, for those who don't see it."""
    return " ".join(_sentences(grid, places, texts(language)))


def _sentences(grid: Grid, places: Places, spoken: Texts) -> Iterator[str]:
    yield spoken.say(TITLE, years=spans(grid.scope.years), n=grid.count())
    if grid.unraised:
        yield spoken.say(UNRAISED, goals=", ".join(named(grid, each, spoken) for each in grid.unraised))
    if grid.silent:
        yield spoken.say(SILENT, names=_names(grid.silent, places, spoken))
    for goal in grid.goals:
        lacking = grid.regions_without(goal)
        message = OF_GOAL_LACKING if lacking and len(lacking) < len(grid.regions) else OF_GOAL
        told = {"goal": named(grid, goal, spoken), "n": grid.count(goal.id)}
        yield spoken.say(message, **told, names=_names(lacking, places, spoken))


def _names(regions: Iterable[str], places: Places, spoken: Texts) -> str:
    return ", ".join(map(spoken.name, region_names(places, regions)))
