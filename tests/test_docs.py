"""The README says what the code does."""

import re

from bot.features import all_routes
from tests.docs import README, TABLES, WANTED, written


def test_the_readmes_tables_are_those_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert written(text) == text


def test_every_table_has_its_place_in_the_readme() -> None:
    assert set(TABLES) == set(re.findall(r"<!-- table: (\w+) -->", README.read_text(encoding="utf-8")))


def test_every_intent_is_described() -> None:
    assert {route.intent for route in all_routes() if route.intent} - {"arrival"} == set(WANTED)
