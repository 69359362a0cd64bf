"""What people wish of notices, kept and asked for; what they were sent."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session

from knowledge.notices import Topic
from storage import outbox, received, wishes
from storage import tables as t
from storage.outbox import Place, State
from storage.store import Store
from storage.wishes import Absence, Mailbox

FRIDAY = date(2026, 11, 27)
DAY = timedelta(days=1)
REMINDERS, SCHEDULE = Topic.REMINDERS, Topic.SCHEDULE
ADDRESS, OTHER = "aila@example.fi", "tunturila@example.fi"


def person(db: Session, name: str = "Aila") -> int:
    row = t.Person(tenant="t", object_id=name, name=name)
    db.add(row)
    db.flush()
    return row.id or 0


def test_a_topic_is_off_until_the_day_it_included(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila, other = person(db), person(db, "Niilo")
        wishes.mute(db, aila, (REMINDERS,), FRIDAY, now)
        days = (FRIDAY, FRIDAY + DAY)
        assert [True, False] == [wishes.muted(db, aila, REMINDERS, day) for day in days]
        assert not wishes.muted(db, aila, SCHEDULE, FRIDAY)
        assert {aila} == wishes.muted_among(db, (aila, other), REMINDERS, FRIDAY)
        assert [{REMINDERS: FRIDAY}, {}] == [wishes.mutes(db, aila, day) for day in days]


def test_for_good_has_no_end_and_the_newest_wish_holds(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.mute(db, aila, (REMINDERS, SCHEDULE), FRIDAY, now)
        wishes.mute(db, aila, (REMINDERS,), None, now)
        assert {REMINDERS: None, SCHEDULE: FRIDAY} == wishes.mutes(db, aila, FRIDAY)
        wishes.unmute(db, aila, (REMINDERS,))
        assert {SCHEDULE: FRIDAY} == wishes.mutes(db, aila, FRIDAY)


def test_somebody_is_away_from_the_first_day_to_the_last(store: Store) -> None:
    with store.transaction() as db:
        aila, other = person(db), person(db, "Niilo")
        wishes.be_away(db, aila, date(2026, 1, 1), date(2026, 1, 2))
        wishes.be_away(db, aila, FRIDAY, FRIDAY + DAY)
        days = [FRIDAY - DAY, FRIDAY, FRIDAY + DAY, FRIDAY + 2 * DAY]
        assert [set(), {aila}, {aila}, set()] == [wishes.away(db, (aila, other), day) for day in days]
        coming = Absence(FRIDAY, FRIDAY + DAY)
        assert [coming, coming, coming, None] == [wishes.absence(db, aila, day) for day in days]
        wishes.be_back(db, aila)
        assert set() == wishes.away(db, (aila,), FRIDAY)


def test_what_was_read_before_doesnt_hide_what_is_written(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.be_away(db, aila, FRIDAY, FRIDAY)
        assert wishes.absence(db, aila, FRIDAY)
        wishes.be_away(db, aila, FRIDAY, FRIDAY + DAY)
        assert Absence(FRIDAY, FRIDAY + DAY) == wishes.absence(db, aila, FRIDAY)


def test_writing_a_wish_leaves_what_else_was_changed(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        row = db.get_one(t.Person, aila)
        row.name = "Aila Tunturila"
        wishes.set_address(db, aila, ADDRESS, now)
        assert "Aila Tunturila" == row.name
    with store.read() as db:
        assert "Aila Tunturila" == db.get_one(t.Person, aila).name


# E-mail


def test_an_address_that_is_known_to_be_theirs_is_used_at_once(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        assert wishes.mailbox(db, aila) is None
        wishes.set_address(db, aila, ADDRESS, now)
        assert Mailbox(ADDRESS, preferred=False, usable=True) == wishes.mailbox(db, aila)


def test_their_own_address_is_used_when_it_is_confirmed(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.want_address(db, aila, ADDRESS)
        assert Mailbox(ADDRESS, preferred=False, usable=False, wanted=ADDRESS) == wishes.mailbox(db, aila)
        assert not wishes.confirm_address(db, aila, OTHER, now)
        assert wishes.confirm_address(db, aila, ADDRESS, now)
        assert not wishes.confirm_address(db, aila, ADDRESS, now)
        assert Mailbox(ADDRESS, preferred=False, usable=True) == wishes.mailbox(db, aila)


def test_the_address_in_use_stays_until_the_new_one_is_confirmed(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.set_address(db, aila, ADDRESS, now)
        wishes.prefer_mail(db, aila, preferred=True)
        wishes.want_address(db, aila, OTHER)
        assert Mailbox(ADDRESS, preferred=True, usable=True, wanted=OTHER) == wishes.mailbox(db, aila)
        wishes.confirm_address(db, aila, OTHER, now)
        assert Mailbox(OTHER, preferred=True, usable=True) == wishes.mailbox(db, aila)


def test_no_e_mail_goes_where_it_was_stopped_or_came_back(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.set_address(db, aila, ADDRESS, now)
        wishes.stop_mail(db, aila, now)
        stopped = wishes.mailbox(db, aila)
        wishes.resume_mail(db, aila)
        resumed = wishes.mailbox(db, aila)
        assert not wishes.bounce(db, aila, OTHER, now, "no such box")
        assert wishes.bounce(db, aila, ADDRESS, now, "no such box")
        bounced = wishes.mailbox(db, aila)
    assert stopped
    assert resumed
    assert bounced
    assert (False, True, False) == (stopped.usable, resumed.usable, bounced.usable)
    assert ("no such box", None) == (bounced.why_bounced, bounced.stopped)


def test_another_address_is_tried_anew_but_a_stop_stays(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.set_address(db, aila, ADDRESS, now)
        wishes.stop_mail(db, aila, now)
        wishes.bounce(db, aila, ADDRESS, now, "no such box")
        wishes.set_address(db, aila, OTHER, now)
        box = wishes.mailbox(db, aila)
    assert box
    assert (None, now) == (box.bounced, box.stopped)


def test_an_administrator_leaves_alone_what_the_person_confirmed(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        assert wishes.told_address(db, aila, ADDRESS, now)
        assert not wishes.told_address(db, aila, ADDRESS, now)
        wishes.want_address(db, aila, OTHER)
        wishes.confirm_address(db, aila, OTHER, now)
        assert not wishes.told_address(db, aila, ADDRESS, now)
        wishes.bounce(db, aila, OTHER, now, "no such box")
        assert wishes.told_address(db, aila, ADDRESS, now)
        assert Mailbox(ADDRESS, preferred=False, usable=True) == wishes.mailbox(db, aila)


def test_an_address_is_forgotten(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.set_address(db, aila, ADDRESS, now)
        wishes.drop_address(db, aila)
        assert wishes.mailbox(db, aila) is None


def test_wishes_about_no_address_change_nothing(store: Store, now: datetime) -> None:
    with store.transaction() as db:
        aila = person(db)
        wishes.prefer_mail(db, aila, preferred=True)
        wishes.stop_mail(db, aila, now)
        assert wishes.mailbox(db, aila) is None


# What was sent


@pytest.fixture
def owed(store: Store, now: datetime) -> int:
    """Somebody who is owed three messages, one of which only brings a card up to date."""
    with store.transaction() as db:
        aila = person(db)
        same: dict[str, Any] = {"person": aila, "card": "notice", "now": now}
        outbox.owe(db, once="1", cause="first", data={"n": 1}, **same)
        outbox.owe(db, once="2", cause="second", data={"n": 2}, **same)
        outbox.owe(db, once="3", cause="update", data={}, place=Place.ONLY, **same)
        outbox.owe(db, once="4", cause="second", data={}, **{**same, "person": person(db, "Niilo")})
    return aila


def test_the_newest_message_comes_first_without_updates(store: Store, owed: int) -> None:
    with store.read() as db:
        assert ["second", "first"] == [each.cause for each in received.latest(db, owed, 5)]
        assert ["first"] == [each.cause for each in received.latest(db, owed, 1, 1)]
        assert 2 == received.count(db, owed)


def test_the_newest_of_some_causes_is_found_once_it_is_sent(store: Store, owed: int) -> None:
    with store.transaction() as db:
        assert received.newest_sent(db, owed, ("first", "second")) is None
        db.execute(update(t.Outbox).values(state=State.SENT))
        assert {"n": 2} == received.newest_sent(db, owed, ("first", "second"))
        assert {"n": 1} == received.newest_sent(db, owed, ("first",))


def test_messages_of_a_cause_are_counted_from_a_moment_on(store: Store, owed: int, now: datetime) -> None:
    with store.read() as db:
        assert 1 == received.owed_since(db, owed, "second", now - DAY)
        assert 0 == received.owed_since(db, owed, "second", now)
