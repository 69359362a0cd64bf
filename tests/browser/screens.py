"""The README's pictures: `python -m tests.browser.screens` takes them of a fresh demo."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import Page, ViewportSize, async_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.real import ask, meet, propose, real_bot
from tests.demo import NOW, copy_of_demo

PICTURES = Path(__file__).parents[2] / "manifest" / "pictures"
SIZE: ViewportSize = {"width": 1100, "height": 900}


async def answer(page: Page) -> None:
    """Lapland asks what was agreed last year."""
    await ask(page, "Mitä sovimme viime vuonna?")


async def proposal(page: Page) -> None:
    """Lapland has proposed a topic; earlier conclusions on the same thing stand below it."""
    text = "Kausityöntekijät eivät löydä asuntoa matkailukeskuksista."
    goal = "Työvoiman saatavuus ja työllisyys"
    await propose(page, "Asuntoja matkailun kausityöntekijöille", text, goal)


SCENES: dict[str, Callable[[Page], Awaitable[None]]] = {"answer": answer, "proposal": proposal}


async def take_pictures(folder: Path) -> None:
    """Write NAME.png into the folder for each scene, 1,100 × 900 pixels, light, at the demo's own moment."""
    with TemporaryDirectory() as scratch:
        data = copy_of_demo(Path(scratch), Path(scratch) / "data")
        async with real_bot(data) as origin, async_playwright() as playwright:
            chromium = shutil.which("chromium")
            browser = await playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM))
            page = await browser.new_page(viewport=SIZE, color_scheme="light", timezone_id="Europe/Helsinki")
            await page.clock.set_fixed_time(NOW)
            for name, play in SCENES.items():
                await meet(page, origin)
                await play(page)
                await show_from_the_question(page)
                await page.screenshot(path=folder / f"{name}.png")
            await browser.close()


async def show_from_the_question(page: Page) -> None:
    """Scroll to what the person said last, and let no field or button stand out."""
    await page.locator(".mine").last.evaluate("said => said.scrollIntoView({ block: 'start' })")
    await page.locator("#log").evaluate("log => { log.scrollTop -= 12; document.activeElement.blur(); }")
    await page.mouse.move(0, 0)


if __name__ == "__main__":
    PICTURES.mkdir(exist_ok=True)
    asyncio.run(take_pictures(PICTURES))
