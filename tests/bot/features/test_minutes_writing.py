"""Writing minutes in chats, part by part; and in words: whose minutes are meant."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.app import Core
from knowledge.minutes import Attendance, Conclusion, Item, PartKind, View
from knowledge.records import Wording
from storage import agendas, people, sessions
from tests.bot.chat import Chat
from tests.bot.cores import ON_POSTGRES
from tests.bot.features.minutes_chats import (
    LAPLAND,
    begun,
    concluded,
    conclusions,
    contents,
    held,
    open_part,
    parts,
    proposed,
    send,
)
from tests.demo import NOW

Chats = Callable[..., Chat]


@pytest.fixture
def group(chat: Chats) -> Chat:
    """The working group's chat, in English."""
    return chat("tyoryhma", language="en")


def titles(core: Core) -> list[str]:
    return [each.title for each in contents(core, PartKind.ITEM) if isinstance(each, Item)]


def test_who_was_there_is_written_by_organisation(core: Core, group: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.ATTENDANCE)
    send(group, absent="ministry:OKM", names_0=" Aila Tunturila ", names_1="Lauri Väylä\nMaija Tie")
    there = {"council:19": "Aila Tunturila", "ministry:LVM": "Lauri Väylä\nMaija Tie", "ministry:TEM": ""}
    assert [Attendance(there, ("ministry:OKM",))] == contents(core, PartKind.ATTENDANCE)
    assert "Saved: Present" in group.text
    assert "Absent: Ministry of Education and Culture" in group.text


def test_who_was_there_of_many_organisations_is_written_page_by_page(core: Core, group: Chat) -> None:
    many = tuple(f"council:{code:02}" for code in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11))
    begun(core, group, organisations=many)
    open_part(core, group, PartKind.ATTENDANCE)
    assert "Organisations 1–8 of 10." in group.text
    send(group, absent=many[0], names_1="Aino")
    assert "Organisations 9–10 of 10." in group.text
    send(group, absent=many[9], names_0="Eero")
    [content] = contents(core, PartKind.ATTENDANCE)
    assert isinstance(content, Attendance)
    assert (many[0], many[9]) == content.absent
    assert ("Aino", "Eero") == (content.present[many[1]], content.present[many[8]])


def test_a_view_is_written_in_two_languages(core: Core, group: Chat) -> None:
    begun(core, group)
    open_part(core, group, PartKind.REGION_VIEW)
    send(group, text_fi="Väki vähenee.", text_sv="Folket blir färre.")
    assert [View({"fi": "Väki vähenee.", "sv": "Folket blir färre."})] == contents(core, PartKind.REGION_VIEW)


def test_an_item_is_written_and_moved(core: Core, group: Chat) -> None:
    begun(core, group)
    first, *rest = titles(core)
    part = open_part(core, group, PartKind.ITEM)
    send(group, text_fi="Keskusteltiin.", place="3")
    assert [*rest, first] == titles(core)
    found = next(each for each in parts(core, PartKind.ITEM) if each.id == part.id)
    assert replace_text(part.content) == found.content


def replace_text(content: Any) -> Any:
    return replace(content, texts={"fi": "Keskusteltiin."})


def test_an_item_is_added_and_taken_out(core: Core, group: Chat) -> None:
    begun(core, group)
    before = titles(core)
    group.button("New item")
    send(group, title="Muut asiat", text_fi="Sovittiin jatkosta.")
    assert [*before, "Muut asiat"] == titles(core)
    open_part(core, group, PartKind.ITEM)
    group.button("Take out")
    assert [*before[1:], "Muut asiat"] == titles(core)
    group.button("Take back my last change")
    assert [*before, "Muut asiat"] == titles(core)


@ON_POSTGRES
def test_a_conclusion_is_written_with_all_that_belongs_to_it(core: Core, group: Chat) -> None:
    begun(core, group)
    item = parts(core, PartKind.ITEM)[1]
    group.press("minutes.add", {"session": LAPLAND, "kind": "conclusion", "item": item.id})
    goal = group.card["body"]
    goals = next(each["choices"] for each in goal if each.get("id") == "goals")
    send(
        group,
        kind="measure",
        title_fi="Asunnot",
        text_fi="Rakennetaan asuntoja.",
        title_sv="Bostäder",
        text_sv="Bostäder byggs.",
        responsible="council:19,ministry:TEM",
        due="2027-06-30",
        ministries="TEM",
        regions="19,18",
        goals=goals[0]["value"],
        areas="",
        used_in="jts,regional_plan",
        supersedes="2025-19-01",
    )
    expected = Conclusion(
        1,
        {"fi": Wording("Asunnot", "Rakennetaan asuntoja."), "sv": Wording("Bostäder", "Bostäder byggs.")},
        item=item.id,
        measure=True,
        responsible=("council:19", "ministry:TEM"),
        regions=("19", "18"),
        ministries=("TEM",),
        goals=(goals[0]["value"],),
        used_in=("jts", "regional_plan"),
        due=(NOW.date().replace(year=2027, month=6, day=30)),
        supersedes="2025-19-01",
    )
    assert [expected] == conclusions(core)
    assert "Added: Measure 2026-19-01" in group.text


