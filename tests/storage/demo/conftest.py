"""The demo, built once and only read, except where a test builds its own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from shutil import copy

import pytest

from knowledge.places import Places, load_places
from knowledge.records import Record
from storage import demo, records
from storage.store import Store


@pytest.fixture(scope="module")
def built(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, now: datetime) -> Iterator[Store]:
    """A database with the demo, only read by these tests."""
    folder = tmp_path_factory.mktemp("demo")
    copy(sqlite_template, folder / "alke.db")
    store = Store.at(folder)
    demo.build(store, now)
    yield store
    store.close()


@pytest.fixture(scope="module")
def memory(built: Store) -> tuple[Record, ...]:
    with built.read() as db:
        return tuple(record for record, _ in records.changed_since(db, 0))


@pytest.fixture(scope="module")
def conclusions(memory: tuple[Record, ...]) -> tuple[Record, ...]:
    return tuple(record for record in memory if record.kind == "conclusion")


@pytest.fixture(scope="module")
def places() -> Places:
    return load_places()


@pytest.fixture(scope="module")
def regions(places: Places) -> frozenset[str]:
    """The codes of the regions that take part."""
    return frozenset(region.code for region in places.regions if region.takes_part)
