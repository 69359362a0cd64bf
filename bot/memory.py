"""The shared memory of one process: the index kept in step with the database, and what is asked of it."""

from __future__ import annotations

import fcntl
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO, TypeVar

from sqlmodel import Session

from knowledge.index import FLOOR, STRANGER, Filters, Found, Index, Kin
from knowledge.people import Person, sees
from knowledge.question import Slots
from storage import changes
from storage.store import Store

from .entries import NATIONWIDE, PROPOSAL, entries
from .facts import Facts

T = TypeVar("T")
FOLLOWED = "followed"  # under which a session keeps the change number it has read
RECENCY = 0.05  # of two conclusions on one thing the newer comes first unless the older fits clearly better
ALIKE = 0.12  # of a long text's own weight: less is a few words in common, not the same thing
NEAR = 0.6  # of the most alike: what is further from the text than this is left out


@dataclass(frozen=True)
class Wanted:
    """What is looked for: the slots of a question, in which language, among which kinds."""

    slots: Slots
    language: str
    kinds: frozenset[str]

    def filters(self, seen: frozenset[str]) -> Filters:
        """The limits for somebody who holds these tokens.

        A topic is also answered by what concerns the whole country; a listing of a region holds its own only.
        """
        regions = frozenset(self.slots.regions)
        wider = frozenset({NATIONWIDE}) if regions and self.slots.terms else frozenset[str]()
        return Filters(
            seen=seen,
            kinds=self.kinds,
            years=frozenset(self.slots.years),
            regions=regions | wider,
            ministries=frozenset(self.slots.ministries),
            goals=frozenset(self.slots.goals),
        )


class Memory:
    """The index of one process, in a folder that the process holds for itself.

    `folder` is where the processes of one database have their folders.
    """

    def __init__(self, facts: Facts, folder: Path) -> None:
        self.facts = facts
        self._held, slot = _take_slot(folder)
        self.index = Index(slot, facts.words)
        self._refreshing = threading.Lock()

    def close(self) -> None:
        """Let another process have the folder."""
        self._held.close()

    def refresh(self, db: Session) -> None:
        """Bring the index up to the database as this session sees it, once a session: it reads one state."""
        if db.info.get(FOLLOWED) == self.index.position:
            return
        newest = db.info[FOLLOWED] = changes.position(db)
        if self.index.position == newest:
            return
        with self._refreshing:
            self._follow(db, newest)

    def _follow(self, db: Session, newest: int) -> None:
        known = self.index.position
        if known == -1:  # new, or damaged
            self.index.rebuild(entries(db, -1, self.facts), newest)
        elif known < newest:  # a session may also be older than the index: then nothing is missing
            self.index.apply(entries(db, known, self.facts), newest)

    def behind(self, store: Store) -> int:
        """How many changes the index is behind the database."""
        with store.read() as db:
            return changes.position(db) - max(self.index.position, 0)

    def rebuild(self, store: Store) -> int:
        """Build the index anew; how many entries it holds."""
        with store.read() as db:
            every = list(entries(db, -1, self.facts))
            self.index.rebuild(every, changes.position(db))
        return len(every)

    def find(
        self,
        db: Session,
        person: Person,
        wanted: Wanted,
        *,
        limit: int,
        offset: int = 0,
        mentions: tuple[str, ...] = (),
    ) -> Found:
        """What the person may see of the wanted kinds that answers the slots, best first; what has one of the
        names in `mentions` ("Sotkamo") before the rest."""
        filters = wanted.filters(sees(person))
        terms, language = wanted.slots.terms, wanted.language
        return self._asked(
            db,
            lambda: self.index.search_terms(
                terms,
                language,
                filters,
                limit=limit,
                offset=offset,
                floor=FLOOR,
                recency=RECENCY,
                mentions=mentions,
            ),
        )

    def similar(
        self, db: Session, person: Person, text: str, *, without: str, limit: int, kin: Kin = STRANGER
    ) -> Found:
        """Proposals that the person may see and conclusions, about the same thing as a text.

        `kin`: the regions and areas of what the text belongs to.
        """
        kinds = frozenset({PROPOSAL, "conclusion"})
        filters = Filters(seen=sees(person), kinds=kinds, without=frozenset({without}))
        language = self.facts.language(text, "fi")
        floor = _alike(len([token for token in self.facts.words.tokens(text, language) if not token.stop]))
        found = self._asked(db, lambda: self.index.similar(text, language, filters, limit, floor, kin))
        best = found.hits[0].score if found.hits else 0.0
        near = tuple(hit for hit in found.hits if hit.score >= NEAR * best)
        return Found(near, len(near))

    def rank(self, db: Session, person: Person, text: str, limit: int) -> Found:
        """Plain ranking over everything the person may see, without a floor."""
        filters = Filters(seen=sees(person))
        language = self.facts.language(text, "fi")
        return self._asked(db, lambda: self.index.search(text, language, filters, limit=limit))

    def counts(self, db: Session, person: Person, every: Sequence[Wanted]) -> tuple[int, ...]:
        """How much `find` finds for each: wishes that differ in their limits only are looked for together."""
        alike: dict[tuple[tuple[str, ...], str], dict[Wanted, Filters]] = {}
        for each in every:
            alike.setdefault((each.slots.terms, each.language), {})[each] = each.filters(sees(person))

        def counted() -> dict[Wanted, int]:
            return {
                each: count
                for (terms, language), limits in alike.items()
                for each, count in zip(
                    limits,
                    self.index.counts(terms, language, tuple(limits.values()), floor=FLOOR),
                    strict=True,
                )
            }

        found = self._asked(db, counted)
        return tuple(found[each] for each in every)

    def _asked(self, db: Session, search: Callable[[], T]) -> T:
        """Search the index as new as the database; once more when it turned out to be damaged."""
        self.refresh(db)
        found = search()
        if self.index.position >= 0:
            return found
        self.refresh(db)
        return search()


def _alike(words: int) -> float:
    """The share of a text's weight that makes another alike: more than one word of a short text."""
    return max(ALIKE, min(0.6, 2 / max(words, 1)))


def _take_slot(folder: Path) -> tuple[IO[str], Path]:
    """The first folder that no other process holds; it is held as long as the returned file is open."""
    for number in count():
        slot = folder / str(number)
        slot.mkdir(parents=True, exist_ok=True)
        held = (slot / "held").open("w")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
        else:
            return held, slot / "index"
    raise AssertionError("unreachable")
