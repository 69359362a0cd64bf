"""The demo's discussions: when they were, who took part, and how their minutes were confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import insert
from sqlmodel import Session

from knowledge.calendar import working_days
from knowledge.clock import at
from knowledge.places import Places
from knowledge.records import Answer
from knowledge.rounds import Round
from knowledge.session_names import suggested
from knowledge.sessions import Kind
from storage import tables as t
from storage.names import as_columns
from storage.transfer.organisations import council, ministry

from . import kept_minutes
from .rounds import Plan
from .texts import Discussion, JointTexts, RegionTexts

LENGTH = timedelta(hours=2, minutes=30)
MORNING, AFTERNOON = time(9, 0), time(12, 45)
UNTIL_SENT, UNTIL_DUE, UNTIL_FINAL = timedelta(days=5), timedelta(weeks=4), timedelta(weeks=5)

RESERVATIONS = (
    "Rahoituksesta ei ole tässä otettu kantaa: se ratkeaa julkisen talouden suunnitelmassa.",
    "Aikataulu täsmentyy, kun käynnissä olevat selvitykset valmistuvat.",
    "Vastuunjaosta sovitaan vielä erikseen muiden osapuolten kanssa.",
)


@dataclass(frozen=True)
class Held:
    """A discussion that was held, with its texts."""

    id: str
    year: int
    kind: str
    names: Mapping[str, str] = field(hash=False)
    regions: tuple[str, ...]
    starts: datetime
    place: str | None
    texts: Discussion

    @property
    def organisations(self) -> tuple[str, ...]:
        """The councils, TEM, and the ministries that the conclusions name."""
        named = [abbr for conclusion in self.texts.conclusions for abbr in conclusion.ministries]
        return (*map(council, self.regions), *map(ministry, dict.fromkeys(["TEM", *named])))


def regional(plan: Plan, texts: Mapping[str, RegionTexts], key: str, places: Places) -> tuple[Held, ...]:
    """A round's discussions with one region each; `key` is the round's name in the texts."""
    codes = plan.order or tuple(sorted(texts))
    return tuple(
        Held(
            id=f"{plan.year}-{code}",
            year=plan.year,
            kind="regional",
            names=suggested(Kind.REGIONAL, plan.year, (places.region(code),)),
            regions=(code,),
            starts=starts,
            place=texts[code].rounds[key].place,
            texts=texts[code].rounds[key],
        )
        for code, starts in zip(codes, _spread(plan, len(codes)), strict=True)
    )


def joint(plan: Plan, texts: Sequence[JointTexts]) -> tuple[Held, ...]:
    """A round's discussions with several regions each."""
    return tuple(
        Held(
            id=one.code,
            year=plan.year,
            kind="joint",
            names={"fi": f"{one.name} {plan.year}", "sv": f"{one.name_sv} {plan.year}"},
            regions=one.regions,
            starts=starts,
            place=one.place,
            texts=Discussion(conclusions=one.conclusions),
        )
        for one, starts in zip(texts, _spread(plan, len(texts)), strict=True)
    )


def _spread(plan: Plan, count: int) -> tuple[datetime, ...]:
    """Moments for so many sessions, spread over the round's days, mornings and afternoons in turn."""
    days = working_days(plan.sessions_from, plan.sessions_to)
    hours = (MORNING, AFTERNOON)
    return tuple(at(days[n * len(days) // count], hours[n % 2]) for n in range(count))


def add(db: Session, held: Sequence[Held], rounds: Mapping[int, Round], places: Places) -> None:
    """Add discussions with their organisations, final minutes and confirmations."""
    db.execute(insert(t.Session), [_session(one, rounds[one.year].id) for one in held])
    db.execute(insert(t.SessionRegion), [_of_region(one.id, code) for one in held for code in one.regions])
    taking_part = [
        {"session_id": one.id, "organisation_id": organisation}
        for one in held
        for organisation in one.organisations
    ]
    db.execute(insert(t.SessionOrganisation), taking_part)
    answers = [list(_confirmations(one)) for one in held]
    minutes = [_minutes(one, given, places) for one, given in zip(held, answers, strict=True)]
    db.add_all(minutes)
    db.flush()
    told = [
        each | {"minutes_id": row.id} for row, given in zip(minutes, answers, strict=True) for each in given
    ]
    db.execute(insert(t.Confirmation), told)


def _session(one: Held, round_id: int) -> dict[str, Any]:
    values = _values(one.id, one.kind, "held", one.names)
    return values | {
        "round_id": round_id,
        "starts": one.starts,
        "ends": one.starts + LENGTH,
        "place": one.place,
    }


def _values(id_: str, kind: str, state: str, names: Mapping[str, str]) -> dict[str, Any]:
    return {"id": id_, "kind": kind, "state": state, **as_columns(names)}


def _of_region(session: str, region: str) -> dict[str, str]:
    return {"session_id": session, "region": region}


def _minutes(one: Held, answers: Sequence[Mapping[str, Any]], places: Places) -> t.Minutes:
    silent = [each["organisation_id"] for each in answers if each["answer"] is Answer.NO_ANSWER]
    there = kept_minutes.attendance(one.organisations, silent, named=bool(one.texts.agenda))
    content = kept_minutes.content(one.regions, one.texts, there, places)
    return t.Minutes(
        session_id=one.id,
        version=1,
        state="final",
        content=content,
        sent=one.starts + UNTIL_SENT,
        due=one.starts + UNTIL_DUE,
        finalised=one.starts + UNTIL_FINAL,
        checksum=kept_minutes.sealed(one.id, 1, content, answers),
    )


def _confirmations(one: Held) -> Iterator[dict[str, Any]]:
    for organisation in one.organisations:
        lot = crc32(f"{one.id} {organisation}".encode())
        answer = _answer(lot, organisation)
        silent = answer is Answer.NO_ANSWER
        yield {
            "organisation_id": organisation,
            "answer": answer,
            "note": RESERVATIONS[lot % len(RESERVATIONS)] if answer is Answer.RESERVATION else "",
            "at": None if silent else _answered(one.starts.date(), lot),
            "way": "" if silent else "chat",
        }


def _answer(lot: int, organisation: str) -> Answer:
    """Mostly confirmed: one in twelve with a reservation, and one ministry in twelve stays silent."""
    silent = Answer.NO_ANSWER if organisation.startswith("ministry:") else Answer.CONFIRMED
    return {0: Answer.RESERVATION, 1: silent}.get(lot % 12, Answer.CONFIRMED)


def _answered(held: date, lot: int) -> datetime:
    """A working day one to four weeks after the discussion."""
    days = working_days(held + timedelta(weeks=1), held + timedelta(weeks=4))
    return at(days[lot // 12 % len(days)], time(9 + lot // 200 % 7, lot // 1000 % 60))
