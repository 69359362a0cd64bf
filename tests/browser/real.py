"""The real bot behind the real page: a copy of the demo, served over HTTP, and talking with it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp.test_utils import TestServer, unused_port
from playwright.async_api import Locator, Page, expect

from bot.app import create_app
from bot.settings import Settings
from tests.browser.chat import newest_card, say
from tests.demo import NOW


@asynccontextmanager
async def real_bot(data: Path, clock: Callable[[], datetime] = lambda: NOW) -> AsyncIterator[str]:
    """Serve the demo in `data` on a free port of loopback until the block ends; its origin."""
    port = unused_port()
    app = create_app(Settings(data_dir=data, local=True, port=port), clock)
    async with TestServer(app, port=port):
        yield f"http://127.0.0.1:{port}"


async def meet(page: Page, origin: str, slug: str = "lappi") -> None:
    """Open the chat as this person and wait until the bot has greeted them."""
    await page.goto(f"{origin}/?as={slug}")
    await expect(newest_card(page)).to_be_visible()
    await expect(page.locator("#log")).not_to_have_attribute("aria-busy", "true")


async def ask(page: Page, text: str) -> Locator:
    """Say something and wait for its card."""
    count = await page.locator("#messages .card").count()
    await say(page, text)
    await expect(page.locator("#messages .card")).to_have_count(count + 1)
    return newest_card(page)


async def propose(
    page: Page,
    title: str = "Yöjunat Rovaniemelle",
    description: str = "Vaunuja tarvitaan lisää.",
    goal: str = "Alueiden saavutettavuus",
) -> Locator:
    """Send a proposal by a sentence and the form; its receipt, in the form's place."""
    form = await ask(page, f"Haluan ehdottaa: {title}")
    await form.get_by_label("Mistä pitäisi keskustella").fill(description)
    await form.get_by_label(goal).check()
    await form.get_by_role("button", name="Lähetä ehdotus").click()
    await expect(newest_card(page)).to_contain_text("Historia")
    return newest_card(page)
