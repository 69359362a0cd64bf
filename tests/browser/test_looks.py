"""What the page looks like: pictures to look at, and contrast measured on every text."""

from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import Page, expect

from tests.browser.chat import chat_as
from tests.browser.gallery import form, hit, table, tones
from tests.browser.stub import StubBot, with_card

GREETING = (
    "Hei! Kerron, mitä on **keskusteltu ja todettu**. Kysy vaikka *”Mitä Lapissa todettiin matkailusta?”*"
)

CONTRAST = """() => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const linear = (part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  const words = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
  const shown = (node) => node.checkVisibility() && words(node);
  return [...document.querySelectorAll("body *:not(option, noscript)")].filter(shown).map((node) => {
    const [a, b] = [light(rgba(getComputedStyle(node).color)), light(ground(node))].sort((x, y) => y - x);
    return { text: node.textContent.slice(0, 40), ratio: (a + 0.05) / (b + 0.05) };
  }).filter(({ ratio }) => ratio < 4.5);
}"""


async def filled(page: Page, stub: StubBot) -> None:
    """A chat with one of each kind of message."""
    await chat_as(page, stub)
    await stub.send("lappi", {"type": "message", "text": GREETING})
    await page.get_by_label("Kirjoita viesti").fill("Mitä Lapissa todettiin matkailusta?")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .bubble")).to_be_visible()
    for content in (form(), tones(), table(), hit()):
        await stub.send("lappi", with_card(content))
    choices = [{"type": "imBack", "title": name, "value": name} for name in ("Aikataulu", "Ohje")]
    more = {"type": "message", "text": "Jatketaanko?", "suggestedActions": {"actions": choices}}
    await stub.send("lappi", more)
    await stub.send("lvm", {"type": "message", "text": "Hello"})
    await expect(page.locator(".badge")).to_be_visible()
    await expect(page.locator("#suggestions")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(
    page: Page, stub: StubBot, screens: Path, theme: Literal["light", "dark"]
) -> None:
    await page.emulate_media(color_scheme=theme)
    await filled(page, stub)
    assert await page.evaluate(CONTRAST) == []
    await page.screenshot(path=screens / f"{theme}-end.png")
    await page.set_viewport_size({"width": 1280, "height": 2600})
    await page.screenshot(path=screens / f"{theme}-all.png")


async def test_the_phone_shows_the_same(page: Page, stub: StubBot, screens: Path) -> None:
    await page.set_viewport_size({"width": 360, "height": 740})
    await filled_on_phone(page, stub)
    await page.screenshot(path=screens / "phone-end.png")
    await page.set_viewport_size({"width": 360, "height": 1800})
    await page.screenshot(path=screens / "phone-all.png")
    await page.get_by_role("button", name="Laura Lapinlahti").click()
    await page.screenshot(path=screens / "phone-people.png")
    assert await page.evaluate("document.documentElement.scrollWidth") == 360


async def filled_on_phone(page: Page, stub: StubBot) -> None:
    """A shorter chat, where the list of people is closed."""
    await chat_as(page, stub)
    for content in (form(), hit()):
        await stub.send("lappi", with_card(content))
    await expect(page.locator(".card")).to_have_count(2)


async def test_the_first_page_asks_who_is_chatting(page: Page, stub: StubBot, screens: Path) -> None:
    await page.goto(stub.origin)
    await expect(page.locator("#welcome-text")).to_have_text("Valitse, kenenä keskustelet.")
    await page.screenshot(path=screens / "first.png")
