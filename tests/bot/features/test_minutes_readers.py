"""Who writes drafts of minutes, who reads them, and until when."""

from collections.abc import Callable

import pytest

from bot.app import Core
from knowledge.minutes import PartKind, State
from storage import minutes, people
from storage import tables as t
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
from tests.demo import NOW

Chats = Callable[..., Chat]
WRITERS_ONLY = ("minutes.write", "minutes.begin", "minutes.part", "minutes.add", "minutes.undo")


@pytest.fixture
def group(chat: Chats) -> Chat:
    """The working group's chat, in English."""
    return chat("tyoryhma", language="en")


@pytest.mark.parametrize("slug", ["lappi", "lvm", "aune", "sodankyla"])
def test_only_who_records_writes(core: Core, chat: Chats, group: Chat, slug: str) -> None:
    begun(core, group)
    somebody, before = chat(slug, language="en"), draft(core)
    for verb in (*WRITERS_ONLY, "minutes.save_view", "minutes.save_conclusion", "minutes.remove"):
        somebody.press(verb, {"session": LAPLAND, "part": before.parts[1].id, "edition": 1, "text_fi": "X"})
        assert "Your role doesn't allow this" in somebody.text, verb
    assert before == draft(core)


def test_who_oversees_reads_the_draft_without_writing(core: Core, chat: Chats, group: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.REGION_VIEW)
    send(group, text_fi="Väki vähenee " * 30)
    aune = chat("aune", language="en")
    aune.press("minutes.draft", {"session": LAPLAND})
    assert ["Open the session"] == aune.buttons
    aune.press("minutes.read", {"session": LAPLAND, "part": parts(core, PartKind.REGION_VIEW)[0].id})
    assert ("Väki vähenee " * 30).strip() in aune.text
    aune.press("minutes.changes", {"session": LAPLAND})
    assert ["Back to the draft"] == aune.buttons


def test_others_are_told_nothing_of_a_draft(core: Core, chat: Chats, group: Chat) -> None:
    begun(core, group)
    concluded(group, "Salainen luonnos")
    somebody = chat("lappi", language="en")
    for verb in ("minutes.draft", "minutes.read", "minutes.changes", "minutes.list"):
        somebody.press(verb, {"session": LAPLAND, "part": draft(core).parts[1].id})
        assert "Your role doesn't allow this" in somebody.text
    somebody.say("mitä sovittiin salaisesta luonnoksesta?")
    assert "Salainen luonnos" not in somebody.text


def final(core: Core) -> None:
    with core.store.transaction() as db:
        who = people.by_slug(db, "tem-koordinaattori", NOW.date())
        assert who
        sent = minutes.send(db, LAPLAND, minutes.draft(db, LAPLAND).parts, who, NOW, NOW)
        db.get_one(t.Minutes, sent.id).state = State.FINAL


def test_final_minutes_are_not_written_any_more(core: Core, group: Chat) -> None:
    begun(core, group)
    concluded(group)
    part = open_part(core, group, PartKind.CONCLUSION)
    mine = group.filled(text_fi="Toisin")
    final(core)
    before = draft(core)
    group.press("minutes.save_conclusion", mine)
    assert "These minutes are final" in group.text
    for verb in ("minutes.part", "minutes.add", "minutes.remove", "minutes.undo"):
        group.press(verb, {"session": LAPLAND, "part": part.id, "edition": 1})
        assert "These minutes are final" in group.text
    group.press("minutes.write", {"session": LAPLAND})
    assert ["Open the session"] == group.buttons
    assert before == draft(core)


def test_while_a_version_is_out_the_next_one_is_written(core: Core, group: Chat) -> None:
    begun(core, group)
    with core.store.transaction() as db:
        who = people.by_slug(db, "tem-koordinaattori", NOW.date())
        assert who
        minutes.send(db, LAPLAND, minutes.draft(db, LAPLAND).parts, who, NOW, NOW)
    concluded(group)
    assert "Version 1 is out for confirmation" in group.text
    with core.store.read() as db:
        newest = minutes.newest(db, LAPLAND)
    assert newest
    assert [] == [part for part in newest.parts if part.kind is PartKind.CONCLUSION]
    assert 1 == len(conclusions(core))
