"""What came of conclusions is reported from an e-mail as it is in the chat."""

import pytest
from sqlmodel import col, select

from bot.features.reminder_rings import REMINDED
from storage import tables as t
from storage import wishes
from tests.bot.features.reminder_chats import Bells, morning
from tests.bot.mail_chats import browser
from tests.bot.mail_pages import ADDRESS, Browser
from tests.bot.outbox import by_person

__all__ = ["browser"]


@pytest.fixture
def message(browser: Browser) -> int:
    """The message that reminds Lapland's council of what came of its conclusions."""
    with browser.core.store.transaction() as db:
        wishes.set_address(db, browser.person(), ADDRESS, browser.clock())
    bells = Bells(browser.core, morning(1))
    bells.ring(morning(8))
    browser.clock.now = morning(8)
    return by_person(browser.core, REMINDED)["lappi"].id or 0


async def test_the_page_leads_from_the_reminder_to_the_report(browser: Browser, message: int) -> None:
    await browser.open("lappi", message)
    assert "Johtopäätöksiä, joiden seurantatieto teiltä puuttuu: 8" in browser.page.text
    await browser.press("Kirjaa seuranta")
    assert "Nämä odottavat teiltä seurantatietoa" in browser.page.text
    title = next(each for each in browser.page.buttons if each.startswith("Kirjaa seuranta: "))
    await browser.press(title)
    await browser.press("Ilmoita", {"one.state": "done", "one.note": "Valmis.", "one.day": ""})
    assert "Seurantatieto kirjattu" in browser.page.text
    with browser.core.store.read() as db:
        row = db.exec(select(t.FollowUp).order_by(col(t.FollowUp.id).desc())).first()
    assert row is not None
    conclusion = title.removeprefix("Kirjaa seuranta: ")
    assert (conclusion, "done", "Valmis.") == (row.record_id, row.state, row.note)
