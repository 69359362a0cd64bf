"""Reminding exactly those who haven't done a step, by a coordinator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pydantic import BaseModel, Field
from sqlmodel import Session

from bot.forms import Input, Lines, Number, Reading, Said, form_reply, moment_value, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.people import Action, Person
from knowledge.refusals import Refusal
from knowledge.refusals.reminders import NobodyToRemind, RemindedJustNow
from knowledge.reminders import BY_STEP, NEAR, Duty, Item, days_left
from knowledge.rounds import Round, check_running
from knowledge.status import AFTERWARDS, Step, status
from storage import reminders, rounds
from storage import status as recorded
from storage.reminders import Crowd

from . import which_round
from .reminder_cards import Letter, drawn
from .reminder_items import Board, board
from .reminder_rings import ASKED, Owing, owe, whom
from .status_words import NAMES

LINE_LIMIT = 500
SOON = timedelta(hours=1)  # another reminder so soon is sent only when it is asked for again
NAMED = 3  # of an organisation's people


class Reminding(BaseModel):
    """Which step of which round, with what line; `seen` is the last reminder that the form showed."""

    round: Number = 0
    step: Step = Step.PROPOSALS
    line: Lines = ""
    seen: str = Field("", max_length=60)


@dataclass(frozen=True)
class Missing:
    """Who is to be reminded of what: items and people by organisation, and when they were reminded last."""

    round: Round
    step: Step
    board: Board
    items: Mapping[str, tuple[Item, ...]] = field(hash=False)
    people: Mapping[str, tuple[int, ...]] = field(hash=False)
    crowd: Crowd
    last: datetime | None

    @property
    def by_person(self) -> Mapping[int, tuple[Item, ...]]:
        """The items by person."""
        found: dict[int, tuple[Item, ...]] = {}
        for organisation, persons in self.people.items():
            for person in persons:
                found[person] = found.get(person, ()) + self.items[organisation]
        return found

    @property
    def seen(self) -> str:
        """What tells the last reminder from the next."""
        return self.last.isoformat() if self.last else ""


def missing(db: Session, round_: Round, step: Step, now: datetime) -> Missing:
    """Those who haven't done a step that they can still do. Raises NobodyToRemind where there are none."""
    items = items_of(db, round_, step, now)
    if not any(items.values()):
        raise NobodyToRemind
    at, crowd = board(db, now, {BY_STEP[step]}), reminders.crowd(db, tuple(items), today(now))
    people = {each: whom(crowd, each, near=_near(at, own)) for each, own in items.items()}
    every = [item for own in items.values() for item in own]
    return Missing(round_, step, at, items, people, crowd, reminders.last(db, every))


def items_of(db: Session, round_: Round, step: Step, now: datetime) -> Mapping[str, tuple[Item, ...]]:
    """By organisation that hasn't done the step: what it still can do of it."""
    if step not in BY_STEP:
        return {}
    found = board(db, now, {BY_STEP[step]}).duties.values()
    asked = [each for each in found if each.round == round_.id and each.possible(now)]
    named = status(recorded.facts(db, round_), now).to_remind(step)
    items = {each: tuple(_items(asked, each)) for each in named}
    return {each: own for each, own in items.items() if own}


def _items(asked: Iterable[Duty], organisation: str) -> Iterable[Item]:
    return (duty.item(organisation) for duty in asked if duty.waits_for(organisation))


def _near(at: Board, items: Iterable[Item]) -> bool:
    """Is it the last day of some of these, or the day before, or later?"""
    duties = (at.standing(item).duty for item in items)
    return any(days_left(duty, at.now) <= NEAR for duty in duties if duty)


# Asking for it


def button(round_: Round, step: Step, waiting: int) -> Button:
    """The way to the form."""
    data = {"round": round_.id, "step": step.value}
    return Button(N_("Remind exactly these ({n})"), "reminding.open", data, values={"n": waiting})


def open_form(ask: Ask, read: Read) -> Reply:
    """Who would be reminded; an optional line."""
    round_ = which_round.numbered(ask, read.db, ask.form.round)
    return said(ask, read, round_, ask.form.step)


def said(ask: Ask, read: Read, round_: Round, step: Step) -> Reply:
    """The same for a step that a sentence names."""
    _check(round_, step, ask.now)
    found = missing(read.db, round_, step, ask.now)
    return _form(ask, found, "", alert=_recent(ask, found, ""))


def _check(round_: Round, step: Step, now: datetime) -> None:
    """Refuse to remind of a step that is over with its round."""
    if step not in AFTERWARDS:
        check_running(round_, now)


