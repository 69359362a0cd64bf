"""Erasing somebody's data: done for coordinators in chat and for administrators by command."""

from __future__ import annotations

from bot.routes import Tx
from knowledge.clock import today
from knowledge.refusals.keeping import DataRequestGone, OnlyCoordinator
from storage import personal


def erase(tx: Tx, number: int) -> None:
    """Erase what is kept about somebody; what they did stays, under their number.

    Raises OnlyCoordinator, and DataRequestGone where nobody has that number any more.
    """
    alone = personal.only_coordinator(tx.db, number, today(tx.now))  # coordinators' roles first, then people
    person = personal.hold(tx.db, number)
    if person is None:
        raise DataRequestGone
    if alone:
        raise OnlyCoordinator(name=person.name)
    personal.erase(tx.db, number, tx.now)
    tx.audit("person.erased", f"person:{number}")
