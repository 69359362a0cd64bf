"""Counting conclusions by goal, region and year: each once in a cell, empty cells seen, terms kept apart."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from knowledge.goals import Goal
from knowledge.grid import NONE, Fact, Grid, Limits, decision_of, grid, scope, successor, terms
from knowledge.rounds import Round


def goal(id_: str, parent: str | None, term: str, kind: str = "priority") -> Goal:
    return Goal(id_, parent, term, kind, {"fi": id_})


GOALS = (
    goal("A20", None, "2020-2023", "decision"),
    goal("A20-1", "A20", "2020-2023"),
    goal("A24", None, "2024-2027", "decision"),
    goal("A24-1", "A24", "2024-2027"),
    goal("A24-1-1", "A24-1", "2024-2027"),
    goal("A24-1-2", "A24-1", "2024-2027"),
    goal("A24-2", "A24", "2024-2027"),
    goal("LAW", None, "2021-", "statutory goals"),
    goal("LAW-1", "LAW", "2021-"),
)
REGIONS = ("18", "19", "21")
YEARS = (2024, 2025)


def round_(year: int, decision: str) -> Round:
    opens = datetime(year, 9, 1, tzinfo=UTC)
    return Round(year, year, {"fi": str(year)}, None, decision, None, None, opens, opens, None, None, None)


ROUNDS = (round_(2023, "A20"), round_(2024, "A24"), round_(2025, "A24"))


def fact(id_: str, year: int = 2025, **more: tuple[str, ...]) -> Fact:
    return Fact(id_, year, **{"regions": ("19",), "goals": ("A24-1",), **more})


ALL = Limits()


def counted(*facts: Fact, limits: Limits = ALL, only: tuple[str, ...] = ()) -> Grid:
    found = scope(YEARS, 2025, facts, ROUNDS, GOALS)
    assert found is not None
    return grid(facts, limits, found, REGIONS, GOALS, only)


def test_a_cell_counts_the_conclusions_of_its_goal_region_and_year() -> None:
    found = counted(fact("a"), fact("b"), fact("c", 2024), fact("d", regions=("18",), goals=("A24-2",)))
    assert (2, 1, 3) == (
        found.count("A24-1", "19", 2025),
        found.count("A24-1", "19", 2024),
        found.count("A24-1", "19"),
    )
    assert (1, 3, 4) == (found.count("A24-2"), found.count(None, "19"), found.count())


def test_a_goal_below_counts_in_the_one_above_and_only_once() -> None:
    found = counted(fact("a", goals=("A24-1-1", "A24-1-2", "A24-1")), fact("b", goals=("A24-1-2",)))
    assert ["A24-1", "A24-2"] == [each.id for each in found.goals]
    assert (2, 2) == (found.count("A24-1"), found.count("A24-1", "19", 2025))


def test_a_conclusion_of_two_regions_is_in_two_cells_and_once_in_the_sum() -> None:
    found = counted(fact("a", regions=("18", "19")))
    assert (1, 1, 1) == (found.count("A24-1", "18"), found.count("A24-1", "19"), found.count("A24-1"))


def test_empty_cells_are_told() -> None:
    found = counted(fact("a"), fact("b", regions=("18",), goals=("LAW-1",)))
    one, two = found.goals
    assert (("18", "21"), REGIONS) == (found.regions_without(one), found.regions_without(two))
    assert ((two,), ("18", "21")) == (found.unraised, found.silent)
    assert ((two,), (one, two)) == (found.goals_without("19"), found.goals_without("21"))


def test_goals_of_the_act_or_of_another_decision_are_not_this_ones() -> None:
    found = counted(fact("a", goals=("LAW-1",)), fact("b", goals=("A20-1",)), fact("c", goals=("A24",)))
    assert (3, 3) == (found.count(), found.count(NONE))
    assert found.goals == found.unraised


def test_what_a_newer_one_replaces_counts_once_where_both_are_in_sight() -> None:
    old, middle = replace(fact("a", 2024), superseded="b"), replace(fact("b", 2024), superseded="c")
    new = fact("c")
    assert (1, 2) == (counted(old, middle, new).count("A24-1"), counted(old, middle, new).replaced)
    year = scope((2024,), 2025, (), ROUNDS, GOALS)
    assert year is not None
    alone = grid((old, middle, new), Limits(), year, REGIONS, GOALS)
    assert (1, 1) == (alone.count("A24-1"), alone.replaced)


def test_a_ring_of_replacements_ends() -> None:
    one, two = replace(fact("a"), superseded="b"), replace(fact("b"), superseded="a")
    by_id = {"a": one, "b": two}
    assert (None, None) == (successor(one, by_id, ()), successor(replace(one, superseded="a"), by_id, {"a"}))


def test_limits_are_of_years_regions_ministries_and_a_topic() -> None:
    lvm = fact("a", ministries=("LVM",))
    tem = fact("b", responsible=("ministry:TEM", "council:19"))
    vm = fact("c", 2024, regions=("18",), responsible=("VM",))
    every = (lvm, tem, vm)
    limited = {
        "a": Limits(ministries=("LVM",)),
        "b": Limits(ministries=("TEM",)),
        "c": Limits(regions=("18",), ministries=("VM", "LVM")),
        "ab": Limits(regions=("19",)),
        "bc": Limits(ids=frozenset({"b", "c"})),
        "abc": Limits(),
    }
    for expected, limits in limited.items():
        assert expected == "".join(each.id for each in every if limits.lets_in(each))


def test_only_the_goals_asked_for_are_rows() -> None:
    found = counted(fact("a", goals=("A24-1-1",)), fact("b", goals=("A24-2",)), only=("A24-1-1",))
    assert (["A24-1"], 2) == ([each.id for each in found.goals], found.count())


def test_terms_are_not_mixed() -> None:
    facts = (fact("a", 2023), fact("b", 2024), fact("c"))
    found = scope((2022, 2023, 2024), 2025, facts, ROUNDS, GOALS)
    assert found is not None
    assert ("A24", (2024,), (2022, 2023)) == (found.decision.id, found.years, found.others)
    assert ((2023,), (2024, 2025)) == terms(facts, ROUNDS, GOALS)


def test_without_years_those_of_the_decision_in_force_are_counted() -> None:
    facts = (fact("a", 2023), fact("b", 2024), fact("c"), fact("d", 2028))
    found = scope((), 2026, facts, ROUNDS, GOALS)
    assert found is not None
    assert ("A24", (2024, 2025), ()) == (found.decision.id, found.years, found.others)
    assert scope((), 2026, facts, ROUNDS, ()) is None


def test_a_round_names_its_decision_even_past_its_term() -> None:
    late = (*ROUNDS, round_(2026, "A20"))
    found = [decision_of(year, late, GOALS) for year in (2026, 2027, 2019)]
    assert ["A20", "A24", None] == [each and each.id for each in found]


def test_goals_are_called_by_what_their_ids_have_beyond_the_decisions() -> None:
    found = counted()
    assert ["1", "2", "LAW"] == [found.code(each) for each in (*found.goals, GOALS[7])]


Some = tuple[str, ...]
CODES = st.lists(st.sampled_from(["A24-1", "A24-1-1", "A24-2", "LAW-1"]), unique=True).map(tuple)
PLACES = st.lists(st.sampled_from(REGIONS), unique=True).map(tuple)
FACTS = st.lists(st.tuples(st.sampled_from(YEARS), PLACES, CODES), max_size=12)


@given(FACTS)
def test_every_cell_is_what_looking_at_each_conclusion_gives(drawn: list[tuple[int, Some, Some]]) -> None:
    every = [fact(str(n), year, regions=r, goals=g) for n, (year, r, g) in enumerate(drawn)]
    found = counted(*every)
    below = {"A24-1": {"A24-1", "A24-1-1"}, "A24-2": {"A24-2"}}
    for code, region, year in product(below, REGIONS, YEARS):
        looked = [f for f in every if f.year == year and region in f.regions and below[code] & set(f.goals)]
        assert len(looked) == found.count(code, region, year)
    assert len(every) == found.count() == sum(found.count(year=year) for year in YEARS)
