"""Who has done what in a round, and who hasn't: step by step, by organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from .clock import is_past
from .people import Kind, Organisation
from .rounds import Round, over


class Step(StrEnum):
    """What is asked of organisations in a round, in the order in which it comes."""

    PROPOSALS = "proposals"
    JOINT = "joint"
    VIEWS = "views"
    AVAILABILITY = "availability"
    AGENDAS = "agendas"
    MINUTES = "minutes"
    FOLLOW_UP = "follow-up"


class Mark(StrEnum):
    """How an organisation stands in a step; `none` where it isn't asked, or the step hasn't opened."""

    DONE = "done"
    MISSING = "missing"
    LATE = "late"
    NONE = "none"


WAITING = frozenset({Mark.MISSING, Mark.LATE})
BY_SECRETARIAT = frozenset({(Step.VIEWS, Kind.COUNCIL), (Step.AGENDAS, Kind.COUNCIL)})
"""What the secretariat does for a region: nobody of the council can be reminded of it."""
KINDS = (Kind.COUNCIL, Kind.MINISTRY)


@dataclass(frozen=True)
class Question:
    """Something asked of several organisations at once; `open` while it can still be answered."""

    asked: frozenset[str]
    answered: frozenset[str]
    due: datetime | None = None
    open: bool = True


@dataclass(frozen=True)
class Sitting:
    """A session as the overview needs it: its regions, and whether its agenda is published."""

    regions: frozenset[str]
    published: bool


@dataclass(frozen=True)
class Facts:
    """What is recorded of a round. Numbers and questions by organisation, views and sittings by region.

    `proposals` are those that were sent and stand; `parts` are contributions to views; `joint` asks
    organisations to stand behind proposals; `polls` ask for times; `minutes` ask for confirmation.
    `reports`: by organisation, of how many conclusions of earlier rounds it has told, of how many asked.
    """

    round: Round
    organisations: tuple[Organisation, ...]
    proposals: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    views: frozenset[str] = frozenset()
    sittings: tuple[Sitting, ...] = ()
    joint: tuple[Question, ...] = ()
    polls: tuple[Question, ...] = ()
    minutes: tuple[Question, ...] = ()
    reports: Mapping[str, tuple[int, int]] = field(default_factory=dict)


AFTERWARDS = frozenset({Step.MINUTES})
"""Steps that go on after the round's last day of discussions."""


@dataclass(frozen=True)
class Cell:
    """How an organisation stands in a step: how many are done; of how many, where that is known."""

    mark: Mark
    done: int = 0
    of: int = 0


NOT_ASKED = Cell(Mark.NONE)


@dataclass(frozen=True)
class Row:
    """An organisation and how it stands in each step."""

    organisation: Organisation
    cells: Mapping[Step, Cell]

    def waits(self, step: Step) -> bool:
        """Is the step still to be done?"""
        return self.cells[step].mark in WAITING


@dataclass(frozen=True)
class Status:
    """A round as it stands: councils by their region's code, then ministries by their abbreviation."""

    round: Round
    rows: tuple[Row, ...]

    def of_kind(self, kind: Kind) -> tuple[Row, ...]:
        """The rows of councils or of ministries."""
        return tuple(row for row in self.rows if row.organisation.kind is kind)

    def count(self, step: Step, kind: Kind) -> tuple[int, int]:
        """How many have done a step, of how many that it is asked of."""
        marks = [row.cells[step].mark for row in self.of_kind(kind)]
        return marks.count(Mark.DONE), len(marks) - marks.count(Mark.NONE)

    def waiting(self, step: Step, kind: Kind) -> tuple[Row, ...]:
        """Those of a kind that haven't done a step."""
        return tuple(row for row in self.of_kind(kind) if row.waits(step))

    def to_remind(self, step: Step) -> tuple[str, ...]:
        """The organisations that still have to do a step themselves."""
        kinds = [kind for kind in KINDS if (step, kind) not in BY_SECRETARIAT]
        return tuple(row.organisation.id for kind in kinds for row in self.waiting(step, kind))


def status(facts: Facts, now: datetime) -> Status:
    """The round as it stands at a moment."""
    rows = (o for o in facts.organisations if o.kind in KINDS)
    return Status(facts.round, tuple(_row(facts, o, now) for o in sorted(rows, key=_place)))


