"""The page for everyone: keyboard, languages, dark, phone; and safe from what is written."""

from playwright.async_api import Page, expect

from tests.browser.chat import FORM, SAVE, chat_as, invoke_answer, newest_card
from tests.browser.stub import StubBot, card, with_card, words


async def test_the_keyboard_alone_is_enough(page: Page, stub: StubBot) -> None:
    stub.says["ehdota"] = with_card(FORM)
    stub.answers["adaptiveCard/action"] = invoke_answer("card.adaptive", card(words("Tallessa.")))
    await page.goto(stub.origin)
    await expect(page.get_by_label("Hae nimellä tai organisaatiolla")).to_be_focused()
    await page.keyboard.type("lapin")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Kirjoita viesti")).to_be_focused()
    await page.keyboard.type("rivi")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.press("Backspace")
    for _ in "rivi":
        await page.keyboard.press("Backspace")
    await page.keyboard.type("ehdota")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Kirjoita viesti")).to_be_focused()
    await expect(newest_card(page)).to_be_visible()
    while not await page.evaluate("document.activeElement.matches('.card input')"):
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.type("Rataverkko")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(newest_card(page)).to_have_text("Tallessa.")


async def test_hostile_markdown_is_only_text(page: Page, stub: StubBot) -> None:
    hostile = (
        "<img src=x onerror=\"document.title='owned'\"> [klikkaa](javascript:document.title='owned') "
        "[hyvä](https://example.org) ![kuva](https://example.org/x.png)"
    )
    await chat_as(page, stub)
    await stub.send("lappi", {"type": "message", "text": hostile})
    await stub.send("lappi", with_card(card(words(hostile))))
    await stub.send("lappi", {"type": "message", "text": "loppu"})
    await expect(page.locator(".bots .bubble").last).to_have_text("loppu")
    links = "[...document.querySelectorAll('#messages a')].map(a => [a.href, a.rel, a.target])"
    safe = [
        [url, "noopener noreferrer", "_blank"]
        for url in ("https://example.org/", "https://example.org/x.png")
    ]
    assert await page.evaluate(links) == 2 * safe
    assert await page.locator("#messages img").count() == 0
    assert await page.title() == "ALKE-botti"


async def test_a_button_does_not_open_a_script_address(page: Page, stub: StubBot) -> None:
    bad = {"type": "Action.OpenUrl", "title": "Avaa", "url": "javascript:document.title='owned'"}
    await chat_as(page, stub)
    await stub.send("lappi", with_card(card(words("Linkki"), actions=(bad,))))
    await newest_card(page).locator(".ac-pushButton").click()
    await expect(page.get_by_text("Linkkiä ei voi avata täältä.")).to_be_visible()
    assert await page.title() == "ALKE-botti"


async def test_the_page_speaks_the_persons_language_until_another_is_chosen(
    page: Page, stub: StubBot
) -> None:
    await chat_as(page, stub, "pohjanmaa")
    await expect(page.get_by_role("button", name="Skicka")).to_be_visible()
    await page.get_by_label("Sidans språk").select_option("en")
    await expect(page.get_by_role("button", name="Send")).to_be_visible()
    await page.get_by_label("Write a message").fill("hi")
    await page.keyboard.press("Enter")
    await stub.receives("message")
    assert stub.of_type("message")[0]["locale"] == "en-GB"


async def test_dark_follows_the_system_and_the_button(page: Page, stub: StubBot) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    await page.emulate_media(color_scheme="dark")
    await chat_as(page, stub)
    assert await page.evaluate(background) == "rgb(23, 25, 29)"
    button = page.get_by_role("button", name="Tumma")
    await expect(button).to_have_attribute("aria-pressed", "true")
    await button.click()
    await expect(button).to_have_attribute("aria-pressed", "false")
    assert await page.evaluate(background) == "rgb(243, 244, 246)"


async def test_a_phone_needs_no_sideways_scrolling(page: Page, stub: StubBot) -> None:
    buttons = tuple({**SAVE, "title": f"Hyväksy ehdotus numero {number}"} for number in range(1, 6))
    facts = {"type": "FactSet", "facts": [{"title": "Vastuuorganisaatio", "value": "Lapin liitto " * 6}]}
    await page.set_viewport_size({"width": 360, "height": 740})
    await chat_as(page, stub)
    await stub.send("lappi", with_card(card(words("Pitkä" * 40), facts, actions=buttons)))
    await expect(newest_card(page)).to_be_visible()
    wide = (
        "[...document.querySelectorAll('html, #log, .card, .card *')].filter(n => n.scrollWidth > 360).length"
    )
    assert await page.evaluate(wide) == 0
    for number in range(1, 6):
        box = await page.get_by_role("button", name=f"numero {number}").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    await page.get_by_role("button", name="Laura Lapinlahti").click()
    await expect(page.get_by_role("dialog", name="Kuka olet?")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("dialog", name="Kuka olet?")).to_be_hidden()
