"""Nobody acts for another on a page, nor later, nor from another site, nor by what it has no button for."""

import pytest
from sqlmodel import delete

from bot.features import all_routes
from bot.forms import Said, notice
from bot.mail_links import MailLinks
from bot.routes import Button
from storage import tables as t
from tests.bot.mail_chats import SEND, YES, answers, asked, browser, told
from tests.bot.mail_pages import Browser

__all__ = ["asked", "browser"]


@pytest.mark.parametrize("token", ["x", "a.b", "W10.abc", "%2e%2e%2fetc", "ä", "WzEsMSwxXQ.AAAA"])
async def test_a_token_that_was_not_made_here_opens_nothing(browser: Browser, token: str) -> None:
    await browser.get(f"/m/{token}", **{"Accept-Language": "sv-FI,sv;q=0.9"})
    assert 403 == browser.status
    assert "Länken fungerar inte." in browser.page.text
    await browser.post(f"/m/{token}/stop", {"List-Unsubscribe": "One-Click"})
    assert 403 == browser.status


async def test_a_changed_token_and_one_of_another_key_open_nothing(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    good = browser.path
    for at in (4, len(good) // 2, len(good) - 3):
        await browser.get(good[:at] + ("A" if good[at] != "A" else "B") + good[at + 1 :])
        assert 403 == browser.status
    theirs = MailLinks("http://127.0.0.1:3978", b"another key").visit(browser.visit("lappi", asked))
    await browser.get(theirs)
    assert 403 == browser.status


async def test_a_message_to_somebody_else_is_not_shown(browser: Browser, asked: int) -> None:
    await browser.open("kainuu", asked)
    assert 410 == browser.status
    assert "Yhteinen keskustelu" not in browser.html


async def test_a_seal_works_on_its_own_page_only(browser: Browser, asked: int) -> None:
    other = told(browser)
    await browser.open("lappi", asked)
    for seal in (
        "",
        "x",
        browser.seal("lappi", other, "poll.answer"),
        browser.seal("kainuu", asked, "poll.answer"),
        browser.page.buttons[SEND][:-2] + "AA",
        MailLinks(None, b"another key")._presses.dumps([1, 2, 3, "poll.answer", {}, True, "x", ""]),
        browser.path.removeprefix("/m/"),
    ):
        await browser.post(browser.path, {**YES, "do": seal})
        assert 403 == browser.status
    assert (0, []) == (browser.turns(), answers(browser))


async def test_what_is_typed_never_replaces_what_is_sealed(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    await browser.press(SEND, {**YES, "text.organisation": "council:18", "one.poll": "999"})
    assert ["yes", "no"] == answers(browser)


async def test_a_button_that_is_not_for_pages_is_not_on_them(browser: Browser) -> None:
    """Whatever a card holds, a page offers the verbs of routes that say so."""
    kept = {route.verb for route in all_routes() if route.verb and not route.by_mail}
    assert {"session.cancel", "broadcast.send_now", "join.open", "round.open"} & kept
    buttons = [Button("Announce", verb, {"session": "2026-19"}) for verb in sorted(kept)]
    for start in range(0, len(buttons), 6):
        data = notice(
            Said("Recorded: {session}", {"session": str(start)}), buttons=buttons[start : start + 6]
        )
        await browser.open("lappi", browser.owe("lappi", "notice", data))
        assert "Ilmoita osallistujille" not in browser.page.text
        assert {"Ilmoitusasetukset"} >= {name for name, seal in browser.page.buttons.items() if "." in seal}


async def test_somebody_whose_role_has_ended_is_told_so(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    with browser.core.store.transaction() as db:
        db.execute(delete(t.Membership).where(t.Membership.person_id == browser.person()))
    sent = {**YES, "do": browser.page.buttons[SEND]}
    for do in (browser.get(browser.path), browser.post(browser.path, sent)):
        await do
        assert 403 == browser.status
        assert "ei ole enää roolia" in browser.page.text
    assert [] == answers(browser)


async def test_a_link_works_for_its_time_and_stops_e_mails_after_it(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked, days=30)
    page = browser.page
    browser.clock.advance(days=31)
    await browser.get(browser.path)
    assert (410, True) == (browser.status, "30 päivää" in browser.page.text)
    browser.page = page
    await browser.press(SEND, YES)
    assert (410, []) == (browser.status, answers(browser))
    await browser.post(f"{browser.path}/stop", {"List-Unsubscribe": "One-Click"})
    assert 200 == browser.status


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_site_sends_nothing(browser: Browser, asked: int, headers: dict[str, str]) -> None:
    await browser.open("lappi", asked)
    page = browser.page
    await browser.press(SEND, YES, **headers)
    assert (403, []) == (browser.status, answers(browser))
    for path in ("stop", "resume", "language"):
        await browser.post(f"{browser.path}/{path}", {"language": "sv"}, **headers)
        assert 403 == browser.status
    browser.page = page
    own = str(browser.server.make_url("/")).rstrip("/")
    await browser.press(SEND, YES, **{"Origin": own, "Sec-Fetch-Site": "same-origin"})
    assert (200, ["yes", "no"]) == (browser.status, answers(browser))
