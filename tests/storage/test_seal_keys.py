"""Keys of the chain over the log of use: taken into use, changed, wrong, left out."""

from datetime import datetime

from knowledge.audit import Key
from storage.store import Store
from tests.storage.audit_rows import add, found, seal_all

SECRET = Key(b"a secret")


def test_a_log_sealed_with_a_key_is_checked_with_it_alone(store: Store, now: datetime) -> None:
    add(store, 10, now)
    seal_all(store, now, SECRET)
    assert [] == found(store, SECRET)
    unknown = [("key", "seal 1 was made with a key that isn't given here")]
    assert (unknown, unknown) == (found(store, Key(b"another")), found(store, Key()))


def test_a_key_can_be_taken_into_use_and_changed(store: Store, now: datetime) -> None:
    for key in (Key(), SECRET, Key(b"newer")):
        add(store, 5, now)
        seal_all(store, now, key)
    assert [] == found(store, Key(b"newer"), SECRET, Key())


def test_sealing_without_a_key_after_one_with_it_is_seen(store: Store, now: datetime) -> None:
    for key in (SECRET, Key()):
        add(store, 5, now)
        seal_all(store, now, key)
    assert [("key", "seal 2 was made without a key, though those before have one")] == found(
        store, SECRET, Key()
    )
