"""The bot as Teams meets it: over HTTP, with tokens, and with a connector that doesn't always answer."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from aiohttp.test_utils import TestServer
from sqlmodel import select

from bot.app import CORE, create_app
from bot.memory import Facts
from bot.settings import Misconfigured, Settings
from cards.render import as_text
from storage import tables as t
from storage.store import Store
from tests.fakes.activities import Activity, aad_id
from tests.fakes.clock import StandingClock
from tests.fakes.teams import Answer, FakeTeams, Sent

HOSTILE = {
    "empty": "",
    "10,000 characters": "mitä " * 2000,
    "emoji only": "🎉🎉🎉",
    "HTML": "<script>alert(1)</script> mitä sovimme",
    "markdown link": "[paina](javascript:alert(1)) mitä sovimme viime vuonna",
    "JSON": '"}],"actions":[{"type":"Action.OpenUrl","url":"https://evil.example"}]',
    "template": "{{DATE(2026-01-01T00:00:00Z,SHORT)}} mitä sovimme",
    "bidi": "mitä \u202esovimme\u202c viime vuonna \u2067x\u2069",
    "query syntax": "* OR kind:proposal~5 matkailu*",
    "nul": "mitä\x00 sovimme",
    "lone surrogate": "mitä \ud800 sovimme",
}


class Bot:
    """The served bot and the Teams around it."""

    def __init__(self, teams: FakeTeams, server: TestServer, store: Store, clock: StandingClock) -> None:
        self.teams, self.server, self.store, self.clock = teams, server, store, clock

    async def post(self, activity: Activity, **more: str) -> tuple[int, object]:
        return await self.teams.post(str(self.server.make_url("/api/messages")), activity, **more)

    async def hears(self, count: int) -> list[Sent]:
        return await asyncio.wait_for(self.teams.until_sent(count), 10)

    async def settled(self, state: str) -> None:
        """Wait until a turn has come to this state."""
        for _ in range(1000):
            if state in [turn.state for turn in self.turns()]:
                return
            await asyncio.sleep(0.01)
        pytest.fail(f"no turn came to be {state}")

    def turns(self) -> list[t.Turn]:
        with self.store.read() as db:
            return list(db.exec(select(t.Turn)).all())


@pytest.fixture
async def bot(
    demo_data: Path,
    tmp_path: Path,
    facts: Facts,
    teams: FakeTeams,
    clock: StandingClock,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> AsyncIterator[Bot]:
    monkeypatch.setattr("bot.app.load_facts", lambda _: facts)  # they take half a second, and never change
    shutil.copytree(demo_data, tmp_path / "data")
    clock.now = now
    settings = Settings(
        data_dir=tmp_path / "data",
        app_id=teams.app_id,
        app_secret=teams.secret,
        app_tenant=teams.tenant,
        tenants=(teams.tenant,),
        service_hosts=(teams.host,),
        openid_url=teams.openid_url,
        login_url=teams.login_url,
    )
    app = create_app(settings, clock)
    store = app[CORE].store
    with store.transaction() as db:
        for person in db.exec(select(t.Person)).all():
            person.tenant, person.object_id = teams.tenant, aad_id(person.slug or "")
            db.add(person)
    async with TestServer(app) as server:
        yield Bot(teams, server, store, clock)


def said(sent: Sent) -> str:
    return as_text(sent.activity["attachments"][0]["content"])


async def test_a_question_is_answered_with_a_card_in_the_conversation(bot: Bot) -> None:
    status, _ = await bot.post(bot.teams.message("mitä sovimme viime vuonna?", "lappi"))
    [sent] = await bot.hears(1)
    assert 202 == status
    assert "2025-19-01" in said(sent)
    assert "text" not in sent.activity
    assert sent.activity["summary"]


async def test_the_bot_is_in_the_right_chat_and_sends_its_own_token(bot: Bot) -> None:
    await bot.post(bot.teams.message("hei", "kainuu"))
    [sent] = await bot.hears(1)
    assert "a:kainuu" == sent.conversation
    assert f"Bearer {bot.teams.issued[0]}" == sent.headers["Authorization"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
async def test_whatever_is_written_gets_one_clear_card(bot: Bot, text: str) -> None:
    status, _ = await bot.post(bot.teams.message(text, "lappi"))
    [sent] = await bot.hears(1)
    card = sent.activity["attachments"][0]["content"]
    assert 202 == status
    assert "{{" not in json.dumps(card)
    assert {"Action.Execute", "Action.Submit"} >= {action["type"] for action in card["actions"]}
    assert 1 == len(bot.teams.sent)


async def test_no_token_no_turn(bot: Bot) -> None:
    status, _ = await bot.post(bot.teams.message("hei", "lappi"), token="nonsense")
    assert (401, []) == (status, bot.turns())


async def test_another_tenant_is_turned_away_before_any_turn(bot: Bot) -> None:
    activity = bot.teams.message("hei", "lappi")
    activity["channelData"] = {"tenant": {"id": "00000000-0000-4000-8000-00000000ffff"}}
    status, _ = await bot.post(activity)
    assert (403, []) == (status, bot.turns())


@pytest.mark.parametrize("raw", [b"", b"[]", b"{", b'"x"', b"\xff\xfe", b"[" * 100_000])
async def test_a_body_that_is_no_activity_is_a_bad_request(bot: Bot, raw: bytes) -> None:
    headers = {"Authorization": f"Bearer {bot.teams.token()}"}
    url = bot.server.make_url("/api/messages")
    async with bot.teams._session.post(url, data=raw, headers=headers) as response:
        assert 400 == response.status


async def test_a_body_over_the_limit_is_refused(bot: Bot) -> None:
    status, _ = await bot.post(bot.teams.message("x" * 300_000, "lappi"))
    assert 413 == status


@pytest.mark.parametrize("kind", ["typing", "messageReaction", "endOfConversation", "somethingNew", "event"])
async def test_an_activity_of_another_type_is_taken_in_silence(bot: Bot, kind: str) -> None:
    status, _ = await bot.post({**bot.teams.message("hei", "lappi"), "type": kind})
    assert (202, []) == (status, bot.turns())


@pytest.mark.parametrize("field", ["conversation", "from", "type"])
async def test_an_activity_without_who_or_where_is_a_bad_request(bot: Bot, field: str) -> None:
    status, _ = await bot.post({**bot.teams.message("hei", "lappi"), field: None})
    assert 400 == status


async def test_an_unknown_invoke_is_told_so(bot: Bot) -> None:
    activity = bot.teams.execute("help", {}, "lappi")
    status, _ = await bot.post({**activity, "name": "composeExtension/query"})
    assert 400 == status


@pytest.mark.parametrize(
    "value", [None, [], {"action": 7}, {"action": {"verb": {"a": 1}}}, {"action": {"data": "x"}}]
)
async def test_a_broken_press_gets_a_card_that_says_what_to_do(bot: Bot, value: object) -> None:
    status, body = await bot.post({**bot.teams.execute("x", {}, "lappi"), "value": value})
    assert 200 == status
    assert isinstance(body, dict)
    assert "vanhasta kortista" in as_text(body["value"])


async def test_a_press_is_answered_with_the_card_that_takes_its_place(bot: Bot) -> None:
    status, body = await bot.post(
        bot.teams.execute("ask.show", {"years": [2025], "regions": ["19"]}, "lappi")
    )
    assert (200, 200) == (status, body["statusCode"])
    assert "2025-19-01" in as_text(body["value"])
    assert [] == bot.teams.sent


async def test_a_message_sent_five_times_at_once_is_answered_once(bot: Bot) -> None:
    activity = bot.teams.message("mitä sovimme viime vuonna?", "lappi")
    answers = await asyncio.gather(*(bot.post(activity) for _ in range(5)))
    await bot.hears(1)
    assert {202} == {status for status, _ in answers}
    assert 1 == len(bot.teams.sent)


async def test_a_press_sent_five_times_at_once_gets_the_same_answer_and_one_effect(bot: Bot) -> None:
    with bot.store.read() as db:
        before = len(db.exec(select(t.Proposal)).all())
    form = {"title": "Kerran", "description": "Vain kerran.", "goals": "ALKE2024-1"}
    press = bot.teams.execute("proposal.submit", form, "lappi")
    answers = await asyncio.gather(*(bot.post(press) for _ in range(5)))
    with bot.store.read() as db:
        assert before + 1 == len(db.exec(select(t.Proposal)).all())
    assert 1 == len({json.dumps(body, sort_keys=True) for _, body in answers})


async def test_the_app_greets_once_though_teams_tells_of_it_twice(bot: Bot) -> None:
    added = {**bot.teams.install("lappi"), "type": "conversationUpdate", "membersAdded": [{"id": "28:x"}]}
    added["membersAdded"] = [added["recipient"]]
    await bot.post(added)
    await bot.post(bot.teams.install("lappi"))
    [sent] = await bot.hears(1)
    assert "ALKE-botti" in said(sent)
    assert 1 == len(bot.teams.sent)


async def test_in_a_group_nothing_is_shown_that_others_may_not_see(bot: Bot) -> None:
    await bot.post(bot.teams.message("mitä sovimme viime vuonna?", "lappi", place="groupChat"))
    [sent] = await bot.hears(1)
    assert "2025-19-01" not in said(sent)
    with bot.store.read() as db:
        assert [] == list(db.exec(select(t.Conversation)).all())


async def test_an_answer_that_could_not_be_sent_is_paid_later_and_once(bot: Bot) -> None:
    bot.teams.connector.then(Answer(503, "<html>busy</html>"))
    await bot.post(bot.teams.message("hei", "lappi"))
    bot.clock.now += timedelta(minutes=1)
    await bot.post(bot.teams.message("hei", "kainuu"))  # its answer wakes the delivery
    await bot.hears(3)
    assert ["a:kainuu", "a:lappi"] == sorted(sent.conversation for sent in bot.teams.accepted)


async def test_an_answer_to_a_chat_that_is_gone_is_given_up(bot: Bot) -> None:
    bot.teams.connector.always = Answer(403, {"error": {"code": "BotNotInConversationRoster"}})
    await bot.post(bot.teams.message("hei", "lappi"))
    bot.clock.now += timedelta(minutes=1)
    await bot.post(bot.teams.message("hei", "kainuu"))  # its answer wakes the delivery
    await bot.hears(3)
    await bot.settled("lost")


async def test_answers_are_forgotten_when_nobody_can_ask_for_them_again(bot: Bot) -> None:
    await bot.post(bot.teams.message("hei", "lappi"))
    await bot.hears(1)
    await bot.settled("sent")
    bot.clock.now += timedelta(days=2)
    await bot.post(bot.teams.message("hei", "kainuu"))
    await bot.hears(2)
    for _ in range(1000):
        if 1 == len(bot.turns()):
            break
        await asyncio.sleep(0.01)
    assert ["a:kainuu"] == [turn.conversation for turn in bot.turns()]


async def test_a_redirect_is_not_followed(bot: Bot) -> None:
    bot.teams.connector.then(Answer(302, None, {"Location": "http://127.0.0.1:9/steal"}))
    await bot.post(bot.teams.message("hei", "lappi"))
    [sent] = await bot.hears(1)
    assert [] == bot.teams.accepted
    assert sent


async def test_the_working_group_gets_its_notice_where_it_last_wrote(bot: Bot) -> None:
    await bot.post(bot.teams.message("hei", "tyoryhma"))
    await bot.hears(1)
    form = {"title": "Uusi aihe", "description": "Siitä pitää puhua.", "goals": "ALKE2024-1"}
    await bot.post(bot.teams.execute("proposal.submit", form, "lappi"))
    notice = (await bot.hears(2))[1]
    assert "a:tyoryhma" == notice.conversation
    assert "Uusi aihe" in said(notice)


async def test_a_changed_proposal_is_updated_in_the_card_that_shows_it(bot: Bot) -> None:
    form = {"title": "Ensin", "description": "Siitä pitää puhua.", "goals": "ALKE2024-1"}
    await bot.post(bot.teams.submit({**form, "verb": "proposal.submit"}, "lappi"))
    [receipt] = await bot.hears(1)
    with bot.store.read() as db:
        number = db.exec(select(t.Proposal.id).where(t.Proposal.title == "Ensin")).one()
    changed = {**form, "title": "Sitten", "verb": "proposal.save", "proposal": number, "version": 1}
    _, body = await bot.post(bot.teams.task_submit(changed, "lappi"))
    update = (await bot.hears(2))[1]
    assert ({}, "PUT", "Sitten") == (body, update.method, said(update).split("\n")[1])
    assert "POST" == receipt.method


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({}, "ALKE_APP_ID"),
        ({"app_id": "x"}, "ALKE_APP_SECRET"),
        ({"app_id": "x", "app_secret": "y", "app_tenant": "z"}, "ALKE_TENANTS"),
        ({"local": True, "host": "0.0.0.0"}, "127.0.0.1"),
        ({"local": True, "host": "10.1.2.3", "app_id": "x"}, "127.0.0.1"),
    ],
)
def test_a_door_that_would_stand_open_is_not_served(
    tmp_path: Path, settings: dict[str, object], named: str
) -> None:
    with pytest.raises(Misconfigured, match=named):
        create_app(Settings(data_dir=tmp_path, **settings))
