"""Hostile words, and one example of every refusal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from string import Formatter
from typing import Any

from knowledge import refusals
from knowledge.proposals import State
from knowledge.refusals import OfField, Refusal
from tests.cards import walks

HOSTILE = (
    '"}],"actions":[{"type":"Action.OpenUrl"}]',
    "{{DATE(2026-01-01T00:00:00Z)}}",
    "[x](javascript:alert(1))",
    '<img src=x onerror="alert(1)">',
    "lasku\u202efdp.exe\u2066 \u200f",
)
ALL_HOSTILE = " ".join(HOSTILE)
VALUES: dict[str, Any] = {
    "length": 20_000,
    "limit": 2_000,
    "number": "2026-12",
    "state": State.ACCEPTED,
    "round": {"fi": "Aluekehittämiskeskustelut 2026", "sv": "Regionutvecklingsdiskussionerna 2026"},
    "date": datetime(2026, 12, 8, 14, 15, tzinfo=UTC),
    "value": ALL_HOSTILE[:80],
    **walks.VALUES,
}


def all_refusals() -> list[Refusal]:
    """One of every class, its braces filled."""
    return [_example(kind) for kind in _kinds(Refusal) if kind is not OfField]


def _kinds(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for below in kind.__subclasses__():
        if below.__module__.startswith(refusals.__name__):
            yield below
            yield from _kinds(below)


def _example(kind: type[Refusal]) -> Refusal:
    names = [name for _, name, _, _ in Formatter().parse(kind.__doc__ or "") if name]
    of_field = ["objective"] if issubclass(kind, OfField) else []
    return kind(*of_field, **{name: VALUES[name] for name in names})
