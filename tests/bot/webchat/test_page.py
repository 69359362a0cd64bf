"""What the page gets from the server."""

from pathlib import Path

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]

CONNECTOR = "/webchat/connector/v3/conversations"


async def kept(client: Client, conversation: str = "a:lappi") -> dict[str, object]:
    answer: ClientResponse = await client.get(f"/webchat/conversations/{conversation}")
    found: dict[str, object] = await answer.json()
    return found


async def test_the_page_may_load_nothing_but_its_own_files(client: Client) -> None:
    answer = await client.get("/")
    rules = answer.headers["Content-Security-Policy"].split("; ")
    assert answer.status == 200
    assert rules[:3] == ["default-src 'none'", "script-src 'self'", "style-src 'self'"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_every_file_the_page_names_is_served(client: Client) -> None:
    page = await (await client.get("/")).text()
    named = [part.split('"')[0] for part in page.split('="/webchat/')[1:]]
    assert len(named) >= 7
    for name in named:
        answer = await client.get(f"/webchat/{name}")
        assert answer.status == 200


async def test_nothing_else_is_served(client: Client) -> None:
    for path in (
        "static/..%2Fpage.py",
        "static/nothing.js",
        "vendor/package.json",
        "vendor/..%2Fpackage.json",
    ):
        assert (await client.get(f"/webchat/{path}")).status == 404


async def test_missing_libraries_are_named_with_the_way_to_install_them(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.webchat.page.MODULES", tmp_path)
    for path in ("/", "/webchat/vendor/adaptivecards.js"):
        answer = await client.get(path)
        assert answer.status == 503
        assert "npm ci" in await answer.text()


async def test_people_and_the_bot_are_told(client: Client) -> None:
    answer = await client.get("/webchat/people")
    assert answer.headers["Cache-Control"] == "no-store"
    assert await answer.json() == [
        {
            "slug": "lappi",
            "name": "Laura Lapinlahti",
            "organisation": "Lapin liitto",
            "role": "contact",
            "language": "fi",
            "object_id": "oid-1",
            "tenant": "t-1",
            "group": "council",
        }
    ]
    assert await (await client.get("/webchat/bot")).json() == {"id": "alke", "name": "ALKE-botti"}


async def test_what_the_page_records_is_there_after_a_reload(client: Client) -> None:
    chat = "/webchat/conversations/a:lappi"
    assert (await client.put(f"{chat}/activities/m1", json={"type": "message", "text": "hei"})).status == 204
    assert (await client.put(f"{chat}/installed")).status == 204
    assert await kept(client) == {
        "installed": True,
        "activities": [{"type": "message", "text": "hei", "id": "m1"}],
    }


async def test_a_page_hears_its_own_conversation_and_that_something_came_elsewhere(client: Client) -> None:
    async with client.ws_connect("/webchat/live?conversation=a:lappi") as live:
        await client.post(f"{CONNECTOR}/a:lvm/activities", json={"type": "message", "text": "salaa"})
        answer = await client.post(f"{CONNECTOR}/a:lappi/activities", json={"type": "message", "text": "hei"})
        path = f"{CONNECTOR}/a:lappi/activities/{(await answer.json())['id']}"
        await client.put(path, json={"type": "message", "text": "moi"})
        await client.delete(path)
        await client.post(f"{CONNECTOR}/a:lappi/activities", json={"type": "typing"})
        told = [await live.receive_json() for _ in range(5)]
    assert told[0] == {"kind": "elsewhere", "conversation": "a:lvm"}
    assert [one["kind"] for one in told[1:]] == ["new", "updated", "deleted", "typing"]
    assert [one["activity"].get("text") for one in told[1:]] == ["hei", "moi", None, None]
