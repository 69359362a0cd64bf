import asyncio
import base64
import hashlib
import hmac
import json
from dataclasses import replace
from typing import Any

import aiohttp
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from bot.auth import Door, DoorRules
from bot.tokens import OutboundToken
from tests.fakes.clock import StandingClock
from tests.fakes.doorstep import Doorstep, doorstep
from tests.fakes.teams import FakeTeams, rsa_key

LET_IN = (200, "let in")
EXPIRED = (401, "the token has expired")
TOO_EARLY = (401, "the token is not valid yet")


def at(clock: StandingClock, seconds: int) -> int:
    return int(clock.now.timestamp()) + seconds


def by_hand(header: object, claims: object, secret: bytes = b"") -> str:
    """A token that no library would make: any header, any claims, HMAC over both."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (header, claims)]
    seal = hmac.digest(secret, b".".join(parts), hashlib.sha256)
    return b".".join([*parts, base64.urlsafe_b64encode(seal).rstrip(b"=")]).decode()


def claims_of(token: str) -> dict[str, Any]:
    return jwt.decode(token, options={"verify_signature": False})


async def test_a_token_of_the_connector_is_let_in(door: Doorstep) -> None:
    assert await door.knock() == LET_IN


async def test_an_expired_token_is_refused_after_the_leeway(
    door: Doorstep, teams: FakeTeams, clock: StandingClock
) -> None:
    assert await door.knock(teams.token(exp=at(clock, -299))) == LET_IN
    assert await door.knock(teams.token(exp=at(clock, -300))) == EXPIRED


async def test_a_token_from_the_future_is_refused_before_the_leeway(
    door: Doorstep, teams: FakeTeams, clock: StandingClock
) -> None:
    assert await door.knock(teams.token(nbf=at(clock, 300))) == LET_IN
    assert await door.knock(teams.token(nbf=at(clock, 301))) == TOO_EARLY


@pytest.mark.parametrize("claim", ["exp", "iss", "aud", "serviceurl"])
async def test_a_token_without_a_required_claim_is_refused(
    door: Doorstep, teams: FakeTeams, claim: str
) -> None:
    assert await door.knock(teams.token(**{claim: None})) == (401, "MissingRequiredClaimError")


async def test_a_token_for_another_bot_is_refused(door: Doorstep, teams: FakeTeams) -> None:
    assert await door.knock(teams.token(aud="another-bot")) == (401, "InvalidAudienceError")
    assert await door.knock(teams.token(aud=[teams.app_id])) == (401, "InvalidAudienceError")


async def test_a_token_of_another_issuer_is_refused(door: Doorstep, teams: FakeTeams) -> None:
    other = teams.token(iss="https://login.botframework.com")
    assert await door.knock(other) == (401, "InvalidIssuerError")


@pytest.mark.parametrize("exp", ["2027", True, [1], float("nan"), {"a": 1}])
async def test_an_end_that_is_no_time_is_refused(door: Doorstep, teams: FakeTeams, exp: object) -> None:
    assert await door.knock(teams.token(exp=exp)) == EXPIRED


@pytest.mark.parametrize("nbf", ["2020", True, [1], float("nan"), 10**400])
async def test_a_beginning_that_is_no_time_is_refused(door: Doorstep, teams: FakeTeams, nbf: object) -> None:
    assert await door.knock(teams.token(nbf=nbf)) == TOO_EARLY


async def test_an_unsigned_token_is_refused(door: Doorstep, teams: FakeTeams) -> None:
    headers = {"kid": f"key-{teams.signing}"}
    unsigned = jwt.encode(claims_of(teams.token()), "", "none", headers=headers)
    assert await door.knock(unsigned) == (401, "not signed with RS256 and a named key")


async def test_a_token_sealed_with_the_public_key_as_secret_is_refused(
    door: Doorstep, teams: FakeTeams
) -> None:
    public = rsa_key(teams.signing).public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    claims = claims_of(teams.token())
    kid = f"key-{teams.signing}"
    sealed = by_hand({"alg": "HS256", "kid": kid}, claims, secret)
    assert await door.knock(sealed) == (401, "not signed with RS256 and a named key")
    renamed = by_hand({"alg": "RS256", "kid": kid}, claims, secret)
    assert await door.knock(renamed) == (401, "InvalidSignatureError")


async def test_a_changed_token_is_refused(door: Doorstep, teams: FakeTeams) -> None:
    head, _, signature = teams.token().split(".")
    body = teams.token(serviceurl="https://smba.trafficmanager.net/emea/").split(".")[1]
    assert await door.knock(f"{head}.{body}.{signature}") == (401, "InvalidSignatureError")


async def test_the_bots_own_token_opens_no_door(
    door: Doorstep, teams: FakeTeams, session: aiohttp.ClientSession, clock: StandingClock
) -> None:
    own = OutboundToken(session, clock, teams.app_id, teams.secret, teams.tenant, teams.login_url)
    assert await door.knock(await own.get()) == (401, "InvalidIssuerError")
    alike = teams.token(aud="https://api.botframework.com")
    assert await door.knock(alike) == (401, "InvalidAudienceError")


async def test_a_key_for_other_channels_opens_no_door(door: Doorstep, teams: FakeTeams) -> None:
    teams.add_key("webchat", "directline")
    assert await door.knock() == (401, "the signing key is not endorsed for the channel")


@pytest.mark.parametrize(
    "token",
    [
        "x",
        "a.b.c",
        "å.ä.ö",
        "....",
        "e30.e30.e30",
        "bnVsbA.e30.",
        by_hand([], {}),
        by_hand({"alg": "RS256"}, {}),
        by_hand({"alg": "RS256", "kid": {"a": 1}}, {}),
        by_hand({"alg": ["RS256"], "kid": "key-1"}, {}),
        by_hand({"alg": "RS256", "kid": "key-1"}, []),
        by_hand({"alg": "RS256", "kid": "key-1", "crit": ["b64"], "b64": False}, {}),
        base64.urlsafe_b64encode(b"[" * 5000).decode() + ".e30.x",
        base64.urlsafe_b64encode(b'{"kid":' + b"9" * 5000 + b"}").decode() + ".e30.x",
    ],
)
async def test_what_is_no_token_is_refused(door: Doorstep, token: str) -> None:
    status, _ = await door.knock(token)
    assert status == 401


@pytest.mark.parametrize(
    "header", [None, b"", b"Basic YTpi", b"Bearer", b"Bearer ", b"Bearer \xff\xfe.\xff.x"]
)
async def test_a_head_without_a_bearer_token_is_refused(door: Doorstep, header: bytes | None) -> None:
    headers = () if header is None else (b"Authorization: " + header,)
    assert await door.knock_raw(*headers) == b"HTTP/1.1 401 Unauthorized\r\n"


async def test_a_bad_token_is_refused_before_any_of_the_body_has_come(
    door: Doorstep, teams: FakeTeams
) -> None:
    token = teams.token(aud="another-bot").encode()
    status = await door.knock_raw(b"Authorization: Bearer " + token)
    assert (status, door.first_lock_open.is_set()) == (b"HTTP/1.1 401 Unauthorized\r\n", False)


async def test_a_good_token_is_let_in_before_any_of_the_body_has_come(
    door: Doorstep, teams: FakeTeams
) -> None:
    _, writer = await door.open_raw(b"Authorization: Bearer " + teams.token().encode())
    assert await asyncio.wait_for(door.first_lock_open.wait(), 5)
    writer.close()
    await writer.wait_closed()


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        ({"serviceUrl": "https://smba.trafficmanager.net/x/"}, "the body's service URL is not the token's"),
        ({"serviceUrl": None}, "the body's service URL is not the token's"),
        ({"channelId": "webchat"}, "the body's channel is not the token's"),
        ({"channelId": ["msteams"]}, "the body's channel is not the token's"),
    ],
)
async def test_a_body_that_disagrees_with_the_token_is_refused(
    door: Doorstep, teams: FakeTeams, change: dict[str, object], answer: str
) -> None:
    assert (401, answer) == await door.knock(body=teams.message("moi") | change)


async def test_a_foreign_tenant_is_forbidden(door: Doorstep, teams: FakeTeams) -> None:
    body = teams.message("moi", channelData={"tenant": {"id": "another"}})
    assert await door.knock(body=body) == (403, "tenant 'another' is not admitted")


@pytest.mark.parametrize(
    "data", [None, {}, {"tenant": None}, {"tenant": {}}, {"tenant": {"id": 7}}, [], {"tenant": "x"}]
)
async def test_a_missing_tenant_is_forbidden(door: Doorstep, teams: FakeTeams, data: object) -> None:
    body = teams.message("moi", channelData=data)
    assert await door.knock(body=body) == (403, "the body names no tenant")


async def test_no_tenant_is_admitted_unless_named(
    rules: DoorRules, session: aiohttp.ClientSession, clock: StandingClock, teams: FakeTeams
) -> None:
    async with doorstep(Door(replace(rules, tenants=frozenset()), session, clock), teams) as door:
        assert (403, f"tenant '{teams.tenant}' is not admitted") == await door.knock()


def test_a_door_without_an_app_id_is_not_built() -> None:
    with pytest.raises(ValueError, match="let everyone in"):
        DoorRules(app_id="")
