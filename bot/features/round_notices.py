"""What those who take part in a round are told: it is open, its timetable has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlmodel import Session

from bot.forms import UNSET, Said, moment_value, notice
from bot.routes import Button, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.opening import DAYS, days_of
from knowledge.people import Organisation
from knowledge.rounds import Round, takes_proposals
from storage import people, rounds

from .dates import NAMES
from .views import PROPOSE

OPENED, MOVED = "round opened", "step moved"
WHY = Said(N_("You get this because your organisation takes part in the round."))
TOLD = Said(N_("Those who take part in the round are told."))


def tell_opened(tx: Tx, round_: Round, organisations: Iterable[Organisation]) -> None:
    """Tell the contacts and deputies of these organisations that the round is there, and its dates."""
    open_now = takes_proposals(round_, tx.now)
    data = notice(
        Said(N_("{round} has been opened"), {"round": round_.names}),
        lines=(
            Said(N_("Your organisation takes part. The dates of the round:")),
            Said(N_("You can propose topics for the agenda now."))
            if open_now
            else Said(
                N_("You can propose topics for the agenda from {date} on."),
                {"date": moment_value(round_.proposals_open)},
            ),
        ),
        facts=[(NAMES[name], moment_value(when)) for name in DAYS if (when := getattr(round_, name))],
        why=WHY,
        buttons=_next(round_, open_now=open_now),
    )
    tx.owe("notice", _acting(tx, organisations), once=f"round opened:{round_.id}", cause=OPENED, data=data)


def tell_moved(tx: Tx, before: Round, after: Round, reason: str = "") -> None:
    """Tell everybody of the round which dates are different now, old and new, and why."""
    moved = {name: (old, getattr(after, name)) for name, old in _dates(before) if old != getattr(after, name)}
    if not moved:
        return
    data = notice(
        Said(N_("The timetable of {round} has changed"), {"round": after.names}),
        lines=(
            *(_line(name, old, new) for name, (old, new) in moved.items()),
            *((Said(N_("Reason:")), reason) if reason else ()),
        ),
        why=WHY,
        buttons=_next(after, open_now=takes_proposals(after, tx.now)),
    )
    kept = {name: _kept(new) for name, (_, new) in moved.items()}
    to = _acting(tx, rounds.participants(tx.db, after.id))
    once = " ".join((f"round:{after.id}", *map("{}={}".format, kept, kept.values()), tx.now.isoformat()))
    tx.owe("notice", to, once=once, cause=MOVED, data=data | {"round": after.id, "moved": kept})


def _next(round_: Round, *, open_now: bool) -> tuple[Button, ...]:
    dates = Button(N_("Dates of the round"), "round.show", {"round": round_.id})
    return (PROPOSE, dates) if open_now else (dates,)


def _dates(round_: Round) -> Iterable[tuple[str, date | datetime | None]]:
    return ((name, getattr(round_, name)) for name in DAYS)


def _acting(tx: Tx, organisations: Iterable[Organisation]) -> Any:
    return people.acting_for(tx.db, [o.id for o in organisations], today(tx.now))


def _line(name: str, old: date | datetime | None, new: date | datetime | None) -> Said:
    return Said(
        N_("{step}: now {new}, earlier {old}."),
        {"step": {"say": NAMES[name]}, "old": _value(old), "new": _value(new)},
    )


def _value(when: date | datetime | None) -> Mapping[str, str]:
    return moment_value(when) if when else UNSET


def _kept(when: date | datetime | None) -> str:
    moment = when.astimezone(UTC) if isinstance(when, datetime) else when
    return moment.isoformat() if moment else ""


def still_so(db: Session, data: Mapping[str, Any]) -> bool:
    """Does any of the dates that the notice tells still stand?"""
    round_ = rounds.by_id(db, data["round"])
    return round_ is not None and any(_kept(getattr(round_, n)) == told for n, told in data["moved"].items())


def audited(before: Round, after: Round) -> dict[str, str]:
    """The dates that were moved, old and new, for the audit."""
    old, new = days_of(before), days_of(after)
    return {name: f"{old[name]} > {new[name]}" for name in DAYS if old[name] != new[name]}
