"""One owed thing: paid once, put off, given up or no longer needed, and never in the way of another."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import col

from bot import reasons
from bot.outcomes import SendFailed
from bot.tokens import TokenUnavailable
from knowledge.proposals import State
from storage import proposals, turns
from storage import tables as t
from tests.bot.office import BROKEN, Office, address, at_once
from tests.fakes.clock import StandingClock

BUSY = SendFailed("HTTP 503", again=True)
GONE = SendFailed("HTTP 404", missing=True)
BLOCKED = SendFailed(reasons.BLOCKED, gone=True)
BAD = SendFailed("HTTP 400")


@pytest.fixture
def office(office: Office) -> Office:
    """Where Lapland's contact can be reached as well."""
    office.hears("lappi")
    return office


# Answers


async def test_an_answer_that_cannot_be_read_is_lost_and_the_next_one_sent(office: Office) -> None:
    office.answered("lappi", BROKEN)
    office.answered("tyoryhma")
    await office.pay_unseen()
    assert (["lost", "sent"], [("a:tyoryhma", None)]) == (office.answers(), office.postman.posted)


async def test_an_answer_is_sent_by_one_process_only(office: Office) -> None:
    office.answered("lappi")
    other = office.another()
    await office.pay_after(seconds=6)
    office.clock.advance(seconds=30)

    async def meanwhile() -> None:
        office.postman.before = at_once
        await other.pay()

    office.postman.before = meanwhile
    await office.delivery.pay()
    assert [("a:lappi", None)] == office.postman.posted


async def test_a_slow_turn_has_its_time_from_when_its_answer_was_written(office: Office) -> None:
    came = StandingClock(office.clock() - timedelta(minutes=10))  # it waited that long for a worker
    answer = office.answered("lappi", at=came)
    await office.another().pay()
    await office.delivery.answer(answer, address("lappi"))
    await office.pay_after(minutes=1)
    assert ([("a:lappi", None)], ["sent"]) == (office.postman.posted, office.answers())


async def test_each_try_comes_after_twice_the_time_until_nobody_waits(office: Office) -> None:
    office.postman.always = BUSY
    office.answered("lappi")
    await office.pay_unseen()
    tried = [0]
    for minute in range(1, 70):
        before = len(office.postman.posted)
        await office.pay_after(minutes=1)
        tried += [minute] * (len(office.postman.posted) - before)
    assert ([0, 1, 3, 7, 15, 31], ["lost"]) == (tried, office.answers())


async def test_an_answer_found_when_nobody_waits_for_it_is_not_sent(office: Office) -> None:
    office.answered("lappi")
    await office.pay_after(hours=2)
    await office.pay_after(minutes=1)
    assert ([], ["lost"]) == (office.postman.posted, office.answers())


async def test_an_answer_without_a_known_address_is_lost(office: Office) -> None:
    office.answered("stranger")
    await office.pay_unseen()
    assert ([], ["lost"]) == (office.postman.posted, office.answers())


async def test_many_answers_that_nobody_takes_do_not_keep_a_notice_back(office: Office) -> None:
    for number in range(30):
        office.answered("lappi", at=StandingClock(office.clock() - timedelta(seconds=number)))
    await office.pay_after(seconds=60)
    office.owe("a")
    gate = office.postman.gate()
    paying = asyncio.create_task(office.pay_after(seconds=30))
    await office.postman.given(2)
    waiting = sorted(where for where, _ in office.postman.posted)
    gate.set()
    await paying
    assert ["a:lappi", "a:tyoryhma"] == waiting


async def test_a_card_that_is_gone_is_sent_anew_and_kept_current_from_then_on(office: Office) -> None:
    where = address("lappi")
    card = {"card": {"speak": "Hei"}, "about": "proposal:1", "update": True}
    with office.store.transaction() as db:
        turns.stands(db, where.channel, where.conversation, "proposal:1", "old", office.clock())
    office.postman.errors.append(GONE)
    for _ in range(2):
        await office.delivery.answer(office.answered("lappi", card), where)
        office.clock.advance(seconds=1)
    assert [("a:lappi", "old"), ("a:lappi", None), ("a:lappi", "card-2")] == office.postman.posted


