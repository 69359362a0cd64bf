"""How long things are kept: what can be lengthened, and when what is due is removed."""

from datetime import UTC, datetime

import pytest

from knowledge.retention import RULES, TIMED, lengthened, tonight


def test_without_a_setting_the_rules_are_those_of_the_table() -> None:
    assert RULES == lengthened("")


def test_some_can_be_kept_longer() -> None:
    changed = {rule.kind: rule.days for rule in lengthened("outbox=730, mutes = 60") if rule not in RULES}
    assert {"outbox": 730, "mutes": 60} == changed


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("outbox=10", "outbox is kept for 395 days at least"),
        ("secrets=10", "'secrets' is no kind of thing"),
        ("minutes=10", "'minutes' is no kind of thing"),
        ("answers=10", "'answers' is no kind of thing"),
        ("outbox", "write a kind and days"),
        ("outbox=-1", "write a kind and days"),
        ("outbox=999999", "write a kind and days"),
    ],
)
def test_what_cant_be_is_refused(given: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        lengthened(given)


def test_the_results_of_the_process_are_kept_for_good() -> None:
    for_good = {rule.kind for rule in RULES if rule.days is None}
    assert {"minutes", "conclusions", "agendas", "proposals", "rounds"} == for_good
    assert for_good.isdisjoint(TIMED)


def test_every_kind_has_a_ground_and_a_time_has_its_beginning() -> None:
    assert [] == [rule.kind for rule in RULES if not rule.ground or bool(rule.days) != bool(rule.after)]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 23, 22, 59, tzinfo=UTC), None),  # 00.59 in Finland
        (datetime(2026, 11, 23, 23, 0, tzinfo=UTC), datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
        (datetime(2026, 11, 24, 9, 0, tzinfo=UTC), datetime(2026, 11, 23, 23, 0, tzinfo=UTC)),
    ],
)
def test_what_is_due_is_removed_from_one_in_the_night(now: datetime, expected: datetime | None) -> None:
    assert expected == tonight(now)
