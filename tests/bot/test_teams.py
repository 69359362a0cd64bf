"""Whatever an activity holds, the bot reads it or says that it can't: it never breaks."""

import copy
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from botbuilder.schema import Activity as Schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.bodies import DEPTH, Malformed, check_named, read_body
from bot.routes import Incoming
from bot.teams import receive
from tests.bot.served import Bot
from tests.fakes.activities import Activities, Activity

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
Path_ = tuple[str | int, ...]

QUESTION = {"years": [2025], "regions": ["19"], "kinds": ["conclusion"], "terms": ["matkailu"], "offset": 0}
FORM = {"title": "T", "description": "D", "goals": "ALKE2024-1", "links": "", "proposal": 1, "version": 1}
ODD: list[Any] = [
    None,
    True,
    -1,
    10**30,
    float("nan"),
    float("inf"),
    "",
    "x",
    "a\x00b",
    "x\ud800y",
    "\ud800",
    "ä" * 3000,
    [],
    [None],
    ["\ud800"],
    [{}],
    {},
    {"id": None},
    {"id": "\x00"},
    {"\ud800": {"\x00": "\udfff"}},
]
ABSENT = object()


class Samples(Activities):
    app_id, tenant = "an-app", "a-tenant"

    @property
    def service_url(self) -> str:
        return "https://smba.trafficmanager.net/emea/"


TEAMS = Samples()


def seeds(teams: Activities) -> list[Activity]:
    """One whole activity of each kind that is read."""
    installed = teams.install("lappi")
    arrived = {**installed, "type": "conversationUpdate", "membersAdded": [installed["recipient"]]}
    pressed = [("ask.show", QUESTION), ("proposal.submit", FORM), ("proposal.edit", FORM)]
    return [
        teams.message("mitä sovimme matkailusta?", "lappi", "groupChat"),
        {**teams.message("@bot mitä?", "lappi"), "entities": [mention(teams)], "value": {"verb": "help"}},
        installed,
        arrived,
        *(teams.execute(verb, data, "lappi") for verb, data in pressed),
        teams.submit({"verb": "proposal.submit", **FORM}, "lappi"),
        teams.task_fetch({"verb": "proposal.edit", **FORM}, "lappi"),
        teams.task_submit({"verb": "proposal.save", **FORM}, "lappi"),
    ]


def mention(teams: Activities) -> dict[str, Any]:
    return {"type": "mention", "text": "<at>bot</at>", "mentioned": {"id": f"28:{teams.app_id}"}}


