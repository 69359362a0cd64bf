"""What the tests of the page have in common: opening it, saying something, cards to answer with."""

from playwright.async_api import Locator, Page, expect

from tests.browser.stub import Json, StubBot, card, words

NOTE: Json = {
    "type": "Input.Text",
    "id": "title",
    "label": "Otsikko",
    "isRequired": True,
    "errorMessage": "Anna ehdotukselle otsikko.",
}
SAVE = {"type": "Action.Execute", "title": "Tallenna", "verb": "proposal.save", "data": {"round": 2026}}
FORM = card(words("Uusi ehdotus", style="heading"), NOTE, actions=(SAVE,))


async def chat_as(page: Page, stub: StubBot, slug: str = "lappi") -> None:
    """Open the page as this person; it is ready when the install events have been sent."""
    await page.goto(f"{stub.origin}/?as={slug}")
    await expect(page.locator("#composer")).not_to_have_attribute("inert", "")
    await expect(page.locator("#log")).not_to_have_attribute("aria-busy", "true")
    await stub.receives("installationUpdate")


async def say(page: Page, text: str) -> None:
    await page.get_by_label("Kirjoita viesti").fill(text)
    await page.keyboard.press("Enter")


def newest_card(page: Page) -> Locator:
    return page.locator("#messages .card").last


def invoke_answer(kind: str, value: object) -> dict[str, object]:
    return {"statusCode": 200, "type": f"application/vnd.microsoft.{kind}", "value": value}
