"""The whole bot in the real page: the demo, real HTTP, a real browser."""

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect

from tests.browser.chat import newest_card
from tests.browser.real import ask, meet, propose, real_bot
from tests.browser.test_looks import CONTRAST
from tests.demo import copy_of_demo

LAST_YEAR = "Mitä sovimme viime vuonna?"
FIRST_PAGE = "Näkyvissä 1–5, yhteensä"

FORGE = """async ({ verb, data }) => {
  const [people, bot] = await Promise.all(
    ["/webchat/people", "/webchat/bot"].map(async (path) => (await fetch(path)).json()));
  const me = people.find((person) => location.search.endsWith(person.slug));
  const activity = {
    type: "invoke", name: "adaptiveCard/action", id: crypto.randomUUID(), channelId: "msteams",
    serviceUrl: `${location.origin}/webchat/connector/`, locale: "fi-FI",
    from: { id: `29:${me.slug}`, name: me.name, aadObjectId: me.object_id },
    conversation: { conversationType: "personal", tenantId: me.tenant, id: `a:${me.slug}` },
    recipient: { id: `28:${bot.id}`, name: bot.name }, channelData: { tenant: { id: me.tenant } },
    value: { action: { type: "Action.Execute", verb, data }, trigger: "manual" },
  };
  const headers = { "Content-Type": "application/json" };
  const answer = await fetch("/api/messages", { method: "POST", headers, body: JSON.stringify(activity) });
  return (await answer.json()).value;
}"""
"""A button pressed that no card of this person has."""


