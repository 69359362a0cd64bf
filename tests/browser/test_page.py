"""The local chat page: what it sends, what arrives, what stays."""

import asyncio

from playwright.async_api import Page, expect

from tests.browser.chat import SAVE, chat_as, invoke_answer, newest_card, say
from tests.browser.stub import StubBot, card, with_card, words


async def test_a_message_is_what_teams_sends(page: Page, stub: StubBot) -> None:
    await chat_as(page, stub)
    await say(page, "hei")
    [sent] = await stub.receives("message")
    known = {key: sent[key] for key in sent if key not in ("id", "timestamp", "localTimestamp", "entities")}
    assert known == {
        "type": "message",
        "text": "hei",
        "textFormat": "plain",
        "channelId": "msteams",
        "serviceUrl": f"{stub.origin}/webchat/connector/",
        "from": {"id": "29:lappi", "name": "Laura Lapinlahti", "aadObjectId": "oid-lappi"},
        "conversation": {"conversationType": "personal", "tenantId": "t-1", "id": "a:lappi"},
        "recipient": {"id": "28:alke", "name": "ALKE-botti"},
        "channelData": {"tenant": {"id": "t-1"}},
        "locale": "fi-FI",
        "localTimezone": "Europe/Helsinki",
    }


async def test_the_first_visit_installs_the_app_and_a_reload_does_not(page: Page, stub: StubBot) -> None:
    await chat_as(page, stub)
    await chat_as(page, stub)
    await say(page, "hei")
    await stub.receives("message")
    assert [one["type"] for one in stub.got] == ["conversationUpdate", "installationUpdate", "message"]
    assert stub.got[0]["membersAdded"][0] == {"id": "28:alke"}
    assert stub.got[1]["action"] == "add"


async def test_a_suggested_action_says_its_value(page: Page, stub: StubBot) -> None:
    choices = {"actions": [{"type": "imBack", "title": "Aikataulu", "value": "aikataulu"}]}
    await chat_as(page, stub)
    await stub.send("lappi", {"type": "message", "text": "Mitä katsotaan?", "suggestedActions": choices})
    await page.get_by_role("button", name="Aikataulu").click()
    await expect(page.locator(".mine .bubble")).to_have_text("aikataulu")
    await expect(page.locator("#suggestions")).to_be_hidden()


async def test_notices_arrive_live_are_updated_and_taken_back(page: Page, stub: StubBot) -> None:
    await chat_as(page, stub)
    activity_id = await stub.send("lappi", with_card(card(words("Määräaika on huomenna."))))
    await expect(newest_card(page)).to_have_text("Määräaika on huomenna.")
    await stub.update("lappi", activity_id, with_card(card(words("Määräaika on tänään."))))
    await expect(newest_card(page)).to_have_text("Määräaika on tänään.")
    await stub.delete("lappi", activity_id)
    await expect(page.locator("#messages > li")).to_have_count(0)


async def test_news_for_another_person_shows_at_their_name(page: Page, stub: StubBot) -> None:
    await chat_as(page, stub)
    await stub.send("lvm", {"type": "message", "text": "Hello"})
    person = page.get_by_role("button", name="Liisa Väylänen")
    await expect(person).to_contain_text("uusia viestejä: 1")
    await person.click()
    await expect(page.locator(".bots .bubble")).to_have_text("Hello")
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_the_bot_is_seen_writing_until_its_answer_comes(page: Page, stub: StubBot) -> None:
    await chat_as(page, stub)
    await stub.send("lappi", {"type": "typing"})
    await expect(page.locator("#typing")).to_be_visible()
    await stub.send("lappi", {"type": "message", "text": "Valmis"})
    await expect(page.locator("#typing")).to_be_hidden()


async def test_a_reload_keeps_what_was_said_and_the_replaced_card(page: Page, stub: StubBot) -> None:
    stub.says["ehdota"] = with_card(card(words("Tallennetaanko?"), actions=(SAVE,)))
    stub.answers["adaptiveCard/action"] = invoke_answer("card.adaptive", card(words("Tallessa.")))
    await chat_as(page, stub)
    await say(page, "ehdota")
    await page.get_by_role("button", name="Tallenna").click()
    await expect(newest_card(page)).to_have_text("Tallessa.")
    await page.wait_for_load_state("networkidle")
    await page.reload()
    await expect(page.locator(".mine .bubble")).to_have_text("ehdota")
    await expect(newest_card(page)).to_have_text("Tallessa.")
    await expect(page.locator("#messages > li")).to_have_count(2)


async def test_a_failed_message_stays_and_goes_again_as_the_same_activity(
    page: Page, stub: StubBot, complaints: list[str]
) -> None:
    await chat_as(page, stub)
    stub.fails = [503]
    await say(page, "tärkeä asia")
    await expect(page.get_by_role("alert").filter(has_text="Viesti ei lähtenyt.")).to_be_visible()
    await expect(page.locator(".mine .bubble")).to_have_text("tärkeä asia")
    await page.get_by_role("button", name="Yritä uudelleen").click()
    await expect(page.get_by_text("Viesti ei lähtenyt.")).to_have_count(0)
    first, second = await stub.receives("message", 2)
    assert first == second
    assert len(complaints) == 1
    complaints.clear()


async def test_the_page_comes_back_when_the_connection_does(page: Page, stub: StubBot) -> None:
    await page.add_init_script(
        "const Plain = WebSocket; window.sockets = [];"
        "window.WebSocket = class extends Plain {"
        " constructor(...a) { super(...a); window.sockets.push(this); } };"
    )
    await chat_as(page, stub)
    await page.evaluate("window.sockets.at(-1).close()")
    await stub.send("lappi", {"type": "message", "text": "Välissä tullut"})
    await expect(page.locator(".bots .bubble")).to_have_text("Välissä tullut")
    await expect(page.locator("#status")).to_have_text("")


async def test_an_answer_that_comes_after_another_was_picked_is_not_shown_to_them(
    page: Page, stub: StubBot
) -> None:
    late = card(words("Vain Lapille."))
    stub.answers["adaptiveCard/action"] = invoke_answer("card.adaptive", late)
    stub.holding = asyncio.Event()
    await chat_as(page, stub)
    await stub.send("lappi", with_card(card(words("Tallennetaanko?"), actions=(SAVE,))))
    await page.get_by_role("button", name="Tallenna").click()
    await stub.receives("invoke")
    await page.get_by_role("button", name="Ulla Uusitalo").click()
    async with page.expect_response("**/api/messages"):
        stub.holding.set()
    await stub.send("uusimaa", {"type": "message", "text": "loppu"})
    await expect(page.locator("#messages > li")).to_have_count(1)
    await expect(page.locator(".bots .bubble")).to_have_text("loppu")
