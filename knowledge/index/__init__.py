"""Finding records: a cache of the database in a directory of its own, rebuilt whenever that is needed."""

import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import TypeVar

from knowledge.index.marking import Highlighter, near, readings
from knowledge.index.ranking import alike, answers, counts, named_first, page
from knowledge.index.records import NOTHING, STRANGER, Entry, Filters, Found, Hit, Kin, Text
from knowledge.index.segment import EMPTY, VIEWS, Mark, Snapshot
from knowledge.index.store import Store
from knowledge.index.terms import Reader, asked, asked_words, document
from knowledge.index.view import Scores, View
from knowledge.synonyms import load_synonyms
from knowledge.words import Words

__all__ = ["FLOOR", "STRANGER", "Entry", "Filters", "Found", "Hit", "Index", "Kin", "Text"]

SCHEMA = 2  # raise it when a document is kept in another form
FLOOR = 0.5
"""The floor for answering a question: a record that holds less than half of what was asked, each word
weighing by its rarity, is about something else. So of two words the rarer one must be there (a word that
only describes hardly weighs), and of a compound as many parts as are rare together ("liikenne" does not
answer a question about "raideliikenne"). What means the same counts as the word itself."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class Index:
    """Searches run in many threads at once, each on the index as it was when the search began.

    `position` is the number of the last change it holds, −1 when it must be rebuilt: at first, after damage,
    and when words are read in another way than those in it were. An index that can't be read is an empty one:
    a search that meets damage finds nothing and leaves −1 behind, so look at `position` before *and after*.
    """

    def __init__(self, directory: Path, words: Words) -> None:
        self._reader = Reader(words, load_synonyms(words))
        self._reading = readings(self._reader)
        self._signature = f"{SCHEMA}; {self._reader.signature}"
        self._store = Store(directory)
        self._writing = threading.Lock()
        self._use(self._opened())

    @property
    def position(self) -> int:
        return self._snapshot.mark.position

    def rebuild(self, entries: Iterable[Entry], position: int) -> None:
        """Hold these entries (each id once) and nothing else. Searches see the old index until it is done.

        Raises OSError when the directory can't be written, TimeoutError when another process writes in it.
        """
        with self._writing:
            if self.position < 0:
                self._store.clear()
            documents = (document(entry, self._reader) for entry in entries)
            self._use(self._store.replace(documents, Mark(position, self._signature)))

    def apply(self, changes: Iterable[Entry | str], position: int) -> None:
        """Follow changes up to `position`: an entry is put in or replaced, an id goes out; the last counts.

        Does nothing when the index is there already or must be rebuilt. Raises TimeoutError like `rebuild`.
        """
        with self._writing:
            if not 0 <= self.position < position:
                return
            latest = {change if isinstance(change, str) else change.id: change for change in changes}
            entries = [change for change in latest.values() if not isinstance(change, str)]
            documents = (document(entry, self._reader) for entry in entries)
            mark = Mark(position, self._signature)
            self._use(self._guarded(lambda: self._store.change(latest, documents, mark), EMPTY))

    def search(
        self,
        text: str,
        lang: str,
        filters: Filters,
        *,
        limit: int,
        offset: int = 0,
        floor: float = 0.0,
        recency: float = 0.0,
    ) -> Found:
        """Entries that answer the text, best first; a text without content words asks for all, newest first.

        `floor`: see FLOOR; 0 ranks whatever shares a word. `recency`: how fast a score fades, by 1 + recency
        × years before the newest entry found; 0 leaves it alone and lets the year decide only ties.
        """
        words = asked(text, lang, self._reader)
        return self._paged(
            filters, (limit, offset), lambda view: answers(view, words, lang, filters, floor, recency)
        )

    def search_terms(
        self,
        words: Sequence[str],
        lang: str,
        filters: Filters,
        *,
        limit: int,
        offset: int = 0,
        floor: float = 0.0,
        recency: float = 0.0,
        mentions: Sequence[str] = (),
    ) -> Found:
        """As `search`, for content words that were chosen already. Of what is found, entries with one of the
        names in `mentions` come first."""
        chosen = asked_words(words, lang, self._reader)
        names = asked_words(mentions, lang, self._reader)
        return self._paged(
            filters,
            (limit, offset),
            lambda view: named_first(view, answers(view, chosen, lang, filters, floor, recency), names, lang),
        )

    def counts(
        self, words: Sequence[str], lang: str, limits: Sequence[Filters], *, floor: float = 0.0
    ) -> tuple[int, ...]:
        """How many entries `search_terms` finds within each of several limits, which are one asker's."""
        chosen = asked_words(words, lang, self._reader)
        none = (0,) * len(limits)
        return self._guarded(
            lambda: counts(self._view(limits[0].seen), chosen, lang, limits, floor) if limits else none, none
        )

    def similar(
        self, text: str, lang: str, filters: Filters, limit: int, floor: float = 0.0, kin: Kin = STRANGER
    ) -> Found:
        """Entries about the same thing as a text. A hit's score is the share of what the text's twin would
        score, 0…1; `floor` leaves out hits below it. Then it is raised for shared regions and areas (`kin`).
        """
        words = asked(text, lang, self._reader)
        return self._paged(filters, (limit, 0), lambda view: alike(view, words, lang, filters, floor, kin))

    def highlighter(self, query: Sequence[str], lang: str) -> Highlighter:
        """Finds the words of texts that any of the query's words finds."""
        return Highlighter(asked_words(query, lang, self._reader), self._reading)

    def highlight(self, text: str, lang: str, query: Sequence[str], query_lang: str) -> list[tuple[int, int]]:
        """Spans of the words of `text` that any of the query's words finds, in characters, in order."""
        return self.highlighter(query, query_lang).spans(text, lang)

    def suggest(self, word: str, lang: str, seen: frozenset[str]) -> tuple[str, ...]:
        """Words like a mistyped one, nearest and most frequent first, out of what holders of `seen` may see.
        None for a word that is known there."""
        words = self._reader.words
        token = words.token(word, lang)
        return self._guarded(lambda: near(self._view(seen), token, lang, words), ())

    def _paged(
        self, filters: Filters, part: tuple[int, int], find: Callable[[View], tuple[Scores, ...]]
    ) -> Found:
        """A page (limit, offset) of what `find` finds in the asker's view of the index as it is now."""

        def found() -> Found:
            view = self._view(filters.seen)
            return page(view, find(view), *part)

        return self._guarded(found, NOTHING)

    def _opened(self) -> Snapshot:
        """What the directory holds, if that can be read and was made in today's way."""
        try:
            snapshot = self._store.open()
        except Exception as unreadable:
            _log.info("the index must be built: %r", unreadable)
            return EMPTY
        return snapshot if snapshot.mark.signature == self._signature else EMPTY

    def _use(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._view = lru_cache(VIEWS)(partial(View, snapshot))

    def _guarded(self, work: Callable[[], T], otherwise: T) -> T:
        """The work's result; whatever a damaged index makes it raise empties the index instead."""
        try:
            return work()
        except TimeoutError:
            raise
        except Exception:
            _log.exception("the index is damaged and must be rebuilt")
            self._use(EMPTY)
            return otherwise
