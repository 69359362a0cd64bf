"""Notices on their way: when they go, by which way, in which card's place, and how each outcome is kept."""

import asyncio
from datetime import datetime, time, timedelta
from unittest.mock import patch

import pytest
from sqlmodel import select

from bot import reasons
from bot.needs import MAIL
from bot.outcomes import PAUSES, SendFailed
from cards.render import render
from knowledge.notices import Topic
from storage import claims, outbox, turns, wishes
from storage import tables as t
from storage.outbox import Place
from storage.store import Store
from tests.bot.office import Office, Postman, address
from tests.fakes.clock import StandingClock

HOURS = (time(8), time(17))
BLOCKED = SendFailed(reasons.BLOCKED, gone=True)
MISSING = SendFailed("HTTP 404", missing=True)
WAIT = SendFailed("HTTP 429", retry_after=10.0)
SILENT = SendFailed("ServerTimeoutError", ambiguous=True)
BUSY = SendFailed("HTTP 503", again=True)
ABOUT = "proposal:1"


@pytest.fixture
def mail(office: Office) -> Postman:
    """The postman of e-mail; the working group's address is known."""
    office.postmen[MAIL] = postman = Postman()
    office.delivery = office.another()
    with office.store.transaction() as db:
        wishes.set_address(db, office.person("tyoryhma").id, "ryhma@example.fi", office.clock())
    return postman


def stands(office: Office, activity: str = "1:7", slug: str = "tyoryhma") -> None:
    """A card about the proposal stands in somebody's chat."""
    where = address(slug)
    with office.store.transaction() as db:
        turns.stands(db, where.channel, where.conversation, ABOUT, activity, office.clock())


def taken(office: Office, *messages: int) -> None:
    """A process takes these and is never heard of again."""
    now = office.clock()
    with office.store.transaction() as db:
        claims.claim(db, "a process that ended", dict.fromkeys(messages, 0), now, now + timedelta(seconds=30))


# When


async def test_what_can_wait_goes_in_office_hours_and_what_is_urgent_at_once(office: Office) -> None:
    office.delivery = office.another(hours=HOURS)
    office.clock.advance(hours=8)  # 19.00 in Finland
    office.owe("can wait")
    office.owe("urgent", how={"urgent": True})
    await office.delivery.pay()
    assert [("owed", None), ("sent", "sent")] == office.notices()
    await office.pay_after(hours=12, minutes=59)
    assert ("owed", None) == office.notices()[0]
    await office.pay_after(minutes=1)
    assert ("sent", "sent") == office.notices()[0]


async def test_what_comes_too_late_isnt_sent(office: Office) -> None:
    office.owe("a", how={"expires": office.clock() + timedelta(hours=1)})
    await office.pay_after(hours=1)
    assert ([("no longer needed", reasons.EXPIRED)], []) == (office.notices(), office.postman.posted)


async def test_what_its_reader_has_turned_down_isnt_sent(office: Office) -> None:
    with office.store.transaction() as db:
        wishes.mute(db, office.person("tyoryhma").id, [Topic.PROPOSALS], None, office.clock())
    office.owe("a")
    await office.delivery.pay()
    assert ([("cancelled", reasons.MUTED)], []) == (office.notices(), office.postman.posted)


async def test_what_was_sent_is_kept_with_its_way_and_its_card(office: Office) -> None:
    office.owe("a", how={"about": ABOUT})
    await office.delivery.pay()
    row, where = office.row(), address("tyoryhma")
    with office.store.read() as db:
        standing = turns.standing(db, where.channel, where.conversation, ABOUT)
    assert ("msteams", "card-1", "card-1") == (row.channel, row.activity, standing)


async def test_many_are_on_their_way_at_once(office: Office) -> None:
    slugs = ["lappi", "kainuu", "uusimaa", "aune", "tem"]
    office.owe_each(*slugs)
    gate = office.postman.gate()
    paying = asyncio.create_task(office.delivery.pay())
    await office.postman.given(len(slugs))
    gate.set()
    await paying
    assert {f"a:{slug}" for slug in slugs} == {where for where, _ in office.postman.posted}


