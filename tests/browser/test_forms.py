"""Cards on the page: forms, buttons and dialogs, before a scripted bot."""

from pathlib import Path

from playwright.async_api import Page, expect

from tests.browser.cards import parse_errors
from tests.browser.chat import FORM, NOTE, SAVE, chat_as, invoke_answer, newest_card, say
from tests.browser.stub import CARD, StubBot, card, with_card, words

FETCH = {"msteams": {"type": "task/fetch"}, "id": 7}


async def test_a_form_asks_for_its_required_field_and_is_replaced_in_place(page: Page, stub: StubBot) -> None:
    stub.says["ehdota"] = with_card(FORM)
    stub.answers["adaptiveCard/action"] = invoke_answer("card.adaptive", card(words("Ehdotus on tallessa.")))
    await chat_as(page, stub)
    await say(page, "ehdota")
    await page.get_by_role("button", name="Tallenna").click()
    await expect(page.get_by_text("Anna ehdotukselle otsikko.")).to_be_visible()
    await expect(page.get_by_label("Otsikko")).to_be_focused()
    assert stub.of_type("invoke") == []
    await page.get_by_label("Otsikko").fill("Rataverkko")
    await page.get_by_role("button", name="Tallenna").click()
    await expect(newest_card(page)).to_have_text("Ehdotus on tallessa.")
    await expect(page.locator("#messages .card")).to_have_count(1)
    [sent] = stub.of_type("invoke")
    assert sent["name"] == "adaptiveCard/action"
    assert sent["value"] == {
        "action": {
            "type": "Action.Execute",
            "verb": "proposal.save",
            "data": {"round": 2026, "title": "Rataverkko"},
        },
        "trigger": "manual",
    }
    await expect(newest_card(page)).to_be_focused()


async def test_submit_is_a_message_with_a_value_that_names_its_card(page: Page, stub: StubBot) -> None:
    send = {"type": "Action.Submit", "title": "Lähetä tieto", "data": {"verb": "note"}}
    await chat_as(page, stub)
    activity_id = await stub.send("lappi", with_card(card(NOTE, actions=(send,))))
    await page.get_by_label("Otsikko").fill("Tuulivoima")
    await page.get_by_role("button", name="Lähetä tieto").click()
    await expect(page.get_by_text("Vastauksesi lähetettiin.")).to_be_visible()
    [sent] = await stub.receives("message")
    assert sent["value"] == {"verb": "note", "title": "Tuulivoima"}
    assert sent["replyToId"] == activity_id


async def test_a_message_back_shows_one_text_and_sends_another(page: Page, stub: StubBot) -> None:
    teams = {"type": "messageBack", "displayText": "Näytä Lappi", "text": "region 19", "value": {"r": "19"}}
    button = {"type": "Action.Submit", "title": "Lappi", "data": {"msteams": teams}}
    await chat_as(page, stub)
    await stub.send("lappi", with_card(card(words("Alue?"), actions=(button,))))
    await page.get_by_role("button", name="Lappi", exact=True).click()
    await expect(page.locator(".mine .bubble")).to_have_text("Näytä Lappi")
    [sent] = await stub.receives("message")
    assert (sent["text"], sent["value"]) == ("region 19", {"r": "19"})


async def test_radio_buttons_of_two_cards_stay_apart(page: Page, stub: StubBot) -> None:
    choices = [{"title": "Kyllä", "value": "yes"}, {"title": "Ei", "value": "no"}]
    question = {"type": "Input.ChoiceSet", "id": "q", "label": "Sopiiko?", "style": "expanded"}
    await chat_as(page, stub)
    for _ in range(2):
        await stub.send("lappi", with_card(card({**question, "choices": choices})))
    await page.get_by_role("radio", name="Kyllä").nth(0).check()
    await page.get_by_role("radio", name="Ei").nth(1).check()
    await expect(page.get_by_role("radio", name="Kyllä").nth(0)).to_be_checked()


async def test_a_dialog_opens_submits_and_ends(page: Page, stub: StubBot, screens: Path) -> None:
    fetch = {
        "type": "Action.Submit",
        "title": "Muokkaa",
        "data": {"msteams": {"type": "task/fetch"}, "id": 7},
    }
    done = {"type": "Action.Submit", "title": "Valmis", "style": "positive", "data": {"step": 1}}
    form = {"contentType": CARD, "content": card(NOTE, actions=(done,))}
    stub.answers["task/fetch"] = {
        "task": {"type": "continue", "value": {"title": "Muokkaa ehdotusta", "card": form, "width": "small"}}
    }
    stub.answers["task/submit"] = {"task": {"type": "message", "value": "Ehdotus **muutettiin**."}}
    await chat_as(page, stub)
    await stub.send("lappi", with_card(card(words("Ehdotus 7"), actions=(fetch,))))
    await page.get_by_role("button", name="Muokkaa").click()
    dialog = page.get_by_role("dialog", name="Muokkaa ehdotusta")
    await expect(dialog.get_by_label("Otsikko")).to_be_focused()
    await dialog.get_by_label("Otsikko").fill("Uusi nimi")
    await page.screenshot(path=screens / "dialog.png")
    await dialog.get_by_role("button", name="Valmis").click()
    await expect(dialog.get_by_text("Ehdotus muutettiin.")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_be_hidden()
    await expect(page.get_by_role("button", name="Muokkaa")).to_be_focused()
    fetched, submitted = stub.of_type("invoke")
    assert fetched["value"]["data"] == FETCH
    assert (submitted["name"], submitted["value"]["data"]) == (
        "task/submit",
        {"step": 1, "title": "Uusi nimi"},
    )


async def test_an_answer_to_a_button_may_be_words_or_an_error(page: Page, stub: StubBot) -> None:
    await chat_as(page, stub)
    await stub.send("lappi", with_card(card(words("Mykistä?"), actions=({**SAVE, "title": "Mykistä"},))))
    stub.answers["adaptiveCard/action"] = invoke_answer("activity.message", "Mykistetty.")
    await page.get_by_role("button", name="Mykistä").click()
    await expect(page.locator(".bots .bubble")).to_have_text("Mykistetty.")
    stub.answers["adaptiveCard/action"] = invoke_answer("error", {"code": "x", "message": "Ei onnistu nyt."})
    await page.get_by_role("button", name="Mykistä").click()
    await expect(page.locator(".note.failure")).to_have_text("Ei onnistu nyt.")


async def test_a_failed_form_keeps_its_fields_and_goes_again_under_the_same_id(
    page: Page, stub: StubBot, complaints: list[str]
) -> None:
    stub.answers["adaptiveCard/action"] = invoke_answer("card.adaptive", card(words("Tallessa.")))
    await chat_as(page, stub)
    await stub.send("lappi", with_card(FORM))
    stub.fails = [502]
    await page.get_by_label("Otsikko").fill("Rataverkko")
    await page.get_by_role("button", name="Tallenna").click()
    await expect(page.locator(".note.failure")).to_contain_text("Ne ovat tallessa")
    await expect(page.get_by_label("Otsikko")).to_have_value("Rataverkko")
    await page.get_by_role("button", name="Tallenna").click()
    await expect(newest_card(page)).to_have_text("Tallessa.")
    first, second = stub.of_type("invoke")
    assert first["id"] == second["id"]
    assert len(complaints) == 1
    complaints.clear()


async def test_the_parser_names_what_is_wrong_with_a_card(page: Page) -> None:
    assert await parse_errors(page, FORM) == []
    nameless = card({"type": "Input.Text", "label": "Otsikko"}, {"type": "Unheard.Of"})
    assert len(await parse_errors(page, nameless)) > 0
