"""`/healthz`, `/readyz` and `/metrics`, over HTTP and by their rules."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientResponse
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bot.app import HEALTH
from bot.health import Check
from bot.probes import answer, may_read
from storage import outbox
from storage import tables as t
from tests.bot.served import Bot
from tests.fakes.teams import Answer

HIDDEN = "salaisuus krokotiilitarhasta"


async def get(bot: Bot, path: str, **headers: str) -> ClientResponse:
    """What a path answers; the moment's look at the database is forgotten first."""
    bot.server.app[HEALTH]._look = None
    return await bot.teams._session.get(bot.server.make_url(path), headers=headers)


async def ready(bot: Bot) -> tuple[int, str, Mapping[str, Any]]:
    """Status, word, and the checks of /readyz."""
    response = await get(bot, "/readyz")
    told = await response.json()
    return response.status, told["status"], told["checks"]


async def figures(bot: Bot) -> dict[str, float]:
    """Every figure of /metrics, by its name with its labels."""
    page = await (await get(bot, "/metrics")).text()
    found = re.findall(r"^([a-z_]+(?:\{[^}]*\})?) ([^\s]+)$", page, re.MULTILINE)
    return {name: float(value) for name, value in found}


def owe(bot: Bot, due: datetime, *, urgent: bool = True) -> None:
    with bot.store.transaction() as db:
        told = {"card": "notice", "data": {}, "cause": "a cause", "now": due, "urgent": urgent}
        outbox.owe(db, once=f"{due}", person=1, **told)


def rung(bot: Bot, when: datetime) -> None:
    with bot.store.transaction() as db:
        db.merge(t.Bell(id=1, rung=when))


def unreachable(*_: object) -> None:
    raise OperationalError("SELECT", {}, OSError())


# /readyz


async def test_a_process_that_works_is_ready(bot: Bot) -> None:
    rung(bot, bot.clock() - timedelta(seconds=3))
    status, word, checks = await ready(bot)
    assert (200, "ready", set()) == (status, word, {n for n, check in checks.items() if not check["ok"]})
    assert {"database", "migrations", "own_bell", "bell", "outbox", "token", "mail"} == set(checks)
    assert 3.0 == checks["bell"]["age_s"]


