"""What a round asks of organisations: what came of the conclusions of the rounds before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from .carrying import LOOKED_BACK
from .clock import at
from .reporting import CLOSED, Followed, Report
from .rounds import Round

RECENT = timedelta(days=30)
"""What was reported so shortly before it is asked for isn't asked for again."""


def opening(round_: Round) -> datetime:
    """From when on a round asks what came of the conclusions of those before it."""
    return at(round_.kick_off, time.min) if round_.kick_off else round_.proposals_open


def asks(found: Followed, organisation: str, years: Sequence[int], opens: datetime) -> bool:
    """Does a round that opens then ask an organisation about a conclusion? `years` are those of the rounds
    before it, in order.

    It asks about the conclusions of the last rounds, and about older ones that the organisation has told of,
    as long as its part wasn't done or dropped before.
    """
    if organisation not in found.responsible or found.superseded or found.year not in years:
        return False
    last = found.of(organisation)
    if last and last.progress in CLOSED and last.at < opens:
        return False
    return last is not None or found.year in years[-LOOKED_BACK:]


def told_since(report: Report | None, opens: datetime) -> bool:
    """Has an organisation reported since a round asked, or shortly before?"""
    return report is not None and report.at >= opens - RECENT


def still_asked(own: Iterable[Followed], organisation: str, opens: datetime) -> tuple[Followed, ...]:
    """Of the conclusions that a round asks an organisation about: those that it hasn't told of."""
    return tuple(each for each in own if not told_since(each.of(organisation), opens))


def settled_since(report: Report | None, opens: datetime) -> bool:
    """Has an organisation reported since it was asked, or has it been done or dropped before?"""
    return report is not None and (report.progress in CLOSED or report.at >= opens)
