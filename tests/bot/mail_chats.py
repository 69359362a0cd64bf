"""A served bot with e-mail, a question that was sent by it, and what its tests share."""

from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from bot.forms import Said, notice
from bot.routes import Button
from storage import polls, wishes
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.session_chats import COORDINATOR, planned
from tests.bot.mail_pages import ADDRESS, Browser
from tests.bot.served import Local
from tests.fakes.clock import StandingClock

SEND = "Lähetä vastaus"
HOSTILE = '"><img src=x onerror=alert(1)>\r\n{{DATE(2026-01-01)}} [x](javascript:alert(1)) **ei**'


@pytest.fixture
async def browser(local: Local, clock: StandingClock) -> AsyncIterator[Browser]:
    async with local() as server:
        yield Browser(server, clock)


@pytest.fixture
def asked(browser: Browser) -> int:
    """The message in which Lapland is asked which of two times suit."""
    chat = planned(Chat(browser.core, COORDINATOR, browser.clock()))
    chat.press("poll.ask", chat.carried("poll.ask"))
    chat.press("poll.ask_now", chat.filled(times="27.1.2027 9.00\n28.1.2027 9.00"))
    with browser.core.store.transaction() as db:
        wishes.set_address(db, browser.person(), ADDRESS, browser.clock())
        to = (t.Outbox.person_id == browser.person(), t.Outbox.cause == "times asked")
        found = db.exec(select(t.Outbox.id).where(*to)).one()
    assert found is not None
    return found


def answers(browser: Browser) -> list[str]:
    """What was answered by Lapland."""
    with browser.core.store.read() as db:
        poll = next(each for each in polls.open_ones(db) if each.session == "2026-y1")
    given = poll.answers.get("council:19")
    return [str(suits) for suits in given.suits.values()] if given else []


YES = {"one.time_1": "yes", "one.time_2": "no"}


def told(browser: Browser) -> int:
    """A message in which hostile words are told to Lapland; its number."""
    made = notice(
        Said("Recorded: {session}", {"session": {"fi": "Keskustelu"}}),
        lines=[HOSTILE],
        buttons=(Button("Open the session", "session.show", {"session": "2026-19"}),),
    )
    return browser.owe("lappi", "notice", made)


def usable(browser: Browser) -> bool:
    """Is e-mail sent to Lapland?"""
    with browser.core.store.read() as db:
        box = wishes.mailbox(db, browser.person())
    return box is not None and box.usable