async def test_a_card_that_many_get_is_drawn_once(office: Office) -> None:
    office.owe_each("lappi", "kainuu", "tyoryhma")
    with patch("bot.drafts.render", wraps=render) as drawing:
        await office.delivery.pay()
    assert (3, 1) == (len(office.postman.posted), drawing.call_count)


async def test_a_person_gets_one_after_the_other_in_order(office: Office) -> None:
    for number, minutes in enumerate((1, 3, 2)):
        office.owe(f"{number}", how={"due": office.clock() - timedelta(minutes=minutes)})
    await office.delivery.pay()
    assert [2, 3, 1] == [parcel.message for parcel in office.postman.parcels]


# Where to


async def test_somebody_gone_is_called_once_and_reached_when_they_write_again(office: Office) -> None:
    office.postman.errors.append(BLOCKED)
    office.owe("a")
    office.owe("b")
    await office.delivery.pay()
    assert ([("unreachable", reasons.BLOCKED)] * 2, 1) == (office.notices(), len(office.postman.posted))
    office.owe("c")
    office.hears("tyoryhma")
    await office.delivery.pay()
    assert ("sent", "sent") == office.notices()[2]


async def test_a_chat_that_isnt_found_is_gone_only_after_hours(office: Office) -> None:
    office.postman.always = MISSING
    office.owe("a")
    await office.delivery.pay()
    states = [office.notices()]
    for hours in (1, 2, 7):  # a pause is up to a quarter longer than it is set
        await office.pay_after(hours=hours)
        states.append(office.notices())
    put_off, ended = [("owed", "HTTP 404")], [("unreachable", reasons.NOT_FOUND)]
    assert [put_off, put_off, put_off, ended] == states


async def test_a_chat_that_is_found_again_isnt_gone(office: Office) -> None:
    office.postman.errors.extend([MISSING, MISSING])
    office.owe("a")
    await office.delivery.pay()
    for _ in range(2):
        await office.pay_after(hours=7)
    with office.store.read() as db:
        missed = db.exec(select(t.Conversation.missed)).all()
    assert ([("sent", "sent")], [0]) == (office.notices(), missed)


async def test_who_never_wrote_gets_an_email(office: Office, mail: Postman) -> None:
    with office.store.transaction() as db:
        wishes.set_address(db, office.person("aune").id, "aune@example.fi", office.clock())
    office.owe("a", "aune", {"cause": "for everybody"})
    await office.delivery.pay()
    [parcel] = mail.parcels
    assert ("mail", {"address": "aune@example.fi"}) == (parcel.where.channel, parcel.where.user)
    assert ("sent", "mail") == (office.row().state, office.row().channel)


async def test_many_e_mails_hold_up_no_message_in_teams(office: Office, mail: Postman) -> None:
    councils = ("kainuu", "lvm", "tem", "uusimaa", "satakunta", "pirkanmaa", "pohjanmaa", "kymenlaakso")
    with office.store.transaction() as db:
        for slug in councils:
            wishes.set_address(db, office.person(slug).id, f"{slug}@example.fi", office.clock())
    for slug in councils:
        office.owe(slug, slug, {"cause": "for everybody"})
    office.clock.advance(seconds=1)
    office.owe("a")
    gate = mail.gate()
    with patch("bot.notices.WINDOW", 6):
        await office.delivery._notices.step()  # type: ignore[union-attr]
    await office.postman.given(1)
    assert (1, 4) == (len(office.postman.posted), len(mail.posted))
    gate.set()
    await office.delivery.stop()


@pytest.mark.parametrize(("preferred", "posted"), [(True, (0, 1)), (False, (1, 0))])
async def test_the_way_that_is_preferred_is_taken(
    office: Office, mail: Postman, preferred: bool, posted: tuple[int, int]
) -> None:
    with office.store.transaction() as db:
        wishes.prefer_mail(db, office.person("tyoryhma").id, preferred)
    office.owe("a")
    await office.delivery.pay()
    assert posted == (len(office.postman.posted), len(mail.posted))


