"""Microsoft's own card parser, in the browser."""

from typing import Any

from playwright.async_api import Page

from bot.webchat.page import MODULES, VENDOR

# The library remembers where its pattern for `lang` ended, and so doubts every second card: it is reset.
# It allows 5 actions unless it is told what Teams allows.
PARSE = """card => {
  const { AdaptiveCard, CardElement, HostConfig, SerializationContext } = window.AdaptiveCards;
  CardElement.langProperty.regEx.lastIndex = 0;
  const context = new SerializationContext();
  const parsed = new AdaptiveCard();
  parsed.hostConfig = new HostConfig({ actions: { maxActions: 6 } });
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
