"""The harness itself: it counts turns whose reply came, and tells a bot that replies something else."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from knowledge.places import load_places
from knowledge.question import Context, Interpreter
from knowledge.words import load_words
from tests.bench import audit, broadcast, sending, sends, servers
from tests.bench.figures import Figure, append
from tests.bench.load import Contender, Load, Sink, Speaker, Unexpected, listening
from tests.bench.questions import ASK, HELP
from tests.bench.records import conclusions
from tests.faults.stage import Stage
from tests.faults.teams import teams
from tests.faults.weather import Plan

pytestmark = pytest.mark.bench

SPEAKERS = (Speaker("lappi", "t", "1"), Speaker("kainuu", "t", "2"))
SECONDS = 0.3


@pytest.fixture
async def sink() -> AsyncIterator[Sink]:
    async with listening() as sink:
        yield sink


@pytest.fixture
async def load(sink: Sink) -> AsyncIterator[Load]:
    async with aiohttp.ClientSession() as session:
        yield Load(session, sink, SPEAKERS)


@pytest.fixture
async def bot() -> AsyncIterator[tuple[str, list[str]]]:
    """A bot that replies what it heard, and what it heard."""
    heard: list[str] = []

    async def messages(request: web.Request) -> web.Response:
        activity = await request.json()
        where = f"{activity['serviceUrl']}v3/conversations/{activity['conversation']['id']}/activities"
        async with aiohttp.ClientSession() as session, session.post(where, json=activity):
            heard.append(activity["text"])
        return web.Response(status=202)

    server = TestServer(web.Application())
    server.app.router.add_post("/api/messages", messages)
    await server.start_server(shutdown_timeout=0.1)
    yield str(server.make_url("/api/messages")), heard
    await server.close()


async def test_as_many_turns_are_counted_as_were_answered_in_time(
    load: Load, bot: tuple[str, list[str]]
) -> None:
    url, heard = bot
    rate = await load.run(Contender("echo", url, ("hei",), b"hei"), SECONDS, in_flight=4)
    counted = round(rate * SECONDS)
    assert 0 < counted
    assert len(heard) - counted in range(5)  # what was in flight when the time was up does not count


async def test_the_texts_are_said_in_turn(load: Load, bot: tuple[str, list[str]]) -> None:
    url, heard = bot
    await load.run(Contender("echo", url, ("yksi", "kaksi"), b""), SECONDS, in_flight=1)
    assert ["yksi", "kaksi", "yksi"] == heard[:3]


async def test_a_reply_that_is_not_the_contenders_is_an_error(load: Load, bot: tuple[str, list[str]]) -> None:
    with pytest.raises(Unexpected, match="echo: b"):
        await load.say(Contender("echo", bot[0], ("hei",), b"something else"))


async def test_the_stock_adapter_echoes(load: Load) -> None:
    with servers.stock() as stock:
        rate = await load.run(Contender("stock", stock.url, HELP, b"Echo: "), SECONDS, in_flight=2)
    assert rate > 0


def test_every_question_of_the_load_is_one() -> None:
    interpreter = Interpreter(load_words(), load_places())
    context = Context(date(2026, 11, 24), (2020, 2022, 2023, 2024, 2025, 2026), ("19",), "fi", None)
    others = {
        text: intent for text in ASK if (intent := interpreter.understand(text, context).intent) != "ask"
    }
    assert {} == others
    assert {"help"} == {interpreter.understand(text, context).intent for text in HELP}


def test_the_invented_conclusions_are_the_same_each_time_and_have_ids_of_their_own() -> None:
    rows = list(conclusions(200))
    assert rows == list(conclusions(200))
    keys = {(row["id"], row["lang"]) for row in rows}
    assert len(rows) == len(keys)
    assert {"fi", "sv"} == {row["lang"] for row in rows}


def test_a_figure_is_a_line_with_its_ratio_to_the_peer(tmp_path: Path) -> None:
    append([Figure("turn.help", 300.0, "turns/s", "stock_echo", 60.0)], tmp_path / "build" / "bench.jsonl")
    [line] = (tmp_path / "build" / "bench.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = {"name": "turn.help", "value": 300.0, "unit": "turns/s", "peer": "stock_echo"}
    assert wanted | {"peer_value": 60.0, "ratio": 5.0} == json.loads(line)


@pytest.mark.parametrize("contender", sends.COUNTS)
def test_every_contender_sends_each_of_its_cards_once(contender: str) -> None:
    with teams() as there:
        there.plan(Plan(delay=0.001))
        assert 0 < sends.rate(there, contender, 40)
        chats = Counter(each.to for each in there.log() if each.copy)
    assert 40 == len(chats)
    assert sending.WARM_UP + 40 == chats.total()


def test_the_whole_delivery_is_measured_and_a_broadcast_with_chats_beside_it(tmp_path: Path) -> None:
    with teams() as there:
        assert 0 < sends.outbox_rate(Stage(there, tmp_path), 0.001, 50)
    found = {figure.name: figure.value for figure in broadcast.measure(700)}
    assert set(broadcast.NAMES) == set(found)
    assert 0 < found["load.cpu_share"] < 1
    assert 0 < found["load.rate"] <= 50


def test_one_altered_row_of_the_log_of_use_is_named_while_its_check_is_measured() -> None:
    found = {figure.name: figure.value for figure in audit.measure(3000)}
    assert set(audit.NAMES) == set(found)
    assert 1 == found["audit.named"]
    assert 0 < found["audit.verify_rows_s"]
