"""Opening a round: the form with its suggested dates, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any

from pydantic import BaseModel, Field

from bot.forms import Codes, Number, Reading, Said, Short, form_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import opening as rules
from knowledge.clock import today
from knowledge.goals import Goal, in_force
from knowledge.people import Action, Kind, Organisation
from knowledge.refusals import Refusal
from knowledge.refusals.rounds import RoundChanged
from knowledge.rounds import Round, check_running
from storage import people, rounds
from storage.goals import all_goals

from .dates import NAMES
from .round_forms import choices, inputs
from .round_notices import TOLD, audited, tell_moved, tell_opened
from .rounds import RoundRef, card
from .which_round import found


class RoundForm(BaseModel):
    """The form as it was typed; `round` and `seen`: the round that is changed, and how it was when seen."""

    year: Short = ""
    name_fi: Short = ""
    name_sv: Short = ""
    name_en: Short = ""
    case_number: Short = ""
    decision: Short = ""
    kick_off: Short = ""
    picture_due: Short = ""
    proposals_open: Short = ""
    proposals_close: Short = ""
    agenda_due: Short = ""
    sessions_from: Short = ""
    sessions_to: Short = ""
    days_to_send: Short = ""
    days_to_confirm: Short = ""
    councils: Codes = ()
    ministries: Codes = ()
    round: Number = 0
    seen: str = Field("", max_length=64)


@dataclass(frozen=True)
class Desk:
    """What a round is opened against: the other rounds, the decisions, who could take part."""

    others: tuple[Round, ...]
    goals: tuple[Goal, ...]
    organisations: Mapping[str, Organisation]

    @property
    def decisions(self) -> tuple[Goal, ...]:
        """The decisions, the newest first."""
        found = [goal for goal in self.goals if goal.parent is None and goal.kind == "decision"]
        return tuple(sorted(found, key=lambda goal: goal.term, reverse=True))


def desk(ask: Ask, read: Read) -> Desk:
    """The desk as it is now."""
    return Desk(rounds.all_rounds(read.db), all_goals(read.db), people.organisations(read.db))


def open_form(ask: Ask, read: Read) -> Reply:
    """The form of a new round, its dates suggested from the newest round's."""
    at_hand = desk(ask, read)
    last = at_hand.others[-1] if at_hand.others else None
    year = max(today(ask.now).year, last.year + 1 if last else 0)
    decision = in_force(at_hand.goals, year)
    days = _ahead(rules.suggested(last, year), today(ask.now))
    values = {
        "year": str(year),
        "name_fi": f"Aluekehittämiskeskustelut {year}",
        "name_sv": f"Regionutvecklingsdiskussionerna {year}",
        "name_en": f"Regional development discussions {year}",
        "decision": decision.id if decision else "",
        **{name: day.isoformat() if day else "" for name, day in days.items()},
        "days_to_send": str(last.days_to_send if last else 14),
        "days_to_confirm": str(last.days_to_confirm if last else 14),
        "councils": _of_kind(at_hand, Kind.COUNCIL),
        "ministries": _of_kind(at_hand, Kind.MINISTRY),
    }
    return _form(ask, at_hand, RoundForm.model_validate(values))


def _ahead(days: Mapping[str, date | None], day: date) -> dict[str, date | None]:
    """The suggested days; those that have passed are left for the coordinator to choose."""
    return {name: each if each and each >= day else None for name, each in days.items()}


def _of_kind(at_hand: Desk, kind: Kind) -> tuple[str, ...]:
    return tuple(o.id for o in at_hand.organisations.values() if o.kind is kind)


def change_form(ask: Ask, read: Read) -> Reply:
    """The form of a round that is there."""
    round_ = found(rounds.by_id(read.db, ask.form.round))
    check_running(round_, ask.now)
    return _form(ask, desk(ask, read), _as_form(round_, rounds.participants(read.db, round_.id)))


def _as_form(round_: Round, organisations: Sequence[Organisation]) -> RoundForm:
    days = {name: day.isoformat() if day else "" for name, day in rules.days_of(round_).items()}
    return RoundForm(
        year=str(round_.year),
        case_number=round_.case_number or "",
        decision=round_.decision,
        days_to_send=str(round_.days_to_send),
        days_to_confirm=str(round_.days_to_confirm),
        councils=tuple(o.id for o in organisations if o.kind is Kind.COUNCIL),
        ministries=tuple(o.id for o in organisations if o.kind is Kind.MINISTRY),
        round=round_.id,
        seen=fingerprint(round_, organisations),
        **{f"name_{language}": round_.names.get(language, "") for language in ("fi", "sv", "en")},
        **days,
    )


def fingerprint(round_: Round, organisations: Iterable[Organisation]) -> str:
    """What a round is, in short, to tell whether somebody changed it meanwhile."""
    whole = (round_, sorted(organisation.id for organisation in organisations))
    return sha256(repr(whole).encode()).hexdigest()[:32]


