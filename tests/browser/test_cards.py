"""Every card that the bot draws, before Microsoft's own parser."""

import pytest
from playwright.async_api import Page

from tests.browser.cards import parse_errors
from tests.cards.scenes import scenes


async def test_every_card_parses_without_complaint(
    page: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    drawn = scenes(tmp_path_factory.getbasetemp())
    complaints = [(s.walk, s.template, s.language, await parse_errors(page, s.card)) for s in drawn]

    assert [] == [complaint for complaint in complaints if complaint[-1]]
