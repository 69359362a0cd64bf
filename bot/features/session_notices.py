"""What those who take part in a session are told: it is announced, moved, cancelled, or theirs no longer.

Everybody has one card of the session, which is put right in place. Of what they must hear a short message
comes as well, since a card makes no sound when it changes. A notice that still waits takes up what is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.reasons import SETTLED
from bot.routes import Tx
from knowledge import session_plans as plans
from knowledge.clock import today
from knowledge.sessions import Session, State
from storage import outbox, renewing, sessions
from storage.outbox import Place
from storage.renewing import Waiting

from .session_cards import about
from .session_notice_cards import kept

ANNOUNCED, CHANGED, CANCELLED = "session announced", "session changed", "session cancelled"
MOVED, LEFT, OPENED = "session moved", "session left", "opened session changed"
OF_CARD, OF_ALERT = (ANNOUNCED, CHANGED, CANCELLED, LEFT), (MOVED, LEFT)
People = frozenset[int]


def card_of(session: Session) -> str:
    """The matter of the card that everybody has of the session."""
    return f"{about(session)}:notice"


def alert_of(session: Session) -> str:
    """The matter of the short messages about it."""
    return f"{about(session)}:alert"


@dataclass(frozen=True)
class News:
    """What has become of a session: how it was and is; `loud`: people must hear of it, `soon`: at once.

    `told` are the people who have the card that they got of it, `opened` those who have opened one.
    """

    tx: Tx
    before: Session
    after: Session
    waiting: Mapping[int, Waiting]
    told: People
    opened: People
    loud: bool = True
    soon: bool = False

    def urgent(self, cause: str, place: Place) -> bool:
        """It doesn't wait for office hours, nor can it be turned down; so is what makes no sound."""
        return place is Place.ONLY or (self.soon and (self.loud or cause in (ANNOUNCED, LEFT)))

    def matter(self, person: int) -> str:
        """The matter of the person's card of the session."""
        own = person in self.opened and person not in self.told
        return about(self.after) if own else card_of(self.after)

    def place(self, person: int) -> Place:
        """A card that stands is put right in silence; who has none gets one where they must hear of it."""
        silent = person in self.told | self.opened or not self.loud
        return Place.ONLY if silent else Place.REPLACE

    @property
    def data(self) -> dict[str, Any]:
        """What the cards are drawn from, with the session as it is when they are sent."""
        return {"session": self.after.id, "before": kept(self.before), "at": self.tx.now.isoformat()}

    @property
    def expires(self) -> datetime | None:
        """Until when it is worth telling."""
        return None if self.after.state is State.CANCELLED else self.after.ends


def tell_announced(tx: Tx, session: Session) -> None:
    """Tell those who take part when, where and what comes next."""
    _announce(_news(tx, session, session), _audience(tx, session))


def tell_changes(tx: Tx, before: Session, after: Session) -> None:
    """Tell those who stay what is different, those who come of the session, those who leave that they do."""
    was, now = _audience(tx, before), _audience(tx, after)
    news = _news(tx, before, after)
    _leave(news, was - now)
    _announce(news, now - was)
    if plans.changed(before, after):
        _tell(news, was & now, CHANGED)
        _put_right(news, was)


def tell_cancelled(tx: Tx, before: Session, session: Session) -> None:
    """Tell that the session isn't held, and why."""
    news, everybody = _news(tx, before, session), _audience(tx, session)
    _tell(news, everybody, CANCELLED)
    _put_right(news, everybody)


def _news(tx: Tx, before: Session, after: Session) -> News:
    loud = after.state is State.CANCELLED or not plans.SOUNDING.isdisjoint(plans.changed(before, after))
    matters = (card_of(after), about(after))
    told, opened = (renewing.readers(tx.db, matter) for matter in matters)
    first, other = (renewing.waiting(tx.db, matter, OF_CARD) for matter in matters)
    return News(tx, before, after, {**other, **first}, told, opened, loud, plans.soon(tx.now, before, after))


def _audience(tx: Tx, session: Session) -> People:
    return frozenset(person.id for person in sessions.audience(tx.db, session, today(tx.now)))


# Those who come and those who leave


def _announce(news: News, to: People) -> None:
    """A card of the session for those who had none, or one of another time."""
    _drop(news, to)
    for number in sorted(to):
        _owe(news, number, ANNOUNCED, Place.NEW)


def _leave(news: News, to: People) -> None:
    """Who never heard of the session hears nothing now either."""
    aware = to - {number for number, old in news.waiting.items() if old.cause == ANNOUNCED}
    _drop(news, to)
    for number in sorted(aware):
        silent = number in news.told | news.opened
        _owe(news, number, LEFT, Place.ONLY if silent else Place.REPLACE)
    _sound(news, aware, LEFT)


def _drop(news: News, to: People) -> None:
    renewing.drop(news.tx.db, (news.waiting[n].id for n in to if n in news.waiting), SETTLED, news.tx.now)


# Those who stay


def _tell(news: News, to: People, cause: str) -> None:
    """Put everybody's card right, and let those who have one hear of it where they must."""
    for number in sorted(to):
        if old := news.waiting.get(number):
            _renew(news, number, old, ANNOUNCED if (old.cause, cause) == (ANNOUNCED, CHANGED) else cause)
        else:
            _owe(news, number, cause, news.place(number))
    if news.loud:
        _sound(news, to, MOVED)


def _put_right(news: News, done: People) -> None:
    """The cards of the session that people have opened, but for those that are their only ones and `done`."""
    matter = about(news.after)
    others = news.opened - (done - news.told) - {news.tx.who.id}
    for number in sorted(others - set(renewing.waiting(news.tx.db, matter, [OPENED]))):
        _owe(news, number, OPENED, Place.ONLY, matter=matter)


def _sound(news: News, to: People, cause: str) -> None:
    """A short message for those who have a card; the one that they got before says the same from now on."""
    matter = alert_of(news.after)
    waiting = renewing.waiting(news.tx.db, matter, OF_ALERT)
    standing = renewing.readers(news.tx.db, matter)
    for number in sorted((to & (news.told | news.opened)) - {news.tx.who.id}):
        if (old := waiting.get(number)) and old.cause == cause:
            _renew(news, number, old, cause)
            continue
        if number in standing:
            _owe(news, number, cause, Place.ONLY, matter=matter, mark="again:")
        _owe(news, number, cause, Place.NEW, matter=matter)


# Rows of the outbox


def _owe(
    news: News, person: int, cause: str, place: Place, *, matter: str | None = None, mark: str = ""
) -> None:
    """Owe a notice. Who made the change knows of it: only a card that they have is put right."""
    own = person == news.tx.who.id
    if own and place is Place.NEW:
        return
    about_, place = matter or news.matter(person), Place.ONLY if own else place
    outbox.owe(
        news.tx.db,
        once=f"{about_}:{news.after.version}:{mark}{person}",
        person=person,
        card="notice",
        data=news.data,
        cause=cause,
        now=news.tx.now,
        about=about_,
        urgent=news.urgent(cause, place),
        expires=news.expires,
        place=place,
    )


def _renew(news: News, person: int, old: Waiting, cause: str) -> None:
    """Let a notice that waits tell what is new since what the person was told last."""
    place = news.place(person) if old.place is Place.ONLY and cause not in OF_ALERT else old.place
    renewing.renew(
        news.tx.db,
        old.id,
        cause,
        {**old.data, "at": news.data["at"]},
        urgent=old.urgent or news.urgent(cause, place),
        place=place,
        expires=news.expires,
    )
