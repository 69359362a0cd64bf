"""How the process is: what `/readyz` checks, by one look at the database at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from knowledge.notices import opened
from storage import schema
from storage.store import Store
from storage.vitals import Vitals, vitals

from .mail import mail_check
from .memory import Memory
from .settings import Settings
from .tokens import OutboundToken
from .watching import Pulse

LIMIT = 2.0  # seconds that a look may take
KEPT = 1.0  # seconds that it serves those who ask again
SILENT = 60.0  # seconds after which a bell has stopped: it rings every five
LATE = timedelta(minutes=10)  # a broadcast to 10,000 takes four
NO_ANSWER = f"no answer in {LIMIT:.0f} s"


@dataclass(frozen=True)
class Look:
    """What the database said, or why it said nothing."""

    at: datetime
    vitals: Vitals | None = None
    revision: str | None = None
    behind: int = 0
    error: str = ""


@dataclass(frozen=True)
class Check:
    """One check. A failed one that is `needed` keeps turns away from this process; others are only shown."""

    ok: bool
    why: str = ""
    needed: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)


class Health:
    """Looks at the database in a thread of its own, so that one that hangs holds up nothing else."""

    def __init__(
        self, store: Store, memory: Memory, settings: Settings, clock: Callable[[], datetime], pulse: Pulse
    ) -> None:
        self.pulse = pulse
        self.token: OutboundToken | None = None
        self._store, self._memory, self._settings, self._clock = store, memory, settings, clock
        self._newest, self._known = schema.newest(), schema.known()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="health")
        self._look: asyncio.Future[Look] | None = None
        self._begun = 0.0

    def close(self) -> None:
        """Look no more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def look(self) -> Look:
        """The database now, or a moment ago, in 2 s at most; many who ask at once get the same look."""
        loop = asyncio.get_running_loop()
        if self._look is None or (self._look.done() and loop.time() - self._begun > KEPT):
            self._begun = loop.time()
            self._look = loop.run_in_executor(self._thread, self._seen)
        try:
            return await asyncio.wait_for(asyncio.shield(self._look), LIMIT)
        except TimeoutError:
            return Look(self._clock(), error=NO_ANSWER)

    async def checks(self) -> Mapping[str, Check]:
        """Every check by its name."""
        look = await self.look()
        return {
            "database": Check(not look.error, look.error, needed=True),
            "migrations": self._migrations(look),
            "own_bell": self._own_bell(),
            "bell": _bell(look),
            "outbox": _outbox(look),
            "token": self._token(look.at),
            "mail": self._mail(),
        }

    def _seen(self) -> Look:
        now = self._clock()
        try:
            with self._store.read() as db:
                if not self._store.embedded:
                    db.execute(text(f"SET LOCAL statement_timeout = {LIMIT * 1000:.0f}"))
                seen = vitals(db, now, opened(now, self._settings.office))
            return Look(now, seen, schema.revision(self._store), self._memory.behind(self._store))
        except Exception as error:  # whatever it is: that's what is asked
            return Look(now, error=type(error).__name__)

    def _migrations(self, look: Look) -> Check:
        """A database that a newer program has brought further still serves this one, until it is replaced."""
        if look.error:
            return Check(ok=False, why="unknown")
        told = {"revision": look.revision, "wanted": self._newest}
        if look.revision == self._newest:
            return Check(ok=True, told=told)
        newer = look.revision is not None and look.revision not in self._known
        why = "of a newer program" if newer else "run alke db upgrade"
        return Check(ok=False, why=why, needed=not newer, told=told)

    def _own_bell(self) -> Check:
        age, failed = self.pulse.age, self.pulse.failed
        told = {"age_s": round(age, 1)}
        if age > SILENT:
            return Check(ok=False, why="hasn't come round", needed=True, told=told)
        return Check(not failed, f"failed: {failed}" if failed else "", told=told)

    def _token(self, now: datetime) -> Check:
        token = self.token
        if self._settings.local or token is None:
            return Check(ok=True, told={"state": "none in local mode"})
        if token.ends is None:
            return Check(not token.failed, token.failed or "", told={"state": "not fetched yet"})
        left = int((token.ends - now).total_seconds())
        return Check(left > 0 or not token.failed, token.failed or "", told={"left_s": left})

    def _mail(self) -> Check:
        """Whether the settings fit; the mail server isn't called."""
        found = mail_check(self._settings)
        return Check(found.fine, "" if found.fine else found.state)


def _bell(look: Look) -> Check:
    if look.vitals is None:
        return Check(ok=False, why="unknown")
    if look.vitals.rung is None:
        return Check(ok=False, why="hasn't rung yet")
    age = (look.at - look.vitals.rung).total_seconds()
    return Check(age <= SILENT, "" if age <= SILENT else "has stopped", told={"age_s": round(age, 1)})


def _outbox(look: Look) -> Check:
    seen = look.vitals
    if seen is None:
        return Check(ok=False, why="unknown")
    waited = look.at - seen.oldest if seen.oldest else timedelta(0)
    told = {"owed": seen.owed, "going": seen.going, "retried": seen.retried}
    fine = waited <= LATE
    return Check(fine, "" if fine else "late", told={**told, "oldest_s": round(waited.total_seconds(), 1)})
