"""Minutes that haven't come out yet, to those whose organisation will be asked to confirm them."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session as Db

from bot.routes import Ask
from cards.language import N_
from knowledge.confirming import answers_for
from knowledge.sessions import State
from storage import minutes_standings, rounds, sessions

COMING = N_(
    "Minutes are still being prepared, and come to your organisation for confirmation: {session}. These are "
    "final ones of earlier sessions."
)
NONE_WAITS = N_("No minutes wait for your organisation's answer. These are final ones.")


def waits_or_comes(ask: Ask, db: Db) -> dict[str, Any]:
    """What is said above final minutes: nothing waits, or the newest that is still to come."""
    held = [
        session
        for session in sessions.of_round(db, rounds.current(db, ask.now, ask.person).id)
        if session.state is State.HELD and answers_for(ask.person, session)
    ]
    standings = minutes_standings.standings(db, [session.id for session in held])
    coming = [session for session in held if standings[session.id].state is None]
    if not coming:
        return {"message": NONE_WAITS, "values": {}}
    return {"message": COMING, "values": {"session": coming[-1].names}}
