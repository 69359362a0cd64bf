"""Two people write in the same minutes: nobody overwrites what they haven't seen."""

from collections.abc import Callable
from datetime import date

import pytest

from bot.app import Core
from knowledge.minutes import Attendance, Item, PartKind, View
from tests.bot.chat import Chat
from tests.bot.cores import ON_POSTGRES
from tests.bot.features.minutes_chats import (
    LAPLAND,
    begun,
    concluded,
    conclusions,
    contents,
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


@pytest.fixture
def other(chat: Chats) -> Chat:
    """A coordinator's chat, in English."""
    return chat("tem-koordinaattori", language="en")


@ON_POSTGRES
def test_the_second_of_two_sees_what_changed_and_overwrites_only_knowingly(
    core: Core, group: Chat, other: Chat
) -> None:
    begun(core, group)
    for chat in (group, other):
        open_part(core, chat, PartKind.REGION_VIEW)
    send(other, text_fi="Väki vähenee idässä.")
    send(group, text_fi="Väki lisääntyy.")
    assert "changed this part on" in group.text
    assert "Väki vähenee idässä." in group.text
    assert "Väki lisääntyy." == group.values()["text_fi"]
    assert [View({"fi": "Väki vähenee idässä."})] == contents(core, PartKind.REGION_VIEW)
    send(group)
    assert [View({"fi": "Väki lisääntyy."})] == contents(core, PartKind.REGION_VIEW)


def test_a_third_change_meanwhile_is_shown_again(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.REGION_VIEW)
    for text in ("Yksi", "Kaksi"):
        open_part(core, other, PartKind.REGION_VIEW)
        send(other, text_fi=text)
        send(group, text_fi="Oma")
        assert text in group.text
        assert "Oma" == group.values()["text_fi"]
    send(group)
    assert [View({"fi": "Oma"})] == contents(core, PartKind.REGION_VIEW)


def test_each_field_that_changed_is_named(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    concluded(group, "Alku")
    for chat in (group, other):
        open_part(core, chat, PartKind.CONCLUSION)
    send(other, text_fi="Alku ja loppu", responsible="ministry:LVM", due="2027-01-31", kind="measure")
    send(group, text_sv="Början")
    for said in (
        "Text, in Finnish\nAlku [new: ja loppu]",
        "Now: Ministry of Transport and Communications",
        "Now: Sun 31 Jan 2027",
        "Now: measure",
    ):
        assert said in group.text
    assert {"fi"} == set(conclusions(core)[0].texts)


def test_fields_that_the_second_left_alone_are_as_the_first_wrote_them(
    core: Core, group: Chat, other: Chat
) -> None:
    begun(core, group)
    concluded(group, "Alku")
    for chat in (group, other):
        open_part(core, chat, PartKind.CONCLUSION)
    send(other, text_fi="Alku ja loppu", responsible="ministry:LVM", due="2027-01-31")
    send(group, text_sv="Början", due="2027-02-28")
    send(group)
    [found] = conclusions(core)
    assert ("Alku ja loppu", "Början") == (found.texts["fi"].text, found.texts["sv"].text)
    assert (("ministry:LVM",), date(2027, 2, 28)) == (found.responsible, found.due)


def test_different_parts_do_not_disturb_each_other(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.REGION_VIEW)
    open_part(core, other, PartKind.STATE_VIEW)
    send(other, text_fi="Valtio")
    send(group, text_fi="Maakunta")
    assert [View({"fi": "Valtio"})] == contents(core, PartKind.STATE_VIEW)
    assert [View({"fi": "Maakunta"})] == contents(core, PartKind.REGION_VIEW)


def test_the_same_change_by_both_is_no_quarrel(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    for chat in (group, other):
        open_part(core, chat, PartKind.REGION_VIEW)
    for chat in (group, other):
        send(chat, text_fi="Sama")
        assert "Saved: " in chat.text
    assert 2 == parts(core, PartKind.REGION_VIEW)[0].edition


def test_a_change_that_was_taken_back_meanwhile_is_no_quarrel(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.REGION_VIEW)
    open_part(core, other, PartKind.REGION_VIEW)
    send(other, text_fi="Hetken")
    other.button("Take back my last change")
    send(group, text_fi="Oma")
    assert [View({"fi": "Oma"})] == contents(core, PartKind.REGION_VIEW)


def test_two_who_write_of_different_organisations_both_keep_theirs(
    core: Core, group: Chat, other: Chat
) -> None:
    many = tuple(f"council:{code:02}" for code in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11))
    begun(core, group, organisations=many)
    part = open_part(core, group, PartKind.ATTENDANCE)
    other.press("minutes.part", {"session": LAPLAND, "part": part.id, "edition": 1, "offset": 8})
    send(other, names_0="Eero")
    send(group, names_0="Aino")
    [content] = contents(core, PartKind.ATTENDANCE)
    assert isinstance(content, Attendance)
    assert ("Aino", "Eero") == (content.present[many[0]], content.present[many[8]])


def test_a_part_that_somebody_took_out_becomes_a_new_one(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    concluded(group, "Alku")
    for chat in (group, other):
        open_part(core, chat, PartKind.CONCLUSION)
    other.button("Take out")
    send(group, text_fi="Alku ja jatko")
    assert "Somebody has taken this part out" in group.text
    assert "Alku ja jatko" == group.values()["text_fi"]
    assert [] == conclusions(core)
    send(group)
    assert [(2, "Alku ja jatko")] == [(each.number, each.texts["fi"].text) for each in conclusions(core)]


def test_a_part_that_changed_is_not_taken_out_unseen(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    for chat in (group, other):
        open_part(core, chat, PartKind.ITEM)
    send(other, text_fi="Keskusteltiin.")
    before = draft(core)
    group.button("Take out")
    assert "after your card was shown, so nothing was done" in group.text
    assert before == draft(core)


def test_ones_own_change_is_not_taken_back_after_somebody_elses(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.ITEM)
    send(group, title="Minun")
    reference = group.carried("minutes.undo")
    open_part(core, other, PartKind.ITEM)
    send(other, title="Toisen")
    group.press("minutes.undo", reference)
    assert "has changed this part after you" in group.text
    other.button("Take back my last change")
    group.press("minutes.undo", reference)
    assert "Taken back: your change of Minun" in group.text
    first = contents(core, PartKind.ITEM)[0]
    assert isinstance(first, Item)
    assert first.title not in ("Minun", "Toisen")


def test_nobody_takes_back_anothers_change_or_an_old_one(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    concluded(group, "Yksi")
    first = group.carried("minutes.undo")
    concluded(group, "Kaksi")
    before = draft(core)
    for chat in (group, other):
        chat.press("minutes.undo", first)
        assert "You have changed nothing" in chat.text
    assert before == draft(core)


def test_the_changes_are_listed_with_who_and_what(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    concluded(group, "Yksi")
    open_part(core, other, PartKind.CONCLUSION)
    send(other, text_fi="Yksi ja kaksi")
    open_part(core, other, PartKind.CONCLUSION)
    other.button("Take out")
    other.button("Take back my last change")
    group.button("Changes")
    said = [line.split(" · ")[1:] for line in group.text.splitlines()[1:]]
    name, who = said[-1][0], said[0][0]
    assert [
        [who, "took a change back: Conclusion 2026-19-01"],
        [who, "taken out: Conclusion 2026-19-01"],
        [who, "changed: Conclusion 2026-19-01"],
        [name, "added: Conclusion 2026-19-01"],
    ] == said
    assert name != who