def places(value: Any, here: Path_ = ()) -> Iterator[Path_]:
    """The paths of everything in a value but the value itself."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield (*here, key)
        yield from places(each, (*here, key))


def changed(activity: Activity, path: Path_, value: Any) -> Activity:
    """The activity with another value in a place, or without the place; nothing where it is gone already."""
    result = copy.deepcopy(activity)
    holder: Any = result
    try:
        for key in path[:-1]:
            holder = holder[key]
        if value is ABSENT:
            del holder[path[-1]]
        else:
            holder[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return result
    return result


@st.composite
def changes(draw: st.DrawFn) -> tuple[int, list[tuple[Path_, Any]]]:
    """Which seed, and what is changed in it."""
    every = seeds(TEAMS)
    which = draw(st.integers(0, len(every) - 1))
    paths = st.sampled_from(list(places(every[which])))
    return which, draw(st.lists(st.tuples(paths, st.sampled_from([*ODD, ABSENT])), min_size=1, max_size=3))


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(change=changes())
async def test_no_odd_activity_breaks_the_bot(bot: Bot, change: tuple[int, list[tuple[Path_, Any]]]) -> None:
    which, mutations = change
    activity = seeds(bot.teams)[which]
    for path, value in mutations:
        activity = changed(activity, path, value)
    with capture_logs() as logged:
        status, _ = await bot.post(activity)
    assert status in (200, 202, 400, 401, 403)
    assert [] == [each for each in logged if each["event"] in ("turn.failed", "answer.unsent")]


@pytest.mark.parametrize("which", range(len(seeds(TEAMS))))
async def test_a_whole_activity_is_taken(bot: Bot, which: int) -> None:
    status, _ = await bot.post(seeds(bot.teams)[which])
    assert status in (200, 202)


@pytest.mark.parametrize(
    "odd",
    [
        {"recipient": None},
        {"entities": [None]},
        {"entities": [{}]},
        {"entities": [{"type": "mention"}]},
        {"entities": [{"type": "mention", "text": 7, "mentioned": {"id": 7}}]},
        {"entities": [{"type": "mention", "text": "<at>(</at>", "mentioned": {"id": "28:x"}}]},
    ],
)
async def test_a_message_with_odd_company_is_answered(bot: Bot, odd: dict[str, Any]) -> None:
    status, _ = await bot.post({**bot.teams.message("hei", "lappi"), **odd})
    assert (202, 1) == (status, len(await bot.hears(1)))


async def test_odd_members_are_passed_over(bot: Bot) -> None:
    installed = bot.teams.install("lappi")
    added = [None, {}, installed["recipient"]]
    status, _ = await bot.post({**installed, "type": "conversationUpdate", "membersAdded": added})
    assert (202, 1) == (status, len(await bot.hears(1)))


@pytest.mark.parametrize("kind", ["message", "invoke"])
@pytest.mark.parametrize("without", [None, "", 7, "x" * 1001])
async def test_what_gets_one_answer_needs_an_id(bot: Bot, kind: str, without: object) -> None:
    status, _ = await bot.post({**bot.teams.execute("help", {}, "lappi"), "type": kind, "id": without})
    assert (400, []) == (status, bot.turns())


def test_no_text_of_a_body_holds_what_cannot_be_stored() -> None:
    raw = r'{"a\u0000": ["\ud800x", {"\udfff": "y\u0000\ud83d\ude00"}], "n": 1.5}'
    assert {"a": ["x", {"": "y😀"}], "n": 1.5} == read_body(raw)


@pytest.mark.parametrize("raw", ["NaN", "Infinity", "1e999"])
def test_numbers_that_no_database_takes_are_refused(raw: str) -> None:
    with pytest.raises(Malformed):
        read_body(f'{{"value": {raw}}}')


def test_a_body_may_be_deep_but_not_endless() -> None:
    deep = "[" * (DEPTH - 2) + "]" * (DEPTH - 2)
    assert ["a"] == list(read_body(f'{{"a": {deep}}}'))
    with pytest.raises(Malformed):
        read_body(f'{{"a": [[{deep}]]}}')


def heard(activity: Activity) -> Incoming:
    """The activity as the bot reads it."""
    check_named(activity)
    incoming = receive(Schema().deserialize(activity), NOW)
    assert incoming is not None
    return incoming


@pytest.mark.parametrize(
    ("conversation", "personal"),
    [
        ({"conversationType": "personal"}, True),
        ({"conversationType": "personal", "isGroup": False}, True),
        ({"conversationType": "personal", "isGroup": True}, False),
        ({"conversationType": "groupChat"}, False),
        ({"conversationType": "channel", "isGroup": True}, False),
        ({"conversationType": "Personal"}, False),
        ({}, False),
    ],
)
def test_only_what_says_so_is_a_personal_chat(conversation: dict[str, Any], personal: bool) -> None:
    activity = {**TEAMS.message("hei"), "conversation": {"id": "a:x", **conversation}}
    assert personal == heard(activity).personal


def test_the_mention_that_calls_the_bot_is_no_part_of_what_is_said() -> None:
    other = {"type": "mention", "text": "<at>Laura</at>", "mentioned": {"id": "29:laura"}}
    text = "<at>bot</at>  mitä <at>Laura</at> sopi?"
    activity = TEAMS.message(text, id=str(uuid4()), entities=[mention(TEAMS), other])
    assert "mitä <at>Laura</at> sopi?" == heard(activity).text
