from dataclasses import replace

import aiohttp
import pytest

from bot.auth import Door, DoorRules
from tests.fakes.clock import StandingClock
from tests.fakes.doorstep import Doorstep
from tests.fakes.teams import FakeTeams

LET_IN = (200, "let in")
URL_REFUSED = (401, "the token's service URL is not allowed")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/",
        "https://evil-smba.trafficmanager.net/",
        "https://evil.smba.trafficmanager.net/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://smba.trafficmanager.net@evil.example/",
        "https://user:pw@smba.trafficmanager.net/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://evil.example#@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net./",
        "https://smba.trafficmanager.net:8443/",
        "https://smba.trafficmanager.net:/",
        "https://smba.trafficmanager.net/?next=https://evil.example",
        "https://smba.trafficmanager.net/\r\nHost: evil.example",
        "https://smba.trafficmanager.net\n",
        "https://\u017fmba.trafficmanager.net/",
        "http://smba.trafficmanager.net/",
        "http://smba.trafficmanager.net:443/",
        "ftp://smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "http://127.0.0.1/",
        "http://127.0.0.1:1/",
        "",
        17,
        ["https://smba.trafficmanager.net/"],
    ],
)
async def test_a_service_url_outside_the_list_is_refused(
    door: Doorstep, teams: FakeTeams, url: object
) -> None:
    body = teams.message("moi") | {"serviceUrl": url}
    assert await door.knock(teams.token(serviceurl=url), body) == URL_REFUSED


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/emea/",
        "https://smba.trafficmanager.net/emea/7e57b07a-0000-4000-8000-0000000000aa/",
        "https://SMBA.trafficmanager.net:443/teams",
        "https://smba.trafficmanager.net",
    ],
)
async def test_a_service_url_of_teams_is_let_in(door: Doorstep, teams: FakeTeams, url: str) -> None:
    body = teams.message("moi") | {"serviceUrl": url}
    assert await door.knock(teams.token(serviceurl=url), body) == LET_IN


async def test_plain_http_is_for_loopback_even_when_the_list_names_the_port(
    rules: DoorRules, session: aiohttp.ClientSession, clock: StandingClock
) -> None:
    door = Door(
        replace(rules, service_hosts=("example.test:80", "localhost:80", "localhost")), session, clock
    )
    asked = (
        "http://example.test:80/",
        "https://example.test:80/",
        "http://localhost:80/",
        "http://localhost/",
    )
    assert [door.allows_service_url(url) for url in asked] == [False, True, True, False]
