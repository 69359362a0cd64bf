import asyncio
from collections.abc import Callable

import aiohttp
import pytest
from structlog.testing import capture_logs

from bot.tokens import OutboundToken, TokenUnavailable
from tests.fakes.clock import StandingClock
from tests.fakes.teams import HANG, Answer, FakeTeams

NO_TOKEN = "no token from the login service: ValueError"

Make = Callable[..., OutboundToken]


@pytest.fixture
def make(session: aiohttp.ClientSession, clock: StandingClock, teams: FakeTeams) -> Make:
    def make(**changes: object) -> OutboundToken:
        usual = {
            "app_id": teams.app_id,
            "secret": teams.secret,
            "tenant": teams.tenant,
            "login_url": teams.login_url,
        }
        return OutboundToken(session, clock, **(usual | changes))  # type: ignore[arg-type]

    return make


async def reason(token: OutboundToken) -> str:
    with pytest.raises(TokenUnavailable) as caught:
        await token.get()
    return caught.value.reason


async def test_the_login_service_grants_a_token(make: Make, teams: FakeTeams) -> None:
    assert [await make().get()] == teams.issued


async def test_a_token_is_kept_until_five_minutes_before_its_end(
    make: Make, teams: FakeTeams, clock: StandingClock
) -> None:
    token = make()
    first = await token.get()
    clock.advance(seconds=3599 - 301)
    assert await token.get() == first
    clock.advance(seconds=1)
    assert await token.get() != first
    assert teams.login.calls == 2


async def test_many_callers_at_once_share_one_fetch(make: Make, teams: FakeTeams) -> None:
    token = make()
    got = await asyncio.gather(*(token.get() for _ in range(50)))
    assert (set(got), teams.login.calls) == (set(teams.issued), 1)


async def test_a_caller_who_gives_up_does_not_take_the_token_from_the_others(
    make: Make, teams: FakeTeams
) -> None:
    teams.login.then(Answer(delay=0.1))
    token = make()
    impatient, patient = asyncio.create_task(token.get()), asyncio.create_task(token.get())
    await teams.login.called.wait()
    impatient.cancel()
    assert [await patient] == teams.issued


async def test_a_wrong_secret_is_named_by_the_code_of_the_login_service(make: Make) -> None:
    assert await reason(make(secret="a-wrong-one")) == "the login service answered 401 invalid_client"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(502, "<h1>Bad gateway</h1>"), "the login service answered 502 without a reason"),
        (Answer(503, ["busy"]), "the login service answered 503 without a reason"),
        (Answer(307, headers={"Location": "/"}), "the login service answered 307 without a reason"),
        (Answer(200, "<h1>Welcome</h1>"), "no token from the login service: JSONDecodeError"),
        (Answer(200, {}), NO_TOKEN),
        (Answer(200, {"access_token": "", "expires_in": 1}), NO_TOKEN),
        (
            Answer(200, {"access_token": "x", "expires_in": "soon"}),
            NO_TOKEN,
        ),
    ],
)
async def test_an_answer_without_a_token_is_an_error_and_passes(
    make: Make, teams: FakeTeams, answer: Answer, expected: str
) -> None:
    teams.login.then(answer)
    token = make()
    assert await reason(token) == expected
    assert [await token.get()] == teams.issued


async def test_a_login_service_that_hangs_or_is_away_is_an_error(make: Make, teams: FakeTeams) -> None:
    teams.login.always = Answer(delay=HANG)
    assert await reason(make(deadline=0.1)) == "no token from the login service: TimeoutError"
    away = make(login_url="http://127.0.0.1:1")
    assert await reason(away) == "no token from the login service: ClientConnectorError"


async def test_a_token_that_still_holds_outlasts_a_failed_renewal(
    make: Make, teams: FakeTeams, clock: StandingClock
) -> None:
    token = make()
    first = await token.get()
    teams.login.always = Answer(503)
    clock.advance(seconds=3598)
    with capture_logs() as logs:
        assert await token.get() == first
    assert [line["event"] for line in logs] == ["token.not_renewed"]
    clock.advance(seconds=1)
    assert await reason(token) == "the login service answered 503 without a reason"


async def test_neither_the_error_nor_its_causes_hold_the_secret(make: Make, teams: FakeTeams) -> None:
    teams.login.then(Answer(400, {"error": "invalid_request"}), Answer(200, "<html>"))
    token = make()
    for _ in range(2):
        with pytest.raises(TokenUnavailable) as caught:
            await token.get()
        assert teams.secret not in repr(caught.value) + repr(caught.value.__cause__)
