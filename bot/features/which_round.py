"""Which round is meant: the one that a button names, the one of a year that was said, or the one in hand."""

from __future__ import annotations

from sqlmodel import Session

from bot.routes import Ask
from knowledge.refusals.rounds import NoSuchRound
from knowledge.rounds import Round
from storage import rounds


def found(round_: Round | None) -> Round:
    """The round. Raises NoSuchRound where there is none."""
    if round_ is None:
        raise NoSuchRound
    return round_


def numbered(ask: Ask, db: Session, number: int, *, own: bool = False) -> Round:
    """The round with this number; for 0 the one in hand, or of the asker's `own` the one in hand."""
    return found(rounds.by_id(db, number)) if number else _in_hand(ask, db, own=own)


def said(ask: Ask, db: Session, *, own: bool = False) -> Round:
    """The newest round of the years that a question names; else the one in hand."""
    named = [each for each in rounds.all_rounds(db) if each.year in ask.understood.slots.years]
    return named[-1] if named else _in_hand(ask, db, own=own)


def _in_hand(ask: Ask, db: Session, *, own: bool) -> Round:
    return rounds.current(db, ask.now, ask.person if own else None)