async def test_the_other_way_is_taken_where_the_first_is_gone(office: Office, mail: Postman) -> None:
    office.postman.errors.append(BLOCKED)
    office.owe("a")
    await office.delivery.pay()
    assert (1, 1, [("sent", "sent")]) == (len(office.postman.posted), len(mail.posted), office.notices())
    assert 1 == office.row().attempts


async def test_an_address_that_is_gone_is_kept_so_and_the_chat_taken(office: Office, mail: Postman) -> None:
    who = office.person("tyoryhma").id
    with office.store.transaction() as db:
        wishes.prefer_mail(db, who, True)
    mail.always = SendFailed("550 no such user", gone=True)
    office.owe("a")
    office.owe("b")
    await office.delivery.pay()
    with office.store.read() as db:
        box = wishes.mailbox(db, who)
    assert (1, 2) == (len(mail.posted), len(office.postman.posted))
    assert box is not None
    assert (False, "550 no such user") == (box.usable, box.why_bounced)


# In which card's place


@pytest.mark.parametrize(
    ("place", "posted"),
    [(Place.NEW, None), (Place.REPLACE, "1:7"), (Place.ONLY, "1:7")],
)
async def test_a_card_goes_where_it_is_to_go(office: Office, place: Place, posted: str | None) -> None:
    stands(office)
    office.owe("a", how={"about": ABOUT, "place": place})
    await office.delivery.pay()
    assert ([("a:tyoryhma", posted)], [("sent", "sent")]) == (office.postman.posted, office.notices())


async def test_where_no_card_stands_one_is_sent_or_not_as_told(office: Office) -> None:
    office.owe("a", how={"about": "proposal:2", "place": Place.ONLY})
    office.owe("b", how={"about": ABOUT, "place": Place.REPLACE})
    await office.delivery.pay()
    assert [("no longer needed", reasons.NO_CARD), ("sent", "sent")] == office.notices()
    assert [("a:tyoryhma", None)] == office.postman.posted


async def test_a_card_that_was_taken_away_is_replaced_or_not_as_told(office: Office) -> None:
    stands(office)
    office.postman.errors.extend([MISSING])
    office.owe("a", how={"about": ABOUT, "place": Place.ONLY})
    await office.delivery.pay()
    office.postman.errors.extend([MISSING])
    office.owe("b", how={"about": ABOUT, "place": Place.REPLACE})
    await office.delivery.pay()
    assert [("no longer needed", reasons.NO_CARD), ("sent", "sent")] == office.notices()
    expected = [("a:tyoryhma", "1:7"), ("a:tyoryhma", "1:7"), ("a:tyoryhma", None)]
    assert expected == office.postman.posted


async def test_an_email_changes_no_card(office: Office, mail: Postman) -> None:
    with office.store.transaction() as db:
        wishes.set_address(db, office.person("aune").id, "aune@example.fi", office.clock())
    office.owe("a", "aune", {"cause": "for everybody", "about": ABOUT, "place": Place.ONLY})
    await office.delivery.pay()
    assert ([("no longer needed", reasons.NO_CARD)], []) == (office.notices(), mail.posted)


# How it went


async def test_teams_pause_is_the_tenants_alone_and_no_failed_attempt(office: Office) -> None:
    office.hears("lappi", "other-tenant")
    office.postman.errors.append(WAIT)
    office.owe("first")
    await office.delivery.pay()
    office.owe("second")
    office.owe("other", "lappi", {"cause": "for everybody"})
    await office.pay_after(seconds=9)
    assert ["a:tyoryhma", "a:lappi"] == [where for where, _ in office.postman.posted]
    assert (0, "owed", reasons.PAUSED) == (office.row().attempts, office.row().state, office.row().reason)
    await office.pay_after(seconds=1)
    assert [("sent", "sent")] * 3 == office.notices()


