"""A process's delivery: what it sends in a turn, how it goes on, and how it ends."""

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from bot.outcomes import SendFailed
from tests.bot.office import BROKEN, Office, address

BUSY = SendFailed("HTTP 503", again=True)


@pytest.mark.parametrize("who", ["stranger", "group"])
async def test_an_answer_to_a_conversation_that_is_not_kept_is_paid_later(office: Office, who: str) -> None:
    office.postman.errors.append(BUSY)
    await office.delivery.answer(office.answered(who), address(who))
    await office.delivery.pay()
    await office.pay_after(seconds=5)
    assert ([(f"a:{who}", None)] * 2, ["sent"]) == (office.postman.posted, office.answers())


async def test_an_answer_that_cannot_be_read_does_not_fail_its_turn(office: Office) -> None:
    await office.delivery.answer(office.answered("lappi", BROKEN), address("lappi"))
    await office.pay_after(seconds=5)
    assert ["lost"] == office.answers()


async def test_a_response_does_not_wait_for_its_card(office: Office) -> None:
    gate = office.postman.gate()
    answer = replace(office.answered("lappi"), response={})
    await office.delivery.answer(answer, address("lappi"))
    assert ["owed"] == office.answers()
    gate.set()
    await office.delivery.stop()
    assert ([("a:lappi", None)], ["sent"]) == (office.postman.posted, office.answers())


async def test_what_was_sent_is_not_forgotten_when_it_cannot_be_written_down(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("UPDATE", {}, OSError())

    await office.delivery.answer(office.answered("lappi"), address("lappi"))
    with monkeypatch.context() as broken_database:
        broken_database.setattr("bot.delivery.turns.settle", broken)
        with pytest.raises(OperationalError):
            await office.delivery.pay()
    assert ["owed"] == office.answers()
    await office.delivery.pay()
    assert ["sent"] == office.answers()


async def test_more_than_a_step_takes_is_paid_without_waiting_for_the_bell(office: Office) -> None:
    for number in range(6):
        office.owe(f"{number}")
    office.delivery.start(office.postmen)
    office.delivery.wake()
    await office.postman.given(6)
    await office.delivery.stop()
    assert [("sent", "sent")] * 6 == office.notices()


async def test_the_send_in_flight_is_finished_at_the_end_and_no_other_begun(office: Office) -> None:
    gate = office.postman.gate()
    office.owe("a")
    office.owe("b")
    office.delivery.start(office.postmen)
    office.delivery.wake()
    await office.postman.given(1)
    stopping = asyncio.create_task(office.delivery.stop())
    await asyncio.sleep(0)
    gate.set()
    await stopping
    assert ([("sent", "sent"), ("owed", None)], 1) == (office.notices(), len(office.postman.posted))


async def test_a_send_that_hangs_does_not_keep_the_process(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.FINISH", 0.05)
    office.postman.gate()
    await office.delivery.answer(replace(office.answered("lappi"), response={}), address("lappi"))
    await office.delivery.stop()
    assert ["owed"] == office.answers()


async def test_an_answer_owed_for_too_long_is_forgotten(office: Office) -> None:
    office.answered("lappi")
    await office.pay_after(days=1, seconds=1)
    assert [] == office.answers()


async def test_answers_that_cannot_be_claimed_do_not_keep_a_notice_back(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OperationalError("SELECT", {}, OSError())

    monkeypatch.setattr("bot.paying.turns.unseen", broken)
    office.owe("a")
    await office.delivery.pay()
    assert [("sent", "sent")] == office.notices()
