"""From the outbox through a real mail server to the page and back: e-mail as the second channel."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
from sqlmodel import select

from bot import reasons
from bot.app import DELIVERY
from storage import tables as t
from storage import wishes
from tests.bot.mail_chats import SEND, YES, answers, asked
from tests.bot.mail_pages import Browser
from tests.bot.served import Local
from tests.fakes.clock import StandingClock
from tests.fakes.mail import FakeMail, mail_server

__all__ = ["asked"]


@pytest.fixture
async def server() -> AsyncIterator[FakeMail]:
    async with mail_server() as server:
        yield server


@pytest.fixture
async def browser(local: Local, clock: StandingClock, server: FakeMail) -> AsyncIterator[Browser]:
    async with local(smtp_url=server.url, mail_from="botti@example.fi") as served:
        yield Browser(served, clock)


async def ended(browser: Browser, number: int) -> t.Outbox:
    """The message when it has come to its end."""
    for _ in range(500):
        browser.server.app[DELIVERY].wake()
        with browser.core.store.read() as db:
            row = db.get_one(t.Outbox, number)
        if row.state != "owed" or row.reason:
            return row
        await asyncio.sleep(0.02)
    pytest.fail("the message went nowhere")


async def test_who_has_no_chat_answers_on_the_page_of_the_e_mail(
    browser: Browser, server: FakeMail, asked: int
) -> None:
    row = await ended(browser, asked)
    (message,) = [each for each in server.messages if each["To"] == "laura@example.fi"]
    assert ("sent", "mail", message["Message-ID"]) == (row.state, row.channel, row.activity)
    body = message.get_body(("plain",))
    assert body is not None
    (path,) = re.findall(r"http://127\.0\.0\.1:\d+(/m/\S+)", body.get_content())
    browser.path = path
    await browser.get(path)
    await browser.press(SEND, YES)
    assert ["yes", "no"] == answers(browser)


async def test_an_address_that_is_not_there_is_marked_once(
    browser: Browser, server: FakeMail, asked: int
) -> None:
    server.recipient = "550 5.1.1 No such user"
    row = await ended(browser, asked)
    assert ("unreachable", reasons.NO_MAILBOX) == (row.state, row.reason)
    with browser.core.store.read() as db:
        box = wishes.mailbox(db, browser.person())
    assert box is not None
    assert (False, reasons.NO_MAILBOX) == (box.usable, box.why_bounced)


async def test_a_server_that_takes_nothing_now_is_tried_again_later(
    browser: Browser, server: FakeMail, asked: int
) -> None:
    server.recipient = "450 4.2.0 Greylisted"
    row = await ended(browser, asked)
    assert ("owed", reasons.MAIL_LATER) == (row.state, row.reason)
    with browser.core.store.read() as db:
        due = db.exec(select(t.Outbox.due).where(t.Outbox.id == asked)).one()
    assert due > browser.clock()
