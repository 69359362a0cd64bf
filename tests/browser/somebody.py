"""People who talk with the real bot, each with the page open."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import BrowserContext, Locator, Page, expect
from sqlmodel import select

from cards.language import texts
from storage import tables as t
from storage.outbox import State
from storage.store import Store
from tests.browser.chat import newest_card
from tests.browser.real import ask, meet


def fi(message: str) -> str:
    """The Finnish of a text without braces."""
    return texts("fi").say(message)


@dataclass
class Somebody:
    """A person with the page open."""

    page: Page
    screens: Path
    store: Store

    @classmethod
    async def of(
        cls, context: BrowserContext, origin: str, name: str, screens: Path, store: Store
    ) -> "Somebody":
        page = await context.new_page()
        page.set_default_timeout(10_000)
        await meet(page, origin, name)
        return cls(page, screens, store)

    @property
    def card(self) -> Locator:
        return newest_card(self.page)

    def with_text(self, text: str) -> Locator:
        """The newest card that holds a text: notices come in between."""
        return self.page.locator("#messages .card").filter(has_text=text).last

    async def say(self, text: str) -> Locator:
        """Say something once every notice has come: one in between would pass for the answer."""
        await self.page.bring_to_front()
        async with asyncio.timeout(20):
            while self._owed():
                await self.page.wait_for_timeout(50)
        await self.page.wait_for_timeout(200)  # from the server to the page
        return await ask(self.page, text)

    def _owed(self) -> bool:
        with self.store.read() as db:
            return db.exec(select(t.Outbox.id).where(t.Outbox.state == State.OWED)).first() is not None

    async def press(self, button: str, *, on: str = "") -> None:
        """Press a button, of the newest card or of the newest one with a text."""
        await self.page.bring_to_front()
        card = self.with_text(on) if on else self.card
        await card.get_by_role("button", name=fi(button), exact=True).click()

    async def sees(self, text: str | re.Pattern[str]) -> None:
        await expect(self.page.locator("#messages .card").filter(has_text=text).last).to_be_visible()

    async def picture(self, name: str) -> None:
        await self.page.bring_to_front()
        await expect(self.card).not_to_have_attribute("aria-busy", "true")
        await self.page.screenshot(path=self.screens / f"{name}.png")
