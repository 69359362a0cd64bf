"""`alke doctor` on what sends notices."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.doctor_notices import settings_of_notices, state_of_notices
from bot.finding import Finding
from bot.settings import Settings
from storage import bell, outbox, processes
from storage import tables as t
from storage.outbox import State
from storage.store import Store
from tests.bot.commands import Run
from tests.demo import NOW


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """Tables, and somebody who can be written to."""
    with sqlite_store.transaction() as db:
        db.add(t.Person(id=1, tenant="t", object_id="o", name="N"))
    return sqlite_store


def serving(store: Store, rung: datetime) -> None:
    """A process lives, and the bell rang then."""
    with store.transaction() as db:
        processes.live(db, "one", NOW)
        db.merge(t.Bell(id=1, rung=rung))


def owe(store: Store, due: datetime, state: State = State.OWED) -> None:
    with store.transaction() as db:
        told = {"card": "notice", "data": {}, "cause": "a cause", "now": due}
        number = outbox.owe(db, once=f"{due}{state}", person=1, **told)
        row = db.get_one(t.Outbox, number)
        row.sqlmodel_update({"state": state, "settled": due})
        db.add(row)


def found(store: Store, what: str) -> Finding:
    with store.read() as db:
        every = state_of_notices(db, Settings(), NOW)
        return next(each for each in every if each.what == what)


@pytest.mark.parametrize(("seconds", "fine"), [(4, True), (61, False), (7200, False)])
def test_a_bell_that_stopped_while_somebody_serves_is_a_fault(
    store: Store, seconds: int, *, fine: bool
) -> None:
    serving(store, NOW - timedelta(seconds=seconds))
    assert (fine, not fine) == (found(store, "Bell").fine, "restart" in found(store, "Bell").advice)


def test_a_bell_stands_still_while_nobody_serves(store: Store) -> None:
    with store.transaction() as db:
        bell.ring(db, None, NOW - timedelta(days=3))
    assert ("rang 3 days ago; nobody serves", True) == (found(store, "Bell").state, found(store, "Bell").fine)
    assert "0" == found(store, "Processes that serve").state


def test_a_bell_that_never_rang_is_no_fault(store: Store) -> None:
    assert found(store, "Bell").fine


def test_the_outbox_tells_what_waits_and_for_how_long(store: Store) -> None:
    serving(store, NOW)
    owe(store, NOW - timedelta(minutes=11))
    owe(store, NOW + timedelta(days=1))
    late = found(store, "Outbox")
    assert "2 waiting, 1 of them may go out now, the oldest for 11 min" == late.state
    assert (False, False) == (late.fine, late.needed)


def test_messages_that_failed_lately_are_told(store: Store) -> None:
    owe(store, NOW - timedelta(hours=2), State.FAILED)
    owe(store, NOW - timedelta(days=2), State.FAILED)
    assert ("1 within a day", False) == (
        found(store, "Failed messages").state,
        found(store, "Failed messages").fine,
    )


def test_the_settings_of_notices_are_told_without_secrets() -> None:
    settings = Settings(smtp_url="smtp://user:krokotiili@mail.example:587", mail_from="alke@example.fi")
    findings = {each.what: each for each in settings_of_notices(settings)}
    assert "8-17 on working days, Finnish time" == findings["Office hours"].state
    assert not findings["Address for browsers"].fine
    assert "mail.example" in findings["E-mail"].state
    assert "krokotiili" not in str(findings)


def test_hours_that_are_not_set_are_any_hour() -> None:
    found = {each.what: each.state for each in settings_of_notices(Settings(office_hours=""))}
    assert "any hour" == found["Office hours"]


def test_the_doctor_looks_at_everything_that_sends(alke: Run) -> None:
    printed = alke("doctor")
    for looked_at in (
        "E-mail",
        "Office hours",
        "Address for browsers",
        "Processes that serve",
        "Bell",
        "Outbox",
    ):
        assert f"{looked_at}: " in printed
