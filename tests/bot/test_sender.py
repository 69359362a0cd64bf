"""Sending over HTTP: what the connector answers, and what that makes of a send."""

from dataclasses import replace
from socket import socket

import aiohttp
import pytest

from bot import reasons
from bot.auth import Door, DoorRules
from bot.outcomes import SendFailed
from bot.sender import Sender
from bot.tokens import OutboundToken
from tests.fakes.clock import StandingClock
from tests.fakes.teams import Answer, FakeTeams

HTML = "<html><body>502 Bad Gateway</body></html>"
BLOCKED = {"error": {"code": "ConversationBlockedByUser", "message": "User blocked the conversation."}}


@pytest.fixture
def sender(
    teams: FakeTeams, session: aiohttp.ClientSession, rules: DoorRules, clock: StandingClock
) -> Sender:
    secret = (teams.app_id, teams.secret, teams.tenant, teams.login_url)
    return Sender(session, Door(rules, session, clock), OutboundToken(session, clock, *secret))


async def send(sender: Sender, teams: FakeTeams) -> str:
    return await sender.send(teams.service_url, "a:1", {"type": "message"})


async def failed(sender: Sender, teams: FakeTeams) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await send(sender, teams)
    return caught.value


async def test_what_was_taken_has_an_id(sender: Sender, teams: FakeTeams) -> None:
    sent = await send(sender, teams)
    assert (sent[:2], 1) == ("1:", len(teams.accepted))


@pytest.mark.parametrize("body", [HTML, "", {"no": "id"}, ["a list"], None])
async def test_what_was_taken_without_an_id_was_taken(sender: Sender, teams: FakeTeams, body: object) -> None:
    teams.connector.then(Answer(201, body))
    assert "" == await send(sender, teams)


@pytest.mark.parametrize("status", [412, 502, 503])
async def test_a_gateways_page_is_no_problem(sender: Sender, teams: FakeTeams, status: int) -> None:
    teams.connector.then(Answer(status, HTML))
    told = await failed(sender, teams)
    assert (f"HTTP {status}", True, False, False) == (told.reason, told.again, told.gone, told.ambiguous)


async def test_a_wait_is_as_long_as_teams_asks(sender: Sender, teams: FakeTeams) -> None:
    teams.connector.then(Answer(429, HTML, {"Retry-After": "7"}))
    assert 7.0 == (await failed(sender, teams)).retry_after


async def test_a_lost_chat_is_known_by_its_code(sender: Sender, teams: FakeTeams) -> None:
    teams.connector.then(Answer(403, BLOCKED))
    told = await failed(sender, teams)
    assert (reasons.BLOCKED, True, False) == (told.reason, told.gone, told.again)


async def test_a_token_that_isnt_taken_is_renewed_once(sender: Sender, teams: FakeTeams) -> None:
    await send(sender, teams)
    teams.issued.clear()  # the connector knows none of them any more
    await send(sender, teams)
    assert (2, 2, 3) == (teams.login.calls, len(teams.accepted), teams.connector.calls)


async def test_a_token_that_is_never_taken_is_no_endless_loop(sender: Sender, teams: FakeTeams) -> None:
    teams.connector.always = Answer(401, {})
    told = await failed(sender, teams)
    assert ("HTTP 401", True, 2) == (told.reason, told.again, teams.connector.calls)


async def test_no_answer_leaves_open_whether_it_arrived(
    sender: Sender, teams: FakeTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.sender.DEADLINE", aiohttp.ClientTimeout(total=0.2))
    teams.connector.then(Answer(delay=5.0))
    told = await failed(sender, teams)
    assert (True, True, 1) == (told.again, told.ambiguous, teams.connector.calls)


async def test_a_connection_that_is_refused_brought_nothing(
    session: aiohttp.ClientSession, rules: DoorRules, clock: StandingClock
) -> None:
    with socket() as taken:  # nobody listens there
        taken.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{taken.getsockname()[1]}"
        sender = Sender(session, Door(replace(rules, service_hosts=(host,)), session, clock), None)
        with pytest.raises(SendFailed) as caught:
            await sender.send(f"http://{host}/", "a:1", {})
    told = caught.value
    assert ("ClientConnectorError", True, False) == (told.reason, told.again, told.ambiguous)


async def test_no_redirect_is_followed(sender: Sender, teams: FakeTeams) -> None:
    teams.connector.then(Answer(307, None, {"Location": "https://evil.example/"}))
    told = await failed(sender, teams)
    assert ("HTTP 307", False) == (told.reason, told.again)
