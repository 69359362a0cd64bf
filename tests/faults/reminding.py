"""Reminders that come once: after a bell that stood still, across clock changes, with two bells."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from datetime import time as hour

from sqlmodel import Session, col, select

from bot.features import all_ticks
from bot.features.reminder_cards import OVERDUE
from bot.reasons import EXPIRED
from bot.ticks import Ringer
from cards.language import texts
from knowledge.clock import HELSINKI, at
from storage import tables as t
from storage.outbox import State
from storage.store import Store
from storage.transfer import import_goals, official_goals
from tests.bench.figures import Figure
from tests.faults import crowd
from tests.faults.bots import Bot, House, Watch, running
from tests.faults.counts import count, figures
from tests.faults.crowd import Member
from tests.faults.kills import DELAY, RATE
from tests.faults.stage import Scale, Stage, until
from tests.faults.weather import Plan

DAY = date(2027, 2, 3)  # a Wednesday with nothing special
MORNING, EARLY, DOWN, BACK, NOON = hour(9), hour(8, 58), hour(8, 30), hour(10, 30), hour(10)
DECISION, IN_TIME, TOO_LATE = "ALKE2024", "council:19", "council:01"
RINGS = 3.0  # seconds in which the bell rings several times
SAYS_LATE = texts("fi").say(OVERDUE, date="").rstrip(" .")
CHANGES = {  # a Wednesday shortly after a change: the days on which it is reminded of
    date(2026, 10, 28): ((10, 14), (10, 21), (10, 27), (10, 28)),
    date(2027, 3, 31): ((3, 17), (3, 24), (3, 30), (3, 31)),
    date(2027, 11, 3): ((10, 20), (10, 27), (11, 2), (11, 3)),
}


def outage(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """Nothing serves from 8:30 to 10:30, when 50 reminders were due at 9:00.

    Half of them have a deadline on the next day: they come once, and say that they are late. The others' was
    at 10:00: they aren't sent, and the outbox tells why.
    """
    stage.teams.plan(Plan(delay=DELAY), bodies=True)
    with stage.sqlite(empty=True) as house, house.store() as store:
        watch = _clock(stage, house, at(DAY, DOWN))
        half = scale.people // 2
        asked = _asked(stage, store, half, IN_TIME, at(DAY + timedelta(days=1), hour(16, 15)), 2027)
        over = _asked(stage, store, half, TOO_LATE, at(DAY, NOON), 2028)
        _down(Bot(house, stage.teams, watch=watch, settings={"SEND_RATE": RATE}), watch, store, scale)
        log, told = stage.teams.log(), crowd.outcome(store)
    theirs = {one.conversation for one in over}
    return count(asked, log).figures(
        "outage",
        say_late=sum(each.copy and SAYS_LATE in each.body for each in log),
        expired=sum((State.NOT_NEEDED, EXPIRED) == (row.state, row.reason) for row in told),
        expired_sent=sum(each.to in theirs for each in log),
    )


def _down(bot: Bot, watch: Watch, store: Store, scale: Scale) -> None:
    """The bot rings, is killed, and is started two hours later."""
    with running(bot):
        time.sleep(RINGS)
        bot.kill()
        _set(watch, at(DAY, BACK))
        bot.start()
        until(lambda: _all_ended(store, scale.people), 60, 0.2)
        time.sleep(RINGS)


def replicas(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """Two processes on PostgreSQL, both of which ring at 9:00, when 1,000 people are to be reminded."""
    stage.teams.plan(Plan(delay=DELAY))
    with stage.postgres(empty=True) as house, house.store() as store:
        watch = _clock(stage, house, at(DAY, EARLY))
        asked = _asked(stage, store, scale.people, IN_TIME, at(DAY + timedelta(days=1), hour(16, 15)), 2027)
        bots = [Bot(house, stage.teams, name, watch, {"SEND_RATE": RATE}) for name in ("one", "two")]
        with running(*bots):
            time.sleep(RINGS)
            _set(watch, at(DAY, MORNING))
            until(lambda: _all_ended(store, scale.people), 120, 0.2)
            time.sleep(RINGS)
        log = stage.teams.log()
        sends = sum(each.copy for each in log)
        return count(asked, log).figures("replicas", sends=sends, owed=len(crowd.outcome(store)))


def clock_changes(stage: Stage, scale: Scale) -> Sequence[Figure]:
    """The bell rings through some weeks around each change, every `seconds`, by a clock that is moved.

    Each person is to be reminded four times (14, 7, 1 days before, on the day), always at 9:00 in Helsinki.
    """
    every = [_changed(stage, scale, closes, days) for closes, days in CHANGES.items()]
    totals = {name: sum(each[name] for each in every) for name in every[0]}
    return figures("clock_changes", **totals | {"max_copies": max(each["max_copies"] for each in every)})


def _changed(stage: Stage, scale: Scale, closes: date, days: Sequence[tuple[int, int]]) -> Mapping[str, int]:
    """The counts of one change."""
    with stage.sqlite(empty=True) as house, house.store() as store:
        asked = _asked(stage, store, scale.people, IN_TIME, at(closes, hour(16, 15)), closes.year)
        _ring(store, closes, timedelta(seconds=scale.seconds))
        came = _owed(store)
    wanted = {(one.id, date(closes.year, *day)) for one in asked for day in days}
    on = Counter((person, when.date()) for person, when in came)
    return {
        "reminders": len(wanted),
        "lost": len(wanted - set(on)),
        "extra": len(came) - len(wanted & set(on)),
        "max_copies": max(on.values(), default=0),
        "wrong_hour": sum(when.time() != MORNING for _, when in came),
    }


def _ring(store: Store, closes: date, every: timedelta) -> None:
    """From 16 days before to the day after."""
    ringer, now = Ringer(store, all_ticks()), at(closes - timedelta(days=16), hour(0)).astimezone(UTC)
    while now < at(closes + timedelta(days=1), hour(12)):
        ringer.ring(now)
        now += every


def _owed(store: Store) -> list[tuple[int, datetime]]:
    """Every reminder's person and moment, by Helsinki's clocks."""
    with store.read() as db:
        rows = db.exec(select(t.Outbox.person_id, t.Outbox.created).order_by(col(t.Outbox.id))).all()
    return [(person, created.astimezone(HELSINKI)) for person, created in rows]


def _asked(
    stage: Stage, store: Store, count: int, organisation: str, closes: datetime, year: int
) -> Sequence[Member]:
    """Contacts of an organisation that alone takes part in a round, with proposals until then."""
    with store.transaction() as db:
        _round(db, organisation, closes.astimezone(UTC), year)
    tenants = [f"{organisation.replace(':', '-')}-{number}" for number in range(4)]
    return crowd.gather(store, count, tenants, stage.teams.service_url, closes, organisation)


def _round(db: Session, organisation: str, closes: datetime, year: int) -> None:
    import_goals(db, official_goals())
    row = t.Round(
        year=year,
        name_fi=f"Aluekehittämiskeskustelut {year}",
        decision=DECISION,
        proposals_open=closes - timedelta(days=30),
        proposals_close=closes,
        sessions_from=(closes + timedelta(days=30)).date(),
        sessions_to=(closes + timedelta(days=60)).date(),
    )
    db.add(row)
    db.flush()
    db.add(t.RoundOrganisation(round_id=row.id, organisation_id=organisation))


def _all_ended(store: Store, count: int) -> bool:
    return len(crowd.outcome(store)) >= count and crowd.left(store) == 0


def _clock(stage: Stage, house: House, shows: datetime) -> Watch:
    watch = stage.watch(house)
    _set(watch, shows)
    return watch


def _set(watch: Watch, shows: datetime) -> None:
    watch.ahead(seconds=(shows - datetime.now(UTC)).total_seconds())
