"""A real browser: one per session, a fresh page per test, and no complaint in its console."""

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright

from tests.browser.stub import StubBot, stub_bot

HERE = Path(__file__).parent
SCREENS = HERE.parent.parent / "build" / "screens"

CHROMIUM = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The browser lives in the session's event loop, so the tests that drive it do too."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium, or the one that playwright brought."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(CHROMIUM)
        )
        yield chromium
        await chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """Console errors and uncaught errors of the page; a test that provokes some asserts and clears them."""
    return []


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, complaints: list[str]) -> AsyncIterator[Page]:
    """An empty page of 1280 × 800, light."""
    context = await browser.new_context(
        viewport={"width": 1280, "height": 800},
        color_scheme="light",
        locale="fi-FI",
        timezone_id="Europe/Helsinki",
    )
    context.set_default_timeout(5_000)
    opened = await context.new_page()
    opened.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    await context.close()
    assert complaints == []


@pytest_asyncio.fixture(loop_scope="session")
async def stub(page: Page) -> AsyncIterator[StubBot]:
    """The chat page, served with a scripted bot behind it; the browser leaves before the server goes."""
    async with stub_bot() as bot:
        yield bot
        await page.goto("about:blank")


@pytest.fixture
def screens() -> Path:
    """Where pictures of the page go, to be looked at."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    return SCREENS
