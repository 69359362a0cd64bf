"""Who belongs to an audience, and which of them can be reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from knowledge.broadcasts import ROLES, Audience, Broadcast, Group, Meant, Recipient, recipients
from knowledge.clock import today
from knowledge.notices import Topic
from knowledge.people import Kind
from knowledge.rounds import in_hand
from knowledge.status import Step, status

from . import people, reach, rounds, sessions, wishes
from . import status as recorded

OF_KIND = {Group.COUNCILS: Kind.COUNCIL, Group.MINISTRIES: Kind.MINISTRY}


def meant(db: Session, audience: Audience, now: datetime) -> Meant:
    """The audience resolved, as things are now."""
    organisations, named = set(audience.organisations), set[int]()
    for each in filter(None, (sessions.find(db, id_) for id_ in audience.sessions)):
        organisations.update(each.organisations)
        named.update(each.people)
    kinds = {OF_KIND[Group(group)] for group in audience.groups if group in set(OF_KIND)}
    for one in people.organisations(db).values():
        if one.kind in kinds or one.region in audience.regions or one.abbreviation in audience.ministries:
            organisations.add(one.id)
    organisations.update(_undone(db, audience.step, now))
    roles = frozenset(ROLES[Group(group)] for group in audience.groups if group in set(ROLES))
    return Meant(frozenset(organisations), roles, frozenset(named), Group.EVERYBODY in audience.groups)


def _undone(db: Session, step: str, now: datetime) -> Iterable[str]:
    """The organisations that haven't done a step in the round in hand."""
    round_ = in_hand(rounds.all_rounds(db), now) if step in set(Step) else None
    return status(recorded.facts(db, round_), now).to_remind(Step(step)) if round_ else ()


def audience_of(db: Session, broadcast: Broadcast, now: datetime) -> tuple[Recipient, ...]:
    """Everybody whom a draft is for, as things are now."""
    if not broadcast.audience.chosen:
        return ()
    everybody = people.admitted(db, today(now))
    return recipients(everybody, meant(db, broadcast.audience, now), broadcast.author)


@dataclass(frozen=True)
class Reach:
    """How people are reached: those who can't be, by number, each with the reason; those who muted it."""

    out: Mapping[int, str]
    muted: frozenset[int]


NEVER = "never wrote to the bot"


def reachable(db: Session, found: Iterable[Recipient], now: datetime) -> Reach:
    """Which of the people can't be reached, in a chat or by e-mail."""
    ids = [one.person.id for one in found]
    chats, boxes = reach.chats(db, ids), wishes.mailboxes(db, ids)
    mailed = {person for person, box in boxes.items() if box.usable}
    out = {
        person: (chats[person].gone or NEVER) if person in chats else NEVER
        for person in ids
        if person not in mailed and (person not in chats or chats[person].gone is not None)
    }
    return Reach(out, wishes.muted_among(db, ids, Topic.BROADCASTS, today(now)))
