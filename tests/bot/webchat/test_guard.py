"""Who may use the local page's routes."""

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]

ROUTES = (
    ("GET", "/"),
    ("GET", "/webchat/static/app.js"),
    ("GET", "/webchat/vendor/adaptivecards.js"),
    ("GET", "/webchat/people"),
    ("GET", "/webchat/bot"),
    ("GET", "/webchat/live"),
    ("GET", "/webchat/conversations/a:lappi"),
    ("PUT", "/webchat/conversations/a:lappi/installed"),
    ("PUT", "/webchat/conversations/a:lappi/activities/1"),
    ("POST", "/webchat/connector/v3/conversations"),
    ("POST", "/webchat/connector/v3/conversations/a:lappi/activities"),
    ("POST", "/webchat/connector/v3/conversations/a:lappi/activities/1"),
    ("PUT", "/webchat/connector/v3/conversations/a:lappi/activities/1"),
    ("DELETE", "/webchat/connector/v3/conversations/a:lappi/activities/1"),
)


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_route_refuses_another_host_name(client: Client, method: str, path: str) -> None:
    for host in (
        f"evil.example:{client.port}",
        "127.0.0.1:1",
        "127.0.0.1",
        "",
        f"127.0.0.1.nip.io:{client.port}",
    ):
        answer = await client.request(method, path, headers={"Host": host})
        assert answer.status == 403


@pytest.mark.parametrize(("method", "path"), ROUTES)
async def test_every_route_refuses_another_site(client: Client, method: str, path: str) -> None:
    for origin in ("https://evil.example", "null", "http://127.0.0.1:1", f"https://127.0.0.1:{client.port}"):
        answer = await client.request(method, path, headers={"Origin": origin})
        assert answer.status == 403


async def test_the_page_itself_is_let_in_by_each_of_its_names(client: Client) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST", "[::1]"):
        host = f"{name}:{client.port}"
        answer = await client.get("/webchat/people", headers={"Host": host, "Origin": f"http://{host}"})
        assert answer.status == 200


async def test_one_name_is_not_the_others_site(client: Client) -> None:
    headers = {"Host": f"127.0.0.1:{client.port}", "Origin": f"http://localhost:{client.port}"}
    assert (await client.get("/webchat/people", headers=headers)).status == 403


async def test_the_tables_cover_every_route_of_the_page(client: Client) -> None:
    assert client.app is not None
    served = {
        (route.method, route.resource.canonical) for route in client.app.router.routes() if route.resource
    }
    assert len({one for one in served if one[0] != "HEAD"}) == len(ROUTES)
