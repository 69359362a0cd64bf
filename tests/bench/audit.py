"""The log of use checked: rows in a second, and one altered row found among them."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from storage import schema
from storage.store import Store
from tests.bench.figures import Figure
from tests.storage.audit_rows import add, checked, seal_all, tamper

NAMES = ("audit.verify_rows_s", "audit.seal_rows_s", "audit.named")
ROWS = 100_000
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def measure(rows: int = ROWS) -> tuple[Figure, ...]:
    """`named` is 1 when the one row that was altered is the one fault that is told."""
    with TemporaryDirectory(prefix="alke-bench-") as folder:
        store = Store.at(Path(folder))
        schema.upgrade(store)
        add(store, rows, NOW)
        began = time.perf_counter()
        seal_all(store, NOW)
        sealed = time.perf_counter()
        report = checked(store)
        ended = time.perf_counter()
        assert (rows, ()) == (report.rows, report.faults)
        altered = rows * 2 // 3
        tamper(store, f"UPDATE audit SET about = 'proposal:x' WHERE id = {altered}")
        faults = checked(store).faults
        store.close()
    named = [fault.text for fault in faults] == [f"row {altered} was altered"]
    values = (rows / (ended - sealed), rows / (sealed - began), float(named))
    return tuple(map(Figure, NAMES, values, ("rows/s", "rows/s", "of 1")))