@pytest_asyncio.fixture(loop_scope="session")
async def bot(page: Page, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> AsyncIterator[str]:
    """The bot's origin, on a fresh copy of the demo; the browser leaves before the server goes."""
    async with real_bot(copy_of_demo(tmp_path_factory.getbasetemp(), tmp_path / "data")) as origin:
        yield origin
        await page.goto("about:blank")


async def test_last_years_conclusions_are_listed_and_another_region_follows(
    page: Page, bot: str, screens: Path
) -> None:
    await meet(page, bot)
    await page.screenshot(path=screens / "bot-welcome.png")
    answer = await ask(page, LAST_YEAR)
    await expect(answer.get_by_text(re.compile(r"^2025-19-\d\d · 2025 · Lappi · "))).to_have_count(5)
    await expect(answer).to_contain_text("Lappi")
    await page.screenshot(path=screens / "bot-answer.png")
    following = await ask(page, "entä Kainuussa?")
    await expect(following.get_by_text(re.compile(r"^2025-18-\d\d · 2025 · Kainuu · "))).to_have_count(5)
    await expect(following.get_by_text(re.compile("^2025-19-"))).to_have_count(0)


async def test_all_regions_and_their_pages_come_in_the_cards_place(
    page: Page, bot: str, screens: Path
) -> None:
    await meet(page, bot)
    await ask(page, LAST_YEAR)
    await newest_card(page).get_by_role("button", name="Kaikki maakunnat").click()
    await expect(newest_card(page)).to_contain_text(FIRST_PAGE)
    await newest_card(page).get_by_role("button", name="Näytä lisää").click()
    await expect(newest_card(page)).to_contain_text("Näkyvissä 6–10, yhteensä")
    await newest_card(page).scroll_into_view_if_needed()
    await page.screenshot(path=screens / "bot-pages.png")
    await newest_card(page).get_by_role("button", name="Edelliset").click()
    await expect(newest_card(page)).to_contain_text(FIRST_PAGE)
    await expect(page.locator("#messages .card")).to_have_count(2)


async def test_a_swedish_question_gets_a_swedish_answer(page: Page, bot: str, screens: Path) -> None:
    await meet(page, bot)
    answer = await ask(page, "Vad kom vi överens om turismen i Lappland?")
    await expect(answer.get_by_role("heading")).to_have_text(re.compile("slutsats"))
    await expect(answer).to_have_attribute("lang", "sv")
    await page.screenshot(path=screens / "bot-swedish.png")


async def test_a_proposal_without_a_basis_keeps_its_text_and_goes_when_put_right(
    page: Page, bot: str, screens: Path
) -> None:
    await meet(page, bot)
    form = await ask(page, "Haluan ehdottaa: yöjunat Rovaniemelle")
    await expect(form.get_by_label("Aihe (")).to_have_value("Yöjunat Rovaniemelle")
    await form.get_by_label("Mistä pitäisi keskustella").fill("Vaunuja *tarvitaan* lisää.")
    await page.screenshot(path=screens / "bot-form.png")
    await form.get_by_role("button", name="Lähetä ehdotus").click()
    returned = newest_card(page)
    await expect(returned).to_contain_text("Valitse vähintään yksi peruste")
    await expect(returned.get_by_label("Aihe (")).to_have_value("Yöjunat Rovaniemelle")
    await expect(returned.get_by_label("Mistä pitäisi")).to_have_value("Vaunuja *tarvitaan* lisää.")
    await page.screenshot(path=screens / "bot-faults.png")
    await returned.get_by_label("Alueiden saavutettavuus").check()
    await returned.get_by_role("button", name="Lähetä ehdotus").click()
    receipt = newest_card(page)
    await expect(receipt.get_by_role("heading")).to_have_text(re.compile(r"Ehdotus 2026-\d\d: lähetetty"))
    await expect(receipt).to_contain_text("Vaunuja *tarvitaan* lisää.")
    await expect(page.locator("#messages .card")).to_have_count(2)
    await page.screenshot(path=screens / "bot-receipt.png")


async def test_the_working_group_sees_a_new_proposal_at_once(page: Page, bot: str, screens: Path) -> None:
    other = await page.context.new_page()
    await meet(other, bot, "tyoryhma")
    await page.bring_to_front()
    await meet(page, bot)
    await propose(page)
    await expect(newest_card(other)).to_contain_text("Yöjunat Rovaniemelle")
    await expect(newest_card(other)).to_contain_text("Lapin liitto")
    await other.screenshot(path=screens / "bot-notice.png")


async def test_a_change_in_the_dialog_updates_the_receipt_in_its_place(
    page: Page, bot: str, screens: Path
) -> None:
    await meet(page, bot)
    receipt = await propose(page)
    await receipt.get_by_role("button", name="Muokkaa").click()
    dialog = page.get_by_role("dialog", name=re.compile(r"Muokkaa ehdotusta 2026-\d\d"))
    await expect(dialog.get_by_label("Aihe (")).to_be_focused()
    await dialog.get_by_label("Aihe (").fill("Yöjunat Kemijärvelle")
    await page.screenshot(path=screens / "bot-dialog.png")
    await dialog.get_by_role("button", name="Tallenna muutokset").click()
    await expect(dialog).to_be_hidden()
    await expect(newest_card(page)).to_contain_text("Yöjunat Kemijärvelle")
    await expect(newest_card(page)).to_contain_text("versio 2")
    await expect(page.locator("#messages .card")).to_have_count(2)
    await page.screenshot(path=screens / "bot-changed.png")


async def test_a_proposal_is_withdrawn_after_a_question(page: Page, bot: str, screens: Path) -> None:
    await meet(page, bot)
    receipt = await propose(page)
    await receipt.get_by_role("button", name="Peru ehdotus").click()
    await expect(newest_card(page)).to_contain_text("Yöjunat Rovaniemelle")
    await page.screenshot(path=screens / "bot-withdraw.png")
    await newest_card(page).get_by_role("button", name="Peru ehdotus").click()
    await expect(newest_card(page).get_by_role("heading")).to_have_text(re.compile("peruttu"))
    await expect(newest_card(page).get_by_role("button")).to_have_count(0)
    mine = await ask(page, "mitä olen ehdottanut?")
    await expect(mine.get_by_text(re.compile(r"2026-\d\d · peruttu · Lapin liitto"))).to_be_visible()
    await page.screenshot(path=screens / "bot-mine.png")


async def test_another_region_neither_sees_nor_reaches_a_proposal(page: Page, bot: str) -> None:
    await meet(page, bot)
    edit = (await propose(page)).get_by_role("button", name="Muokkaa")
    async with page.expect_request("**/api/messages") as sent:
        await edit.click()
    proposal = json.loads((await sent.value).post_data or "")["value"]["data"]["proposal"]
    await meet(page, bot, "kainuu")
    await expect(await ask(page, "mitä olen ehdottanut?")).not_to_contain_text("Yöjunat")
    for verb in ("proposal.show", "proposal.edit", "proposal.save", "proposal.withdraw_now"):
        answer = await page.evaluate(FORGE, {"verb": verb, "data": {"proposal": proposal, "version": 1}})
        assert "En löydä tätä ehdotusta" in str(answer["body"])
        assert "Yöjunat" not in str(answer)
    await meet(page, bot)
    await expect(await ask(page, "mitä olen ehdottanut?")).to_contain_text("Yöjunat Rovaniemelle")


async def test_a_button_switches_the_language_for_good(page: Page, bot: str) -> None:
    await meet(page, bot)
    await newest_card(page).get_by_role("button", name="På svenska").click()
    await expect(newest_card(page)).to_contain_text("Jag svarar på svenska")
    await newest_card(page).get_by_role("button", name="Vilka tidsfrister gäller?").click()
    await expect(newest_card(page)).to_have_attribute("lang", "sv")
    await expect(newest_card(page).get_by_role("heading")).to_have_text("Tidsfrister")


async def test_the_keyboard_alone_asks_and_turns_the_page(page: Page, bot: str) -> None:
    await meet(page, bot)
    await expect(page.get_by_label("Kirjoita viesti")).to_be_focused()
    await page.keyboard.type(LAST_YEAR)
    await page.keyboard.press("Enter")
    await expect(newest_card(page)).to_contain_text("2025-19-01")
    while await page.evaluate("document.activeElement.textContent") != "Kaikki maakunnat":
        await page.keyboard.press("Shift+Tab")
    await page.keyboard.press("Enter")
    await expect(newest_card(page)).to_contain_text(FIRST_PAGE)
    await expect(newest_card(page)).to_be_focused()


@pytest.mark.parametrize(
    ("name", "look"),
    [
        ("dark", {"width": 1280, "height": 2400, "scheme": "dark"}),
        ("phone", {"width": 360, "height": 3600, "scheme": "light"}),
    ],
)
async def test_real_cards_are_readable_in_the_dark_and_on_a_phone(
    page: Page, bot: str, screens: Path, name: str, look: dict[str, Any]
) -> None:
    await page.emulate_media(color_scheme=look["scheme"])
    await page.set_viewport_size({"width": look["width"], "height": look["height"]})
    await meet(page, bot)
    for text in ("ohje", "mitä sovittiin matkailusta?", "mitä avaruushissistä?", "haluan ehdottaa aihetta"):
        await ask(page, text)
    assert await page.evaluate(CONTRAST) == []
    wide = (
        "[...document.querySelectorAll('html, #log, .card, .card *')].filter(n => n.scrollWidth > innerWidth)"
    )
    assert await page.evaluate(f"{wide}.length") == 0
    await page.screenshot(path=screens / f"bot-{name}.png")
