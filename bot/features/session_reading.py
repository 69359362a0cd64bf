"""Reading a session's form: the session that it says, and what is wrong with its texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.forms import Reading
from knowledge.calendar import YEARS_AHEAD, far_ahead
from knowledge.clock import at, today
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import UnknownChoice
from knowledge.refusals.sessions import BadLength, DayMissing, FarAhead, StartsInThePast, TimeMissing
from knowledge.session_names import NAME_LIMIT, suggested
from knowledge.sessions import LENGTH, LONGEST, Kind, Session, State

from .session_form import LINK_LIMIT, TEXT_LIMIT, Desk, SessionForm, settled

TEXTS = {"theme": TEXT_LIMIT, "place": TEXT_LIMIT, "link": LINK_LIMIT}


def read(form: SessionForm, desk: Desk, now: datetime) -> tuple[Session | None, tuple[Refusal, ...]]:
    """The session that the form says, None where its kind isn't known; and what is wrong with the texts."""
    if desk.session:
        form = form.model_copy(update={name: getattr(desk.session, name) for name in settled(desk.session)})
    if form.kind not in set(Kind):
        return None, (UnknownChoice("kind", value=form.kind[:40]),)
    reading = Reading()
    base = desk.session or Session("", desk.round, Kind(form.kind), State.PLANNED, {})
    texts: dict[str, Any] = {n: reading.text(n, getattr(form, n), limit) for n, limit in TEXTS.items()}
    plain = replace(
        base,
        **texts,
        **_taking_part(reading, form, desk),
        case_number=reading.text("case_number", form.case_number, NAME_LIMIT) or None,
        length=_length(reading, form),
    )
    named = replace(plain, names=_names(reading, form, desk, plain))
    return named.at(_time(reading, form, now)), tuple(reading.faults)


def _taking_part(reading: Reading, form: SessionForm, desk: Desk) -> dict[str, Any]:
    """The regions with their councils, the others that were chosen, and the people named."""
    regions = _known(reading, "regions", form.regions, [r.code for r in desk.regions])
    others = _known(reading, "organisations", form.organisations, [o.id for o in desk.others])
    people = _known(reading, "people", form.people, [str(p.id) for p in desk.people])
    return {
        "regions": regions,
        "organisations": tuple(sorted({*desk.councils(regions), *others})),
        "people": tuple(sorted(map(int, people))),
    }


def _known(reading: Reading, name: str, chosen: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """Those of the chosen that are on the list, in order; another one is a fault."""
    listed, wanted = set(known), sorted(set(chosen))
    if unknown := [each for each in wanted if each not in listed]:
        reading.fault(UnknownChoice(name, value=unknown[0][:40]))
    return tuple(each for each in wanted if each in listed)


def _names(reading: Reading, form: SessionForm, desk: Desk, session: Session) -> Mapping[str, str]:
    """The names that were typed, the suggested ones where no Finnish one was; unchanged ones stay."""
    typed = {
        language: reading.text(f"name_{language}", getattr(form, f"name_{language}"), NAME_LIMIT)
        for language in ("fi", "sv")
    }
    if session.names and typed == {language: session.names.get(language, "") for language in typed}:
        return session.names
    known = [region for region in desk.regions if region.code in session.regions]
    offered = suggested(session.kind, session.round.year, known, session.theme)
    given = {language: name for language, name in typed.items() if name}
    return given if typed["fi"] else {**offered, **given}


def _time(reading: Reading, form: SessionForm, now: datetime) -> datetime | None:
    """When it begins; None where nothing, nonsense or only half of it was typed."""
    day, hour = reading.day("day", form.day), reading.time("start", form.start)
    if day and not form.start:
        reading.fault(TimeMissing())
    if hour and not form.day:
        reading.fault(DayMissing())
    if day and (wrong := _amiss(day, today(now))):
        reading.fault(wrong)
        return None
    return at(day, hour) if day and hour else None


def _amiss(day: date, now: date) -> Refusal | None:
    """A year that is a slip of the pen."""
    if far_ahead(day, now):
        return FarAhead("day", date=day, limit=YEARS_AHEAD)
    return StartsInThePast() if day.year < now.year - 1 else None


def _length(reading: Reading, form: SessionForm) -> int:
    """The minutes; less than none is an end before the start, and refused as a length."""
    typed = form.length.removeprefix("-")
    found = reading.number("length", typed, required=True)
    if found is not None and typed != form.length:
        reading.fault(BadLength(limit=LONGEST))
    return LENGTH if found is None else found