async def test_every_process_keeps_a_pause(office: Office) -> None:
    office.postman.errors.append(WAIT)
    office.owe("a")
    await office.delivery.pay()
    other = office.another()
    await other.pay()
    posted = len(office.postman.posted)
    office.clock.advance(seconds=11)
    for delivery in (other, office.delivery):
        await delivery.pay()
    assert (1, [("sent", "sent")]) == (posted, office.notices())


async def test_what_is_taken_already_isnt_posted_into_a_pause(office: Office) -> None:
    office.delivery = office.another(rate=9)  # one goes at once, the others a little later
    office.owe_each("lappi", "kainuu", "uusimaa")
    office.postman.errors.append(WAIT)
    await office.delivery.pay()
    assert (1, [0, 0, 0]) == (len(office.postman.posted), [office.row(n).attempts for n in (1, 2, 3)])


async def test_an_answer_that_teams_holds_back_pauses_the_notices(office: Office) -> None:
    office.postman.errors.append(WAIT)
    await office.delivery.answer(office.answered("tyoryhma"), address("tyoryhma"))
    office.owe("a")
    await office.delivery.pay()
    assert ([("owed", None)], 1) == (office.notices(), len(office.postman.posted))


async def test_a_send_without_an_answer_is_kept_as_doubtful_and_tried_again(office: Office) -> None:
    office.postman.errors.append(SILENT)
    office.owe("a")
    await office.delivery.pay()
    await office.pay_after(seconds=PAUSES[0].total_seconds() * 1.3)
    row = office.row()
    assert ("sent", 2, 1, 0) == (row.state, row.attempts, row.ambiguous, row.abandoned)


