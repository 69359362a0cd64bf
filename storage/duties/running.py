"""The rounds that go on, as duties are read from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property

from sqlmodel import Session

from knowledge.people import Organisation
from knowledge.reminders import Done, Duty, Kind
from knowledge.rounds import Round, over
from knowledge.sessions import Session as Meeting
from knowledge.sessions import State
from knowledge.status import KINDS
from storage import rounds, sessions


class Running:
    """The rounds that aren't over, with what several kinds of duties are read from."""

    def __init__(self, db: Session, now: datetime) -> None:
        self.db, self.now = db, now
        self.rounds = {each.id: each for each in rounds.all_rounds(db) if not over(each, now)}

    @cached_property
    def participants(self) -> Mapping[int, tuple[Organisation, ...]]:
        """By round: the councils and ministries that take part."""
        every = {number: rounds.participants(self.db, number) for number in self.rounds}
        return {number: tuple(o for o in own if o.kind in KINDS) for number, own in every.items()}

    @cached_property
    def sessions(self) -> Mapping[str, Meeting]:
        """The rounds' sessions that aren't cancelled."""
        found = (each for number in self.rounds for each in sessions.of_round(self.db, number))
        return {each.id: each for each in found if each.state is not State.CANCELLED}


def duty(
    kind: Kind,
    thing: str,
    names: Mapping[str, str],
    when: tuple[datetime, datetime],
    asked: Iterable[str],
    done: Mapping[str, Done],
    round_: Round,
    people: Iterable[int] = (),
) -> Duty:
    """A duty of a round; `when` is from when to when."""
    return Duty(kind, thing, names, *when, frozenset(asked), done, frozenset(people), round_.id)
