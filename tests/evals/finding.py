"""How well questions find what the demo holds: `python -m tests.evals.finding [--show] [FILE …]`.

A row asks `q` in `lang` (fi when absent) as somebody of no region. What is shown must hold one of the ids of
`any`, none of `never`, nothing at all where `none` is true; and a text of each record shown must match the
pattern `only`. `finding.jsonl` was written before the rules for synonyms and chance hits, and
`finding_fresh.jsonl` after them. Figures go to `build/evals.jsonl`.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import Core, create_core
from bot.demonstration import build
from bot.saying import Talk
from bot.settings import Settings
from storage import records
from tests.demo import NOW

HERE = Path(__file__).parent
RESULTS = Path("build/evals.jsonl")
SETS = ("finding", "finding_fresh")
ASKER = "tem-koordinaattori"

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Result:
    """A question, the ids shown, whether what had to be found is missing, and what should not be there."""

    row: Row
    shown: tuple[str, ...]
    missed: bool
    wrong: tuple[str, ...]


def main() -> None:
    """Measure the named files, or both sets, on a demo of its own."""
    paths = [Path(name) for name in sys.argv[1:] if name != "--show"]
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        build(settings, NOW)
        core = create_core(settings)
        for path in paths or [HERE / f"{name}.jsonl" for name in SETS]:
            results = [measure(core, row) for row in read_rows(path)]
            report(path.stem, results, show="--show" in sys.argv)
        core.close()


def read_rows(path: Path) -> list[Row]:
    """The questions of a set with what is expected."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure(core: Core, row: Row) -> Result:
    """Ask one question in a conversation of its own."""
    answer = Talk.begin(core, ASKER, NOW, row.get("lang", "fi")).say(row["q"])
    shown = tuple(hit.id for hit in answer.hits)
    missed = "any" in row and not set(row["any"]) & set(shown)
    return Result(row, shown, missed, tuple(_wrong(core, row, shown)))


def _wrong(core: Core, row: Row, shown: Sequence[str]) -> Iterator[str]:
    """Ids shown that should not be."""
    with core.store.read() as db:
        found = records.by_ids(db, shown)
    for record in found:
        texts = " ".join(f"{each.title} {each.text}" for each in record.texts.values())
        off_topic = not re.search(row.get("only", ""), texts, re.IGNORECASE)
        if row.get("none") or record.id in row.get("never", ()) or off_topic:
            yield record.id


def report(name: str, results: Sequence[Result], *, show: bool) -> None:
    """Print and record the shares that found what they had to, and that showed nothing wrong."""
    figures = {
        "found": sum(not result.missed for result in results) / len(results),
        "clean": sum(not result.wrong for result in results) / len(results),
        "right": sum(not result.missed and not result.wrong for result in results) / len(results),
    }
    print(
        f"{name}: {len(results)} questions", *(f"{figure} {value:.3f}" for figure, value in figures.items())
    )
    for result in results if show else ():
        if result.missed or result.wrong:
            print(f"  {result.row['q']!r}: {result.shown} missed {result.missed} wrong {result.wrong}")
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        for figure, value in figures.items():
            line = {"name": f"{name}.{figure}", "value": round(value, 4), "unit": "share"}
            file.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
