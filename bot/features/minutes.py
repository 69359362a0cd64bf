"""The minutes of a session: whatever of them is for the person who opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlmodel import Session as Db

from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.confirming import answers_for
from knowledge.minutes import State
from knowledge.people import Action, Person, may
from knowledge.records import Kind
from knowledge.refusals.conclusions import MinutesNotFinal
from knowledge.refusals.confirming import MinutesNotOut
from knowledge.sessions import may_see
from storage import confirming, sessions

from . import confirming_progress, final_minutes, minutes_desk
from .confirming_cards import to_answer
from .confirming_desk import At, MinutesRef, found, looking, readable
from .followup_cards import LIST
from .minutes_coming import waits_or_comes
from .reading import of_kind
from .views import onward, suggestions

PAGE = 8
MANY = 40  # sessions whose minutes are out at once, read for one list
Shows = Callable[[Ask, Read, At], Reply]


class Stage(StrEnum):
    """How far minutes are."""

    DRAFT = "draft"
    OUT = "out"
    FINAL = "final"


def stage(at: At) -> Stage:
    """How far they are."""
    newest = at.book.newest
    if newest is None:
        return Stage.DRAFT
    return Stage.FINAL if newest.state is State.FINAL else Stage.OUT


def show(ask: Ask, read: Read) -> Reply:
    """The minutes of the session that a button names."""
    at = looking(ask, read)
    return _shown(ask, read, at)


def _shown(ask: Ask, read: Read, at: At) -> Reply:
    ways = SHOWN[stage(at)]
    return next(way for whom, way in ways if whom(ask.person, at))(ask, read, at)


def _answers(person: Person, at: At) -> bool:
    return bool(answers_for(person, at.session))


def _oversees(person: Person, _: At) -> bool:
    return may(person, Action.OVERSEE)


def _anybody(_: Person, __: At) -> bool:
    return True


def _desk(ask: Ask, read: Read, at: At) -> Reply:
    return minutes_desk.desk_card(ask, read.db, at.session)


def _not_out(_: Ask, __: Read, at: At) -> Reply:
    raise MinutesNotOut(session=at.session.names)


def _to_answer(ask: Ask, _: Read, at: At) -> Reply:
    wanted = getattr(ask.form, "organisation", "")
    return to_answer(ask, at, at.whose(ask.person, wanted))


def _progress(ask: Ask, read: Read, at: At) -> Reply:
    return confirming_progress.progress(ask, read.db, at)


def _not_final(_: Ask, __: Read, at: At) -> Reply:
    raise MinutesNotFinal(session=at.session.names)


def _final(ask: Ask, read: Read, at: At) -> Reply:
    version = at.book.newest
    if version is None:
        raise MinutesNotOut(session=at.session.names)
    return final_minutes.card(ask, read.db, at.session, version)


SHOWN: Mapping[Stage, Sequence[tuple[Callable[[Person, At], bool], Shows]]] = {
    Stage.DRAFT: ((_oversees, _desk), (_anybody, _not_out)),
    Stage.OUT: ((_answers, _to_answer), (_oversees, _progress), (_anybody, _not_final)),
    Stage.FINAL: ((_anybody, _final),),
}
"""By how far minutes are: whom they are shown to in which way; the first that fits."""


def progress(ask: Ask, read: Read) -> Reply:
    """How organisations have answered, for those who oversee; the final minutes once they are."""
    at = looking(ask, read)
    if stage(at) is not Stage.OUT:
        return _shown(ask, read, at)
    return confirming_progress.progress(ask, read.db, at, ask.form.offset)


def whole(ask: Ask, read: Read) -> Reply:
    """The whole text of the version that is out, to read only; the final minutes once they are."""
    at = looking(ask, read)
    readable(ask.person, at)
    return _final(ask, read, at) if stage(at) is Stage.FINAL else to_answer(ask, at, "")


# What waits


def said(ask: Ask, read: Read) -> Reply:
    """What waits for the asker's organisations, else what they answered and is out; else final minutes."""
    slots = ask.understood.slots
    out = [] if slots.terms else [each for each in _out(ask, read.db) if _meant(ask, each)]
    shown = [each for each in out if _waits(ask.person, each)] or out
    if len(shown) == 1:
        return _shown(ask, read, shown[0])
    return _listed(ask, shown, 0) if shown else _of_the_memory(ask, read)


