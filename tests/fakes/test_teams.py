import aiohttp
import pytest

from bot.tokens import OutboundToken
from tests.fakes.activities import conversation_id
from tests.fakes.clock import StandingClock
from tests.fakes.teams import Answer, FakeTeams


async def bearer(teams: FakeTeams, session: aiohttp.ClientSession) -> dict[str, str]:
    token = OutboundToken(session, StandingClock(), teams.app_id, teams.secret, teams.tenant, teams.login_url)
    return {"Authorization": f"Bearer {await token.get()}"}


@pytest.mark.parametrize(
    ("method", "path", "status", "new_id"),
    [
        ("POST", "v3/conversations", 201, "1:2"),
        ("POST", "v3/conversations/19%3Achannel%40thread.tacv2/activities", 201, "1:2"),
        ("POST", "v3/conversations/a%3Alappi/activities/7", 201, "1:2"),
        ("PUT", "v3/conversations/a%3Alappi/activities/7", 200, "7"),
        ("DELETE", "v3/conversations/a%3Alappi/activities/7", 200, "1:2"),
    ],
)
async def test_the_connector_takes_what_a_bot_sends(method: str, path: str, status: int, new_id: str) -> None:
    async with FakeTeams(StandingClock()) as teams, aiohttp.ClientSession() as session:
        headers = await bearer(teams, session)
        url = teams.service_url + path
        async with session.request(method, url, json={"text": "moi"}, headers=headers) as response:
            assert (response.status, await response.json()) == (status, {"id": new_id})
        assert [sent.activity for sent in await teams.until_sent(1)] == [{"text": "moi"}]
        assert teams.accepted == teams.sent


async def test_the_connector_keeps_what_it_refuses_apart() -> None:
    async with FakeTeams(StandingClock()) as teams, aiohttp.ClientSession() as session:
        headers = await bearer(teams, session)
        url = f"{teams.service_url}v3/conversations/{conversation_id('lappi')}/activities"
        teams.connector.then(Answer(429, {"error": {}}, {"Retry-After": "1"}), Answer(502, "<h1>Bad</h1>"))
        statuses = []
        for sent_with in (headers, headers, {}, headers):
            async with session.post(url, json={}, headers=sent_with) as response:
                statuses.append(response.status)
        assert statuses == [429, 502, 401, 201]
        assert (len(teams.sent), teams.accepted) == (4, teams.sent[3:])
