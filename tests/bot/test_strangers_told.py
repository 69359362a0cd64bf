"""Telling somebody who isn't admitted: at their address, which isn't kept when they have been told."""

from typing import Any

import pytest
from sqlmodel import select

from bot.outcomes import SendFailed
from storage import tables as t
from storage import turns
from tests.bot.office import Office, address

CARD: dict[str, Any] = {"speak": "Pyyntösi hylättiin"}


def owed(office: Office) -> list[t.Turn]:
    with office.store.read() as db:
        return list(db.exec(select(t.Turn)).all())


@pytest.fixture
def refused(office: Office) -> Office:
    """Somebody unknown is owed a card; said twice, it is owed once."""
    with office.store.transaction() as db:
        for _ in range(2):
            turns.owe_at(db, address("uuno"), "refused:1", CARD, office.clock())
    return office


async def test_a_stranger_is_told_at_once_and_once(refused: Office) -> None:
    await refused.delivery.pay()
    await refused.pay_after(hours=2)
    assert [("a:uuno", None)] == refused.postman.posted
    assert [(turns.SENT, None)] == [(turn.state, turn.address) for turn in owed(refused)]


async def test_a_stranger_is_told_later_where_sending_fails(refused: Office) -> None:
    refused.postman.errors.append(SendFailed("HTTP 502", again=True))
    await refused.delivery.pay()
    assert [turns.OWED] == [turn.state for turn in owed(refused)]
    await refused.pay_after(minutes=1)
    assert [(turns.SENT, None)] == [(turn.state, turn.address) for turn in owed(refused)]


async def test_where_a_stranger_wrote_is_forgotten_also_when_they_cannot_be_told(refused: Office) -> None:
    refused.postman.always = SendFailed("HTTP 403", again=False)
    await refused.delivery.pay()
    assert [(turns.LOST, None)] == [(turn.state, turn.address) for turn in owed(refused)]
