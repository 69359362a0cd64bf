"""The page behind an e-mail in a real browser: without scripts, by keyboard, dark, on a phone."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import Browser as Chromium
from playwright.async_api import Page, expect
from sqlmodel import select

from bot.app import CORE, create_app
from bot.settings import Settings
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.features.session_chats import COORDINATOR, planned
from tests.bot.mail_pages import Browser
from tests.demo import NOW, copy_of_demo
from tests.fakes.clock import StandingClock

CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const light = (text) => parse(text).map((c) => c / 255)
    .map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = (node) => {
    const color = getComputedStyle(node).backgroundColor;
    return color.startsWith("rgba") && color.endsWith(" 0)") ? behind(node.parentElement) : color;
  };
  const ratio = (node) => {
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const nodes = [...document.querySelectorAll("h1, p, dt, dd, label, select, button, a, header")];
  return Math.min(...nodes.map(ratio));
}"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest_asyncio.fixture(loop_scope="session")
async def address(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """The page on which Lapland says which times suit."""
    data, port = copy_of_demo(tmp_path_factory.getbasetemp(), tmp_path / "data"), unused_port()
    app = create_app(Settings(data_dir=data, local=True, port=port), lambda: NOW)
    async with TestServer(app, port=port) as server:
        chat = planned(Chat(app[CORE], COORDINATOR, NOW))
        chat.press("poll.ask", chat.carried("poll.ask"))
        chat.press("poll.ask_now", chat.filled(times="27.1.2027 9.00\n28.1.2027 9.00"))
        visitor = Browser(server, StandingClock(NOW))
        with app[CORE].store.read() as db:
            to = (t.Outbox.person_id == visitor.person(), t.Outbox.cause == "times asked")
            number = db.exec(select(t.Outbox.id).where(*to)).one()
        assert number is not None
        yield f"http://127.0.0.1:{port}{visitor.links.visit(visitor.visit('lappi', number))}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_an_answer_is_given_without_scripts_and_by_the_keyboard(
    browser: Chromium, address: str, scheme: str
) -> None:
    context = await browser.new_context(
        java_script_enabled=False, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = await context.new_page()
    await page.goto(address)
    await page.get_by_label("ke 27.1.2027 klo 9.00–10.30").select_option(label="sopii")
    await page.get_by_label("to 28.1.2027 klo 9.00–10.30").select_option(label="ei sovi")
    await page.get_by_role("button", name="Lähetä vastaus").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Kirjattu")
    await page.get_by_role("button", name="På svenska").click()
    await expect(page.locator("html")).to_have_attribute("lang", "sv")
    await context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_everything_can_be_read_on_a_phone(page: Page, address: str, scheme: str) -> None:
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    await page.set_viewport_size({"width": 320, "height": 640})
    await page.goto(address)
    assert not await page.evaluate(WIDE)
    assert await page.evaluate(CONTRAST) >= 4.5
    for button in await page.get_by_role("button").all():
        box = await button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
