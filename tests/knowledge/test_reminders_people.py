"""Which of an organisation's people are reminded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import reminders as rules


@pytest.mark.parametrize(
    ("away", "silent", "near", "expected"),
    [
        ((), (), False, (1, 2)),
        ((1,), (), False, (2,)),
        ((1, 2), (), False, (3,)),
        ((), (1,), False, (1, 2)),
        ((), (1, 2), False, (1, 2, 3)),
        ((1,), (2,), False, (2, 3)),
        ((), (), True, (1, 2, 3)),
        ((3,), (), True, (1, 2)),
        ((1, 2, 3), (), False, (1, 2, 3)),
    ],
)
def test_deputies_are_reminded_when_no_contact_hears_or_time_runs_out(
    away: tuple[int, ...], silent: tuple[int, ...], near: bool, expected: tuple[int, ...]
) -> None:
    found = rules.to_remind((1, 2), (3,), away=set(away), silent=set(silent), near=near)
    assert expected == found


PEOPLE = st.lists(st.integers(1, 6), unique=True, max_size=4)


@given(contacts=PEOPLE, deputies=PEOPLE, away=st.sets(st.integers(1, 6)), silent=st.sets(st.integers(1, 6)))
def test_somebody_is_reminded_where_there_is_anybody_and_nobody_twice(
    contacts: list[int], deputies: list[int], away: set[int], silent: set[int]
) -> None:
    found = rules.to_remind(contacts, deputies, away=away, silent=silent, near=False)
    assert bool(contacts or deputies) is bool(found)
    assert len(found) == len(set(found))
    hearing = {*contacts, *deputies} - away - silent
    assert not hearing or hearing & set(found)
