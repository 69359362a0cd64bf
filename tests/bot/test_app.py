"""The bot as Teams meets it: over HTTP, with tokens, and with a connector that doesn't always answer."""

import asyncio
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import select
from structlog.testing import capture_logs

from bot.app import create_app, create_core
from bot.facts import Facts
from bot.settings import Misconfigured, Settings
from cards.render import as_text
from storage import tables as t
from storage.turns import Key
from tests.bot.served import Bot
from tests.fakes.teams import Answer, Sent

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
SECRET = "salaisuus krokotiilitarhasta"
OUR_FAULT = "Meidän päässämme tapahtui virhe"


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


@pytest.mark.parametrize("encoding", ["deflate", "gzip", "br", "zstd"])
async def test_a_body_that_is_not_packed_as_it_says_is_a_bad_request(bot: Bot, encoding: str) -> None:
    headers = {"Authorization": f"Bearer {bot.teams.token()}", "Content-Encoding": encoding}
    url = bot.server.make_url("/api/messages")
    async with bot.teams._session.post(url, data=b"{}", headers=headers) as response:
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
    assert [] == bot.teams.accepted


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


def broken(bot: Bot) -> None:
    """From now on no turn can be written down; the database's own error would quote its values."""
    with bot.store.transaction() as db:
        db.execute(text("CREATE TRIGGER broken BEFORE INSERT ON turn BEGIN SELECT RAISE(ABORT, 'full'); END"))


async def test_when_answering_fails_the_person_is_told_so(bot: Bot) -> None:
    broken(bot)
    status, _ = await bot.post(bot.teams.message(SECRET, "lappi"))
    [sent] = await bot.hears(1)
    assert 202 == status
    assert OUR_FAULT in said(sent)


async def test_when_a_press_fails_the_card_says_so_in_the_clients_language(bot: Bot) -> None:
    broken(bot)
    press = {**bot.teams.execute("proposal.mine", {"offset": 0}, "lappi"), "locale": "sv-FI"}
    status, body = await bot.post(press)
    assert (200, 200) == (status, body["statusCode"])
    assert "Något gick fel hos oss" in as_text(body["value"])


async def test_when_a_form_fails_its_dialog_stays_open_and_says_so(bot: Bot) -> None:
    broken(bot)
    form = {"title": "T", "description": SECRET, "goals": "ALKE2024-1", "verb": "proposal.submit"}
    status, body = await bot.post(bot.teams.task_submit(form, "lappi"))
    assert 200 == status
    assert OUR_FAULT in as_text(body["task"]["value"]["card"]["content"])


async def test_a_failed_turn_is_logged_by_its_error_and_place_and_id_alone(
    bot: Bot, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    broken(bot)
    activity = bot.teams.message(SECRET, "lappi")
    with capture_logs() as logged:
        await bot.post(activity)
        await bot.hears(1)
    [failed] = [each for each in logged if each["event"] == "turn.failed"]
    where = failed.pop("at")
    told = {"event": "turn.failed", "error": "IntegrityError", "activity": activity["id"]}
    assert {**told, "log_level": "error"} == failed
    assert where.startswith("storage.")
    printed = capfd.readouterr()
    assert SECRET not in f"{logged}{printed.out}{printed.err}{caplog.text}"


async def test_a_database_error_does_not_quote_what_people_wrote(bot: Bot) -> None:
    broken(bot)
    key = Key("msteams", "a:lappi", "1", "message")
    with pytest.raises(IntegrityError) as failed, bot.store.transaction() as db:
        db.execute(insert(t.Turn), {**vars(key), "at": bot.clock(), "state": "owed", "answer": {"x": SECRET}})
    assert "full" in str(failed.value)
    assert SECRET not in str(failed.value)


def test_an_index_newer_than_a_restored_database_is_built_anew(
    demo_data: Path, tmp_path: Path, facts: Facts
) -> None:
    shutil.copytree(demo_data, tmp_path / "data")
    settings = Settings(data_dir=tmp_path / "data")
    core = create_core(settings, facts)
    newest = core.memory.index.position
    core.memory.index.apply([], newest + 100)
    core.close()
    core = create_core(settings, facts)
    assert newest == core.memory.index.position
    core.close()
