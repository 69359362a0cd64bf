"""The steps of a round: opened early or extended, with notice to those concerned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, Field

from bot.forms import UNSET, Input, Line, Lines, Number, Reading, Said, form_reply, moment_value, notice
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import opening
from knowledge import steps as rules
from knowledge.calendar import day_in
from knowledge.clock import today
from knowledge.people import Action
from knowledge.proposals import FIELD_LIMIT
from knowledge.refusals.rounds import NoDeadline, RoundChanged
from knowledge.rounds import Round, check_running, over
from knowledge.steps import DEADLINES
from storage import rounds

from . import which_round
from .dates import EXTEND, extend_button
from .round_notices import MOVED, TOLD, audited, still_so, tell_moved

NAMES = {
    rules.Step.PICTURE: N_("Situation picture"),
    rules.Step.PROPOSALS: N_("Proposals"),
    rules.Step.AGENDA: N_("Agendas"),
    rules.Step.SESSIONS: N_("Discussions"),
}
STANDINGS = {
    rules.Standing.COMING: N_("not open yet"),
    rules.Standing.OPEN: N_("open"),
    rules.Standing.CLOSED: N_("closed"),
}


class StepForm(BaseModel):
    """A button or a form of a step; `seen` is the deadline that it showed."""

    round: Number = 0
    step: rules.Step = rules.Step.PROPOSALS
    day: Line = ""
    reason: Lines = ""
    seen: str = Field("", max_length=40)


def show(ask: Ask, read: Read) -> Reply:
    """Each step of the round in hand, or of the one named, with what may be done to it."""
    form = ask.form if isinstance(ask.form, StepForm) else StepForm()
    return card(ask, which_round.numbered(ask, read.db, form.round, own=True))


def said(ask: Ask, read: Read) -> Reply:
    """The same; where the sentence names a day, the form that extends the time for proposals to it."""
    round_, day = which_round.numbered(ask, read.db, 0, own=True), day_in(ask.text, today(ask.now))
    begun = not over(round_, ask.now) and ask.now >= round_.proposals_open
    if day is None or not begun:
        return card(ask, round_)
    return _form(ask, round_, StepForm(round=round_.id, day=day.isoformat()))


def card(ask: Ask, round_: Round, *done: Said) -> Reply:
    """The steps with their standing, and what was done to them just now."""
    lines = rules.steps(round_, ask.now)
    data = notice(
        Said(N_("Steps of the round")),
        lines=(Said("{round}", {"round": round_.names}), *done, *map(_line, lines)),
        buttons=tuple(_buttons(ask, round_, lines)),
    )
    return Reply("notice", data, about=f"steps:{round_.id}")


def _line(line: rules.Line) -> Said:
    opens, closes = (moment_value(each) if each else UNSET for each in (line.opens, line.closes))
    named = {"step": {"say": NAMES[line.step]}, "standing": {"say": STANDINGS[line.standing]}}
    return Said(N_("{step}: {standing} ({opens} – {closes})"), {**named, "opens": opens, "closes": closes})


def _buttons(ask: Ask, round_: Round, lines: tuple[rules.Line, ...]) -> Iterator[Button]:
    reference: dict[str, Any] = {"round": round_.id}
    standing = {line.step: line.standing for line in lines}
    if not over(round_, ask.now):
        if standing[rules.Step.PROPOSALS] is rules.Standing.COMING:
            yield Button(N_("Open proposals now"), "step.open_now", reference)
        yield from (extend_button(round_, step) for step in EXTEND if getattr(round_, DEADLINES[step]))
        yield Button(N_("Change the round"), "round.edit", reference)
    yield Button(N_("All rounds"), "round.list")


def open_now(ask: Ask, _: None, tx: Tx) -> Reply:
    """Open proposals before their day, and tell those who take part."""
    round_ = _held(ask, tx)
    rules.check_opening(round_, ask.now)
    opened = rounds.set_moment(tx.db, round_, "proposals_open", ask.now)
    done = Said(
        N_("Proposals are open already now. They close on {date}."),
        {"date": moment_value(round_.proposals_close)},
    )
    _moved(tx, round_, opened, rules.Step.PROPOSALS)
    return card(ask, opened, done, TOLD)


def _held(ask: Ask, tx: Tx) -> Round:
    round_ = which_round.found(rounds.hold(tx.db, ask.form.round))
    check_running(round_, ask.now)
    return round_


def _moved(tx: Tx, before: Round, after: Round, step: rules.Step, reason: str = "") -> None:
    tell_moved(tx, before, after, reason)
    tx.audit("step.moved", f"round:{after.id}", step=step, **audited(before, after))


def extend_form(ask: Ask, read: Read) -> Reply:
    """The form that moves a deadline."""
    round_ = which_round.numbered(ask, read.db, ask.form.round, own=True)
    check_running(round_, ask.now)
    return _form(ask, round_, ask.form)


def _form(ask: Ask, round_: Round, form: StepForm, **wrong: Any) -> Reply:
    """The form as it was typed. Raises NoDeadline for a step that has none."""
    deadline: datetime | None = getattr(round_, DEADLINES.get(form.step, ""), None)
    if deadline is None:
        raise NoDeadline
    return form_reply(
        ask,
        Said(EXTEND[form.step]),
        (
            Input("day", N_("New last day"), "day", form.day, required=True),
            Input("reason", N_("Reason, told to the participants"), "lines", form.reason),
        ),
        Button(
            N_("Extend and tell the participants"),
            "step.extend_now",
            {"round": round_.id, "step": form.step.value, "seen": seen(deadline)},
            style="positive",
        ),
        intro=(
            Said("{round}", {"round": round_.names}),
            Said(N_("The deadline is {date} now."), {"date": moment_value(deadline)}),
        ),
        **wrong,
    )


def seen(deadline: datetime) -> str:
    """A deadline as the form carries it, to tell whether somebody moved it meanwhile."""
    return str(deadline.astimezone(UTC))


def extend(ask: Ask, _: None, tx: Tx) -> Reply:
    """Move a deadline to a later day, and tell those concerned: old day, new day, why."""
    round_, form = _held(ask, tx), ask.form
    old: datetime | None = getattr(round_, DEADLINES.get(form.step, ""), None)
    if old is None or form.seen != seen(old):
        return _form(ask, round_, form, alert=RoundChanged(round=round_.names))
    reading = Reading()
    day = reading.day("day", form.day, required=True)
    reason = reading.text("reason", form.reason, FIELD_LIMIT)
    faults = [*reading.faults, *(rules.extending(round_, form.step, day, ask.now) if day else ())]
    if faults or day is None:
        return _form(ask, round_, form, faults=faults)
    name = DEADLINES[form.step]
    extended = rounds.set_moment(tx.db, round_, name, opening.moment(name, day))
    _moved(tx, round_, extended, form.step, reason)
    done = Said(N_("The deadline is {date} now."), {"date": moment_value(opening.moment(name, day))})
    return card(ask, extended, done, TOLD)


ROUTES = (
    Route(Action.COORDINATE, intent="steps", show=said),
    Route(Action.COORDINATE, verb="step.show", form=StepForm, show=show),
    Route(Action.COORDINATE, verb="step.open_now", form=StepForm, handle=open_now),
    Route(Action.COORDINATE, verb="step.extend", form=StepForm, show=extend_form),
    Route(Action.COORDINATE, verb="step.extend_now", form=StepForm, handle=extend),
)
NEEDED = {MOVED: still_so}
