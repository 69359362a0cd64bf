"""The page behind an e-mail of somebody who was erased: it opens nothing and does nothing."""

from storage import personal
from tests.bot.mail_chats import SEND, YES, answers, asked, browser
from tests.bot.mail_pages import Browser

__all__ = ["asked", "browser"]


async def test_an_erased_person_cant_act_by_a_page_that_is_open_nor_open_it_anew(
    browser: Browser, asked: int
) -> None:
    await browser.open("lappi", asked)
    with browser.core.store.transaction() as db:
        personal.erase(db, browser.person(), browser.clock())
    await browser.press(SEND, YES)
    assert (403, []) == (browser.status, answers(browser))
    for path in (browser.path, f"{browser.path}/stop"):
        await browser.get(path)
        assert 403 == browser.status
        assert "Tunturila" not in browser.html
    assert 0 == browser.turns()