def _as_it_is(round_: Round) -> tuple[Said, ...]:
    days = ((name, day) for name, day in rules.days_of(round_).items() if day)
    return tuple(Said("{step}: {date}", {"step": {"say": NAMES[name]}, "date": day}) for name, day in days)


NEW = (
    Said(N_("Open a round")),
    Said(
        N_(
            "The dates are suggested from the round before, moved to working days. Check them: the"
            " participants are told of them at once."
        )
    ),
)
CHANGED = (
    Said(N_("Change the round")),
    Said(N_("The participants are told of the dates that you change. Days that have passed stay.")),
)


def _form(ask: Ask, at_hand: Desk, form: RoundForm, *, intro: tuple[Said, ...] = (), **wrong: Any) -> Reply:
    title, hint = CHANGED if form.round else NEW
    label = N_("Save the changes") if form.round else N_("Open the round")
    verb = "round.save" if form.round else "round.create"
    lists = choices(at_hand.decisions, at_hand.organisations.values())
    send = Button(label, verb, {"round": form.round, "seen": form.seen}, style="positive")
    values = inputs(form.model_dump(), lists)
    return form_reply(ask, title, values, send, intro=intro or (hint,), **wrong)


def create(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Open the round and tell those who take part."""
    at_hand = replace(at_hand, others=rounds.hold_all(tx.db))
    plan, faults = _plan(ask, at_hand, None)
    if faults or plan is None:
        return _form(ask, at_hand, ask.form, faults=faults)
    round_ = rounds.add(tx.db, plan)
    tx.audit("round.opened", f"round:{round_.id}", year=round_.year, organisations=len(plan.organisations))
    tell_opened(tx, round_, rounds.participants(tx.db, round_.id))
    return card(ask, tx.db, round_, TOLD)


def save(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Write a round's changes, unless somebody changed it meanwhile or it is over."""
    at_hand = replace(at_hand, others=rounds.hold_all(tx.db))
    round_ = found(next((each for each in at_hand.others if each.id == ask.form.round), None))
    check_running(round_, ask.now)
    taking = rounds.participants(tx.db, round_.id)
    if ask.form.seen != fingerprint(round_, taking):
        form = ask.form.model_copy(update={"seen": fingerprint(round_, taking)})
        return _form(ask, at_hand, form, alert=RoundChanged(round=round_.names), intro=_as_it_is(round_))
    plan, faults = _plan(ask, at_hand, round_)
    if faults or plan is None:
        return _form(ask, at_hand, ask.form, faults=faults)
    changed = rounds.change(tx.db, round_, plan)
    tx.audit("round.changed", f"round:{round_.id}", year=plan.year, **audited(round_, changed))
    return card(ask, tx.db, changed, *_told(tx, round_, changed, taking))


def _told(tx: Tx, before: Round, after: Round, taking: Iterable[Organisation]) -> tuple[Said, ...]:
    """Tell of the dates that were moved, and those who weren't asked before that they take part."""
    old = {organisation.id for organisation in taking}
    new = tuple(o for o in rounds.participants(tx.db, after.id) if o.id not in old)
    tell_opened(tx, after, new)
    tell_moved(tx, before, after)
    return (TOLD,) if new or audited(before, after) else ()


def _plan(ask: Ask, at_hand: Desk, before: Round | None) -> tuple[rules.Plan | None, tuple[Refusal, ...]]:
    """The plan that the form says, and everything that is wrong with it."""
    form: RoundForm = ask.form
    reading = Reading()
    days = {name: reading.day(name, getattr(form, name)) for name in rules.DAYS}
    numbers = {
        name: reading.number(name, getattr(form, name), required=True)
        for name in ("year", "days_to_send", "days_to_confirm")
    }
    names = {
        language: reading.text(f"name_{language}", getattr(form, f"name_{language}"), rules.NAME_LIMIT)
        for language in ("fi", "sv", "en")
    }
    chosen = tuple(each for each in (*form.councils, *form.ministries) if each in at_hand.organisations)
    case_number = reading.text("case_number", form.case_number, rules.NAME_LIMIT)
    if None in numbers.values():
        return None, tuple(reading.faults)
    whole = {name: number or 0 for name, number in numbers.items()}
    plan = rules.Plan(
        names=names, case_number=case_number, decision=form.decision, days=days, organisations=chosen, **whole
    )
    known = tuple(goal.id for goal in at_hand.decisions)
    found = rules.faults(plan, ask.now, at_hand.others, known, before)
    bad = {fault.field for fault in reading.faults}
    return plan, (*reading.faults, *(fault for fault in found if fault.field not in bad))


ROUTES = (
    Route(Action.COORDINATE, intent="open_round", show=open_form),
    Route(Action.COORDINATE, verb="round.open", show=open_form),
    Route(Action.COORDINATE, verb="round.create", form=RoundForm, prepare=desk, handle=create),
    Route(Action.COORDINATE, verb="round.edit", form=RoundRef, show=change_form),
    Route(Action.COORDINATE, verb="round.save", form=RoundForm, prepare=desk, handle=save),
)
