"""What is asked of organisations after the sessions: to tell what came of conclusions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from sqlmodel import Session, col, select

from knowledge.availability import due_of
from knowledge.reminders import Done, Duty, Kind, of_round
from knowledge.reporting import Followed, Report
from knowledge.reporting_rounds import opening, settled_since, still_asked
from knowledge.rounds import Round
from storage import reporting
from storage import tables as t

from .running import Running

AHEAD = timedelta(days=60)  # so long before its day a conclusion's follow-up is asked for


def of_follow_ups(running: Running) -> Iterator[Duty]:
    """Those of the rounds that go on, one for each; and the conclusions that have a day of their own."""
    for round_ in running.rounds.values():
        yield from _of_round(running.db, round_)
    yield from _of_days(running.db)


def _of_round(db: Session, round_: Round) -> Iterator[Duty]:
    opens, asked = opening(round_), reporting.asked_by(db, round_)
    left = {each: len(still_asked(own, each, opens)) for each, own in asked.items()}
    done = {each: _done(own, each) for each, own in asked.items() if not left[each]}
    if asked:
        yield Duty(
            Kind.FOLLOW_UP,
            of_round(round_.id),
            round_.names,
            opens,
            round_.proposals_close,
            frozenset(asked),
            done,
            round=round_.id,
            left=left,
        )


def _done(own: Iterable[Followed], organisation: str) -> Done:
    """Who told of the last of these, and when."""
    last = max(filter(None, (each.of(organisation) for each in own)), key=lambda each: (each.at, each.id))
    return Done(last.by, last.at)


def _of_days(db: Session) -> Iterator[Duty]:
    found = reporting.with_days(db)
    titles = _titles(db, [each.id for each in found])
    for each in found:
        if each.due and each.responsible:
            due = due_of(each.due)
            opens = due - AHEAD
            told = (report for report in each.reports if report.organisation in each.responsible)
            done = {one.organisation or "": _by(one) for one in told if settled_since(one, opens)}
            asked = frozenset(each.responsible)
            yield Duty(Kind.FOLLOW_UP, each.id, titles.get(each.id, {}), opens, due, asked, done)


def _by(report: Report) -> Done:
    return Done(report.by, report.at)


def _titles(db: Session, ids: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    row, found = t.RecordText, defaultdict[str, dict[str, str]](dict)
    for record, language, title in db.exec(
        select(row.record_id, row.lang, row.title).where(col(row.record_id).in_(list(ids)))
    ).all():
        found[record][language] = f"{record} {title}"
    return found
