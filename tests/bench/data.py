"""The data that is asked: the demo, and the demo with many more conclusions, kept between runs."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from knowledge.clock import today
from storage import people
from storage.store import Store
from tests.bench.load import Speaker
from tests.bench.records import conclusions
from tests.bench.servers import alke

KEPT = Path("build/bench-data")
COUNT = 20_000
MADE_BY = (
    "tests/bench/records.py",
    "storage/demo/**/*",
    "storage/migrations/versions/*.py",
    "knowledge/index/*.py",
    "knowledge/words/*.py",
    "knowledge/synonyms.py",
    "knowledge/data/synonyms.json",
    "bot/entries.py",
    "bot/memory.py",
)
"""What the data and its index depend on: a change in one of these files makes them anew."""


def twenty_thousand() -> Path:
    """The folder with the demo, 20,000 more conclusions and their index. Making it takes a minute or two."""
    folder = KEPT / _fingerprint()
    if not folder.exists():
        shutil.rmtree(KEPT, ignore_errors=True)
        KEPT.mkdir(parents=True)
        with tempfile.TemporaryDirectory(dir=KEPT) as making:
            _make(Path(making) / "data")
            (Path(making) / "data").rename(folder)
    return folder


@contextmanager
def copied(folder: Path) -> Iterator[Path]:
    """A copy to serve from, so that what is kept stays as it is."""
    with tempfile.TemporaryDirectory(prefix="alke-bench-") as here:
        yield Path(shutil.copytree(folder, Path(here) / "data"))


@contextmanager
def demo() -> Iterator[Path]:
    """The demo and its index in a folder of their own."""
    with tempfile.TemporaryDirectory(prefix="alke-bench-") as here:
        alke(Path(here) / "data", "demo", "--build-only")
        yield Path(here) / "data"


def speakers(folder: Path) -> tuple[Speaker, ...]:
    """The people of the demo."""
    store = Store.at(folder)
    with store.read() as db:
        known = people.with_slugs(db, today(datetime.now(UTC)))
    store.close()
    return tuple(Speaker(person.slug or "", person.tenant, person.object_id) for person in known)


def _make(folder: Path) -> None:
    alke(folder, "demo", "--build-only")
    rows = folder / "conclusions.jsonl"
    lines = (json.dumps(row, ensure_ascii=False) for row in conclusions(COUNT))
    rows.write_text("\n".join(lines), encoding="utf-8")
    alke(folder, "import", "records", str(rows))
    rows.unlink()
    alke(folder, "index", "rebuild")


def _fingerprint() -> str:
    files = {file for pattern in MADE_BY for file in Path().glob(pattern) if file.suffix in (".py", ".json")}
    contents = b"".join(file.read_bytes() for file in sorted(files))
    return hashlib.sha256(contents).hexdigest()[:16]
