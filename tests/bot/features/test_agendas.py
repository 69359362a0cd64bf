"""Agendas in chat: building them, and what is refused."""

import pytest

from bot.app import Core
from tests.bot.chat import Chat
from tests.bot.features.agenda_chats import LAPLAND, edition, group, item, open_, released, send, titles

__all__ = ["group"]


def test_the_agenda_tells_its_time_against_the_sessions(group: Chat) -> None:
    group.press("agenda.build", {"session": LAPLAND})
    assert "95 + 15 of 150 min; 40 min left" in group.text
    assert ["Add an item", "Divide the time", "Publish …", "All agendas"] == group.buttons


def test_released_proposals_become_items_opened_by_who_leads_them(core: Core, group: Chat) -> None:
    one, other = released(core, "Junat"), released(core, "Tiet")
    group.press("agenda.build", {"session": LAPLAND})
    group.button("Add from proposals (2)")
    send(group, proposals=f"{one.id},{other.id}")
    assert "4. Junat\n20 min · opened by: Regional Council of Lapland" in group.text
    assert f"From proposal {one.number}" in group.text
    assert "135 + 15 of 150 min; 0 min left" in group.text


def test_a_proposal_on_an_agenda_is_offered_to_no_other_of_its_region(core: Core, group: Chat) -> None:
    one = released(core, "Junat")
    open_(group, core, "agenda.take", proposals=str(one.id))
    open_(group, core, "agenda.pick")
    assert "No proposal is waiting for this session" in group.text


@pytest.mark.parametrize("chosen", ["", "999999", "1", "x", "-1", "9" * 30])
def test_what_is_not_offered_cannot_be_added(core: Core, group: Chat, chosen: str) -> None:
    released(core, "Junat")
    before = titles(core)
    open_(group, core, "agenda.take", proposals=chosen)
    assert "Choose" in group.text
    assert before == titles(core)


def test_another_regions_proposal_cannot_be_added(core: Core, group: Chat) -> None:
    foreign = released(core, "Muualta", "uusimaa")
    open_(group, core, "agenda.take", proposals=str(foreign.id))
    assert "One of the proposals can't be on this agenda" in group.text


def test_an_item_of_ones_own_is_added_where_it_was_placed(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.item")
    assert "40" == group.values()["minutes"]
    send(group, title="  Alkusanat ", minutes="5", place="1", opener="Timo", note="Lyhyesti")
    assert "Alkusanat" == titles(core)[0]
    assert "1. Alkusanat\n5 min · opened by: Timo\nLyhyesti" in group.text


def test_an_item_is_edited_moved_and_taken_off(core: Core, group: Chat) -> None:
    before = titles(core)
    open_(group, core, "agenda.item", item=item(core))
    send(group, title="Uusi otsikko", place="3", opener_organisation="")
    assert [*before[1:], "Uusi otsikko"] == titles(core)
    open_(group, core, "agenda.item", item=item(core, 3))
    group.button("Take off the agenda")
    assert before[1:] == titles(core)


def test_all_that_is_wrong_with_an_item_is_said_at_once_and_nothing_is_lost(core: Core, group: Chat) -> None:
    before = edition(core)
    open_(group, core, "agenda.item", item=item(core))
    wrong = {
        "title": "å" * 121,
        "minutes": "1.5",
        "place": "9",
        "opener_organisation": "council:01",
        "opener": "b" * 121,
        "note": "c" * 501,
        "proposals": "1",
    }
    send(group, **wrong)
    for said in (
        "121 characters; the limit is 120",
        "501 characters; the limit is 500",
        "“1.5” is no whole number",
        "Give a place from 1 to 3",
        "One of the choices isn't on the list: council:01",
        "One of the proposals can't be on this agenda",
    ):
        assert said in group.text
    assert {name: wrong[name] for name in ("title", "minutes", "note")}.items() <= group.values().items()
    assert before == edition(core)


@pytest.mark.parametrize("minutes", ["0", "721"])
def test_minutes_out_of_range_are_refused(core: Core, group: Chat, minutes: str) -> None:
    open_(group, core, "agenda.item", item=item(core))
    send(group, minutes=minutes)
    assert "Give minutes from 1 to 720" in group.text


def test_the_time_is_divided_evenly_around_the_buffer(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.time")
    send(group, buffer="10", evenly="true")
    assert "140 + 10 of 150 min; 0 min left" in group.text
    open_(group, core, "agenda.time")
    send(group, buffer="151")
    assert "Give minutes from 0 to 150" in group.text


def test_an_edit_of_an_older_edition_is_refused_and_keeps_what_was_typed(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.item", item=item(core))
    mine = group.filled(title="Minun")
    send(group, title="Toisen")
    group.press("agenda.save", mine)
    assert "Somebody changed this agenda" in group.text
    assert "1. Toisen (20 min)" in group.text
    assert "Minun" == group.values()["title"]
    send(group)
    assert "Minun" == titles(core)[0]


def test_an_item_that_somebody_took_off_meanwhile_becomes_a_new_one(core: Core, group: Chat) -> None:
    before = titles(core)
    open_(group, core, "agenda.item", item=item(core))
    mine = group.filled(title="Palaa")
    group.button("Take off the agenda")
    group.press("agenda.save", mine)
    assert "Somebody has taken this item off the agenda" in group.text
    send(group, place="1")
    assert ["Palaa", *before[1:]] == titles(core)


@pytest.mark.parametrize("verb", ["agenda.remove", "agenda.publish"])
def test_an_old_button_shows_the_agenda_as_it_is_now(core: Core, group: Chat, verb: str) -> None:
    before = titles(core)
    group.press(verb, {"session": LAPLAND, "edition": 99, "item": item(core)})
    assert "nothing was done" in group.text
    assert before == titles(core)


def test_an_agenda_holds_twenty_items(core: Core, group: Chat) -> None:
    for number in range(17):
        open_(group, core, "agenda.save", title=f"Kohta {number}", minutes="1")
    open_(group, core, "agenda.save", title="Liikaa", minutes="1")
    assert "An agenda has at most 20 items" in group.text
    assert "Liikaa" == group.values()["title"]
    assert 20 == len(titles(core))


@pytest.mark.parametrize("session", ["", "2026-99", "2026-19' OR 1=1", "x" * 41])
def test_a_session_that_is_not_there_is_refused(group: Chat, session: str) -> None:
    for verb in ("agenda.build", "agenda.show", "agenda.save", "agenda.publish", "agenda.print"):
        group.press(verb, {"session": session})
        assert "This couldn't be done" in group.text
