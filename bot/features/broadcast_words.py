"""Broadcasts in words: groups, steps and states, whom one is for, and what its cards share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session as Db

from bot.forms import Number
from bot.routes import Ask, Button, Read
from cards.language import N_
from knowledge.broadcasts import Audience, Broadcast, Group
from knowledge.people import Organisation
from knowledge.places import Places
from knowledge.refusals.broadcasts import NoSuchBroadcast
from knowledge.rounds import Round, in_hand
from knowledge.sessions import Session
from knowledge.sessions import State as SessionState
from knowledge.status import Step
from storage import broadcasts, people, rounds, sessions

from .status_words import NAMES
from .views import abbreviations

GROUPS = {
    Group.EVERYBODY: N_("Everybody admitted"),
    Group.COUNCILS: N_("All regional councils"),
    Group.MINISTRIES: N_("All ministries"),
    Group.CONTACTS: N_("All contact persons"),
    Group.DEPUTIES: N_("All deputies"),
    Group.WORKING_GROUP: N_("The working group"),
    Group.OBSERVERS: N_("Observers"),
}
STATES = {
    *(N_("draft"), N_("scheduled"), N_("sending"), N_("sent"), N_("cancelled"), N_("corrected")),
    N_("recalled"),
}
"""The states' names are what is translated."""
UNDONE = {
    Step.PROPOSALS: N_("those who haven't proposed"),
    Step.JOINT: N_("those who haven't answered a request to join"),
    Step.VIEWS: N_("those who haven't contributed to the state's view"),
    Step.AVAILABILITY: N_("those who haven't given their times"),
    Step.AGENDAS: NAMES[Step.AGENDAS],
    Step.MINUTES: N_("those who haven't answered the minutes"),
    Step.FOLLOW_UP: N_("those who haven't told what came of the conclusions"),
}
STEPS = tuple(step for step in Step if step is not Step.AGENDAS)
"""Steps that organisations do themselves."""
LANGUAGES = {"fi": N_("Show in Finnish"), "sv": N_("Show in Swedish"), "en": N_("Show in English")}
LIST = Button(N_("Notices sent to many"), "broadcast.list")
WRITE = Button(N_("Write a new notice"), "broadcast.open")


class Ref(BaseModel):
    """A button of a broadcast, and the edition that was seen."""

    broadcast: Number = 0
    edition: Number = 0


def ref(broadcast: Broadcast) -> dict[str, int]:
    """What a button of a broadcast carries."""
    return {"broadcast": broadcast.id, "edition": broadcast.edition}


def desk_about(broadcast: int) -> str:
    """The matter that its author's card shows."""
    return f"{broadcasts.about(broadcast)}:progress"


def found(broadcast: Broadcast | None) -> Broadcast:
    """The broadcast. Raises NoSuchBroadcast where there is none."""
    if broadcast is None:
        raise NoSuchBroadcast
    return broadcast


@dataclass(frozen=True)
class Known:
    """What audiences are chosen from."""

    places: Places
    organisations: Mapping[str, Organisation]
    round: Round | None
    sessions: tuple[Session, ...]


def known(ask: Ask, read: Read) -> Known:
    """What is there to choose from now: the sessions are those of the round in hand."""
    return known_by(read.db, read.memory.facts.places, ask)


def known_by(db: Db, places: Places, ask: Ask) -> Known:
    """The same within a transaction."""
    round_ = in_hand(rounds.all_rounds(db), ask.now)
    every = sessions.of_round(db, round_.id) if round_ else ()
    held = tuple(each for each in every if each.state is not SessionState.CANCELLED)
    return Known(places, people.organisations(db), round_, held)


def whom(audience: Audience, at_hand: Known) -> list[dict[str, Any]]:
    """Whom it is for, as values for a message."""
    return list(_whom(audience, at_hand))


def _whom(audience: Audience, at_hand: Known) -> Iterator[dict[str, Any]]:
    for group in audience.groups:
        if group in set(Group):
            yield {"say": GROUPS[Group(group)]}
    named = {each.id: each.names for each in at_hand.sessions}
    for session in audience.sessions:
        yield dict(named.get(session) or {"fi": session})
    regions = {region.code: region.names for region in at_hand.places.regions}
    yield from (dict(regions[code]) for code in audience.regions if code in regions)
    ministries = abbreviations(at_hand.places)
    yield from (dict(ministries[abbr]) for abbr in audience.ministries if abbr in ministries)
    for organisation in audience.organisations:
        if organisation in at_hand.organisations:
            yield dict(at_hand.organisations[organisation].names)
    if audience.step in set(Step):
        yield {"say": UNDONE[Step(audience.step)]}
