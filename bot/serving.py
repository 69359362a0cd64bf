"""Serving until stopped: one process on an embedded database, logs as JSON."""

from __future__ import annotations

import fcntl
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aiohttp import web

from storage import schema
from storage.store import Store

from .app import create_app
from .logs import log_as_json
from .settings import Misconfigured, Settings, check_serving

REQUESTS_END = (
    5.0  # seconds that requests under way have when serving ends; then what is being sent has its own
)


def serve(settings: Settings) -> None:
    """Serve as the settings say, with an embedded database brought up to date. Raises Misconfigured."""
    check_serving(settings)
    with only_server(settings):
        if settings.database_url is None:
            upgraded(settings).close()
        served = create_app(settings)
        gc.freeze()  # walking through all that was loaded would stop everything for a tenth of a second
        log_as_json(sys.stderr, settings.log_level)
        web.run_app(
            served,
            host=settings.host,
            port=settings.port,
            print=None,
            access_log=None,
            shutdown_timeout=REQUESTS_END,
        )


@contextmanager
def only_server(settings: Settings) -> Iterator[None]:
    """Hold the data folder of an embedded database against a second server; the command line still works.

    Two servers would each pay what is owed and answer what is re-sent. Raises Misconfigured.
    """
    if settings.database_url is not None:
        yield
        return
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with (settings.data_dir / "serving").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Misconfigured(
                f"Another process already serves from {settings.data_dir}. Stop it, or give this one a "
                "folder of its own with --data. Several processes need PostgreSQL: set ALKE_DATABASE_URL."
            ) from error
        yield


def upgraded(settings: Settings) -> Store:
    """The database with its tables up to date; an embedded one is made where there is none."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    store = Store(settings.store_url)
    schema.upgrade(store)
    return store
