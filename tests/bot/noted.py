"""Watching that whatever is written in a turn is written down in the log of use as well."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import event

from storage.store import Store

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
UNNOTED = frozenset({"turn", "conversation", "sent", "counter", "outbox", "reminded"})
"""What a turn always writes, and what tells of itself: messages have a log of their own."""


@contextmanager
def watched(store: Store, silent: Callable[[str], None]) -> Iterator[None]:
    """Tell the tables that a turn writes to without a word in the log of use."""
    tables: set[str] = set()
    write = store.write

    def seen(_: Any, __: Any, statement: str, *___: Any) -> None:
        tables.update(found[1].lower() for found in [WRITES.match(statement)] if found)

    def watch(work: Callable[[Any], Any]) -> Any:
        tables.clear()
        done = write(work)
        if (left := tables - UNNOTED) and "audit" not in tables:
            silent(", ".join(sorted(left)))
        return done

    event.listen(store.engine, "before_cursor_execute", seen)
    with patch.object(store, "write", watch):
        yield
