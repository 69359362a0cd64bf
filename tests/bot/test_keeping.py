"""When the bell rings: rows of the log of use are sealed, and what is kept no longer is removed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError
from sqlmodel import func, select
from structlog.testing import capture_logs

from bot import keeping
from bot.settings import Settings
from bot.ticks import Ringer
from knowledge.audit import Key
from storage import audit
from storage import tables as t
from storage.store import Store
from tests.demo import NOW
from tests.storage.audit_rows import add, checked

SECOND, MINUTE, DAY = timedelta(seconds=5), timedelta(minutes=1), timedelta(days=1)
NIGHT = datetime(2026, 11, 24, 23, 0, tzinfo=UTC)  # one o'clock in Finland
SECRET = "a secret, an older one"


def ringer(store: Store, **settings: Any) -> Ringer:
    """A bell that rings for these two alone, and has begun to."""
    bell = Ringer(store, keeping.ticks(Settings(**settings)))
    bell.ring(NOW)
    return bell


def seals(store: Store) -> list[tuple[int | None, int]]:
    with store.read() as db:
        return [(each.id, each.count) for each in audit.seals(db)]


def done(store: Store, what: str) -> int:
    with store.read() as db:
        return db.exec(select(func.count()).select_from(t.Audit).where(t.Audit.what == what)).one()


# Sealing


def test_rows_are_sealed_together_when_the_oldest_is_a_minute_old(store: Store) -> None:
    bell = ringer(store)
    add(store, 3, NOW)
    bell.ring(NOW + SECOND)
    assert [] == seals(store)
    bell.ring(NOW + MINUTE)
    assert [(1, 4)] == seals(store)  # with the row of what was looked through
    assert () == checked(store).faults


def test_the_digest_of_each_seal_is_told_by_the_log_once_it_is_written(store: Store) -> None:
    bell = ringer(store)
    add(store, 3, NOW)
    with capture_logs() as logs:
        bell.ring(NOW + MINUTE)
        assert [] == [each for each in logs if each["event"] == "audit.sealed"]
        bell.ring(NOW + MINUTE + SECOND)
        bell.ring(NOW + MINUTE + 2 * SECOND)
    [told] = [each for each in logs if each["event"] == "audit.sealed"]
    assert (1, checked(store).head) == (told["seal"], told["head"])


def test_the_first_of_several_keys_seals(store: Store) -> None:
    bell = ringer(store, audit_key=SECRET)
    add(store, 3, NOW)
    bell.ring(NOW + MINUTE)
    assert ((), ["key"]) == (
        checked(store, *Settings(audit_key=SECRET).audit_keys).faults,
        [fault.kind for fault in checked(store, Key(b"an older one")).faults],
    )


# Removing


def mute(store: Store) -> None:
    """A person who turned something off until a day long past."""
    with store.transaction() as db:
        person = t.Person(tenant="t", object_id="o", name="Aino")
        db.add(person)
        db.flush()
        db.add(t.Organisation(id="other:x", kind="other", name_fi="X"))
        db.flush()
        db.add(t.Membership(person_id=person.id, organisation_id="other:x", role="contact"))
        until = (NOW - 90 * DAY).date()
        db.add(t.Mute(person_id=person.id, topic="views", until=until, at=NOW - 99 * DAY))


def mutes(store: Store) -> int:
    with store.read() as db:
        return db.exec(select(func.count()).select_from(t.Mute)).one()


def test_what_is_due_is_removed_a_kind_at_a_ring_and_then_no_more_that_day(store: Store) -> None:
    mute(store)
    bell = ringer(store)
    bell.ring(NOW + SECOND)
    assert (0, 0) == (mutes(store), done(store, "retention.done"))
    bell.ring(NOW + 2 * SECOND)
    bell.ring(NOW + 3 * SECOND)
    assert 1 == done(store, "retention.done")


def test_the_next_night_it_is_looked_through_again(store: Store) -> None:
    bell = ringer(store)
    bell.ring(NOW + SECOND)
    bell.ring(NIGHT - SECOND)
    assert 1 == done(store, "retention.done")
    mute(store)
    bell.ring(NIGHT + SECOND)
    bell.ring(NIGHT + 2 * SECOND)
    assert (0, 2) == (mutes(store), done(store, "retention.done"))


def test_what_the_settings_keep_longer_stays(store: Store) -> None:
    mute(store)
    bell = ringer(store, keep_longer="mutes=365")
    bell.ring(NOW + SECOND)
    bell.ring(NOW + 2 * SECOND)
    assert (1, 1) == (mutes(store), done(store, "retention.done"))


def test_a_setting_that_would_keep_something_shorter_is_refused() -> None:
    with pytest.raises(ValidationError, match="outbox is kept for 395 days at least"):
        Settings(keep_longer="outbox=1")
