"""What is held is read as it is then, also where the transaction has read it before; on PostgreSQL."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from knowledge.clock import today
from knowledge.people import Role
from storage import demo, memberships, polls, rounds, sessions
from storage import tables as t
from storage.store import Store

pytestmark = pytest.mark.postgres
HELD: dict[str, tuple[Any, str, Any, Callable[[Session, Any], Any]]] = {
    "a round": (t.Round, "case_number", "VN/1/2026", rounds.hold),
    "a session": (t.Session, "place", "Kemi", sessions.hold),
    "a poll": (t.Poll, "closed", ..., polls.hold),
}


@pytest.fixture
def store(postgres_store: Store, now: datetime) -> Store:
    """The demo on PostgreSQL."""
    demo.build(postgres_store, now)
    return postgres_store


@pytest.mark.parametrize("what", HELD)
def test_what_somebody_else_changed_meanwhile_is_seen(store: Store, now: datetime, what: str) -> None:
    table, column, value, hold = HELD[what]
    value = now if value is ... else value
    with store.transaction() as db:
        row: Any = db.exec(select(table)).first()
        assert getattr(row, column) != value
        with store.transaction() as other:
            other.execute(update(table).where(table.id == row.id).values({column: value}))
        assert value == getattr(hold(db, row.id), column)


def test_two_coordinators_roles_are_held_by_one_at_a_time(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        first = db.exec(select(t.Membership.id).where(t.Membership.role == Role.COORDINATOR)).one()
        taken = select(t.Membership.person_id).where(t.Membership.role == Role.COORDINATOR)
        row = db.exec(select(t.Membership).where(col(t.Membership.person_id).not_in(taken))).first()
        assert row is not None
        row.role, second = Role.COORDINATOR, row.id
        db.add(row)
    with store.transaction() as db:
        assert memberships.hold(db, first or 0, today(now))
        with store.transaction() as other:
            other.execute(text("SET LOCAL lock_timeout = '100ms'"))
            held = other.begin_nested()
            with pytest.raises(OperationalError, match="lock timeout"):
                memberships.hold(other, second or 0, today(now))
            held.rollback()
