import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import jwt
import pytest
from structlog.testing import capture_logs

from bot.auth import Door, DoorRules
from tests.fakes.clock import StandingClock
from tests.fakes.doorstep import Doorstep, doorstep
from tests.fakes.teams import HANG, Answer, FakeTeams, rsa_key

LET_IN = (200, "let in")
UNKNOWN = (401, "unknown signing key")
NO_KEYS = (401, "no fresh signing keys")


@pytest.fixture
async def hasty_door(
    rules: DoorRules, session: aiohttp.ClientSession, clock: StandingClock, teams: FakeTeams
) -> AsyncIterator[Doorstep]:
    """A door that waits for keys a tenth of a second only."""
    async with doorstep(Door(replace(rules, key_deadline=0.1), session, clock), teams) as step:
        yield step


def unknown_key(teams: FakeTeams, name: str = "nobody") -> str:
    claims = {"aud": teams.app_id, "serviceurl": teams.service_url, "exp": 2**31}
    return jwt.encode(claims, rsa_key(99), "RS256", headers={"kid": name})


async def test_keys_are_fetched_once_for_many_callers_at_once(door: Doorstep, teams: FakeTeams) -> None:
    answers = await asyncio.gather(*(door.knock() for _ in range(20)))
    assert answers == [LET_IN] * 20
    assert (teams.openid.calls, teams.jwks.calls) == (1, 1)


async def test_keys_are_kept_for_half_a_day(door: Doorstep, teams: FakeTeams, clock: StandingClock) -> None:
    await door.knock()
    clock.advance(hours=12)
    assert (await door.knock(), teams.jwks.calls) == (LET_IN, 1)
    clock.advance(seconds=1)
    assert (await door.knock(), teams.jwks.calls) == (LET_IN, 2)


async def test_an_unknown_key_is_looked_for_once_and_refused(door: Doorstep, teams: FakeTeams) -> None:
    await door.knock()
    assert await door.knock(unknown_key(teams)) == UNKNOWN
    assert teams.jwks.calls == 2


async def test_a_rotated_key_works_at_once_and_the_old_one_no_longer(
    door: Doorstep, teams: FakeTeams
) -> None:
    old = teams.token()
    assert await door.knock(old) == LET_IN
    teams.rotate()
    assert await door.knock() == LET_IN
    assert await door.knock(old) == UNKNOWN


async def test_a_token_under_anothers_key_id_is_refused(door: Doorstep, teams: FakeTeams) -> None:
    forged = unknown_key(teams, name=f"key-{teams.signing}")
    assert await door.knock(forged) == (401, "InvalidSignatureError")


async def test_garbage_in_bulk_causes_few_fetches(
    door: Doorstep, teams: FakeTeams, clock: StandingClock
) -> None:
    answers = [await door.knock(unknown_key(teams, f"garbage-{number}")) for number in range(30)]
    assert (set(answers), teams.jwks.calls) == ({UNKNOWN}, 4)
    assert await door.knock() == LET_IN
    clock.advance(seconds=61)
    await asyncio.gather(*(door.knock(unknown_key(teams, f"more-{number}")) for number in range(30)))
    assert teams.jwks.calls <= 8


async def test_whoever_comes_during_the_last_fetch_of_a_minute_waits_for_it(
    door: Doorstep, teams: FakeTeams
) -> None:
    for number in range(3):
        await door.knock(unknown_key(teams, f"garbage-{number}"))
    teams.rotate()
    teams.jwks.then(Answer(delay=0.1))
    assert await asyncio.gather(*(door.knock() for _ in range(2))) == [LET_IN] * 2


async def test_a_key_that_loses_its_endorsement_is_refused_when_keys_are_renewed(
    door: Doorstep, teams: FakeTeams, clock: StandingClock
) -> None:
    assert await door.knock() == LET_IN
    teams.published[teams.signing] = ("webchat",)
    clock.advance(hours=13)
    assert await door.knock() == (401, "the signing key is not endorsed for the channel")


async def test_a_key_server_that_is_away_lets_nobody_in_and_is_logged(
    rules: DoorRules, session: aiohttp.ClientSession, clock: StandingClock, teams: FakeTeams
) -> None:
    with socket.socket() as bound:  # bound and not listening: connections are refused
        bound.bind(("127.0.0.1", 0))
        away = replace(rules, openid_url=f"http://127.0.0.1:{bound.getsockname()[1]}/")
        async with doorstep(Door(away, session, clock), teams) as door:
            with capture_logs() as logs:
                assert await door.knock() == NO_KEYS
    assert [line["event"] for line in logs] == ["door.keys_not_fetched"]


async def test_a_key_server_that_hangs_lets_nobody_in_and_is_asked_few_times(
    hasty_door: Doorstep, teams: FakeTeams
) -> None:
    teams.jwks.always = Answer(delay=HANG)
    answers = await asyncio.gather(*(hasty_door.knock() for _ in range(10)))
    answers += [await hasty_door.knock() for _ in range(10)]
    assert (set(answers), teams.jwks.calls) == ({NO_KEYS}, 4)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(500),
        Answer(302, headers={"Location": "/v1/.well-known/keys"}),
        Answer(200, "<h1>Bad gateway</h1>"),
        Answer(200, {"keys": []}),
        Answer(200, {"keys": [{"kty": "RSA"}]}),
        Answer(200, {"keys": [{"kty": "RSA", "kid": "key-1", "n": "!", "e": "!"}]}),
        Answer(200, {"keys": {"kty": "RSA"}}),
        Answer(200, {"error": "no"}),
        Answer(200, [1]),
        Answer(200, None),
    ],
)
async def test_what_is_no_key_set_lets_nobody_in_and_passes(
    door: Doorstep, teams: FakeTeams, answer: Answer
) -> None:
    teams.jwks.then(answer)
    assert await door.knock() == NO_KEYS
    assert await door.knock() == LET_IN


@pytest.mark.parametrize("document", [{}, [], None, {"jwks_uri": 7}, {"jwks_uri": "nowhere"}])
async def test_what_is_no_configuration_lets_nobody_in(
    door: Doorstep, teams: FakeTeams, document: object
) -> None:
    teams.openid.always = Answer(200, document)
    assert await door.knock() == NO_KEYS


async def test_keys_at_hand_outlast_an_outage_until_they_are_a_day_old(
    door: Doorstep, teams: FakeTeams, clock: StandingClock
) -> None:
    await door.knock()
    teams.openid.always = Answer(503)
    clock.advance(hours=24)
    assert await door.knock() == LET_IN
    clock.advance(seconds=61)
    assert await door.knock() == NO_KEYS


async def test_a_caller_who_gives_up_does_not_take_the_keys_from_the_others(
    rules: DoorRules, session: aiohttp.ClientSession, clock: StandingClock, teams: FakeTeams
) -> None:
    teams.jwks.then(Answer(delay=0.1))
    async with doorstep(Door(rules, session, clock), teams) as door:
        impatient = asyncio.create_task(door.knock())
        patient = asyncio.create_task(door.knock())
        await teams.jwks.called.wait()
        impatient.cancel()
        assert (await patient, teams.jwks.calls) == (LET_IN, 1)


async def test_logs_hold_no_token(door: Doorstep, teams: FakeTeams) -> None:
    teams.openid.then(Answer(500))
    token = teams.token()
    with capture_logs() as logs:
        await door.knock(token)
    assert [part for part in token.split(".") if part in repr(logs)] == []
