"""What people wish of notices, kept at sending: what is turned down isn't sent, and why is written down."""

from datetime import timedelta

import pytest

from bot import reasons
from bot.features.kinds import CONFIRM
from bot.forms import Said, notice
from knowledge.clock import today
from knowledge.notices import Topic
from storage import outbox, turns, wishes
from storage.outbox import Place
from tests.bot.office import Office, Postman, address

GROUP = "tyoryhma"
MAILED = "group@example.fi"


@pytest.fixture
def mail(office: Office) -> Postman:
    """A postman of e-mail beside that of the chat."""
    postman = Postman()
    office.postmen["mail"] = postman
    office.delivery = office.another()
    return postman


def mute(office: Office, *topics: Topic, days: int | None = None) -> None:
    now = office.clock()
    until = None if days is None else today(now) + timedelta(days=days)
    with office.store.transaction() as db:
        wishes.mute(db, office.person(GROUP).id, topics, until, now)


def ask_address(office: Office, wanted: str) -> None:
    """Owe the message that asks whether the address is theirs; they want this one by now."""
    who = office.person(GROUP).id
    with office.store.transaction() as db:
        wishes.want_address(db, who, wanted)
        outbox.owe(
            db,
            once="asked",
            person=who,
            card="notice",
            data=notice(Said("Is this your e-mail address?")) | {"address": MAILED},
            cause=CONFIRM,
            now=office.clock(),
            urgent=True,
        )


async def test_what_is_turned_down_isnt_sent(office: Office) -> None:
    mute(office, Topic.PROPOSALS)
    office.owe("a")
    await office.delivery.pay()
    assert ([("cancelled", reasons.MUTED)], []) == (office.notices(), office.postman.posted)


async def test_another_topic_or_an_end_that_has_passed_keeps_nothing_back(office: Office) -> None:
    mute(office, Topic.REMINDERS)
    mute(office, Topic.PROPOSALS, days=-1)
    office.owe("a")
    await office.delivery.pay()
    assert [("sent", "sent")] == office.notices()


async def test_a_card_that_stands_is_brought_up_to_date_though_its_topic_is_off(office: Office) -> None:
    mute(office, Topic.PROPOSALS)
    where = address(GROUP)
    with office.store.transaction() as db:
        turns.stands(db, where.channel, where.conversation, "proposal:1", "card-0", office.clock())
    office.owe("a", how={"about": "proposal:1", "place": Place.REPLACE})
    office.owe("b", how={"about": "proposal:2", "place": Place.REPLACE})
    await office.delivery.pay()
    assert [("a:tyoryhma", "card-0")] == office.postman.posted
    assert [("sent", "sent"), ("no longer needed", reasons.NO_CARD)] == office.notices()


async def test_only_the_question_goes_to_an_address_that_isnt_confirmed(
    office: Office, mail: Postman
) -> None:
    ask_address(office, MAILED)
    office.owe("b")
    await office.delivery.pay()
    assert [{"address": MAILED}] == [parcel.where.user for parcel in mail.parcels]
    assert [("a:tyoryhma", None)] == office.postman.posted


async def test_the_question_isnt_sent_once_another_address_is_wanted(office: Office, mail: Postman) -> None:
    ask_address(office, "other@example.fi")
    await office.delivery.pay()
    assert ([("no longer needed", reasons.SETTLED)], []) == (office.notices(), mail.posted)


async def test_the_question_is_never_asked_in_the_chat(office: Office) -> None:
    ask_address(office, MAILED)
    await office.delivery.pay()
    assert ([("unreachable", reasons.NO_MAIL)], []) == (office.notices(), office.postman.posted)
