"""Whose minutes are meant: those of the session that was named, or the list of sessions that were held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from bot.forms import Number, Offset
from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge.rounds import Round
from knowledge.sessions import Session, State, may_see
from storage import sessions
from storage.minutes_standings import Standing, standings

from . import minutes_words as words
from . import which_round
from .minutes_desk import desk_card
from .views import onward

PAGE = 10
NUMBER = re.compile(r"(?<![\w-])\d{4}-[a-z]?\d{1,3}[a-z]?(?![\w-])", re.IGNORECASE)


class Listing(BaseModel):
    """Which round's sessions are listed, and from where on."""

    round: Number = 0
    offset: Offset = 0


def wanted(ask: Ask, read: Read) -> Reply:
    """The draft of the session that was named by its number or its regions; else all that were held."""
    if found := _numbered(ask, read):
        return desk_card(ask, read.db, found)
    round_ = which_round.said(ask, read.db)
    regions = frozenset(ask.understood.slots.regions)
    every = _to_write(ask, read, round_)
    named = [session for session in every if regions and regions == frozenset(session.regions)]
    if len(named) == 1:
        return desk_card(ask, read.db, named[0])
    near = [session for session in every if not regions or regions & set(session.regions)]
    return _listed(read, round_, near or every, 0)


def _numbered(ask: Ask, read: Read) -> Session | None:
    """The session whose number stands in the text, when the asker may see it."""
    for number in NUMBER.findall(ask.text):
        found = sessions.find(read.db, number.lower())
        if found and may_see(ask.person, found):
            return found
    return None


def _to_write(ask: Ask, read: Read, round_: Round) -> list[Session]:
    """The sessions that were held, and those that have begun without being marked as held; newest first."""
    every = [each for each in sessions.of_round(read.db, round_.id) if may_see(ask.person, each)]
    return [session for session in reversed(every) if _is_behind(ask, session)]


def _is_behind(ask: Ask, session: Session) -> bool:
    begun = session.starts is not None and session.starts <= ask.now
    return session.state is State.HELD or (session.state is State.ANNOUNCED and begun)


def listed(ask: Ask, read: Read) -> Reply:
    """The sessions of a round whose minutes are to be written, with how far those are."""
    round_ = which_round.numbered(ask, read.db, ask.form.round)
    return _listed(read, round_, _to_write(ask, read, round_), ask.form.offset)


def _listed(read: Read, round_: Round, every: Sequence[Session], offset: int) -> Reply:
    shown = every[offset : offset + PAGE]
    known = standings(read.db, [session.id for session in shown])
    data = {
        "round": round_.names,
        "sessions": [_line(session, known[session.id]) for session in shown],
        "first": offset + 1,
        "last": offset + len(shown),
        "count": len(every),
        "buttons": tuple(_buttons(round_, offset, len(every))),
    }
    return Reply("minutes_list", data, about=f"minutes_drafts:{round_.id}")


def _line(session: Session, standing: Standing) -> dict[str, Any]:
    return {
        "id": session.id,
        "names": session.names,
        "state": session.state,
        "starts": session.starts,
        "ends": session.ends,
        "standing": words.standing(standing),
    }


def _buttons(round_: Round, offset: int, count: int) -> Sequence[Button]:
    reference = {"round": round_.id}
    before = Button(N_("Previous"), "minutes.list", reference | {"offset": max(0, offset - PAGE)})
    every = Button(N_("All sessions"), "session.list", reference)
    return (every, *([before] if offset else []), *onward("minutes.list", reference, offset + PAGE, count))
