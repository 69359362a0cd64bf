"""The help: what each role may do, and buttons that do it."""

from collections.abc import Callable

import pytest

from tests.bot.chat import Chat

AGREED, DUE = "What did we agree last year?", "What is due and when?"
STATUS, TRIAGE = "Status of the round", "Triage of the proposals"
CONTACT = [AGREED, "I want to propose a topic", "My proposals", "Which minutes are waiting for us?"]
GROUP = [STATUS, TRIAGE, AGREED, DUE]
COORDINATOR = [STATUS, TRIAGE, "Who is waiting to be admitted?", AGREED]
OBSERVER = [STATUS, AGREED, DUE, "What came of the conclusions?"]
TOLD = ("Running the round", TRIAGE, "Open a new round")


@pytest.mark.parametrize(
    ("slug", "offered"),
    [
        ("lappi", CONTACT),
        ("lvm", CONTACT),
        ("tyoryhma", GROUP),
        ("tem-koordinaattori", COORDINATOR),
        ("aune", OBSERVER),
    ],
)
def test_the_help_offers_first_what_the_role_is_there_for(
    chat: Callable[..., Chat], slug: str, offered: list[str]
) -> None:
    somebody = chat(slug, language="en")
    somebody.say("help")
    assert [*offered, "Suomeksi", "På svenska"] == somebody.buttons


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("lappi", (False, False, False)),
        ("aune", (True, True, False)),
        ("tyoryhma", (True, True, False)),
        ("tem-koordinaattori", (True, True, True)),
    ],
)
def test_the_help_tells_of_running_the_round_to_those_who_do(
    chat: Callable[..., Chat], slug: str, told: tuple[bool, bool, bool]
) -> None:
    somebody = chat(slug, language="en")
    somebody.say("help")
    assert told == tuple(text in somebody.text for text in TOLD)
