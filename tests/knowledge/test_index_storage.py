"""The index on disk follows changes, survives being killed, and takes damage for emptiness."""

import gc
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.index import Entry, Filters, Index, Text
from knowledge.words import Words, load_words

EVERYTHING = Filters(frozenset({"all"}))

FOLLOW = """
import sys
from pathlib import Path
from knowledge.index import Entry, Index, Text
from knowledge.words import load_words

index = Index(Path(sys.argv[1]), load_words("voikko"))
index.rebuild([], 0)
for number in range(1, 10_000):
    text = Text("fi", "", f"Muutos {number}")
    index.apply([Entry(f"e{number}", "document", None, (), (), (), (), frozenset({"all"}), (text,))], number)
    print(index.position, flush=True)
"""


def entry(id_: str, text: str = "Tuulivoima", year: int = 2025) -> Entry:
    return Entry(id_, "document", year, (), (), (), (), EVERYTHING.seen, (Text("fi", "", text),))


def ids(index: Index, text: str = "", limit: int = 10) -> list[str]:
    return [hit.id for hit in index.search(text, "fi", EVERYTHING, limit=limit).hits]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "below" / "index"


@pytest.fixture
def index(place: Path, words: Words) -> Index:
    built = Index(place, words)
    built.rebuild([entry("a"), entry("b", "Matkailu")], 7)
    return built


def test_an_index_must_be_built_first(place: Path, words: Words) -> None:
    index = Index(place, words)
    index.apply([entry("a")], 3)
    assert (-1, []) == (index.position, ids(index))


def test_a_change_is_visible_in_the_next_search(index: Index) -> None:
    index.apply([entry("c")], 8)
    assert (8, ["a", "c"]) == (index.position, ids(index, "tuulivoima"))


def test_an_entry_replaces_the_one_of_its_id(index: Index) -> None:
    index.apply([entry("a", "Kaivos")], 8)
    assert (["b"], ["a"], []) == (ids(index, "matkailu"), ids(index, "kaivos"), ids(index, "tuulivoima"))
    assert ["a", "b"] == ids(index)


def test_an_id_goes_out(index: Index) -> None:
    index.apply(["a", "unknown"], 8)
    assert (8, ["b"]) == (index.position, ids(index))


def test_of_several_changes_to_one_entry_the_last_counts(index: Index) -> None:
    index.apply([entry("a", "Kaivos"), "a", entry("c"), entry("c", "Kaivos"), "b", entry("b", "Kaivos")], 8)
    assert ["b", "c"] == ids(index, "kaivos")
    assert ["b", "c"] == ids(index)


def test_changes_that_it_has_followed_already_do_nothing(index: Index) -> None:
    index.apply([entry("c")], 9)
    index.apply(["c", entry("a", "Vanha")], 8)
    assert (9, ["a", "c"]) == (index.position, ids(index, "tuulivoima"))


def test_a_rebuild_leaves_nothing_behind(index: Index) -> None:
    index.rebuild([entry("z")], 3)
    assert (3, ["z"]) == (index.position, ids(index))


def test_it_is_found_again_as_it_was_left(index: Index, place: Path, words: Words) -> None:
    index.apply([entry("c"), "b"], 8)
    again = Index(place, words)
    assert (8, ["a", "c"]) == (again.position, ids(again))
    again.apply(["a"], 9)
    assert ["c"] == ids(again)


def test_words_read_in_another_way_ask_for_a_rebuild(index: Index, place: Path) -> None:
    other = Index(place, load_words("fallback"))
    assert (-1, []) == (other.position, ids(other))
    other.rebuild([], 7)
    assert -1 == Index(place, load_words("voikko")).position


def test_many_changes_leave_few_files(index: Index, place: Path) -> None:
    for number in range(60):
        index.apply([entry(f"e{number % 20}")], 8 + number)
    assert 22 == len(ids(index, limit=100))
    assert len(list(place.iterdir())) < 20


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _scramble(file: Path) -> None:
    file.write_bytes(random.Random(file.name).randbytes(file.stat().st_size))


# whoosh leaves a file open that it finds unreadable, and Python says so when it collects the file
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("harm", [_cut, _scramble, Path.unlink, lambda file: file.write_bytes(b"")])
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
def test_a_damaged_file_is_an_empty_index_that_can_be_rebuilt(
    index: Index, place: Path, words: Words, pattern: str, harm: Callable[[Path], None]
) -> None:
    del index
    for file in place.glob(pattern):
        harm(file)
    damaged = Index(place, words)
    found = ids(damaged, "tuulivoima"), ids(damaged, "matkailu")
    assert (-1, ([], [])) == (damaged.position, found)
    gc.collect()
    damaged.rebuild([entry("new")], 9)
    assert (9, ["new"]) == (damaged.position, ids(Index(place, words)))


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_a_place_without_an_index_can_be_built_on(
    tmp_path: Path, words: Words, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "place")
    index = Index(tmp_path / "place", words)
    assert -1 == index.position
    index.rebuild([entry("a")], 1)
    assert ["a"] == ids(index)


def test_a_change_to_a_vanished_directory_asks_for_a_rebuild(index: Index, place: Path) -> None:
    shutil.rmtree(place)
    index.apply([entry("c")], 8)
    assert (-1, []) == (index.position, ids(index))


def test_killed_at_any_moment_it_holds_every_change_up_to_its_position(place: Path, words: Words) -> None:
    for changes in (1, 4, 9):
        process = subprocess.Popen(
            [sys.executable, "-c", FOLLOW, str(place)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        seen = [int(process.stdout.readline()) for _ in range(changes)]
        process.send_signal(signal.SIGKILL)
        process.communicate()
        index = Index(place, words)
        assert index.position >= seen[-1]
        assert {f"e{number}" for number in range(1, index.position + 1)} == set(ids(index, limit=1000))


def test_searches_go_on_in_many_threads_while_changes_come_in(index: Index) -> None:
    wrong: list[list[str]] = []
    done = threading.Event()

    def search() -> None:
        while not done.wait(0.002):
            found = ids(index, "matkailu", 100)
            if found[:1] != ["b"]:
                wrong.append(found)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(5):
        index.apply([entry(f"e{number}", "Tuulivoima ja vesi")], 8 + number)
    index.rebuild([entry("b", "Matkailu")], 50)
    done.set()
    for thread in threads:
        thread.join()
    assert [] == wrong


def test_many_writers_take_turns(index: Index) -> None:
    threads = [
        threading.Thread(target=lambda at=at: index.apply([entry(f"t{n}") for n in range(at)], 7 + at))
        for at in range(1, 6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 12 == index.position
    assert {"a", "b", *(f"t{n}" for n in range(5))} == set(ids(index))
