"""Permanent addresses over HTTP: a page for everybody where it may be, elsewhere one that tells nothing."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp.test_utils import TestServer

from bot.app import CORE, Core
from bot.record_pages import Pages
from bot.settings import Settings
from tests.bot.chat import Chat
from tests.bot.features.final_chats import AFTER, LAPLAND, finalise, sent
from tests.bot.served import Local


class Browser:
    """Somebody's browser: nobody knows who."""

    def __init__(self, server: TestServer) -> None:
        self.server, self.core = server, server.app[CORE]

    async def get(self, path: str, **headers: str) -> tuple[int, str, dict[str, str]]:
        url = self.server.make_url(path)
        async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as got:
            return got.status, await got.text(), dict(got.headers)


@pytest.fixture
async def browser(local: Local) -> AsyncIterator[Browser]:
    async with local() as server:
        yield Browser(server)


@pytest.fixture
async def stranger(local: Local) -> AsyncIterator[Browser]:
    """A browser where the pages aren't public."""
    async with local(public_pages=False) as server:
        yield Browser(server)


def finished(core: Core) -> None:
    """Lapland's minutes, made final."""
    sent(core)
    finalise(Chat(core, "tem-koordinaattori", AFTER))


async def test_a_conclusion_has_a_page_at_its_address(browser: Browser) -> None:
    finished(browser.core)
    status, text, headers = await browser.get("/c/2026-19-01")
    assert 200 == status
    for needed in (
        '<html lang="fi">',
        "<h1>Raideyhteys Kolariin</h1>",
        "LVM selvittää yöjunien lisävuorot Kolariin.",
        "Julkisen talouden suunnitelma",
        "http://127.0.0.1:3978/c/2026-19-01",
        "http://127.0.0.1:3978/s/2026-19",
        "Muistio 2026-19, versio 1",
    ):
        assert needed in text
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert ("nosniff", "no-referrer") == (headers["X-Content-Type-Options"], headers["Referrer-Policy"])
    assert "text/html; charset=utf-8" == headers["Content-Type"]


async def test_minutes_have_a_page_with_everything(browser: Browser) -> None:
    finished(browser.core)
    status, text, _ = await browser.get("/s/2026-19")
    assert 200 == status
    for needed in ("Muistio: Lapin keskustelu 2026", "Valtio näkee kasvun.", "Ei vastausta", "SHA-256"):
        assert needed in text


@pytest.mark.parametrize(
    ("path", "accepts", "lang"),
    [
        ("/c/2026-19-01?lang=sv", "fi", "sv"),
        ("/c/2026-19-01", "sv-FI,sv;q=0.9", "sv"),
        ("/c/2026-19-01", "de", "fi"),
        ("/c/2026-19-01?lang=xx", "en-GB", "en"),
    ],
)
async def test_the_page_is_in_the_language_that_is_asked_for(
    browser: Browser, path: str, accepts: str, lang: str
) -> None:
    finished(browser.core)
    _, text, _ = await browser.get(path, **{"Accept-Language": accepts})
    assert f'<html lang="{lang}">' in text
    assert ("KM utreder nattågen" in text) == (lang == "sv")


UNKNOWN = (
    "/c/2026-19-99",
    "/s/2026-99",
    "/c/2025-19-muistio",
    "/c/..%2f..%2fetc",
    "/s/" + "a" * 50,
    "/c/%00",
)


async def test_drafts_and_versions_that_are_out_are_not_there(browser: Browser) -> None:
    _, unknown, _ = await browser.get("/c/2026-19-99")
    sent(browser.core)
    for path in ("/c/2026-19-01", "/s/2026-19", "/s/2026-18"):
        status, text, _ = await browser.get(path)
        assert 404 == status
        assert "Raideyhteys" not in text
        assert _bare(unknown) == _bare(text)


def _bare(text: str) -> str:
    """The page without the addresses of its other languages."""
    return "\n".join(line for line in text.splitlines() if "?lang=" not in line)


@pytest.mark.parametrize("path", UNKNOWN)
async def test_what_is_not_there_is_said_to_be_not_there(browser: Browser, path: str) -> None:
    status, text, _ = await browser.get(path)
    assert 404 == status
    assert "Täällä ei ole mitään" in text


async def test_a_replaced_conclusion_leads_to_the_new_one(browser: Browser) -> None:
    finished(browser.core)
    _, text, _ = await browser.get("/c/2025-19-03")
    assert 'href="http://127.0.0.1:3978/c/2026-19-01"' in text
    assert "Tämän johtopäätöksen on korvannut toinen johtopäätös." in text


async def test_a_conclusion_of_minutes_that_are_not_final_is_not_shown(browser: Browser) -> None:
    from knowledge.records import Record, Wording
    from storage import records

    sent(browser.core)
    with browser.core.store.transaction() as db:
        record = Record("2026-19-07", "conclusion", 2026, {"fi": Wording("Salaisuus", "Salaisuus")})
        records.put(db, record, session_id=LAPLAND)
    assert 404 == (await browser.get("/c/2026-19-07"))[0]


async def test_where_pages_are_not_public_they_tell_nothing_but_where_to_ask(stranger: Browser) -> None:
    finished(stranger.core)
    pages = [await stranger.get(path) for path in ("/c/2026-19-01", "/c/2026-19-99", "/s/2026-19")]
    assert [200] * 3 == [status for status, _, _ in pages]
    for _, text, _ in pages:
        assert "Raideyhteys" not in text
        assert "Avaa botti Teamsissa ja kirjoita sille numero" in text
    one, other = (_bare(text).replace("2026-19-99", "2026-19-01") for _, text, _ in pages[:2])
    assert one == other


def test_in_teams_a_link_opens_the_chat_with_the_number_typed(core: Core) -> None:
    pages = Pages(core.store, "https://botti.esimerkki.fi", "0f1e", public=False)
    response = pages.page("c", "2026-19-01", "fi")
    assert response.text is not None
    link = "https://teams.microsoft.com/l/chat/0/0?users=28%3A0f1e&amp;message=2026-19-01"
    assert link in response.text


def test_pages_are_public_where_somebody_says_so_and_in_local_mode() -> None:
    assert Settings(local=True).shows_pages
    assert not Settings().shows_pages
    assert Settings(public_pages=True).shows_pages
    assert not Settings(local=True, public_pages=False).shows_pages
