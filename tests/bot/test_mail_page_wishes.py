"""Stopping e-mails, getting them again, the language, and an own address, on the page."""

import aiohttp
import pytest
from sqlmodel import select

from storage import people
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.mail_chats import asked, browser, usable
from tests.bot.mail_pages import Browser

__all__ = ["asked", "browser"]


@pytest.mark.parametrize("form", ["urlencoded", "multipart"])
async def test_one_click_of_a_mail_program_stops_e_mails_at_once(
    browser: Browser, asked: int, form: str
) -> None:
    await browser.open("lappi", asked)
    data = aiohttp.FormData({"List-Unsubscribe": "One-Click"}, default_to_multipart=form == "multipart")
    await browser.post(f"{browser.path}/stop", data, Origin="https://mail.example")
    assert 200 == browser.status
    assert not usable(browser)


async def test_e_mails_are_stopped_and_come_again_by_buttons(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    await browser.get(f"{browser.path}/stop")
    await browser.press("Älä lähetä minulle sähköpostia")
    assert "Sähköpostit on lopetettu" in browser.page.text
    assert not usable(browser)
    await browser.press("Lähetä minulle taas sähköpostia")
    assert usable(browser)
    await browser.post(f"{browser.path}/stop", {})
    assert not usable(browser)
    await browser.post(f"{browser.path}/resume", {})
    assert usable(browser)


async def test_the_language_chosen_on_the_page_is_the_persons(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    await browser.post(f"{browser.path}/language", {"language": "sv"})
    assert 200 == browser.status
    assert '<html lang="sv">' in browser.html
    assert "Vilka tider passar?" in browser.page.text
    with browser.core.store.read() as db:
        person = people.by_id(db, browser.person(), browser.clock().date())
    assert person is not None
    assert "sv" == person.language
    await browser.post(f"{browser.path}/language", {"language": "xx"})
    assert 403 == browser.status


async def test_an_own_address_is_confirmed_on_the_page_of_its_message(browser: Browser) -> None:
    chat = Chat(browser.core, "lappi", browser.clock())
    chat.press("notifications.address_now", {"address": "oma@example.fi"})
    chat.press("mail.confirm", {"address": "oma@example.fi"})
    assert not usable(browser)
    with browser.core.store.read() as db:
        number = db.exec(select(t.Outbox.id).where(t.Outbox.cause == "address given")).one()
    assert number is not None
    await browser.open("lappi", number)
    assert not usable(browser)
    await browser.press("Kyllä, tämä on osoitteeni")
    assert usable(browser)


@pytest.mark.parametrize("page", ["stop", "resume", "language"])
async def test_an_address_that_may_be_a_strangers_can_only_confirm(browser: Browser, page: str) -> None:
    chat = Chat(browser.core, "lappi", browser.clock())
    chat.press("notifications.address_now", {"address": "vieras@example.fi"})
    with browser.core.store.read() as db:
        number = db.exec(select(t.Outbox.id).where(t.Outbox.cause == "address given")).one()
    assert number is not None
    await browser.open("lappi", number)
    assert ["Kyllä, tämä on osoitteeni"] == list(browser.page.buttons)
    await browser.post(f"{browser.path}/{page}", {"language": "sv"})
    assert 403 == browser.status
    chat.press("notifications.forget_address", {})
    await browser.get(browser.path)
    assert [] == list(browser.page.buttons)
