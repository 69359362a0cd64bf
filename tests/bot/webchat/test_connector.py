"""The connector that the bot calls: what Teams would answer, and what the page gets to see."""

from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient

Client = TestClient[web.Request, web.Application]

CHAT = "/webchat/connector/v3/conversations/a:lappi/activities"


async def transcript(client: Client) -> list[dict[str, Any]]:
    answer = await client.get("/webchat/conversations/a:lappi")
    found: list[dict[str, Any]] = (await answer.json())["activities"]
    return found


async def send(client: Client, activity: dict[str, Any], path: str = CHAT) -> str:
    answer = await client.post(path, json=activity)
    assert answer.status == 201
    return str((await answer.json())["id"])


async def test_a_sent_activity_gets_an_id_a_time_and_its_sender(client: Client) -> None:
    activity_id = await send(client, {"type": "message", "text": "Hei"})
    assert await transcript(client) == [
        {
            "type": "message",
            "text": "Hei",
            "id": activity_id,
            "timestamp": "2026-09-01T12:00:00+00:00",
            "from": {"id": "28:alke", "name": "ALKE-botti", "role": "bot"},
            "conversation": {"id": "a:lappi"},
        }
    ]


async def test_a_conversation_id_may_come_percent_encoded(client: Client) -> None:
    await send(client, {"type": "message", "text": "Hei"}, CHAT.replace("a:", "a%3A"))
    assert [one["text"] for one in await transcript(client)] == ["Hei"]


async def test_a_reply_names_what_it_answers(client: Client) -> None:
    await send(client, {"type": "message", "text": "Vastaus"}, f"{CHAT}/f:1")
    assert [one["replyToId"] for one in await transcript(client)] == ["f:1"]


async def test_an_update_takes_the_place_of_what_was_sent(client: Client) -> None:
    first = await send(client, {"type": "message", "text": "yksi"})
    await send(client, {"type": "message", "text": "kaksi"})
    answer = await client.put(f"{CHAT}/{first}", json={"type": "message", "text": "muutettu"})
    assert (answer.status, await answer.json()) == (200, {"id": first})
    assert [one["text"] for one in await transcript(client)] == ["muutettu", "kaksi"]


async def test_a_deleted_activity_is_gone_and_cannot_be_changed(client: Client) -> None:
    first = await send(client, {"type": "message", "text": "yksi"})
    assert (await client.delete(f"{CHAT}/{first}")).status == 200
    assert await transcript(client) == []
    assert (await client.delete(f"{CHAT}/{first}")).status == 404
    answer = await client.put(f"{CHAT}/{first}", json={"type": "message", "text": "taas"})
    assert (await answer.json())["error"]["code"] == "ActivityNotFoundInConversation"


async def test_typing_leaves_no_trace(client: Client) -> None:
    await send(client, {"type": "typing"})
    assert await transcript(client) == []


async def test_a_conversation_is_made_for_a_person_by_either_id(client: Client) -> None:
    for member in ("29:lappi", "oid-1"):
        body = {"members": [{"id": member}], "activity": {"type": "message", "text": member}}
        answer = await client.post("/webchat/connector/v3/conversations", json=body)
        assert answer.status == 201
        assert (await answer.json())["id"] == "a:lappi"
    assert [one["text"] for one in await transcript(client)] == ["29:lappi", "oid-1"]


async def test_no_conversation_is_made_with_a_stranger(client: Client) -> None:
    answer = await client.post("/webchat/connector/v3/conversations", json={"members": [{"id": "29:x"}]})
    assert answer.status == 403
    assert (await answer.json())["error"]["code"] == "BotNotInConversationRoster"


async def test_a_body_that_is_no_json_object_is_refused(client: Client) -> None:
    for body in (b"{", b"[]", b"\xff"):
        answer = await client.post(CHAT, data=body, headers={"Content-Type": "application/json"})
        assert answer.status == 400


async def test_what_cannot_be_read_is_a_bad_request(client: Client) -> None:
    deep = b'{"x": ' + b"[" * 500 + b"]" * 500 + b"}"
    for body, charset in ((b"{}", "klingon"), (b"\xe4", "utf-8"), (deep, "utf-8"), (b'{"x": NaN}', "utf-8")):
        headers = {"Content-Type": f"application/json; charset={charset}"}
        assert (await client.post(CHAT, data=body, headers=headers)).status == 400
    assert await transcript(client) == []


async def test_odd_members_are_strangers(client: Client) -> None:
    for members in (None, {}, 7, "29:lappi", [], [None], ["29:lappi"], [{}], [{"id": 7}], [{"id": ["x"]}]):
        answer = await client.post("/webchat/connector/v3/conversations", json={"members": members})
        assert answer.status == 403


async def test_a_first_activity_of_another_shape_is_a_bad_request(client: Client) -> None:
    for activity in ("hei", 7, [], ["hei"]):
        body = {"members": [{"id": "29:lappi"}], "activity": activity}
        answer = await client.post("/webchat/connector/v3/conversations", json=body)
        assert answer.status == 400
    assert await transcript(client) == []
