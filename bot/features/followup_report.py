"""Reporting what came of a conclusion: its card with what was reported before, and the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from pydantic import Field
from sqlmodel import Session

from bot.forms import NONE, Choice, Chosen, Input, Line, Lines, Number, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Tx
from cards.language import N_
from knowledge import reporting as rules
from knowledge.people import Person, sees
from knowledge.records import Kind, Record
from knowledge.refusals import OfField, Refusal
from knowledge.refusals.asking import FieldMissing
from knowledge.refusals.conclusions import NoSuchConclusion
from knowledge.refusals.followup import NotResponsible, ReportedMeanwhile
from knowledge.reporting import Followed, Progress, Report, Told
from storage import records, reporting

from .followup_reading import FollowRef, Waiting, waiting
from .followup_receipt import receipt
from .followup_words import STATES, Book
from .views import cut

SAVE = "followup.save"
TEXT = 1500  # characters of the conclusion above the form
SHOWN = 6  # reports above the form


class ReportForm(FollowRef):
    """A report as it was typed; `seen`: the number of the newest report that the form showed."""

    record: str = Field("", max_length=60)
    state: Chosen = ""
    note: Lines = ""
    day: Line = ""
    seen: Number = 0


@dataclass(frozen=True)
class Desk:
    """What a report is made against: the conclusion, what was reported of it, what organisations are called,
    what else waits for those that the asker reports for.
    """

    record: Record
    found: Followed
    reports: tuple[Report, ...]
    book: Book
    waiting: tuple[Waiting, ...] = ()

    @property
    def seen(self) -> int:
        """The number of the newest report."""
        return max((each.id for each in self.reports), default=0)

    def again(self, db: Session) -> Desk:
        """As it is now, with the conclusion held. Raises NoSuchConclusion."""
        held = reporting.hold(db, self.record.id)
        if held is None:
            raise NoSuchConclusion
        return replace(self, found=held, reports=reporting.history(db, self.record.id))


def desk(ask: Ask, read: Read) -> Desk:
    """The desk of the conclusion that a button names. Raises NoSuchConclusion."""
    record = next(iter(records.by_ids(read.db, [ask.form.record], sees(ask.person))), None)
    found = next(iter(reporting.followed(read.db, [ask.form.record])), None)
    if record is None or found is None or record.kind != Kind.CONCLUSION:
        raise NoSuchConclusion
    book = Book.of(read.db, read.memory.facts.places)
    return Desk(record, found, reporting.history(read.db, record.id), book)


def form(ask: Ask, read: Read) -> Reply:
    """The form of a report, filled in with what the organisation reported last."""
    at = desk(ask, read)
    allowed = _allowed(ask, at)
    last = at.found.of(allowed[0]) if len(allowed) == 1 else None
    day = last.day.isoformat() if last and last.day else ""
    filled = {"state": last.progress.value, "note": last.note, "day": day} if last else {}
    return _form(ask, at, allowed, ask.form.model_copy(update=filled))


def _allowed(ask: Ask, at: Desk) -> tuple[str | None, ...]:
    """For whom the asker reports: the organisation that the form names, or all that they may."""
    allowed = rules.check_reporting(ask.person, at.found, at.book.organisations)
    named = "" if ask.form.organisation == NONE else ask.form.organisation
    if named and named not in allowed:
        raise NotResponsible
    return (named,) if named else allowed


def _form(
    ask: Ask,
    at: Desk,
    allowed: tuple[str | None, ...],
    typed: ReportForm,
    *,
    faults: Iterable[Refusal] = (),
    alert: Refusal | None = None,
) -> Reply:
    one = allowed[0] if len(allowed) == 1 else None
    carried = {"record": at.record.id, "seen": at.seen} | ({"organisation": one} if one else {})
    reply = form_reply(
        ask,
        Said(N_("What came of conclusion {number}?"), {"number": at.record.id}),
        tuple(_inputs(at, allowed, typed)),
        Button(N_("Report"), SAVE, carried, style="positive"),
        faults=faults,
        alert=alert,
        buttons=(
            Button(N_("All that was reported"), "followup.show", {"record": at.record.id}, fills=False),
        ),
        about=f"followup:{at.record.id}",
    )
    data = {**reply.data, **_shown(ask, at, allowed)}
    return Reply("followup_report", data, about=reply.about, dialog=True)


def _shown(ask: Ask, at: Desk, allowed: tuple[str | None, ...]) -> dict[str, Any]:
    _, wording = at.record.wording(ask.language)
    own = [at.book.told(each, names=True) for each in reversed(at.reports)]
    others = any(rules.for_others(ask.person, each) for each in allowed)
    return {
        "heading": wording.title,
        "wording": cut(wording.text, TEXT),
        "due": at.found.due,
        "told": own[:SHOWN],
        "more": max(0, len(own) - SHOWN),
        "whom": [at.book.who(each) for each in allowed],
        "behalf": others,
        "nobody": not at.found.responsible,
    }


def _inputs(at: Desk, allowed: tuple[str | None, ...], typed: ReportForm) -> Iterator[Input]:
    if len(allowed) > 1:
        whom = tuple(Choice(each or NONE, at.book.who(each)) for each in allowed)
        yield Input("organisation", N_("For whom"), "one", typed.organisation, whom, required=True)
    states = tuple(Choice(each.value, text=STATES[each.value]) for each in Progress)
    yield Input("state", N_("How it stands"), "one", typed.state, states, required=True, expanded=True)
    label = N_("What was done, or why it was dropped (at most {n} characters)")
    yield Input("note", label, "lines", typed.note, values={"n": rules.NOTE_LIMIT})
    yield Input("day", N_("When it was done, or by when it is meant to be"), "day", typed.day)


# Saving


def prepare(ask: Ask, read: Read) -> Desk:
    """The desk, with what waits for whom the asker reports."""
    at = desk(ask, read)
    named = rules.reporters(ask.person, at.found.responsible, at.book.organisations)
    return replace(at, waiting=waiting(read.db, filter(None, named), ask.now))


def save(ask: Ask, at: Desk, tx: Tx) -> Reply:
    """Add the report to those of its organisation, unless it was made already or another came meanwhile."""
    at = at.again(tx.db)
    allowed = _allowed(ask, at)
    told, faults = _read(ask, allowed)
    if faults or told is None:
        return _form(ask, at, allowed, ask.form, faults=faults)
    organisation = allowed[0]
    last = at.found.of(organisation)
    if told.repeats(last, ask.form.seen, ask.now):
        return receipt(at.book, at.record.id, last, at.waiting, new=False)
    if rules.moved(last, ask.form.seen):
        return _form(ask, at, allowed, ask.form, alert=ReportedMeanwhile())
    return receipt(at.book, at.record.id, _add(ask.person, at, organisation, told, tx), at.waiting)


def _read(ask: Ask, allowed: tuple[str | None, ...]) -> tuple[Told | None, tuple[OfField, ...]]:
    reading = Reading()
    day = reading.day("day", ask.form.day)
    wrong: list[Any] = [*reading.faults, *rules.faults(ask.form.state, ask.form.note, day, ask.now)]
    if len(allowed) > 1:
        wrong.insert(0, FieldMissing("organisation"))
    return (None if wrong else Told(Progress(ask.form.state), ask.form.note, day)), tuple(wrong)


def _add(person: Person, at: Desk, organisation: str | None, told: Told, tx: Tx) -> Report:
    behalf = rules.for_others(person, organisation)
    added = reporting.add(tx.db, at.record.id, organisation, told, person, tx.now, behalf=behalf)
    tx.audit(
        "followup.reported",
        f"record:{at.record.id}",
        state=told.progress.value,
        organisation=organisation or "",
        behalf=behalf,
    )
    return added