async def test_a_send_that_never_ends_is_cut_and_doubtful(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.posting.DEADLINE", 0.05)
    office.postman.gate()
    office.owe("a")
    await office.delivery.pay()
    assert ("owed", "TimeoutError", 1) == (office.row().state, office.row().reason, office.row().ambiguous)


async def test_what_was_left_behind_goes_first_and_only_once_more(office: Office) -> None:
    office.owe("a")
    taken(office, 1)
    await office.pay_after(seconds=31)
    row = office.row()
    assert ("sent", 2, 1) == (row.state, row.attempts, row.abandoned)


async def test_what_was_left_behind_twice_ends_so_that_nobody_gets_it_three_times(office: Office) -> None:
    office.owe("a")
    for _ in range(2):
        taken(office, 1)
        office.clock.advance(seconds=31)
    await office.delivery.pay()
    assert ([("failed", reasons.TWICE_BEGUN)], []) == (office.notices(), office.postman.posted)


async def test_a_database_that_one_serves_frees_what_was_left_behind_at_once(office: Office) -> None:
    office.owe("a")
    taken(office, 1)
    office.delivery.start(office.postmen)
    await office.postman.given(1)
    await office.delivery.stop()
    assert [("sent", "sent")] == office.notices()


async def test_a_process_that_was_stopped_for_long_posts_nothing_it_took_before(office: Office) -> None:
    """The clock goes on between taking and posting, as it does for a process that is stopped meanwhile."""
    office.owe("a")
    real = claims.claim

    def slow(*claimed: object) -> frozenset[int]:
        got = real(*claimed)  # type: ignore[arg-type]
        office.clock.advance(seconds=60)
        return got

    with patch.object(claims, "claim", slow):
        await office.delivery._notices.step()  # type: ignore[union-attr]
    await asyncio.sleep(0.05)
    other = office.another()
    await other.pay()
    await office.delivery.pay()
    await other.pay()
    assert (1, [("sent", "sent")]) == (len(office.postman.posted), office.notices())


async def test_what_is_under_way_isnt_sent_again_when_the_clock_jumps(office: Office) -> None:
    office.owe("a")
    gate = office.postman.gate()
    paying = asyncio.create_task(office.delivery.pay())
    await office.postman.given(1)
    office.clock.advance(minutes=5)
    await office.delivery._notices.step()  # type: ignore[union-attr]
    gate.set()
    await paying
    assert ([("sent", "sent")], 1) == (office.notices(), len(office.postman.posted))


async def test_what_waits_for_its_moment_is_put_back_at_the_end(office: Office) -> None:
    office.owe_each("lappi", "kainuu", "uusimaa")
    office.delivery = office.another(rate=9)
    office.delivery.start(office.postmen)
    await office.postman.given(1)
    await office.delivery.stop()
    told = [(row.state, row.attempts, row.lease) for row in map(office.row, (1, 2, 3))]
    assert [("sent", 1, None), ("owed", 0, None), ("owed", 0, None)] == told


async def test_what_is_cut_at_the_end_is_doubtful(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.FINISH", 0.05)
    office.postman.gate()
    office.owe("a")
    office.delivery.start(office.postmen)
    await office.postman.given(1)
    await office.delivery.stop()
    assert ("owed", 1, None) == (office.row().state, office.row().ambiguous, office.row().lease)


async def test_what_came_back_isnt_lost_while_the_database_is_away(office: Office) -> None:
    office.owe("a")
    with patch("bot.notices.settling.settle", side_effect=OSError), pytest.raises(OSError):  # noqa: PT011
        await office.delivery.pay()
    await office.delivery.pay()
    assert ([("sent", "sent")], 1) == (office.notices(), len(office.postman.posted))


async def test_cancelled_half_way_no_more_than_what_is_under_way_goes_out(office: Office) -> None:
    office.owe("a")
    office.owe("b")
    gate = office.postman.gate()
    paying = asyncio.create_task(office.delivery.pay())
    await office.postman.given(1)
    with office.store.transaction() as db:
        outbox.cancel(db, reasons.CANCELLED, office.clock())
    gate.set()
    await paying
    await office.pay_after(minutes=2)
    assert [("sent", "sent"), ("cancelled", reasons.CANCELLED)] == office.notices()


async def test_figures_tell_how_notices_ended_and_how_sends_went(office: Office) -> None:
    office.postman.errors.append(BUSY)
    office.owe("a")
    office.owe("b", "aune")
    await office.delivery.pay()
    await office.pay_after(seconds=10)
    metrics = office.delivery._metrics
    ended = [
        metrics.notices.labels(*of)._value.get() for of in (("sent", "msteams"), ("unreachable", "none"))
    ]
    sends = [metrics.sends.labels("msteams", of)._value.get() for of in ("again", "sent")]
    assert ([1.0, 1.0], [1.0, 1.0]) == (ended, sends)


# Several processes

CROWD = 120


@pytest.fixture
def crowd(postgres_store: Store, clock: StandingClock, now: datetime) -> Office:
    """Many people on PostgreSQL who are owed something."""
    clock.now = now
    with postgres_store.transaction() as db:
        db.add(t.Organisation(id="council:19", kind="council", name_fi="Lapin liitto", region="19"))
        for number in range(CROWD):
            db.add(
                person := t.Person(tenant="t", object_id=f"{number}", name=f"N {number}", slug=f"n{number}")
            )
            db.flush()
            db.add(t.Membership(person_id=person.id or 0, organisation_id="council:19", role="contact"))
    office = Office(postgres_store, clock)
    office.owe_each(*(f"n{number}" for number in range(CROWD)))
    return office


@pytest.mark.postgres
async def test_two_processes_send_each_notice_once(crowd: Office) -> None:
    deliveries = [crowd.another(rate=1000) for _ in range(2)]
    for delivery in deliveries:
        delivery.start(crowd.postmen)
    await crowd.postman.given(CROWD)
    for delivery in deliveries:
        await delivery.stop()
    assert [("sent", "sent")] * CROWD == crowd.notices()
    assert CROWD == len(set(crowd.postman.posted)) == len(crowd.postman.posted)
    with crowd.store.read() as db:
        assert [] == db.exec(select(t.Process.id)).all()  # they have said that they go
