"""Publishing agendas: what is asked first, who is told what, and what is refused."""

import pytest

from bot.app import Core
from knowledge.sessions import State as SessionState
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.agenda_chats import (
    LAPLAND,
    NORTH,
    TAMPERE,
    Chats,
    group,
    item,
    open_,
    publish,
    released,
    send,
    titles,
    told,
)

__all__ = ["group"]


def test_publishing_asks_first_and_tells_how_many_hear_of_it(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.check")
    assert "3 items, 95 min, and 15 min kept free: 40 min of 150 are left." in group.text
    group.button("Publish")
    assert "Version: 1, published 24 Nov 2026" in group.text
    assert "12:45–13:05 · 20 min" in group.text


def test_those_who_take_part_are_told(core: Core, group: Chat) -> None:
    publish(group, core)
    assert {"lappi", "lappi-vara", "tem", "lvm"} <= set(told(core))
    assert not {"uusimaa", "tyoryhma"} & set(told(core))
    assert "The agenda is published: {session}" == told(core)["lappi"]["title"]["message"]


def test_a_later_version_is_told_as_changes(core: Core, group: Chat, chat: Chats) -> None:
    publish(group, core)
    open_(group, core, "agenda.item", item=item(core))
    send(group, minutes="25")
    publish(group, core)
    notice = told(core)["lappi"]
    assert "The agenda has changed: {session}" == notice["title"]["message"]
    assert [{"title": titles(core)[0], "old": 20, "new": 25}] == [line["values"] for line in notice["lines"]]
    reader = chat(language="en")
    reader.press("agenda.show", {"session": LAPLAND})
    assert "Changed since version 1:" in reader.text
    assert "20 min → 25 min" in reader.text


def test_an_agenda_longer_than_its_session_is_not_published(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.item", item=item(core))
    send(group, minutes="70")
    for verb in ("agenda.check", "agenda.publish"):
        open_(group, core, verb)
        assert "The items take 145 minutes and the buffer 15: 10 more than the session's 150." in group.text
    assert {} == told(core)


def test_an_agenda_without_items_or_minutes_is_not_published(core: Core, group: Chat) -> None:
    publish(group, core, NORTH)
    assert "The agenda has no items yet." in group.text
    open_(group, core, "agenda.item", item=item(core, 2))
    send(group, minutes="")
    publish(group, core)
    assert "These items have no title or no minutes yet: 2." in group.text


def test_the_agenda_of_a_session_that_is_not_announced_is_not_published(core: Core, group: Chat) -> None:
    open_(group, core, "agenda.save", "2026-18", title="Kohta", minutes="30")
    publish(group, core, "2026-18")
    assert "isn't announced yet" in group.text


def test_nothing_changed_is_nothing_to_publish(core: Core, group: Chat) -> None:
    publish(group, core, TAMPERE)
    assert "Version 1 of the agenda is published as it is" in group.text


@pytest.mark.parametrize("state", [SessionState.HELD, SessionState.CANCELLED])
def test_the_agenda_of_a_session_that_is_behind_stays(core: Core, group: Chat, state: SessionState) -> None:
    with core.store.transaction() as db:
        db.get_one(t.Session, LAPLAND).state = state
    for verb in ("agenda.save", "agenda.publish", "agenda.item"):
        open_(group, core, verb, title="Kohta")
        assert "its agenda can't be changed any more" in group.text


def test_a_published_proposal_is_found_by_everybody_and_not_before(
    core: Core, group: Chat, chat: Chats
) -> None:
    one = released(core, "Krokotiilitarhan laajennus")
    outsider = chat("uusimaa", language="en")
    asked = {"kinds": ["proposal"], "terms": ["krokotiilitarha"]}

    def seen() -> bool:
        outsider.press("ask.show", asked)
        return "Krokotiilitarhan laajennus" in outsider.text

    open_(group, core, "agenda.take", proposals=str(one.id))
    assert not seen()
    publish(group, core)
    assert seen()


def test_a_notice_of_a_session_that_was_cancelled_is_not_needed(core: Core, group: Chat) -> None:
    from bot.features import still_needed

    publish(group, core)
    needed = still_needed()["agenda published"]
    with core.store.transaction() as db:
        assert needed(db, told(core)["lappi"])
        db.get_one(t.Session, LAPLAND).state = SessionState.CANCELLED
        db.flush()
        assert not needed(db, told(core)["lappi"])
