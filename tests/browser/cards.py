"""Microsoft's own card parser, in the browser."""

from typing import Any

from playwright.async_api import Page

from bot.webchat.page import MODULES, VENDOR

PARSE = """card => {
  const { AdaptiveCard, SerializationContext } = window.AdaptiveCards;
  const context = new SerializationContext();
  const parsed = new AdaptiveCard();
  parsed.parse(card, context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index));
  const validated = parsed.validateProperties().validationEvents;
  return [...events, ...validated].map((event) => event.message);
}"""


async def parse_errors(page: Page, card: dict[str, Any]) -> list[str]:
    """What the `adaptivecards` library has to say against the card, in its own words.

    `page` is any page; the library is loaded into it when it is not there yet.
    """
    if not await page.evaluate("'AdaptiveCards' in window"):
        await page.add_script_tag(path=MODULES / VENDOR["adaptivecards.js"])
    found: list[str] = await page.evaluate(PARSE, card)
    return found
