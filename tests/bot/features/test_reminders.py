"""Reminders: who gets them when, and what they say."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from bot.app import Core
from bot.features.reminder_rings import REMINDED
from cards.render import Card, as_text
from knowledge.people import Role
from storage import polls, sessions, wishes
from storage import tables as t
from storage.people import by_slug
from tests.bot.chat import Chat
from tests.bot.cores import BOTH, admitted
from tests.bot.features.reminder_chats import Bells, hears, morning, quiet, withdrawn
from tests.bot.features.session_chats import COORDINATOR, asked, planned
from tests.bot.outbox import owed
from tests.demo import NOW

Chats = Callable[..., Chat]
LAPPI, KAINUU = "council:19", "council:18"
DEPUTY = "lappi-vara"
LVM = "ministry:LVM"
ON_TIME = time(9, 1)


@pytest.fixture
def bells(core: Core) -> Bells:
    """A bell on the demo: proposals are open until 9.12., and Lapland's council alone has sent none."""
    quiet(core, LAPPI, KAINUU, LVM)
    withdrawn(core, LAPPI)
    hears(core, "lappi", DEPUTY)
    return Bells(core, morning(1))


def number(core: Core, slug: str) -> int:
    with core.store.read() as db:
        return db.exec(select(t.Person.id).where(t.Person.slug == slug)).one() or 0


def actions(card: Card) -> Iterator[dict[str, Any]]:
    """The buttons of a card's items."""
    for item in card["body"]:
        for each in item.get("items", []):
            yield from each.get("actions", [])


# When and to whom


@BOTH
def test_the_contact_is_reminded_at_nine_and_once(bells: Bells) -> None:
    bells.ring(morning(2, time(8, 59, 58)))
    assert [] == bells.told()
    bells.ring(morning(2, time(9, 0, 3)), morning(2, time(9, 0, 8)), morning(2, time(15)))
    assert ["lappi"] == bells.told()


@BOTH
def test_each_offset_brings_a_reminder_until_the_last_morning(core: Core, bells: Bells) -> None:
    bells.ring(*(morning(day, hour) for day in range(2, 12) for hour in (time(8), ON_TIME)))
    days = {row.created for row in owed(core, REMINDED)}
    assert {morning(day, ON_TIME) for day in (2, 8, 9)} == days


def test_the_deputy_is_reminded_too_when_time_runs_out(bells: Bells) -> None:
    bells.ring(morning(8, time(8)), morning(8, ON_TIME))
    assert {"lappi", DEPUTY} == bells.sent(morning(8, ON_TIME)).keys()


def test_the_deputy_is_reminded_instead_of_a_contact_who_is_away(core: Core, bells: Bells) -> None:
    with core.store.transaction() as db:
        wishes.be_away(db, number(core, "lappi"), date(2026, 12, 1), date(2026, 12, 4))
    bells.ring(morning(2, ON_TIME))
    assert [DEPUTY] == bells.told()


def test_the_deputy_is_reminded_too_when_nothing_reaches_the_contact(core: Core, bells: Bells) -> None:
    with core.store.transaction() as db:
        theirs = col(t.Conversation.person_id) == number(core, "lappi")
        db.execute(update(t.Conversation).where(theirs).values(gone=NOW, why_gone="blocked"))
    bells.ring(morning(2, ON_TIME))
    assert sorted([DEPUTY, "lappi"]) == bells.told()


def test_the_deputy_is_reminded_too_when_the_contact_has_turned_reminders_off(
    bells: Bells, chat: Chats
) -> None:
    chat("lappi").press("notifications.mute", {"topics": "reminders", "length": "good"})
    bells.ring(morning(2, ON_TIME))
    assert sorted([DEPUTY, "lappi"]) == bells.told()


def test_nobody_of_another_organisation_is_reminded(core: Core, bells: Bells) -> None:
    admitted(core, "seuraaja", LAPPI, Role.OBSERVER)
    bells.ring(morning(9, time(15)))
    assert {"lappi", DEPUTY} == set(bells.told())


def test_where_the_deadline_was_moved_on_its_new_days_count(core: Core, bells: Bells) -> None:
    bells.ring(morning(2, ON_TIME))
    with core.store.transaction() as db:
        db.execute(update(t.Round).values(proposals_close=morning(11, time(16))))
    bells.ring(*(morning(day, ON_TIME) for day in range(3, 13)))
    days = {row.created for row in owed(core, REMINDED)}
    assert {morning(day, ON_TIME) for day in (2, 4, 10, 11)} == days


# What it says


def test_a_reminder_says_what_is_missing_by_when_and_leads_into_the_act(bells: Bells) -> None:
    bells.ring(morning(2, ON_TIME))
    card = bells.sent(morning(2, ON_TIME))["lappi"]
    for part in (
        "Reminder: Propose topics for the agenda",
        "For: Regional Council of Lapland",
        "Deadline: Wed 9 Dec 2026 at 16:15 – in 7 days",
        "Your organisation has sent no proposal in this round.",
        "You get this because your organisation has this to do.",
    ):
        assert part in as_text(card)
    assert ["proposal.new"] == [each["verb"] for each in actions(card)]


def test_on_the_last_morning_the_title_says_so(bells: Bells) -> None:
    bells.ring(morning(9, time(8)), morning(9, ON_TIME))
    assert "Last day today: Propose topics for the agenda" in bells.texts(morning(9, ON_TIME))["lappi"]


