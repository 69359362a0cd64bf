"""The state's views of this year's round: contributions of some ministries, two views published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from sqlmodel import Session

from knowledge.calendar import last_working
from knowledge.clock import at, today
from knowledge.rounds import Round
from knowledge.state_views import View
from storage import state_views
from storage.transfer.organisations import ministry

from .proposals import author_of
from .texts import Written, facts

COORDINATOR = "tem-koordinaattori"
CONTRIBUTED, WROTE, PUBLISHED = 9, 5, 2  # days before now


class Piece(Written):
    """What is written of a region: the ministries' contributions by abbreviation, and the text."""

    region: str
    parts: Mapping[str, str]
    text: str = ""
    published: bool = False


def add(db: Session, round_: Round, now: datetime) -> None:
    """Add the views as they stand now."""
    for number, written in enumerate(facts("state_views")["views"]):
        _add(db, state_views.find(db, round_, written["region"]), Piece.model_validate(written), number, now)


def _add(db: Session, view: View, piece: Piece, number: int, now: datetime) -> None:
    for order, (abbreviation, text) in enumerate(piece.parts.items()):
        moment = _moment(now, CONTRIBUTED, 7 * number + order)
        person = author_of(db, abbreviation.lower(), now).person
        view = state_views.contribute(db, view, ministry(abbreviation), text, person, moment)
    if piece.text:
        coordinator = author_of(db, COORDINATOR, now).person
        view = state_views.write(db, view, piece.text, coordinator, _moment(now, WROTE, number))
    if piece.published:
        state_views.publish(db, view, _moment(now, PUBLISHED, number))


def _moment(now: datetime, days: int, order: int) -> datetime:
    """A moment of a working day some days before now, in office hours."""
    day = last_working(today(now) - timedelta(days=days))
    return at(day, time(9 + order // 6 % 7, order * 10 % 60))
