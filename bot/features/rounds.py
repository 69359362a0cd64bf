"""Rounds as people see them: the card of one, and the list of all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import UNSET, Number, Offset, Said, moment_value, notice
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.opening import DAYS
from knowledge.people import Action, Kind, Organisation, may
from knowledge.rounds import Phase, Round, over, phase
from storage import goals, people, rounds

from .dates import NAMES
from .views import onward
from .which_round import found

PAGE, LISTED = 12, 3


class RoundRef(BaseModel):
    """A button of a round."""

    round: Number = 0


class Listing(BaseModel):
    """Where the list of rounds goes on."""

    offset: Offset = 0


def show(ask: Ask, read: Read) -> Reply:
    """The card of a round."""
    return card(ask, read.db, found(rounds.by_id(read.db, ask.form.round)))


def card(ask: Ask, db: Session, round_: Round, *done: Said) -> Reply:
    """A round with its dates and those who take part, and what was done to it just now."""
    dates = ((NAMES[name], getattr(round_, name)) for name in DAYS)
    data = notice(
        Said("{round}", {"round": round_.names}),
        lines=(Said(N_("Phase: {phase}"), {"phase": {"say": PHASES[phase(round_, ask.now)]}}), *done),
        facts=[
            *((name, moment_value(when)) for name, when in dates if when),
            (N_("Days to send the minutes"), str(round_.days_to_send)),
            (N_("Days to confirm the minutes"), str(round_.days_to_confirm)),
            (N_("Case number"), round_.case_number or UNSET),
            *_matter(db, round_),
        ],
        buttons=_buttons(ask, round_),
    )
    return Reply("notice", data, about=f"round:{round_.id}")


def _matter(db: Session, round_: Round) -> Iterator[tuple[str, Any]]:
    """The decision that the round discusses, and who takes part."""
    decision = goals.by_ids(db, [round_.decision]).get(round_.decision)
    if decision:
        yield N_("Regional development decision"), decision.titles
    taking, known = rounds.participants(db, round_.id), people.organisations(db).values()
    yield N_("Regional councils taking part"), _named(taking, known, Kind.COUNCIL)
    yield N_("Ministries taking part"), _named(taking, known, Kind.MINISTRY)


def _named(taking: Iterable[Organisation], known: Iterable[Organisation], kind: Kind) -> Any:
    chosen = [o.names for o in taking if o.kind is kind]
    everybody = len(chosen) == sum(o.kind is kind for o in known)
    return ({"say": N_("all")} if everybody else chosen) if chosen else {"say": N_("none")}


def _buttons(ask: Ask, round_: Round) -> Iterator[Button]:
    reference: Mapping[str, Any] = {"round": round_.id}
    if may(ask.person, Action.COORDINATE) and not over(round_, ask.now):
        yield Button(N_("Change the round"), "round.edit", reference)
        yield Button(N_("Steps of the round"), "step.show", reference)
    if may(ask.person, Action.OVERSEE):
        yield Button(N_("Sessions of the round"), "session.list", reference)
    yield Button(N_("All rounds"), "round.list")


PHASES = {
    Phase.PREPARING: N_("preparing"),
    Phase.PROPOSALS: N_("proposals open"),
    Phase.AGENDA: N_("agendas being prepared"),
    Phase.SESSIONS: N_("discussions under way"),
    Phase.FOLLOW_UP: N_("over: follow-up"),
}


def listed(ask: Ask, read: Read) -> Reply:
    """All rounds with where they stand, the newest first."""
    every = tuple(reversed(rounds.all_rounds(read.db)))
    offset = ask.form.offset
    data = notice(
        Said(N_("Rounds")),
        lines=[
            Said("{round}: {phase}", {"round": r.names, "phase": {"say": PHASES[phase(r, ask.now)]}})
            for r in every[offset : offset + PAGE]
        ],
        buttons=(*_opened(ask, every[offset:]), *_further(ask, offset, len(every))),
    )
    return Reply("notice", data)


def _opened(ask: Ask, shown: Iterable[Round]) -> Iterator[Button]:
    """The first rounds of the list can be opened, those that go on before those that are over."""
    order = sorted(shown, key=lambda round_: over(round_, ask.now))
    for round_ in order[:LISTED]:
        yield Button("{round}", "round.show", {"round": round_.id}, values={"round": round_.names})


def _further(ask: Ask, offset: int, count: int) -> Iterator[Button]:
    yield from onward("round.list", {}, offset + PAGE, count)
    if offset:
        yield Button(N_("All rounds"), "round.list")
    if may(ask.person, Action.COORDINATE):
        yield Button(N_("Open a round"), "round.open")


ROUTES = (
    Route(Action.ASK, intent="rounds", verb="round.list", form=Listing, show=listed),
    Route(Action.ASK, verb="round.show", form=RoundRef, show=show),
)
