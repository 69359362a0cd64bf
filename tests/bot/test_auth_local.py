import pytest

from bot.auth import Head, LocalDoor, Unauthorised

OWN_PAGE = Head(None, "127.0.0.1:3978", "http://127.0.0.1:3978", "127.0.0.1")
BODY: dict[str, object] = {"serviceUrl": "http://127.0.0.1:3978/local/", "channelId": "msteams"}


@pytest.fixture
def door() -> LocalDoor:
    return LocalDoor(3978)


async def reason(door: LocalDoor, head: Head, body: dict[str, object] | None = None) -> str:
    """Why the door stays shut, or "" when both locks open."""
    try:
        door.second_lock(await door.first_lock(head), body or BODY)
    except Unauthorised as no:
        return no.reason
    return ""


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "[::1]"])
@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
async def test_the_local_page_is_let_in(door: LocalDoor, name: str, peer: str) -> None:
    host = f"{name}:3978"
    assert await reason(door, Head(None, host, f"http://{host}", peer)) == ""


async def test_a_program_without_an_origin_is_let_in(door: LocalDoor) -> None:
    assert await reason(door, Head(None, "localhost:3978", None, "127.0.0.1")) == ""


@pytest.mark.parametrize("peer", ["192.0.2.7", "::ffff:192.0.2.7", "2001:db8::1", "", "localhost", None])
async def test_another_machine_is_refused(door: LocalDoor, peer: str | None) -> None:
    head = Head(None, OWN_PAGE.host, OWN_PAGE.origin, peer)
    assert await reason(door, head) == "the peer is not on this machine"


@pytest.mark.parametrize(
    "host", ["evil.example:3978", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:3978", "", None]
)
async def test_a_name_that_only_points_here_is_refused(door: LocalDoor, host: str | None) -> None:
    head = Head(None, host, f"http://{host}", "127.0.0.1")
    assert await reason(door, head) == "the request is for another host"


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "",
        "http://localhost:3978",
        "http://127.0.0.1:8080",
        "http://127.0.0.1",
    ],
)
async def test_another_site_is_refused(door: LocalDoor, origin: str) -> None:
    head = Head(None, OWN_PAGE.host, origin, OWN_PAGE.peer)
    assert await reason(door, head) == "the request is from another site"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/",
        "http://127.0.0.1:39780/",
        "http://127.0.0.1:3978@evil.example/",
        "http://127.0.0.1.evil.example:3978/",
        "https://smba.trafficmanager.net/emea/",
        "http://192.0.2.7:3978/",
        None,
    ],
)
async def test_answers_stay_on_this_machine_and_port(door: LocalDoor, url: str | None) -> None:
    answer = await reason(door, OWN_PAGE, BODY | {"serviceUrl": url})
    assert answer == "the body's service URL is not on this machine"


async def test_another_channel_is_refused(door: LocalDoor) -> None:
    answer = await reason(door, OWN_PAGE, BODY | {"channelId": "webchat"})
    assert answer == "the body's channel is not the local page's"


async def test_a_stand_in_for_teams_on_a_named_port_gets_answers() -> None:
    door = LocalDoor(3978, other_ports=[56150])
    asked = ("http://localhost:56150/_connector", "http://localhost:56151/_connector")
    assert [door.allows_service_url(url) for url in asked] == [True, False]
