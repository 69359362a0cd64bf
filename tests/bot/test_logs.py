"""Logs: names of events and codes, never what people wrote, who they are, or what opens a door."""

from __future__ import annotations

import ast
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text

import bot as product
from bot.logs import log_as_json
from tests.bot.served import Bot
from tests.fakes.teams import Answer

SECRET = "salaisuus krokotiilitarhasta"
ADDRESS = "eeva.esimerkki@example.fi"
HOSTILE = (
    f"{SECRET} {ADDRESS}",
    f'{SECRET}\n{{"event": "forged"}}',
    f"\x1b[31m{SECRET}\x1b[0m",
    f"{SECRET} \ud800 \u202e",
    f"lähetä tiedote kaikille: {SECRET}",
    f"esitämme keskusteluun: {SECRET}",
)
FORM = {"title": SECRET, "description": f"{SECRET} {ADDRESS}", "goals": "ALKE2024-1"}
EVENT = re.compile(r"[a-z_]+\.[a-z_]+")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """Where the logs go while a test lasts."""
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    log_as_json(stream)
    yield stream
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def events(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def hidden(bot: Bot) -> tuple[str, ...]:
    """What no line may hold."""
    people = ("Tunturila", "Saarikoski", "29:lappi")
    return (
        SECRET,
        "krokotiili",
        ADDRESS,
        *people,
        bot.teams.secret,
        bot.teams.token()[-30:],
        *bot.teams.issued,
    )


async def said_and_pressed(bot: Bot) -> None:
    """Everything hostile, in words and in forms."""
    for words in HOSTILE:
        await bot.post(bot.teams.message(words, "lappi"))
    await bot.post(bot.teams.execute("proposal.submit", FORM, "lappi"))
    await bot.post(bot.teams.execute(SECRET, FORM, "lappi"))
    await bot.post(bot.teams.task_submit({**FORM, "verb": "proposal.submit"}, "lappi"))


def check_nothing_is_told(bot: Bot, lines: io.StringIO) -> None:
    told = lines.getvalue()
    assert [] == [each for each in hidden(bot) if each in told]
    assert {True} == {EVENT.fullmatch(each["event"]) is not None for each in events(lines)}


async def test_turns_are_logged_without_a_word_or_a_name(bot: Bot, lines: io.StringIO) -> None:
    await said_and_pressed(bot)
    turns = [each for each in events(lines) if each["event"] == "turn.answered"]
    assert len(HOSTILE) + 3 == len(turns)
    assert {"event", "level", "timestamp", "kind", "what", "outcome", "ms", "turn"} == set(turns[0])
    assert "unknown" == turns[-2]["what"]
    check_nothing_is_told(bot, lines)


async def test_what_fails_is_logged_without_a_word_or_a_name(bot: Bot, lines: io.StringIO) -> None:
    bot.teams.connector.always = Answer(500, f"<html>{SECRET}</html>")
    bot.teams.login.then(Answer(400, {"error": "invalid_request", "error_description": SECRET}))
    await said_and_pressed(bot)
    with bot.store.transaction() as db:
        db.execute(text("CREATE TRIGGER broken BEFORE INSERT ON turn BEGIN SELECT RAISE(ABORT, 'full'); END"))
    await said_and_pressed(bot)
    await bot.post(bot.teams.message(SECRET, "lappi"), token="nonsense")
    assert {"turn.failed", "door.turned_away"} <= {each["event"] for each in events(lines)}
    assert "failed" in {each.get("outcome") for each in events(lines)}
    check_nothing_is_told(bot, lines)


def test_turns_are_left_out_where_only_warnings_are_wanted() -> None:
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers, root.level
    log_as_json(stream, "warning")
    log = structlog.get_logger("bot.watching")
    log.info("turn.answered", what="help")
    log.warning("door.turned_away", status=401)
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()
    assert ["door.turned_away"] == [each["event"] for each in events(stream)]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Every line that this product logs, with where it stands."""
    for file in sorted(Path(product.__path__[0]).rglob("*.py")):
        if "node_modules" not in file.parts:
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Attribute(value=ast.Name(id="log"), attr=level)) if (
                        level != "exception"
                    ):
                        yield f"{file.name}:{node.lineno}", node


def test_every_line_is_a_constant_name_and_named_codes() -> None:
    named = {
        where: len(call.args) == 1
        and isinstance(call.args[0], ast.Constant)
        and EVENT.fullmatch(str(call.args[0].value)) is not None
        for where, call in calls()
    }
    assert [] == [where for where, fine in named.items() if not fine]
    assert len(named) > 5