def test_a_conclusion_starts_from_its_items_proposals(core: Core, group: Chat) -> None:
    number = proposed(core, "Junat", ministries=("LVM",), areas=("transport",))
    held(core, published=False)
    with core.store.transaction() as db:
        who = people.by_slug(db, "tem-koordinaattori", NOW.date())
        agenda = agendas.find(db, LAPLAND)
        first = replace(agenda.items[0], proposals=(number,))
        agenda = agendas.put(db, replace(agenda, items=(first, *agenda.items[1:])), NOW)
        assert who
        agendas.publish(db, agenda, who, NOW)
    group.press("minutes.begin", {"session": LAPLAND})
    item = parts(core, PartKind.ITEM)[0]
    group.press("minutes.add", {"session": LAPLAND, "kind": "conclusion", "item": item.id})
    values = group.values()
    assert (str(item.id), "LVM", "transport", "19") == tuple(
        values[name] for name in ("item", "ministries", "areas", "regions")
    )


def test_conclusions_are_moved_among_each_other_and_to_another_item(core: Core, group: Chat) -> None:
    begun(core, group)
    one, other = parts(core, PartKind.ITEM)[:2]
    for text in ("Yksi", "Kaksi", "Kolme"):
        concluded(group, text, item=str(one.id))
    open_part(core, group, PartKind.CONCLUSION, 2)
    send(group, place="1")
    assert [3, 1, 2] == [each.number for each in conclusions(core)]
    open_part(core, group, PartKind.CONCLUSION, 1)
    send(group, item=str(other.id))
    assert [(3, one.id), (2, one.id), (1, other.id)] == [
        (each.number, each.item) for each in conclusions(core)
    ]


def test_the_conclusions_of_an_item_that_is_taken_out_stay(core: Core, group: Chat) -> None:
    begun(core, group)
    item = open_part(core, group, PartKind.ITEM)
    concluded(group, item=str(item.id))
    open_part(core, group, PartKind.ITEM)
    group.button("Take out")
    assert 1 == len(conclusions(core))
    open_part(core, group, PartKind.CONCLUSION)
    assert "-" == group.values()["item"]


def test_a_number_is_never_given_twice(core: Core, group: Chat) -> None:
    begun(core, group)
    concluded(group, "Yksi")
    open_part(core, group, PartKind.CONCLUSION)
    group.button("Take out")
    concluded(group, "Kaksi")
    assert [2] == [each.number for each in conclusions(core)]
    assert "2026-19-02" in group.text


def test_a_form_that_is_sent_twice_adds_one_conclusion(core: Core, group: Chat) -> None:
    begun(core, group)
    group.press("minutes.add", {"session": LAPLAND, "kind": "conclusion"})
    mine = group.filled(text_fi="Sama teksti.")
    group.press("minutes.save_conclusion", mine)
    group.press("minutes.save_conclusion", mine)
    assert 1 == len(conclusions(core))
    assert "This is in the minutes already" in group.text


def test_a_word_of_deciding_is_kept_and_pointed_out(core: Core, group: Chat) -> None:
    begun(core, group)
    concluded(group, "Kokous päätti rakentaa radan.")
    assert 1 == len(conclusions(core))
    assert "The text says “päätti”" in group.text


# In words


@pytest.mark.parametrize("text", ["aloita Lapin muistion kirjoittaminen", "kirjoita muistio 2026-19"])
def test_a_session_that_is_named_opens_its_draft(core: Core, group: Chat, text: str) -> None:
    begun(core, group)
    group.say(text)
    assert "Minutes being written" in group.text
    assert "Lapland discussion 2026" in group.text


def test_without_a_name_those_that_were_held_are_listed(core: Core, group: Chat) -> None:
    held(core, "2026-18", published=False)
    begun(core, group)
    concluded(group)
    group.say("kirjoita muistio")
    assert "being written · conclusions: 1" in group.text
    assert "not begun" in group.text
    with core.store.read() as db:
        waiting = sessions.find(db, "2026-17")
    assert waiting
    assert waiting.names["en"] not in group.text


def test_a_draft_of_many_parts_is_shown_page_by_page(core: Core, group: Chat) -> None:
    begun(core, group)
    for number in range(14):
        concluded(group, f"Johtopäätös {number}")
    assert "Shown 11–20 of 20." in group.text
    assert "Added: Conclusion 2026-19-14" in group.text
