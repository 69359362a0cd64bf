"""How well the index finds the passage that answers a question, on question sets outside the repository.

Run `python -m tests.evals.search [DIRECTORY]`, or set SETS=DIRECTORY. For each NAME in it,
`NAME.passages.jsonl` holds rows {"pid", "doc", "text"} and `NAME.queries.jsonl` rows {"qid", "pid", "q"} with
optional "lang" (fi when absent). Printed, and appended to build/evals.jsonl, are the mean reciprocal rank
within the first ten and the share of questions whose passage comes first and among the first ten. The title
of the passage's document is not indexed: it would answer too many of the questions.
"""

import argparse
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.index import Entry, Filters, Index, Text
from knowledge.words import Words, load_words

FIGURES = Path("build/evals.jsonl")
EVERYONE = frozenset({"all"})
DEEPEST = 10


@dataclass(frozen=True)
class Question:
    """What is asked, in which language, and the id of the passage that answers it."""

    text: str
    lang: str
    answer: str


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("directory", nargs="?", type=Path, default=os.environ.get("SETS"))
    asked.add_argument("--words", choices=("auto", "voikko", "fallback"), default="auto")
    given = asked.parse_args()
    if given.directory is None:
        asked.error("name a directory of question sets, or set SETS")
    words = load_words(given.words)
    print(words.describe())
    for file in sorted(Path(given.directory).glob("*.queries.jsonl")):
        name = file.name.removesuffix(".queries.jsonl")
        report(name, measure(name, file.parent, words))


def measure(name: str, directory: Path, words: Words) -> list[int]:
    """The rank of each question's passage, from 1; 0 where it is not among the first ten."""
    questions = [
        Question(row["q"], row.get("lang", "fi"), row["pid"])
        for row in _rows(directory / f"{name}.queries.jsonl")
    ]
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder) / "index", words)
        index.rebuild((_entry(row) for row in _rows(directory / f"{name}.passages.jsonl")), 1)
        return [_rank(index, question) for question in questions]


def report(name: str, ranks: Sequence[int]) -> None:
    """Print the figures of a set and append them to the file of figures."""
    figures = {
        "mrr": sum(1 / rank for rank in ranks if rank) / len(ranks),
        "r1": sum(rank == 1 for rank in ranks) / len(ranks),
        "r10": sum(rank > 0 for rank in ranks) / len(ranks),
    }
    print(f"{name}: {len(ranks)} questions", *(f"{figure} {value:.3f}" for figure, value in figures.items()))
    FIGURES.parent.mkdir(exist_ok=True)
    with FIGURES.open("a", encoding="utf-8") as lines:
        for figure, value in figures.items():
            line = {"name": f"search.{name}.{figure}", "value": round(value, 4), "unit": "share"}
            lines.write(json.dumps(line) + "\n")


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _entry(row: dict[str, str]) -> Entry:
    texts = (Text(row.get("lang", "fi"), "", row["text"]),)
    return Entry(row["pid"], "document", None, (), (), (), (), EVERYONE, texts)


def _rank(index: Index, question: Question) -> int:
    found = index.search(question.text, question.lang, Filters(EVERYONE), limit=DEEPEST)
    ids = [hit.id for hit in found.hits]
    return ids.index(question.answer) + 1 if question.answer in ids else 0


if __name__ == "__main__":
    main()
