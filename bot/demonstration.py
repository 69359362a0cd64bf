"""The demo: invented people and conclusions, real goals and places, a round laid around today."""

from __future__ import annotations

from datetime import datetime

from storage import demo, schema
from storage.store import Store

from .app import create_core
from .settings import Settings


def build(settings: Settings, now: datetime) -> bool:
    """Build the demo and its index where there is no database; True when it was built."""
    if (settings.data_dir / "alke.db").exists():
        return False
    store = Store.at(settings.data_dir)
    schema.upgrade(store)
    demo.build(store, now)
    store.close()
    core = create_core(settings)
    core.memory.rebuild(core.store)
    core.close()
    return True