def test_a_deputy_is_told_why_it_comes_to_them(bells: Bells) -> None:
    bells.ring(morning(8, time(8)), morning(8, ON_TIME))
    told = bells.texts(morning(8, ON_TIME))
    assert ("You get this as a deputy" in told[DEPUTY], "as a deputy" in told["lappi"]) == (True, False)


def test_it_comes_in_the_readers_language(bells: Bells) -> None:
    bells.ring(morning(2, ON_TIME))
    assert "Muistutus: Ehdota aiheita agendalle" in bells.texts(morning(2, ON_TIME), language="fi")["lappi"]


def test_what_falls_together_comes_in_one_message(core: Core, bells: Bells, chat: Chats) -> None:
    asked(planned(chat(COORDINATOR)), due="2026-12-09")
    bells.ring(morning(2, ON_TIME))
    told = bells.texts(morning(2, ON_TIME))
    assert ["lappi"] == [slug for slug in bells.told() if slug == "lappi"]
    for part in ("2 reminders", "Propose topics for the agenda", "Tell which times suit you"):
        assert part in told["lappi"]
    assert "Propose topics" not in told["lvm"]


def test_those_who_take_part_in_a_session_hear_of_it_the_day_before(
    core: Core, bells: Bells, chat: Chats
) -> None:
    coordinator = planned(chat(COORDINATOR), day="2026-12-10", start="13:00")
    coordinator.button("Ilmoita osallistujille")
    bells.ring(morning(9, time(8)), morning(9, ON_TIME))
    told = bells.texts(morning(9, ON_TIME))["lvm"]
    assert "Reminder: The session is coming" in told
    assert "Time: Thu 10 Dec 2026 at 13:00 – tomorrow" in told
    assert "You get this because you or your organisation takes part in the session." in told


def test_minutes_that_are_out_remind_those_who_have_not_answered(core: Core, bells: Bells) -> None:
    sent, due = morning(10), morning(15, time(23, 59))
    with core.store.transaction() as db:
        row = t.Minutes(session_id="2026-19", version=1, state="out", sent=sent, due=due)
        db.add(row)
        db.flush()
        db.add(t.Confirmation(minutes_id=row.id or 0, organisation_id=LVM, answer="confirmed", at=sent))
    hears(core, "lvm")
    bells.ring(sent, morning(14, ON_TIME))
    told = bells.texts(morning(14, ON_TIME))
    assert "Confirm the minutes" in told["lappi"]
    assert "lvm" not in told


# A bell that stood still


def test_what_is_more_than_an_hour_late_says_so(bells: Bells) -> None:
    bells.ring(morning(2, time(10, 30)))
    late = "This reminder should have reached you on Wed 2 Dec 2026 at 09:00."
    assert late in bells.texts(morning(2, time(10, 31)))["lappi"]


def test_after_a_standstill_only_the_newest_comes_and_once(bells: Bells) -> None:
    bells.ring(morning(9, time(8)))
    assert sorted(["lappi", DEPUTY]) == bells.told()
    told = bells.texts(morning(9, time(8)))["lappi"]
    assert "should have reached you on Tue 8 Dec 2026 at 09:00." in told


@BOTH
def test_what_is_past_its_deadline_is_not_sent_but_written_down(core: Core, bells: Bells) -> None:
    bells.ring(morning(9, time(17)))
    assert {} == bells.sent(morning(9, time(17)))
    assert {"no longer needed"} == {row.state for row in owed(core, REMINDED)}
    assert sorted(["lappi", DEPUTY]) == bells.told()


# While it waits


@BOTH
def test_it_is_not_sent_when_a_colleague_has_acted_meanwhile(core: Core, bells: Bells) -> None:
    bells.ring(morning(2, ON_TIME))
    with core.store.transaction() as db:
        db.execute(
            update(t.Proposal).where(col(t.Proposal.organisation_id) == LAPPI).values(state="submitted")
        )
    assert {} == bells.sent(morning(2, ON_TIME))


def test_it_is_not_sent_to_somebody_whose_role_has_ended(core: Core, bells: Bells) -> None:
    bells.ring(morning(2, ON_TIME))
    with core.store.transaction() as db:
        mine = col(t.Membership.person_id) == number(core, "lappi")
        db.execute(update(t.Membership).where(mine).values(role="observer"))
    assert {} == bells.sent(morning(2, ON_TIME))


def test_of_two_that_wait_the_newer_is_sent(core: Core, bells: Bells) -> None:
    bells.ring(morning(2, ON_TIME), morning(8, ON_TIME))
    bells.sent(morning(8, ON_TIME))
    mine = [row for row in owed(core, REMINDED) if row.person_id == number(core, "lappi")]
    assert ["no longer needed", "sent"] == [row.state for row in mine]


def test_a_poll_that_was_answered_is_left_out_and_the_rest_comes(
    core: Core, bells: Bells, chat: Chats
) -> None:
    asked(planned(chat(COORDINATOR)), due="2026-12-09")
    bells.ring(morning(2, ON_TIME))
    answered(core, LAPPI)
    told = bells.texts(morning(2, ON_TIME))
    assert "Reminder: Propose topics for the agenda" in told["lappi"]
    assert "Tell which times" not in told["lappi"]


def answered(core: Core, organisation: str) -> None:
    """The organisation answers the newest open question of times."""
    with core.store.transaction() as db:
        poll = polls.open_ones(db)[-1]
        assert sessions.find(db, poll.session)
        person = by_slug(db, "lappi", date(2026, 12, 2))
        assert person is not None
        suits = {option.id: "yes" for option in poll.options}
        polls.answer(db, poll, organisation, suits, person.id, morning(2, time(9, 0, 30)))  # type: ignore[arg-type]