async def test_a_card_that_could_not_be_noted_is_not_sent_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("bot.paying.turns.stands", broken)
    answer = office.answered("lappi", {"card": {}, "about": "proposal:1", "update": False})
    await office.delivery.answer(answer, address("lappi"))
    await office.delivery.pay()
    assert (1, ["sent"]) == (len(office.postman.posted), office.answers())


# Notices


async def test_a_notice_that_cannot_be_drawn_fails_and_the_next_one_is_sent(office: Office) -> None:
    office.owe("a", organisation=None)
    office.owe("b")
    await office.delivery.pay()
    [failed, sent] = office.notices()
    assert ("failed", ("sent", "sent")) == (failed[0], sent)
    assert "Error" in (failed[1] or "")


async def test_slow_sends_never_give_another_process_a_second_copy(office: Office) -> None:
    other = office.another()

    async def slowly() -> None:
        office.clock.advance(seconds=20)
        office.postman.before = at_once  # the other process is quick
        await other.pay()
        office.postman.before = slowly

    office.owe("a")
    office.owe("b")
    office.postman.before = slowly
    await office.delivery.pay()
    office.postman.before = at_once
    await other.pay()
    assert (2, [("sent", "sent")] * 2) == (len(office.postman.posted), office.notices())


async def test_a_notice_to_somebody_no_longer_admitted_is_cancelled(office: Office) -> None:
    office.owe("a")
    with office.store.transaction() as db:
        who = office.person("tyoryhma").id
        db.execute(delete(t.Membership).where(col(t.Membership.person_id) == who))
    await office.delivery.pay()
    assert ([("cancelled", "no longer admitted")], []) == (office.notices(), office.postman.posted)


async def test_a_notice_of_a_withdrawn_proposal_is_not_needed(office: Office) -> None:
    office.owe("a")
    with office.store.transaction() as db:
        proposal = proposals.by_id(db, 1)
        proposals.move(db, proposal, State.WITHDRAWN, office.person("lappi"), office.clock())
    await office.delivery.pay()
    expected = [("no longer needed", "its matter is settled")]
    assert (expected, []) == (office.notices(), office.postman.posted)


async def test_somebody_who_never_wrote_is_not_reached(office: Office) -> None:
    office.owe("a", "aune")
    await office.delivery.pay()
    assert [("unreachable", "never wrote to the bot")] == office.notices()


@pytest.mark.parametrize(
    ("error", "tries", "state"),
    [
        (BLOCKED, 1, ("unreachable", reasons.BLOCKED)),
        (GONE, 3, ("unreachable", reasons.NOT_FOUND)),
        (BAD, 1, ("failed", "HTTP 400")),
        (BUSY, 7, ("failed", "HTTP 503")),
        (TokenUnavailable("no token"), 7, ("failed", reasons.NO_TOKEN)),
    ],
)
async def test_a_notice_that_is_not_taken_ends_with_its_reason(
    office: Office, error: Exception, tries: int, state: tuple[str, str]
) -> None:
    office.postman.always = error
    office.owe("a")
    await office.delivery.pay()
    for _ in range(10):
        await office.pay_after(hours=5)
    assert (tries, [state]) == (len(office.postman.posted), office.notices())


async def test_an_answer_that_is_owed_waits_while_teams_wants_nothing(office: Office) -> None:
    wait = SendFailed("HTTP 429", retry_after=60.0)
    office.postman.errors.append(wait)
    await office.delivery.answer(office.answered("lappi"), address("lappi"))
    await office.pay_after(seconds=30)
    before = len(office.postman.posted)
    await office.pay_after(seconds=31)
    assert (1, 2, ["sent"]) == (before, len(office.postman.posted), office.answers())
