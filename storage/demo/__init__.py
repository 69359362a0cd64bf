"""The demo: real goals, organisations and rounds up to 2024; everything else is invented and says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from knowledge.places import Places, load_places
from storage import audit
from storage.store import Store
from storage.transfer import import_goals, official_goals

from . import (
    agendas,
    follow_ups,
    left,
    minutes,
    people,
    planned,
    proposals,
    records,
    rounds,
    sessions,
    state_views,
    texts,
)
from .rounds import Plan
from .texts import RegionTexts


def build(store: Store, now: datetime) -> None:
    """Fill an upgraded, empty database with the demo, all in one transaction.

    This year's round is laid around `now`, with its proposals open; last year's is the newest that is done.
    Raises ValueError for a `now` before 2026, when last year's round was a real one.
    """
    plans = rounds.plans(now)
    places, written = load_places(), {text.region: text for text in texts.regions()}
    held = _held(plans, written, places)
    with store.transaction() as db:
        import_goals(db, official_goals())
        people.add(db, now)
        by_year = rounds.add(db, plans)
        sessions.add(db, held, by_year, places)
        sittings = planned.add(db, by_year[plans[-1].year], held, places, now)
        records.add(db, held, places)
        agendas.add(db, sittings, now)
        minutes.add(db, by_year[plans[-1].year], places, now)
        state_views.add(db, by_year[plans[-1].year], now)
        count = proposals.add(db, by_year[plans[-1].year], written.values(), places, now)
        left.add(db, by_year[plans[-2].year], now)
        follow_ups.add(db, by_year, by_year[plans[-2].year], now)
        audit.note(db, "demo", "demo.built", str(plans[-1].year), now, sessions=len(held), proposals=count)


def _held(
    plans: Sequence[Plan], written: Mapping[str, RegionTexts], places: Places
) -> tuple[sessions.Held, ...]:
    """The discussions of the rounds that are over; 2024 had four joint ones."""
    by_year = {str(plan.year): plan for plan in plans} | {"last": plans[-2]}
    keys = ("2020", "2022", "2023", "last")
    regional = [one for key in keys for one in sessions.regional(by_year[key], written, key, places)]
    return (*regional, *sessions.joint(by_year["2024"], texts.joint()))
