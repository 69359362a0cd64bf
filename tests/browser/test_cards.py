"""Every card that the bot draws, before Microsoft's own parser."""

import pytest
from playwright.async_api import Page, expect

from tests.browser.cards import parse_errors
from tests.browser.chat import chat_as, newest_card
from tests.browser.stub import StubBot, with_card
from tests.cards.scenes import scenes

CUT_OFF = """card => {
  const right = card.getBoundingClientRect().right;
  const texts = [...card.querySelectorAll("p, span, input, textarea, button, label")];
  return texts.filter((text) => text.getBoundingClientRect().right > right).map((text) => text.textContent);
}"""


async def test_every_card_parses_without_complaint(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drawn = scenes(tmp_path_factory.getbasetemp())
    complaints = [(s.walk, s.template, s.language, await parse_errors(page, s.card)) for s in drawn]

    assert [] == [complaint for complaint in complaints if complaint[-1]]


async def test_nothing_is_cut_off_at_its_longest(
    page: Page, stub: StubBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    await chat_as(page, stub)
    for scene in scenes(tmp_path_factory.getbasetemp()):
        if scene.walk in ("everything_at_its_limit", "every_fault", "late") and scene.language == "sv":
            sent = await stub.send("lappi", with_card(scene.card))
            await expect(page.locator(f"[data-id='{sent}']")).to_be_visible()
            assert [] == await newest_card(page).evaluate(CUT_OFF)
