"""Downloading over HTTP: a signed link, the permission checked again, a plain page when it doesn't work."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from shutil import copytree

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from docx import Document
from sqlmodel import delete, select
from typer.testing import CliRunner

from bot.app import CORE
from bot.cli import app as alke
from bot.facts import Facts
from bot.links import Links, Ticket
from bot.settings import Misconfigured, Settings, check_serving
from cards.documents.agenda import CONTENT_TYPE
from storage import people
from storage import tables as t
from tests.bot.served import Local
from tests.fakes.clock import StandingClock

SESSION = "2026-06"


class Door:
    """The served bot, and somebody's links to its documents."""

    def __init__(self, server: TestServer, links: Links, clock: StandingClock) -> None:
        self.server, self.links, self.clock = server, links, clock
        self.core = server.app[CORE]

    def person(self, slug: str) -> int:
        with self.core.store.read() as db:
            found = people.by_slug(db, slug, self.clock().date())
        assert found is not None
        return found.id

    def link(self, slug: str = "lappi", *, kind: str = "agenda", language: str = "fi", **data: object) -> str:
        """A path to a document, as its card would give it."""
        asked = {"session": SESSION, "version": 1, "language": "fi"} | data
        made = self.links.make(Ticket(kind, self.person(slug), language, asked), self.clock())
        return made.removeprefix("http://127.0.0.1:3978")

    async def get(self, path: str, **headers: str) -> tuple[aiohttp.ClientResponse, bytes]:
        async with (
            aiohttp.ClientSession() as session,
            session.get(self.server.make_url(path), headers=headers) as got,
        ):
            return got, await got.read()

    async def page(self, path: str, **headers: str) -> tuple[int, str]:
        got, body = await self.get(path, **headers)
        assert "text/plain" == got.content_type
        assert "no-store" == got.headers["Cache-Control"]
        return got.status, body.decode()


@pytest.fixture
async def door(local: Local, clock: StandingClock) -> AsyncIterator[Door]:
    async with local() as server:
        yield Door(server, server.app[CORE].turns.links, clock)


async def test_the_document_comes_as_a_file_that_nobody_keeps(door: Door) -> None:
    got, body = await door.get(door.link())
    assert (200, CONTENT_TYPE) == (got.status, got.content_type)
    assert "attachment; filename*=UTF-8''agenda-2026-06-v1-fi.docx" == got.headers["Content-Disposition"]
    assert ("no-store", "nosniff") == (got.headers["Cache-Control"], got.headers["X-Content-Type-Options"])
    document = Document(BytesIO(body))
    assert "Pirkanmaan keskustelu 2026" == document.paragraphs[0].text
    assert "9.00–9.20" == document.tables[0].rows[1].cells[0].text


@pytest.mark.parametrize(("slug", "let_in"), [("lvm", True), ("tyoryhma", True), ("lappi", False)])
async def test_the_link_to_the_meeting_is_printed_for_those_who_take_part(
    door: Door, slug: str, let_in: bool
) -> None:
    _, body = await door.get(door.link(slug))
    said = [paragraph.text for paragraph in Document(BytesIO(body)).paragraphs]
    assert let_in == any("demo-pirkanmaa" in line for line in said)


async def test_a_link_works_for_a_quarter_of_an_hour(door: Door) -> None:
    path = door.link(language="sv")
    door.clock.advance(minutes=15)
    assert 200 == (await door.get(path))[0].status
    door.clock.advance(seconds=1)
    status, text = await door.page(path)
    assert 410 == status
    assert "Länken har gått ut: en länk fungerar i 15 minuter." in text


@pytest.mark.parametrize("token", ["x", "a.b", "%2e%2e%2fetc", "W10.abc", "ä"])
async def test_a_token_that_was_not_made_here_opens_nothing(door: Door, token: str) -> None:
    status, text = await door.page(f"/documents/{token}", **{"Accept-Language": "en-GB,en;q=0.9"})
    assert 403 == status
    assert "This link doesn't work." in text


