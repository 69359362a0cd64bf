"""Beginning the minutes of a session: from its published agenda, once, and only of what was held."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from bot.app import Core
from knowledge.agendas import Agenda
from knowledge.minutes import Attendance, Item, PartKind, View
from knowledge.sessions import Kind
from knowledge.sessions import State as SessionState
from storage import agendas, rounds, state_views
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import ON_POSTGRES
from tests.bot.features.minutes_chats import (
    LAPLAND,
    ORGANISATIONS,
    begun,
    concluded,
    conclusions,
    contents,
    draft,
    held,
    viewed,
)
from tests.demo import NOW

Chats = Callable[..., Chat]


@pytest.fixture
def group(chat: Chats) -> Chat:
    """The working group's chat, in English."""
    return chat("tyoryhma", language="en")


@pytest.fixture
def other(chat: Chats) -> Chat:
    """A coordinator's chat, in English."""
    return chat("tem-koordinaattori", language="en")


def titles(core: Core) -> list[str]:
    return [each.title for each in contents(core, PartKind.ITEM) if isinstance(each, Item)]


@ON_POSTGRES
def test_the_draft_starts_from_the_agenda_that_was_published(core: Core, group: Chat) -> None:
    viewed(core, "Valtion näkemys alueen tilanteesta.")
    held(core)
    group.press("session.show", {"session": LAPLAND})
    group.button("Write the minutes")
    assert "The draft starts from version 1 of the agenda (items: 3)" in group.text
    group.button("Start writing")
    with core.store.read() as db:
        items = agendas.find(db, LAPLAND).items
    assert [Attendance(dict.fromkeys(ORGANISATIONS, ""))] == contents(core, PartKind.ATTENDANCE)
    assert [View({"fi": "Valtion näkemys alueen tilanteesta."})] == contents(core, PartKind.STATE_VIEW)
    assert [View()] == contents(core, PartKind.REGION_VIEW)
    assert [Item(each.title, agenda_item=each.id, proposals=each.proposals) for each in items] == contents(
        core, PartKind.ITEM
    )
    assert "parts still empty: 4" in group.text


def test_a_view_that_is_not_published_and_an_agenda_that_was_not_are_left_out(
    core: Core, group: Chat
) -> None:
    held(core, published=False)
    with core.store.transaction() as db:
        view = state_views.find(db, rounds.current(db, NOW), "19")
        state_views.publish(db, view, None)
    group.press("minutes.write", {"session": LAPLAND})
    assert "No agenda is published for this session" in group.text
    group.button("Start writing")
    assert [] == titles(core)
    assert [View()] == contents(core, PartKind.STATE_VIEW)


def test_items_that_were_changed_after_the_publication_do_not_come_into_the_minutes(
    core: Core, group: Chat
) -> None:
    held(core)
    before = titles_of(core)
    with core.store.transaction() as db:
        agendas.put(db, Agenda(LAPLAND), NOW)
    group.press("minutes.begin", {"session": LAPLAND})
    assert before == titles(core)


def titles_of(core: Core) -> list[str]:
    with core.store.read() as db:
        return [item.title for item in agendas.find(db, LAPLAND).items]


def test_beginning_twice_opens_what_was_begun(core: Core, group: Chat, other: Chat) -> None:
    begun(core, group)
    before = draft(core)
    other.press("minutes.begin", {"session": LAPLAND})
    assert "Minutes being written" in other.text
    assert before == draft(core)


@ON_POSTGRES
def test_two_who_begin_at_once_make_one_draft(core: Core, chat: Chats) -> None:
    held(core)
    chats = [chat(slug, language="en") for slug in ("tyoryhma", "tem-koordinaattori") * 3]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda each: each.press("minutes.begin", {"session": LAPLAND}), chats))
    assert 6 == len(draft(core).parts)
    with core.store.read() as db:
        assert 1 == len(db.exec(select(t.Audit).where(t.Audit.what == "minutes.begun")).all())


@pytest.mark.parametrize("verb", ["minutes.write", "minutes.begin"])
def test_what_was_not_held_has_no_minutes_but_a_way_on(core: Core, other: Chat, verb: str) -> None:
    held(core, state=SessionState.ANNOUNCED)
    other.press(verb, {"session": LAPLAND})
    assert "isn't marked as held yet" in other.text
    other.button("Mark as held")
    other.press(verb, {"session": LAPLAND})
    assert "isn't marked as held yet" not in other.text


def test_the_working_group_is_not_offered_to_mark_a_session_as_held(core: Core, group: Chat) -> None:
    held(core, state=SessionState.ANNOUNCED)
    group.press("minutes.write", {"session": LAPLAND})
    assert ["Open the session"] == group.buttons


def test_a_session_that_was_cancelled_has_no_minutes(core: Core, group: Chat) -> None:
    held(core, state=SessionState.CANCELLED, announced=NOW)
    group.press("minutes.begin", {"session": LAPLAND})
    assert "is now “cancelled”" in group.text
    assert () == draft(core).parts


def test_minutes_of_a_joint_session_begin_with_the_views_of_its_regions(core: Core, group: Chat) -> None:
    viewed(core, "Lapin näkymä")
    viewed(core, "Kainuun näkymä", "18")
    begun(core, group, kind=Kind.JOINT, regions=("18", "19"))
    expected = View({"fi": "Kainuu\nKainuun näkymä\n\nLappi\nLapin näkymä"})
    assert [expected] == contents(core, PartKind.STATE_VIEW)


def test_minutes_of_a_preparatory_session_need_no_views(core: Core, group: Chat) -> None:
    begun(core, group, published=False, kind=Kind.PREPARATORY, regions=())
    assert "no part is empty" in group.text


def test_minutes_are_written_after_the_rounds_last_day(core: Core, chat: Chats) -> None:
    held(core)
    late = chat("tyoryhma", NOW + timedelta(days=300), language="en")
    late.press("minutes.begin", {"session": LAPLAND})
    concluded(late)
    assert 1 == len(conclusions(core))