def _place(organisation: Organisation) -> tuple[int, str]:
    return KINDS.index(organisation.kind), organisation.region or organisation.abbreviation or organisation.id


def _row(facts: Facts, organisation: Organisation, now: datetime) -> Row:
    return Row(organisation, {step: cell(facts, organisation, now) for step, cell in CELLS.items()})


# Each step


def _proposals(facts: Facts, organisation: Organisation, now: datetime) -> Cell:
    opened = now >= facts.round.proposals_open and _held(facts, now, facts.proposals)
    done = facts.proposals.get(organisation.id, 0)
    return _cell(done, 0, done > 0, opened, facts.round.proposals_close, now)


def _views(facts: Facts, organisation: Organisation, now: datetime) -> Cell:
    """A ministry contributes to the views of regions; a region's view is published by the secretariat."""
    begins = facts.round.kick_off or facts.round.proposals_open
    opened = is_past(begins, now) and _held(facts, now, facts.parts or facts.views)
    if organisation.kind is Kind.COUNCIL:
        out = organisation.region in facts.views
        return _cell(int(out), 1, out, opened, facts.round.agenda_due, now)
    regions = sum(o.kind is Kind.COUNCIL for o in facts.organisations)
    done = facts.parts.get(organisation.id, 0)
    return _cell(done, regions, done > 0, opened, facts.round.picture_due, now)


def _agendas(facts: Facts, organisation: Organisation, now: datetime) -> Cell:
    """The agendas of the sessions that a region has; a region without a session waits for one.

    Once the first agenda is out, every region's is counted.
    """
    if organisation.kind is not Kind.COUNCIL:
        return NOT_ASKED
    own = [sitting for sitting in facts.sittings if organisation.region in sitting.regions]
    done = sum(sitting.published for sitting in own)
    every = [sitting for sitting in facts.sittings if sitting.published]
    opened = bool(every) or (now > facts.round.proposals_close and not over(facts.round, now))
    return _cell(done, len(own), 0 < done == len(own), opened, facts.round.agenda_due, now)


def _follow_up(facts: Facts, organisation: Organisation, now: datetime) -> Cell:
    """What came of the conclusions of earlier rounds that an organisation is responsible for."""
    done, of = facts.reports.get(organisation.id, (0, 0))
    begins = facts.round.kick_off or facts.round.proposals_open
    opened = is_past(begins, now) and _held(facts, now, any(told for told, _ in facts.reports.values()))
    if not of:
        return NOT_ASKED
    return _cell(done, of, done == of, opened, facts.round.proposals_close, now)


def _held(facts: Facts, now: datetime, acts: object) -> bool:
    """Was the step held at all: in a round that is over, a step in which nobody did anything wasn't."""
    return bool(acts) or not over(facts.round, now)


def _cell(
    done: int, of: int, complete: bool, opened: bool, due: date | datetime | None, now: datetime
) -> Cell:
    if complete:
        return Cell(Mark.DONE, done, of)
    if not opened:
        return NOT_ASKED
    return Cell(Mark.LATE if due and is_past(due, now) else Mark.MISSING, done, of)


def _answers(questions: Iterable[Question], organisation: Organisation, now: datetime) -> Cell:
    """How an organisation stands to what it was asked."""
    own = [question for question in questions if organisation.id in question.asked]
    waiting = [question for question in own if organisation.id not in question.answered]
    if not own:
        return NOT_ASKED
    late = any(not question.open or (question.due and question.due < now) for question in waiting)
    mark = Mark.DONE if not waiting else Mark.LATE if late else Mark.MISSING
    return Cell(mark, len(own) - len(waiting), len(own))


CELLS: Mapping[Step, Callable[[Facts, Organisation, datetime], Cell]] = {
    Step.PROPOSALS: _proposals,
    Step.JOINT: lambda facts, organisation, now: _answers(facts.joint, organisation, now),
    Step.VIEWS: _views,
    Step.AVAILABILITY: lambda facts, organisation, now: _answers(facts.polls, organisation, now),
    Step.AGENDAS: _agendas,
    Step.MINUTES: lambda facts, organisation, now: _answers(facts.minutes, organisation, now),
    Step.FOLLOW_UP: _follow_up,
}
