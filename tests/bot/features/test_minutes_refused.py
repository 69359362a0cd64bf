"""What is refused when minutes are written: nothing that was typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.app import Core
from knowledge.minutes import PartKind
from tests.bot.chat import Chat
from tests.bot.features.minutes_chats import (
    LAPLAND,
    begun,
    concluded,
    conclusions,
    draft,
    open_part,
    parts,
    send,
)

Chats = Callable[..., Chat]


@pytest.fixture
def group(chat: Chats) -> Chat:
    """The working group's chat, in English."""
    return chat("tyoryhma", language="en")


def test_a_conclusion_without_text_is_refused_and_nothing_is_lost(core: Core, group: Chat) -> None:
    begun(core, group)
    before = draft(core)
    typed = {"title_fi": "Otsikko", "responsible": "council:19", "due": "30.6.2027", "kind": "measure"}
    concluded(group, "", **typed)
    assert "A conclusion needs its text" in group.text
    assert typed.items() <= group.values().items()
    assert before == draft(core)
    send(group, text_sv="Texten finns på svenska.")
    assert [{"fi", "sv"}] != [set(each.texts) for each in conclusions(core)]
    assert "A conclusion needs its text" in group.text
    send(group, title_fi="")
    assert [["sv"]] == [list(each.texts) for each in conclusions(core)]


def test_all_that_is_wrong_is_said_at_once_at_its_field(core: Core, group: Chat) -> None:
    begun(core, group)
    wrong = {
        "title_fi": "å" * 201,
        "title_sv": "b" * 201,
        "due": "31.2.2027",
        "supersedes": "2025-19-99",
        "responsible": "council:99",
        "goals": "x",
        "used_in": "y",
    }
    concluded(group, "c" * 4001, **wrong)
    for said in (
        "201 characters; the limit is 200",
        "4001 characters; the limit is 4000",
        "A conclusion needs its text",
        "isn't on the list: council:99",
        "isn't on the list: x",
        "isn't on the list: y",
        "I know no conclusion “2025-19-99”",
    ):
        assert said in group.text
    assert wrong["title_fi"] == group.values()["title_fi"]
    assert [] == conclusions(core)


@pytest.mark.parametrize("supersedes", ["2026-19-01", "2025-19-muistio", "x", "2025-19-01' OR 1=1"])
def test_only_a_conclusion_of_the_memory_is_replaced(core: Core, group: Chat, supersedes: str) -> None:
    begun(core, group)
    concluded(group, supersedes=supersedes)
    assert "I know no conclusion" in group.text
    assert supersedes == group.values()["supersedes"]


def test_long_texts_keep_the_lists_that_have_no_room(core: Core, group: Chat) -> None:
    begun(core, group)
    long = {"text_fi": "ä" * 3900, "text_sv": "å" * 3900}
    concluded(group, "Lyhyt", ministries="LVM", regions="19")
    part = open_part(core, group, PartKind.CONCLUSION)
    send(group, **long)
    open_part(core, group, PartKind.CONCLUSION)
    assert "ministries" not in group.values()
    send(group, title_fi="Otsikko")
    [found] = conclusions(core)
    assert (("LVM",), ("19",), "Otsikko") == (found.ministries, found.regions, found.texts["fi"].title)
    assert part.id == parts(core, PartKind.CONCLUSION)[0].id


def test_a_form_that_no_card_could_hold_is_refused(core: Core, group: Chat) -> None:
    begun(core, group)
    before = draft(core)
    concluded(group, "ä" * 6000, text_sv="å" * 6000)
    assert "too many for a card" in group.text
    assert before == draft(core)


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        ("minutes.part", {"part": 999_999}),
        ("minutes.part", {}),
        ("minutes.add", {"kind": "attendance"}),
        ("minutes.add", {"kind": "<b>"}),
        ("minutes.add", {"item": 999_999}),
        ("minutes.save_view", {"text_fi": "A"}),
        ("minutes.save_attendance", {"part": 999_999}),
        ("minutes.remove", {"part": 999_999}),
        ("minutes.read", {"part": 999_999}),
    ],
)
def test_what_is_not_there_is_refused(core: Core, group: Chat, verb: str, data: dict[str, Any]) -> None:
    begun(core, group)
    before = draft(core)
    group.press(verb, {"session": LAPLAND, **data})
    assert "I can't find that part of the minutes" in group.text
    assert before == draft(core)


def test_a_part_of_another_kind_or_session_is_not_saved_over(core: Core, group: Chat) -> None:
    begun(core, group, "2026-18", published=False)
    begun(core, group)
    foreign, own = parts(core, PartKind.REGION_VIEW, "2026-18")[0], parts(core, PartKind.STATE_VIEW)[0]
    before = draft(core), draft(core, "2026-18")
    for part in (foreign.id, parts(core, PartKind.ATTENDANCE)[0].id):
        group.press("minutes.save_view", {"session": LAPLAND, "part": part, "edition": 1, "text_fi": "X"})
        assert "I can't find that part" in group.text
    group.press("minutes.remove", {"session": LAPLAND, "part": own.id, "edition": 1})
    assert before == (draft(core), draft(core, "2026-18"))
