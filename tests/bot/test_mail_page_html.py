"""What pages are made of: no scripts, nothing that somebody wrote as HTML, nothing kept or logged."""

import re

import pytest

from tests.bot.mail_chats import SEND, YES, asked, browser, told
from tests.bot.mail_pages import ADDRESS, Browser

__all__ = ["asked", "browser"]


async def test_nothing_that_somebody_wrote_becomes_a_part_of_the_page(browser: Browser) -> None:
    await browser.open("lappi", told(browser))
    assert "<img" not in browser.html
    assert "javascript:" not in re.sub(r">[^<]*<", "><", browser.html)
    assert '"><img src=x onerror=alert(1)>' in browser.page.text
    assert "<strong>ei</strong>" not in browser.html


async def test_pages_hold_no_scripts_and_are_kept_nowhere(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    for do in (browser.get(browser.path), browser.get("/m/x"), browser.post(browser.path, {})):
        await do
        assert "no-store" == browser.headers["Cache-Control"]
        assert "noindex, nofollow" == browser.headers["X-Robots-Tag"]
        assert "no-referrer" == browser.headers["Referrer-Policy"]
        assert "nosniff" == browser.headers["X-Content-Type-Options"]
        policy = browser.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "<script" not in browser.html


async def test_bodies_that_are_no_forms_or_too_large_are_refused(browser: Browser, asked: int) -> None:
    await browser.open("lappi", asked)
    await browser.post(browser.path, b"{}", **{"Content-Type": "application/json"})
    assert 403 == browser.status
    await browser.post(
        browser.path, b"a=" + b"x" * 300_000, **{"Content-Type": "application/x-www-form-urlencoded"}
    )
    assert 413 == browser.status
    many = "&".join(f"text.f{n}=" for n in range(600))
    await browser.post(browser.path, many.encode(), **{"Content-Type": "application/x-www-form-urlencoded"})
    assert 403 == browser.status


async def test_neither_tokens_nor_texts_are_logged(
    browser: Browser, asked: int, capsys: pytest.CaptureFixture[str]
) -> None:
    await browser.open("lappi", asked)
    await browser.press(SEND, {**YES, "text.note": "salainen sana"})
    logged = "".join(capsys.readouterr())
    for secret in (browser.path.removeprefix("/m/"), "salainen", ADDRESS, "Laura"):
        assert secret not in logged
