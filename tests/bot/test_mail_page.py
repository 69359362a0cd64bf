"""The page behind an e-mail over HTTP: looking does nothing, pressing acts once."""

from storage import wishes
from tests.bot.mail_chats import SEND, YES, answers, asked, browser
from tests.bot.mail_pages import Browser

__all__ = ["asked", "browser"]


async def test_the_page_asks_what_the_card_asks(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    assert 200 == browser.status
    assert '<html lang="fi">' in browser.html
    assert "Mitkä ajat sopivat?" in browser.page.text
    assert {"one.time_1": "", "one.time_2": ""} == browser.page.fields
    assert browser.page.labels <= browser.page.ids
    assert {"f-time_1", "f-time_2"} <= browser.page.labels
    assert SEND in browser.page.buttons


async def test_looking_never_does_anything(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    for path in (browser.path, f"{browser.path}/stop", f"{browser.path}?do={browser.page.buttons[SEND]}"):
        await browser.get(path)
        assert 200 == browser.status
    for path in ("language", "resume"):
        await browser.get(f"{browser.path}/{path}")
        assert 405 == browser.status
    assert (0, []) == (browser.turns(), answers(browser))
    with browser.core.store.read() as db:
        box = wishes.mailbox(db, browser.person())
    assert box is not None
    assert box.usable


async def test_pressing_does_what_the_button_says(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    await browser.press(SEND, YES)
    assert 200 == browser.status
    assert "Kirjattu: Yhteinen keskustelu 2026" in browser.page.text
    assert ["yes", "no"] == answers(browser)
    await browser.press("Muuta vastausta")
    assert {"one.time_1": "yes", "one.time_2": "no"} == browser.page.fields
    await browser.press(SEND, {"one.time_1": "no"})
    assert ["no", "no"] == answers(browser)


async def test_pressing_twice_is_pressing_once(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    once = browser.page
    for _ in range(2):
        browser.page = once
        await browser.press(SEND, YES)
        assert "Kirjattu: Yhteinen keskustelu 2026" in browser.page.text
    assert 1 == browser.turns()
    browser.page = once  # back in the browser, and then something else: a press of its own
    await browser.press(SEND, {"one.time_1": "no", "one.time_2": "no"})
    assert "vastasi organisaatiosi puolesta" in browser.page.text
    assert 2 == browser.turns()
    assert ["yes", "no"] == answers(browser)


async def test_what_is_wrong_is_said_at_its_field_and_what_was_chosen_is_kept(
    browser: Browser, asked: int
) -> None:
    await browser.open("lappi", asked)
    await browser.press(SEND, {"one.time_1": "yes", "one.time_2": ""})
    assert {"one.time_1": "yes", "one.time_2": ""} == browser.page.fields
    assert 'aria-invalid="true" aria-describedby="wrong-time_2"' in browser.html
    assert [] == answers(browser)


async def test_a_refusal_stands_above_the_page_with_what_was_typed(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    browser.clock.advance(days=20)  # the answer was due before that
    await browser.press(SEND, YES)
    assert 'role="alert"' in browser.html
    assert YES == browser.page.fields
    assert SEND in browser.page.buttons
    once = browser.page
    await browser.press(SEND, YES)
    browser.page = once
    await browser.press(SEND, YES)
    assert 'role="alert"' in browser.html


async def test_a_settled_matter_says_so_and_what_else_there_may_be(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    await browser.press(SEND, YES)
    await browser.get(browser.path)
    assert "Tämä asia on hoidettu" in browser.page.text
    await browser.press("Mitkä ajat sopivat?")
    assert YES == browser.page.fields
