"""How well sentences are understood: `python -m tests.evals.understanding [--show] [FILE …]`.

Beside this file lie the sets on which the rules were built: `understanding_dev.jsonl` and
`understanding_minutes.jsonl` (minutes, follow-up, what conclusions are taken along for). The others were
written after the rules and are measured as they stood: `understanding_fresh.jsonl`,
`understanding_round.jsonl` (what a round needs before its sessions), `understanding_notices.jsonl` (notices,
reminders, their settings) and `understanding_minutes_fresh.jsonl`. The figures of these go to
`build/evals.jsonl`.
A row's expected slots are whole: a slot that is not named there must be absent.
"""

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge.places import load_places
from knowledge.question import Context, Interpreter, Understood
from knowledge.words import load_words

HERE = Path(__file__).parent
RESULTS = Path("build/evals.jsonl")
SETS = {
    "understanding_dev.jsonl": "",
    "understanding_fresh.jsonl": "understanding",
    "understanding_round.jsonl": "understanding.round",
    "understanding_notices.jsonl": "understanding.notices",
    "understanding_minutes.jsonl": "",
    "understanding_minutes_fresh.jsonl": "understanding.minutes",
}
"""The sets beside this file, and under which name their figures are recorded."""
TODAY = date(2026, 10, 15)
ROUNDS = (2018, 2020, 2022, 2023, 2024, 2025, 2026)
SLOTS = ("years", "regions", "ministries", "indicator", "language", "terms")


@dataclass(frozen=True)
class Result:
    """One sentence: which of intent and slots came out as expected."""

    row: Mapping[str, Any]
    understood: Understood
    wrong: tuple[str, ...]


def main() -> None:
    """Measure the named files, or all sets; figures are recorded for the fresh ones."""
    paths = [Path(name) for name in sys.argv[1:] if name != "--show"]
    interpreter = Interpreter(load_words(), load_places())
    for path in paths or [HERE / name for name in SETS]:
        results = [measure(interpreter, row) for row in read_rows(path)]
        report(path, results, show="--show" in sys.argv)
        if name := SETS.get(path.name):
            record(name, results)


def read_rows(path: Path) -> list[Mapping[str, Any]]:
    """The sentences of a set with what is expected."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def measure(interpreter: Interpreter, row: Mapping[str, Any]) -> Result:
    """Understand one sentence, after the one before it where there is one."""
    before = interpreter.understand(row["after"], context(row)) if "after" in row else None
    understood = interpreter.understand(row["text"], context(row, before))
    return Result(row, understood, tuple(differences(row, understood)))


def context(row: Mapping[str, Any], previous: Understood | None = None) -> Context:
    """The asker of a row: by default of no region, writing in the row's language."""
    return Context(TODAY, ROUNDS, tuple(row.get("home", ())), row.get("lang", "fi"), previous)


def differences(row: Mapping[str, Any], understood: Understood) -> Iterable[str]:
    """The names of what is not as expected."""
    got = said(understood)
    if understood.intent != row["intent"]:
        yield "intent"
    yield from (name for name in SLOTS if got.get(name) != row["slots"].get(name))


def said(understood: Understood) -> dict[str, Any]:
    """The slots that are there, as the command line shows them."""
    values = {name: getattr(understood.slots, name) for name in SLOTS}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items() if v}


def share(results: Iterable[Result], *, intent: bool) -> float:
    """The share of sentences whose intent is right, or whose slots all are."""
    right = [("intent" not in r.wrong) if intent else not (set(r.wrong) - {"intent"}) for r in results]
    return sum(right) / len(right)


def report(path: Path, results: list[Result], *, show: bool) -> None:
    """Print the shares, and on demand each sentence that went wrong."""
    intents, slots = share(results, intent=True), share(results, intent=False)
    print(f"{path.stem:24} {len(results):4} sentences   intent {intents:.3f}   slots {slots:.3f}")
    for result in results if show else ():
        if result.wrong:
            print(f"  {result.row['text']!r}: {result.understood.intent} {said(result.understood)}")
            print(f"      expected {result.row['intent']} {result.row['slots']}")


def record(set_: str, results: list[Result]) -> None:
    """Append the figures for `make evals`."""
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("a", encoding="utf-8") as file:
        for name, intent in (("intent", True), ("slots", False)):
            value = round(share(results, intent=intent), 4)
            file.write(json.dumps({"name": f"{set_}.{name}", "value": value, "unit": "share"}) + "\n")


if __name__ == "__main__":
    main()
