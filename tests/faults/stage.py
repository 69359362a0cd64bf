"""Where a fault happens: a Teams, a database with a crowd in it, and how large all of it is."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from storage import demo, schema
from storage.store import Store
from storage.transfer import import_organisations, official_organisations
from tests.demo import NOW, copy_of_demo
from tests.faults import crowd
from tests.faults.bots import House, Watch
from tests.faults.crowd import Member
from tests.faults.teams import Teams
from tests.postgres import database

PATIENCE = 900.0
PAUSE = 0.02


@dataclass(frozen=True)
class Scale:
    """How large: people, how often a process is killed, seconds that it stands still, and of what seed."""

    people: int
    kills: int = 0
    seconds: float = 60.0
    seed: int = 756
    small: bool = False


def _none() -> URL:
    raise NotImplementedError("no PostgreSQL server was asked for")


@dataclass(frozen=True)
class Stage:
    """What the faults share: the Teams, a folder for demos, and a PostgreSQL server where one is needed."""

    teams: Teams
    shared: Path
    server: Callable[[], URL] = _none

    @contextmanager
    def sqlite(self, *, empty: bool = False) -> Iterator[House]:
        """A copy of the demo; `empty`: nothing but the organisations."""
        with tempfile.TemporaryDirectory(prefix="alke-fault-") as folder:
            data = Path(folder) / "data"
            if not empty:
                yield House(copy_of_demo(self.shared, data))
                return
            house = House(data)
            with house.store() as store:
                schema.upgrade(store)
                _organisations(store)
            yield house

    @contextmanager
    def postgres(self, *, empty: bool = False) -> Iterator[House]:
        """The same on PostgreSQL."""
        with tempfile.TemporaryDirectory(prefix="alke-fault-") as folder, database(self.server()) as address:
            house = House(Path(folder), address.render_as_string(hide_password=False))
            with house.store() as store:
                _organisations(store) if empty else demo.build(store, NOW)
            yield house

    def crowd(self, store: Store, people: int, tenants: int = 8) -> tuple[Member, ...]:
        """That many people in so many tenants."""
        names = [f"tenant-{number}" for number in range(tenants)]
        return crowd.gather(store, people, names, self.teams.service_url, datetime.now(UTC))

    def watch(self, house: House) -> Watch:
        """A clock for the house's processes; it shows the right time."""
        watch = Watch(house.folder / "ahead")
        watch.ahead()
        return watch


def _organisations(store: Store) -> None:
    with store.transaction() as db:
        import_organisations(db, official_organisations())


class TooLong(Exception):
    """What was waited for hasn't come."""


def until(come: Callable[[], bool], seconds: float = PATIENCE, pause: float = PAUSE) -> float:
    """Wait for something: the seconds it took. Raises TooLong."""
    began = time.monotonic()
    while not come():
        if time.monotonic() - began > seconds:
            raise TooLong(f"not within {seconds:.0f} s")
        time.sleep(pause)
    return time.monotonic() - began
