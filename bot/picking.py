"""Which notices go out next: those due, as far as tenants and conversations take them, made ready."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from datetime import datetime, time

from sqlmodel import Session

from knowledge.notices import in_office
from storage import claims
from storage import pauses as shared
from storage.claims import Owed, Which
from storage.processes import ALONE, Share
from storage.store import Store

from .drafts import Draft, Drafts, Ready
from .limits import Limits, Pauses
from .needs import MAIL

MAILS = 4  # e-mails at once: the server takes them one after the other
MAIL_REST = 0.3  # seconds until it is asked again whether it takes another
BEHIND = 1.0  # seconds
FEWEST = 16  # messages that are looked for at once; no more than go to one tenant, since most have the same
CHATLESS = ""  # in the place of a tenant, of people whom only e-mail reaches

Hours = tuple[time, time]
Clock = Callable[[], datetime]


class Picking:
    """Looks for what one process sends next; `share`: the part of all people that is its own."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        drafts: Drafts,
        limits: Limits,
        pauses: Pauses,
        hours: Hours | None,
        steady: Callable[[], float],
    ) -> None:
        self._store, self._clock, self._steady = store, clock, steady
        self._drafts, self._limits, self._pauses, self._hours = drafts, limits, pauses, hours
        self.share: Share = ALONE
        self.plenty = False  # did as many go out as were looked for, so that there may be more?
        self._resting: dict[int, float] = {}
        self._look_behind = 0.0

    def drafts(self, room: int, written_to: Collection[int], mailing: int = 0) -> tuple[Draft, ...]:
        """What may go out now, no more than there is room for, to nobody who is written to already;
        `mailing`: how many e-mails are under way.

        On a thread: it reads and draws.
        """
        now = self._clock()
        with self._store.read() as db:
            self._pauses.hear(shared.standing(db, now))
            left = {CHATLESS: MAILS - mailing}
            return self._drafts.make(db, self._pick(db, now, room, written_to, left))

    def admitted(self, drafts: Iterable[Draft], flying: Collection[Ready]) -> list[Ready]:
        """Those whose conversation takes another message now; the others' people rest for a moment."""
        at, admitted = self._steady(), []
        mailing = mails(flying)
        for ready in (each for each in drafts if isinstance(each, Ready)):
            mailing += _is_mail(ready)
            turn = (mailing - 1) // MAILS if _is_mail(ready) else 0  # as many rests as are before it
            rest = max(self._limits.rest(ready.parcel.where.conversation, at), turn * MAIL_REST)
            if rest > 0:
                self._resting[ready.owed.person] = at + rest
            else:
                admitted.append(ready)
        return admitted

    def tidy(self) -> None:
        """Let those go on who have rested."""
        at = self._steady()
        self._resting = {person: until for person, until in self._resting.items() if until > at}

    def _pick(
        self, db: Session, now: datetime, room: int, written_to: Collection[int], left: dict[str, int]
    ) -> tuple[Owed, ...]:
        """What is due: to each tenant as much as it takes, and what comes behind those that are full.

        Looking behind a full tenant's messages takes long: where nothing was there, not soon again.
        """
        resting = {*self._resting, *written_to}
        closed = self._pauses.closed(now)
        mail = left[CHATLESS] > 0
        which = Which(now, not in_office(now, self._hours), closed, resting, self.share, mail)
        wanted = min(room, max(self._limits.most, FEWEST))
        picked = self._peek(db, which, wanted, left)
        self.plenty = len(picked) == wanted
        full = closed.union(tenant for tenant, count in left.items() if count <= 0)
        new = full - closed - (set() if mail else {CHATLESS})
        if new and len(picked) < room and self._steady() >= self._look_behind:
            others = replace(
                which,
                closed=full,
                mail=CHATLESS not in full,
                resting=resting.union(owed.person for owed in picked),
            )
            behind = self._peek(db, others, room - len(picked), left)
            self._look_behind = 0.0 if behind else self._steady() + BEHIND
            picked += behind
        return tuple(picked)

    def _peek(self, db: Session, which: Which, room: int, left: dict[str, int]) -> list[Owed]:
        return [owed for owed in claims.peek(db, which, room) if self._fits(owed, left)]

    def _fits(self, owed: Owed, left: dict[str, int]) -> bool:
        tenant = owed.tenant or CHATLESS
        if tenant not in left:
            left[tenant] = self._limits.allowance(tenant, self._steady())
        left[tenant] -= 1
        return left[tenant] >= 0


def mails(flying: Iterable[Ready]) -> int:
    """How many of these are e-mails."""
    return sum(map(_is_mail, flying))


def _is_mail(ready: Ready) -> bool:
    return ready.parcel.where.channel == MAIL