async def test_a_changed_token_opens_nothing(door: Door) -> None:
    path = door.link()
    for at in (12, len(path) // 2, len(path) - 2):
        changed = path[:at] + ("A" if path[at] != "A" else "B") + path[at + 1 :]
        assert 403 == (await door.page(changed))[0]


async def test_a_link_of_another_process_key_opens_nothing(door: Door) -> None:
    theirs = Links("http://127.0.0.1:3978", b"another key")
    made = theirs.make(Ticket("agenda", 1, "fi", {"session": SESSION}), door.clock())
    assert 403 == (await door.page(made.removeprefix("http://127.0.0.1:3978")))[0]


async def test_somebody_who_is_no_longer_admitted_gets_nothing(door: Door) -> None:
    path = door.link()
    with door.core.store.transaction() as db:
        db.execute(delete(t.Membership).where(t.Membership.person_id == door.person("lappi")))
    status, text = await door.page(path)
    assert 403 == status
    assert "Pirkanmaan" not in text


async def test_what_is_not_published_is_not_given(door: Door) -> None:
    for data in (
        {"session": "2026-19", "version": 0},
        {"version": 7},
        {"session": "2026-18"},
        {"session": "x"},
    ):
        status, _ = await door.page(door.link("tyoryhma", **data))
        assert 403 == status


async def test_an_unknown_kind_of_document_is_refused(door: Door) -> None:
    assert 403 == (await door.page(door.link(kind="passwords")))[0]


# Where the links lead


def test_replicas_share_their_key_and_local_processes_do_not(now: datetime) -> None:
    served = {"app_secret": "s", "public_url": "https://botti.example.fi/"}
    one, other = Links.of(Settings(**served)), Links.of(Settings(**served))
    made = one.make(Ticket("agenda", 1, "fi"), now)
    assert made.startswith("https://botti.example.fi/documents/")
    token = made.rsplit("/", 1)[1]
    assert ("agenda", 1, "fi") == (lambda k: (k.kind, k.person, k.language))(other.open(token).ticket)
    assert now + timedelta(minutes=15) == other.open(token).until
    local = Links.of(Settings(local=True, port=4000))
    assert local.make(Ticket("agenda", 1, "fi"), now).startswith("http://127.0.0.1:4000/documents/")
    assert local._sealed.secret_key != Links.of(Settings(local=True))._sealed.secret_key


def test_documents_are_never_sent_from_an_address_without_tls() -> None:
    with pytest.raises(Misconfigured, match="https://"):
        check_serving(Settings(app_id="x", public_url="http://botti.example.fi"))


# The command line


@pytest.fixture
def data(demo_data: Path, tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("bot.app.load_facts", lambda _: facts)
    copytree(demo_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize(
    ("lang", "title"), [("fi", "Pirkanmaan keskustelu 2026"), ("sv", "Diskussionen om Birkaland 2026")]
)
def test_the_command_line_writes_the_document(data: Path, tmp_path: Path, lang: str, title: str) -> None:
    file = tmp_path / "agenda.docx"
    result = CliRunner().invoke(
        alke, ["--data", str(data), "export", "agenda", SESSION, str(file), "--lang", lang]
    )
    assert 0 == result.exit_code, result.output
    assert title == Document(str(file)).paragraphs[0].text


def test_the_command_line_says_that_nothing_is_published(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "agenda.docx"
    result = CliRunner().invoke(alke, ["--data", str(data), "export", "agenda", "2026-19", str(file)])
    assert 2 == result.exit_code
    assert "2026-19" in result.output
    assert not file.exists()


def test_the_demo_prepares_one_agenda_and_has_published_others(data: Path) -> None:
    from storage.store import Store

    store = Store.at(data)
    with store.read() as db:
        found = {row.session_id: row.version for row in db.exec(select(t.Agenda)).all()}
    store.close()
    assert {"2026-19": 0, "2026-06": 1, "2026-s1": 1, "2026-s2": 1} == found