async def test_without_its_database_it_is_not_ready_but_lives(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.vitals", unreachable)
    status, word, checks = await ready(bot)
    assert (503, "unready", "OperationalError") == (status, word, checks["database"]["why"])
    assert 200 == (await get(bot, "/healthz")).status


async def test_a_database_that_hangs_is_told_in_time_and_looked_at_once(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.LIMIT", 0.05)
    looks, gate = [], threading.Event()

    def hanging(*_: object) -> None:
        looks.append(1)
        gate.wait(5)
        raise RuntimeError

    monkeypatch.setattr("bot.health.vitals", hanging)
    health = bot.server.app[HEALTH]
    answers = [await asyncio.gather(*(health.checks() for _ in range(5))) for _ in range(2)]
    gate.set()
    assert [1] == looks
    assert {"no answer in 2 s"} == {checks["database"].why for each in answers for checks in each}


@pytest.mark.parametrize(
    ("revision", "expected"),
    [("0001", (503, "run alke db upgrade")), ("9999", (200, "of a newer program"))],
)
async def test_tables_that_are_too_old_keep_turns_away_newer_ones_do_not(
    bot: Bot, revision: str, expected: tuple[int, str]
) -> None:
    with bot.store.transaction() as db:
        db.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": revision})
    status, _, checks = await ready(bot)
    assert expected == (status, checks["migrations"]["why"])


async def test_a_bell_that_stopped_is_shown_but_keeps_no_turns_away(bot: Bot) -> None:
    rung(bot, bot.clock() - timedelta(seconds=61))
    status, word, checks = await ready(bot)
    assert (200, "degraded", "has stopped") == (status, word, checks["bell"]["why"])


async def test_a_process_whose_own_bell_stopped_is_not_ready(bot: Bot) -> None:
    pulse = bot.server.app[HEALTH].pulse
    pulse.clock = lambda: pulse._came + 61
    status, word, checks = await ready(bot)
    assert (503, "unready", "hasn't come round") == (status, word, checks["own_bell"]["why"])


async def test_a_bell_that_rings_in_vain_is_shown(bot: Bot) -> None:
    bot.server.app[HEALTH].pulse.rang(RuntimeError(HIDDEN))
    status, word, checks = await ready(bot)
    assert (200, "degraded", "failed: RuntimeError") == (status, word, checks["own_bell"]["why"])
    bot.server.app[HEALTH].pulse.rang()
    _, _, checks = await ready(bot)
    assert checks["own_bell"]["ok"]


@pytest.mark.parametrize(("minutes", "fine"), [(9, True), (11, False)])
async def test_a_message_that_waits_too_long_is_shown(bot: Bot, minutes: int, *, fine: bool) -> None:
    owe(bot, bot.clock() - timedelta(minutes=minutes))
    status, _, checks = await ready(bot)
    assert (200, fine, 60.0 * minutes) == (status, checks["outbox"]["ok"], checks["outbox"]["oldest_s"])


async def test_a_token_that_cannot_be_got_is_shown_without_the_secret(bot: Bot) -> None:
    bot.teams.login.always = Answer(401, {"error": "invalid_client", "error_description": HIDDEN})
    await bot.post(bot.teams.message("hei", "lappi"))
    await bot.settled("owed")
    for _ in range(500):
        status, word, checks = await ready(bot)
        if not checks["token"]["ok"]:
            break
        await asyncio.sleep(0.01)
    assert (200, "degraded") == (status, word)
    assert "the login service answered 401 invalid_client" == checks["token"]["why"]
    assert bot.teams.secret not in str(checks)


async def test_a_token_tells_how_long_it_holds(bot: Bot) -> None:
    await bot.post(bot.teams.message("hei", "lappi"))
    await bot.hears(1)
    _, _, checks = await ready(bot)
    assert ({"ok": True, "left_s": 3599}) == checks["token"]


def test_what_is_not_needed_for_turns_never_makes_it_unready() -> None:
    shown = answer({"a": Check(ok=False, why="x"), "b": Check(ok=True, needed=True)})
    kept = answer({"a": Check(ok=True), "b": Check(ok=False, needed=True)})
    assert (200, 503) == (shown.status, kept.status)


# /metrics


@pytest.mark.parametrize("token", ["", "a-token"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1", "10.0.0.7", None])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-For": "10.0.0.7"},
        {"Forwarded": "for=10.0.0.7"},
        {"X-Real-IP": "10.0.0.7"},
        {"Authorization": "Bearer a-token"},
        {"Authorization": "bearer  a-token "},
        {"Authorization": "Bearer another"},
        {"Authorization": "Bearer "},
        {"Authorization": "Basic a-token"},
        {"Authorization": "Bearer ä\udcff"},
    ],
)
def test_figures_are_for_who_has_the_token_or_without_one_for_this_machine(
    token: str, peer: str | None, headers: dict[str, str]
) -> None:
    from_here = peer in ("127.0.0.1", "::1") and set(headers) <= {"Authorization"}
    shown = headers.get("Authorization", "").split() in (["Bearer", token], ["bearer", token])
    assert (shown if token else from_here) == may_read(headers, peer, token)


async def test_a_request_that_a_proxy_brings_is_not_from_this_machine(bot: Bot) -> None:
    assert 200 == (await get(bot, "/metrics")).status
    refused = await get(bot, "/metrics", **{"X-Forwarded-For": "10.0.0.7"})
    assert (403, "") == (refused.status, await refused.text())


async def test_turns_are_counted_by_what_they_were_and_how_they_went(bot: Bot) -> None:
    press = bot.teams.execute("proposal.mine", {"offset": 0}, "lappi")
    for activity in (bot.teams.message("hei", "lappi"), press, press):
        await bot.post(activity)
    await bot.post(bot.teams.execute(f"made.up.{HIDDEN}", {}, "lappi"))
    await bot.post(bot.teams.message("?", "lappi"))
    found = {name: value for name, value in (await figures(bot)).items() if "alke_turns_total" in name}
    assert {
        'alke_turns_total{outcome="answered",what="help"}': 1.0,
        'alke_turns_total{outcome="answered",what="proposal.mine"}': 1.0,
        'alke_turns_total{outcome="again",what="proposal.mine"}': 1.0,
        'alke_turns_total{outcome="refused",what="unknown"}': 1.0,
        'alke_turns_total{outcome="refused",what="ask"}': 1.0,
    } == found


async def test_a_turn_that_failed_is_counted_so(bot: Bot) -> None:
    with bot.store.transaction() as db:
        db.execute(text("CREATE TRIGGER broken BEFORE INSERT ON turn BEGIN SELECT RAISE(ABORT, 'full'); END"))
    await bot.post(bot.teams.message(HIDDEN, "lappi"))
    assert 1.0 == (await figures(bot))['alke_turns_total{outcome="failed",what="message"}']


async def test_who_was_turned_away_is_counted_by_a_reason_that_they_cannot_choose(bot: Bot) -> None:
    await bot.post(bot.teams.message("hei"), token="nonsense")
    for tenant in ("one", "another"):
        activity = bot.teams.message("hei")
        await bot.post({**activity, "channelData": {"tenant": {"id": tenant}}})
    found = {name: value for name, value in (await figures(bot)).items() if "turned_away_total" in name}
    assert {
        'alke_turned_away_total{reason="DecodeError"}': 1.0,
        'alke_turned_away_total{reason="tenant not admitted"}': 2.0,
    } == found


async def test_the_outbox_the_bell_and_the_process_have_figures(bot: Bot) -> None:
    now = bot.clock()
    rung(bot, now - timedelta(seconds=70))
    owe(bot, now - timedelta(minutes=2))
    owe(bot, now + timedelta(hours=1))
    found = await figures(bot)
    expected = {"alke_bell_age_seconds": 70.0, "alke_outbox_oldest_seconds": 120.0, "alke_database_up": 1.0}
    expected |= {'alke_outbox_owed{when="now"}': 1.0, 'alke_outbox_owed{when="later"}': 1.0}
    assert expected == {name: found[name] for name in expected}
    assert found["process_resident_memory_bytes"] > 1e7


async def test_the_event_loops_lag_is_measured(bot: Bot) -> None:
    measured = 0.0
    for _ in range(500):
        if measured := (await figures(bot))["alke_event_loop_lag_seconds_count"]:
            break
        await asyncio.sleep(0.01)
    assert measured >= 1


async def test_without_a_database_the_figures_that_need_it_are_no_numbers(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.vitals", unreachable)
    found = await figures(bot)
    assert 0.0 == found["alke_database_up"]
    assert str(found["alke_bell_age_seconds"]) == "nan"


async def test_labels_hold_no_people_and_no_texts(bot: Bot) -> None:
    await bot.post(bot.teams.message(HIDDEN, "lappi"))
    await bot.hears(1)
    page = await (await get(bot, "/metrics")).text()
    for hidden in (HIDDEN, "krokotiilitarha", "lappi", "Tunturila", bot.teams.tenant):
        assert hidden not in page
