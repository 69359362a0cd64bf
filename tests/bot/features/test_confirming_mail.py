"""Minutes are answered from an e-mail as they are in the chat."""

import pytest
from sqlmodel import select

from storage import tables as t
from storage import wishes
from tests.bot.chat import Chat
from tests.bot.features.confirming_chats import COUNCIL, RAIL, book, drafted, given, sent
from tests.bot.mail_chats import browser
from tests.bot.mail_pages import ADDRESS, Browser

__all__ = ["browser"]


@pytest.fixture
def message(browser: Browser) -> int:
    """The message by which the council is asked to confirm version 1."""
    drafted(browser.core)
    sent(browser.core, lambda slug, _: Chat(browser.core, slug, browser.clock()))
    with browser.core.store.transaction() as db:
        wishes.set_address(db, browser.person(), ADDRESS, browser.clock())
        to = (t.Outbox.person_id == browser.person(), t.Outbox.cause == "minutes sent")
        found = db.exec(select(t.Outbox.id).where(*to)).one()
    assert found is not None
    return found


async def test_the_page_shows_the_minutes_and_confirms_them(browser: Browser, message: int) -> None:
    await browser.open("lappi", message)
    assert RAIL in browser.page.text
    assert {"Vahvista", "Vahvista varaumin", "Pyydä korjausta"} <= set(browser.page.buttons)
    await browser.press("Vahvista")
    assert "Kirjattu: Vahvisti" in browser.page.text
    assert {(COUNCIL, 1): "confirmed"} == given(browser.core)


async def test_a_reservation_is_written_on_the_page(browser: Browser, message: int) -> None:
    await browser.open("lappi", message)
    await browser.press("Vahvista varaumin")
    await browser.press("Vahvista tällä varaumalla", {"one.note": "Varauma."})
    assert {(COUNCIL, 1): "reservation"} == given(browser.core)


async def test_a_correction_is_asked_for_on_the_page(browser: Browser, message: int) -> None:
    await browser.open("lappi", message)
    await browser.press("Pyydä korjausta")
    part = str(book(browser.core).out.parts[0].id)
    await browser.press("Lähetä korjauspyyntö", {"one.part": part, "one.wanted": "Toisin."})
    assert ["Toisin."] == [each.wanted for each in book(browser.core).corrections]


async def test_looking_confirms_nothing(browser: Browser, message: int) -> None:
    await browser.open("lappi", message)
    await browser.get(browser.path)
    assert {} == given(browser.core)
