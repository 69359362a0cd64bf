"""Notices made ready: the card as it is to be read now, in its reader's language, and where it goes."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from cards.render import render
from knowledge.clock import today
from storage.claims import Owed
from storage.outbox import State
from storage.settling import Ended

from .features import files
from .needs import MAIL, Ends, Known, check, known, placed, shown, standing, ways
from .outcomes import PASSING
from .parcels import Parcel

DRAWN = 16  # cards kept: a broadcast's is the same for everybody who reads its language
FILES = files()

Clock = Callable[[], datetime]
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Ready:
    """A notice as it goes out.

    `replaces`: the card in whose place it goes. `otherwise`: there is one more way to the person. `missed`:
    how often in a row nobody was found there. `until`: when it ceases to be this process's.
    """

    owed: Owed
    parcel: Parcel
    replaces: str | None
    otherwise: bool
    missed: int
    until: datetime | None = None

    def taken(self, until: datetime) -> Ready:
        """The same, this process's until a moment."""
        return replace(self, until=until)


Draft = Ready | Ended


class Drafts:
    """Makes notices ready. `channels`: those that there is a postman for."""

    def __init__(self, clock: Clock, language: str, channels: Iterable[str]) -> None:
        self._clock = clock
        self._language = language
        self._channels = frozenset(channels)
        self._drawn: OrderedDict[tuple[str, str, str], Mapping[str, Any]] = OrderedDict()

    def make(self, db: Session, messages: tuple[Owed, ...]) -> tuple[Draft, ...]:
        """Each message as it goes out, or as it ends. A statement that fails breaks the session: what comes
        after it is left for the next time.
        """
        if not messages:
            return ()
        about = known(db, messages, today(self._clock()))
        made: list[Draft] = []
        for message in messages:
            try:
                made.append(self._draft(db, message, about))
            except PASSING:
                return tuple(made)
            except DBAPIError as error:
                return (*made, _undrawn(message, error))
        return tuple(made)

    def _draft(self, db: Session, message: Owed, about: Known) -> Draft:
        try:
            return self._ready(db, message, about)
        except Ends as ends:
            return Ended(message.id, ends.state, ends.why)
        except DBAPIError:
            raise
        except Exception as error:
            return _undrawn(message, error)

    def _ready(self, db: Session, message: Owed, about: Known) -> Ready:
        """The message as it goes out. Raises Ends."""
        now = self._clock()
        person = check(message, about, now)
        message = placed(message, about)
        data = shown(db, person, message, now)
        every = ways(message, about, self._channels)
        where, language = every[0].where, person.language or self._language
        place = standing(db, message, where)
        attach = FILES.get(message.cause) if where.channel == MAIL else None
        attached = attach(db, person, data, language, now) if attach else ()
        card = self._card(message.card, data, language)
        parcel = Parcel(where, card, language, message.id, message.person, attached)
        return Ready(message, parcel, place, len(every) > 1, every[0].missed)

    def _card(self, card: str, data: Mapping[str, Any], language: str) -> Mapping[str, Any]:
        """The drawn card; what is drawn again and again is drawn once."""
        key = (card, language, json.dumps(data, sort_keys=True, default=repr))
        found = self._drawn.pop(key, None)
        self._drawn[key] = drawn = render(card, data, language) if found is None else found
        while len(self._drawn) > DRAWN:
            self._drawn.popitem(last=False)
        return drawn


def _undrawn(message: Owed, error: Exception) -> Ended:
    """What can't be drawn isn't sent, and must not keep the others back."""
    log.error("notice.undrawn", message=message.id, error=type(error).__name__)
    return Ended(message.id, State.FAILED, type(error).__name__)