def mine(ask: Ask, read: Read) -> Reply:
    """All minutes that wait for the asker, or are out for those who oversee."""
    return _listed(ask, waiting(ask, read.db), ask.form.offset)


def waiting(ask: Ask, db: Db) -> list[At]:
    """The minutes that wait for the asker, or are out for those who oversee."""
    return [each for each in _out(ask, db) if _waits(ask.person, each)]


def _waits(person: Person, at: At) -> bool:
    """Do the minutes wait for the person's organisations, or is it the person who oversees them?"""
    return _oversees(person, at) or any(map(at.book.waits_for, answers_for(person, at.session)))


def _out(ask: Ask, db: Db) -> Iterator[At]:
    """The minutes that are out, for those who oversee; for others, those of their own organisations."""
    for row in confirming.out(db)[:MANY]:
        session = sessions.find(db, row.session_id)
        if session and may_see(ask.person, session):
            at = found(ask.person, db, session)
            if _oversees(ask.person, at) or _answers(ask.person, at):
                yield at


def _meant(ask: Ask, at: At) -> bool:
    """Do the years and regions of a sentence allow for these minutes?"""
    slots, session = ask.understood.slots, at.session
    year = not slots.years or session.round.year in slots.years
    return year and (not slots.regions or not set(slots.regions).isdisjoint(session.regions))


def _of_the_memory(ask: Ask, read: Read) -> Reply:
    """The final minutes of the regions and years asked for, the newest first."""
    own = ask.understood.slots.regions or ask.person.regions
    slots = replace(ask.understood.slots, regions=own)
    reply = of_kind(replace(ask, understood=replace(ask.understood, slots=slots)), read, Kind.MINUTES)
    if reply.card != "answer":
        return reply
    followed = Button(N_("What came of it"), LIST, {"years": list(slots.years), "regions": list(own)})
    data = {**reply.data, "buttons": (*reply.data["buttons"], followed)}
    if not slots.years and not slots.terms and may(ask.person, Action.CONFIRM):
        data["notice"] = waits_or_comes(ask, read.db)
    return replace(reply, data=data)


def _listed(ask: Ask, waiting: Sequence[At], offset: int) -> Reply:
    shown = waiting[offset : offset + PAGE]
    final = Button(N_("Final minutes"), "ask.show", {"kinds": [Kind.MINUTES.value]})
    data = {
        "items": [_item(ask, at) for at in shown],
        "first": offset + 1,
        "last": offset + len(shown),
        "count": len(waiting),
        "buttons": (*onward("minutes.mine", {}, offset + PAGE, len(waiting)), final, *suggestions(ask)[:3]),
    }
    return Reply("minutes_waiting", data)


def _item(ask: Ask, at: At) -> dict[str, Any]:
    version, own = at.book.out, answers_for(ask.person, at.session)
    return {
        "session": at.session.id,
        "names": at.session.names,
        "version": version.number,
        "due": version.due,
        "late": version.due is not None and version.due < ask.now,
        "organisations": [
            dict(at.known.organisations[each].names) for each in own if at.book.waits_for(each)
        ],
        "answered": len(at.book.asked) - len(at.book.waiting),
        "asked": len(at.book.asked),
    }


ROUTES: tuple[Route, ...] = (
    Route(Action.ASK, intent="minutes", show=said),
    Route(Action.ASK, verb="minutes.show", form=MinutesRef, show=show, by_mail=True),
    Route(Action.ASK, verb="minutes.mine", form=MinutesRef, show=mine, by_mail=True),
    Route(Action.ASK, verb="minutes.text", form=MinutesRef, show=whole, by_mail=True),
    Route(Action.OVERSEE, verb="minutes.progress", form=MinutesRef, show=progress, by_mail=True),
)
