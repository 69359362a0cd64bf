"""Being admitted as Teams carries it: from the first word to the first answer, over HTTP."""

import asyncio
from typing import Any

import pytest

from cards.render import as_text
from storage import joining, turns
from tests.bot.served import Bot
from tests.fakes.teams import Sent

WISH = {"organisation": "council:18", "role": "contact", "message": "Aloitin liitossa."}
COORDINATOR = "tem-koordinaattori"


def card(sent: Sent) -> str:
    return as_text(sent.activity["attachments"][0]["content"])


async def asks(bot: Bot, person: str) -> dict[str, Any]:
    """Somebody unknown asks; what the coordinator's buttons carry."""
    await bot.post(bot.teams.execute("join.ask", WISH, person))
    with bot.store.read() as db:
        request = joining.waiting(db)[-1]
    assert request.name == person
    return {"request": request.id, "seen": request.seen}


async def all_settled(bot: Bot) -> None:
    """Wait until nothing is owed any more."""
    for _ in range(1000):
        if all(turn.state != turns.OWED for turn in bot.turns()):
            return
        await asyncio.sleep(0.01)
    pytest.fail("something is still owed")


async def test_from_the_first_word_to_the_first_answer(bot: Bot) -> None:
    await bot.post(bot.teams.message("hei", COORDINATOR))
    await bot.post(bot.teams.message("moi", "uuno"))
    carried = await asks(bot, "uuno")
    form, notice = (await bot.hears(3))[1:]
    assert ("a:uuno", f"a:{COORDINATOR}") == (form.conversation, notice.conversation)
    assert "En tunne sinua vielä" in card(form)
    assert "Uusi pyyntö päästä mukaan" in card(notice)
    admitted = {**carried, "organisation": "council:18", "role": "contact"}
    status, body = await bot.post(bot.teams.execute("join.admit_now", admitted, COORDINATOR))
    welcome = (await bot.hears(4))[-1]
    assert (200, "a:uuno") == (status, welcome.conversation)
    assert "Hyväksytty mukaan" in str(body)
    assert "Sinut on hyväksytty mukaan" in card(welcome)
    await bot.post(bot.teams.message("mitä sovimme viime vuonna?", "uuno"))
    assert "2025-18-01" in card((await bot.hears(5))[-1])


async def test_who_is_refused_hears_why_and_leaves_no_address(bot: Bot) -> None:
    carried = await asks(bot, "uuno")
    refused = {**carried, "reason": "Et ole liiton palveluksessa."}
    await bot.post(bot.teams.execute("join.refuse_now", refused, COORDINATOR))
    [told] = await bot.hears(1)
    assert ("a:uuno", True) == (told.conversation, "Et ole liiton palveluksessa." in card(told))
    await all_settled(bot)
    assert {None} == {turn.address for turn in bot.turns()}