def _recent(ask: Ask, found: Missing, seen: str) -> Refusal | None:
    """A warning where the same people were reminded just now, unless the form told so."""
    if found.last is None or ask.now - found.last > SOON or found.seen == seen:
        return None
    return RemindedJustNow(date=found.last)


def _form(
    ask: Ask, found: Missing, line: str, *, faults: Iterable[Refusal] = (), alert: Refusal | None = None
) -> Reply:
    label = N_("A line of your own, if you want (at most {n} characters)")
    data = {"round": found.round.id, "step": found.step.value, "seen": found.seen}
    title = N_("Send the reminder ({n})")
    return form_reply(
        ask,
        Said(N_("Remind those who are missing: {step}"), {"step": {"say": NAMES[found.step]}}),
        (Input("line", label, "lines", line, values={"n": LINE_LIMIT}),),
        Button(title, "reminding.send", data, style="positive", values={"n": len(found.by_person)}),
        intro=_told(found),
        faults=faults,
        alert=alert,
        buttons=(_back(found),),
        about=f"status:{found.round.id}",
    )


def _told(found: Missing) -> Iterable[Said]:
    yield Said("{round}", {"round": found.round.names})
    if found.last:
        yield Said(N_("They were last reminded {date}."), {"date": moment_value(found.last)})
    names = {person.id: person.name for team in found.crowd.teams.values() for person in _all(team)}
    for organisation, persons in found.people.items():
        known = found.board.organisations[organisation].names
        more = {"more": len(persons) - NAMED} if len(persons) > NAMED else {}
        values = {"organisation": known, "people": [names[each] for each in persons[:NAMED]], **more}
        yield Said(LINES[bool(persons), bool(more)], values)
    hushed = frozenset(found.by_person) & found.crowd.silent
    if hushed:
        yield Said(HUSHED, {"n": len(hushed)})


LINES = {
    (True, False): N_("{organisation}: {people}"),
    (True, True): N_("{organisation}: {people} and {more} more"),
    (False, False): N_("{organisation}: no contact person"),
}
HUSHED = N_("Of these, {n} can't be reached or have turned reminders off: it won't come to them.")


def _all(team: reminders.Team) -> Iterable[Person]:
    return (*team.contacts, *team.deputies)


def _back(found: Missing) -> Button:
    data = {"round": found.round.id, "step": found.step.value}
    return Button(N_("Back to the step"), "status.show", data)


# Sending


def send(ask: Ask, _: object, tx: Tx) -> Reply:
    """Remind them, by the name of the coordinator; not twice in an hour without being asked again."""
    round_ = rounds.hold(tx.db, ask.form.round) if ask.form.round else rounds.current(tx.db, ask.now)
    round_ = which_round.found(round_)
    _check(round_, ask.form.step, ask.now)
    found = missing(tx.db, round_, ask.form.step, ask.now)
    reading = Reading()
    line = reading.text("line", ask.form.line, LINE_LIMIT)
    alert = _recent(ask, found, ask.form.seen)
    if reading.faults or alert:
        return _form(ask, found, line, faults=reading.faults, alert=alert)
    _owe(ask, tx, found, line)
    tx.audit("reminder.asked", f"round:{round_.id}", step=found.step, people=len(found.by_person))
    return _receipt(found)


def _owe(ask: Ask, tx: Tx, found: Missing, line: str) -> None:
    for person, items in found.by_person.items():
        key = f"remind:asked:{found.round.id}:{found.step}:{tx.now.isoformat()}:{person}"
        deputy = all(found.crowd.deputy(item.organisation, person) for item in items)
        letter = Letter(key, items, by=ask.person.name, line=line, deputy=deputy)
        data = drawn(found.board, letter, [found.board.standing(item) for item in items])
        owe(tx, Owing(person, letter, data, None), ASKED)


def _receipt(found: Missing) -> Reply:
    values = {"people": len(found.by_person), "organisations": len(found.items)}
    data = notice(
        Said(N_("The reminder goes to those who are missing")),
        lines=(
            Said(N_("People: {people}. Organisations: {organisations}."), values),
            Said(N_("It is sent in office hours. Whoever does it before that doesn't get it.")),
        ),
        buttons=(_back(found),),
    )
    return notice_reply(data, f"status:{found.round.id}")


ROUTES = (
    Route(Action.COORDINATE, verb="reminding.open", form=Reminding, show=open_form),
    Route(Action.COORDINATE, verb="reminding.send", form=Reminding, handle=send),
)
