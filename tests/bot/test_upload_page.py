"""The page of an import over HTTP: a file is looked at first, and taken in once its owner says so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from aiohttp.test_utils import TestServer
from sqlmodel import delete

from bot.app import CORE, Core
from bot.features.minutes_import import PATH, UPLOAD
from bot.links import Ticket
from bot.upload_desk import FOUND
from cards.documents.minutes import minutes_paper
from cards.documents.word import docx
from knowledge.minutes import Attendance, Conclusion, Item, Part, PartKind, View
from knowledge.people import Role
from knowledge.sessions import State
from storage import minutes, people, sessions
from storage import tables as t
from storage.transfer.docx import LARGEST, MEGABYTE
from tests.bot.chat import Chat
from tests.bot.cores import admitted
from tests.bot.features.minutes_chats import LAPLAND, draft, held
from tests.bot.mail_pages import Form
from tests.bot.minutes_files import minutes_file
from tests.bot.served import Local
from tests.demo import NOW
from tests.fakes.clock import StandingClock

WHOLE = """#muistio 2026-19
#läsnä LVM: Anna Aalto, Bo Berg
#maakunta Maakunta katsoo.

Ja jatkaa.
#kohta 1
#kirjaa Puhuttiin.
#johtopäätös Rata: Kuntoon; vastuu: LVM, Lapin liitto; määräaika: 30.6.2027; tavoite: 1, 2; käyttö: JTS
#åtgärd Banan: Rustas
#johtopäätös Ilman otsikkoa."""
LOOK, TAKE = "Katso, mitä löytyy", "Vie nämä luonnokseen"


@dataclass
class Uploader:
    """Somebody's browser on the page of an import; `page` is what it shows."""

    server: TestServer
    clock: StandingClock
    path: str = ""
    html: str = ""
    status: int = 0
    headers: Any = None
    page: Form = field(default_factory=lambda: Form(""))

    @property
    def core(self) -> Core:
        return self.server.app[CORE]

    def ticket(
        self, slug: str = "tyoryhma", session: str = LAPLAND, kind: str = UPLOAD, **more: Any
    ) -> Ticket:
        with self.core.store.read() as db:
            person = people.by_slug(db, slug, NOW.date())
        assert person
        return Ticket(kind, person.id, "fi", {"session": session, **more})

    async def open(self, ticket: Ticket | None = None) -> None:
        """Follow the link of the card."""
        made = self.core.turns.links.make(ticket or self.ticket(), self.clock(), PATH)
        self.path = made.removeprefix("http://127.0.0.1:3978")
        await self._go("GET", self.path)

    async def choose(self, data: bytes, **headers: str) -> None:
        """Choose a file and send it."""
        form = aiohttp.FormData()
        form.add_field(
            "file", BytesIO(data), filename="muistio.docx", content_type="application/octet-stream"
        )
        await self._go("POST", self.path, data=form, headers=headers)

    async def take(self, seal: str = "", **headers: str) -> None:
        """Take what was found into the draft."""
        form = aiohttp.FormData(default_to_multipart=True)
        form.add_field("seal", seal or self.page.fields["seal"])
        await self._go("POST", self.path, data=form, headers=headers)

    async def send(self, body: bytes, kind: str) -> None:
        """Send a body of another kind."""
        await self._go("POST", self.path, data=body, headers={"Content-Type": kind})

    async def _go(self, method: str, path: str, **more: Any) -> None:
        url = self.server.make_url(path)
        async with aiohttp.ClientSession() as session, session.request(method, url, **more) as got:
            self.status, self.headers, self.html = got.status, got.headers, await got.text()
        self.page = Form(self.html)

    def parts(self, kind: PartKind) -> list[Part]:
        return [part for part in draft(self.core).parts if part.kind is kind]


@pytest.fixture
async def uploader(local: Local, clock: StandingClock) -> AsyncIterator[Uploader]:
    async with local() as server:
        uploader = Uploader(server, clock)
        held(uploader.core)
        await uploader.open()
        yield uploader


async def test_the_page_asks_for_a_file_and_runs_nothing(uploader: Uploader) -> None:
    assert 200 == uploader.status
    assert '<html lang="fi">' in uploader.html
    assert "Lapin keskustelu 2026" in uploader.page.text
    assert {LOOK} == set(uploader.page.buttons)
    assert {"f-file"} == uploader.page.labels & uploader.page.ids
    assert "script" not in uploader.html
    assert "default-src 'none'" in uploader.headers["Content-Security-Policy"]
    assert "no-store" == uploader.headers["Cache-Control"]


async def test_a_file_is_looked_at_and_nothing_is_written(uploader: Uploader) -> None:
    await uploader.choose(minutes_file())
    assert 200 == uploader.status
    for said in (
        "Tämä löytyi. Mitään ei ole vielä kirjoitettu.",
        "Uusi: Lentokenttä: Radasta puhuttiin.",
        "Rata kuntoon: Rataa selvitetään",
        "en tunne organisaatiota ”Marsin liitto”",
        "”vastuu: Plutonin liitto” ei ymmärretty",
        "Jätetty pois, koska ei kuulu mihinkään osaan: ”sälää”",
    ):
        assert said in uploader.page.text
    assert {LOOK, TAKE} == set(uploader.page.buttons)
    assert () == draft(uploader.core).parts


async def test_what_was_found_is_taken_in_once(uploader: Uploader) -> None:
    await uploader.choose(minutes_file())
    seal = uploader.page.fields["seal"]
    await uploader.take()
    assert "Asiakirja vietiin luonnokseen." in uploader.page.text
    assert {} == uploader.page.buttons
    [attendance], [view] = uploader.parts(PartKind.ATTENDANCE), uploader.parts(PartKind.REGION_VIEW)
    [conclusion], item = uploader.parts(PartKind.CONCLUSION), uploader.parts(PartKind.ITEM)[-1]
    assert isinstance(attendance.content, Attendance)
    assert isinstance(conclusion.content, Conclusion)
    assert "Anna Aalto" == attendance.content.present["ministry:LVM"]
    assert View({"fi": "Maakunta katsoo."}) == view.content
    assert Item("Lentokenttä", {"fi": "Radasta puhuttiin."}) == item.content
    assert (item.id, 1, ("ministry:LVM",)) == (
        conclusion.content.item,
        conclusion.content.number,
        conclusion.content.responsible,
    )
    before = draft(uploader.core)
    await uploader.take(seal)
    assert "Mitään ei lisätty: kaikki on jo luonnoksessa." in uploader.page.text
    await uploader.open()
    await uploader.choose(minutes_file())
    assert "Mitään ei lisättäisi" in uploader.page.text
    assert {LOOK} == set(uploader.page.buttons)
    assert before == draft(uploader.core)


async def test_what_others_wrote_meanwhile_stays(uploader: Uploader) -> None:
    await uploader.choose(minutes_file())
    seal = uploader.page.fields["seal"]
    chat = Chat(uploader.core, "tem-koordinaattori", NOW)
    chat.say("#muistio 2026-19\n#läsnä LVM: Toinen\n#maakunta Muuta.")
    await uploader.take(seal)
    [attendance], [view] = uploader.parts(PartKind.ATTENDANCE), uploader.parts(PartKind.REGION_VIEW)
    assert isinstance(attendance.content, Attendance)
    assert "Toinen" == attendance.content.present["ministry:LVM"]
    assert View({"fi": "Muuta.\n\nMaakunta katsoo."}) == view.content


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
async def test_the_bots_own_document_adds_nothing_to_its_own_draft(uploader: Uploader, language: str) -> None:
    from bot.features.minutes_printout import DRAFT, printed

    chat = Chat(uploader.core, "tyoryhma", NOW)
    chat.say(WHOLE)
    with uploader.core.store.read() as db:
        session = sessions.find(db, LAPLAND)
        assert session
        version = replace(DRAFT, session=LAPLAND, parts=minutes.draft(db, LAPLAND).parts)
        paper = minutes_paper(printed(db, session, version), language)
    before = draft(uploader.core)
    await uploader.choose(docx(paper))
    assert {LOOK} == set(uploader.page.buttons)
    assert before == draft(uploader.core)


# Refused


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 400, "Valitse ensin tiedosto."),
        (b"%PDF", 400, "ei ole Word-asiakirja"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 400, "salasana"),
        (b"PK\x03\x04", 400, "vahingoittunut"),
        (b"PK" + b"x" * LARGEST * MEGABYTE, 413, f"suurempi kuin {LARGEST} Mt"),
        (b"x" * (LARGEST + 2) * MEGABYTE, 413, f"suurempi kuin {LARGEST} Mt"),
        (minutes_file(said="x" * 4001), 422, "Osassa ”Lentokenttä” olisi 4001 merkkiä"),
    ],
    ids=["nothing", "another", "locked", "broken", "big", "huge", "long"],
)
async def test_a_file_that_cant_be_taken_is_refused_on_the_page(
    uploader: Uploader, data: bytes, status: int, said: str
) -> None:
    await uploader.choose(data)
    assert (status, True) == (uploader.status, said in uploader.page.text)
    assert {LOOK} == set(uploader.page.buttons)
    assert () == draft(uploader.core).parts


async def test_a_document_without_minutes_is_refused(uploader: Uploader) -> None:
    from docx import Document

    document, kept = Document(), BytesIO()
    document.add_paragraph("Kauppalista")
    document.save(kept)
    await uploader.choose(kept.getvalue())
    assert (422, True) == (uploader.status, "mitään muistioon kuuluvaa" in uploader.page.text)


async def test_markup_in_a_document_is_shown_as_text(uploader: Uploader) -> None:
    await uploader.choose(minutes_file(said="<script>alert(1)</script> {{ 7 * 7 }}"))
    assert "<script>" not in uploader.html
    assert "<script>alert(1)</script> {{ 7 * 7 }}" in uploader.page.text


async def test_a_link_of_somebody_who_may_not_write_opens_nothing(uploader: Uploader) -> None:
    for slug in ("lappi", "aune"):
        await uploader.open(uploader.ticket(slug))
        assert (403, {}) == (uploader.status, uploader.page.buttons)
    somebody = admitted(uploader.core, "kirjuri", "council:19", Role.WORKING_GROUP)
    await uploader.open(uploader.ticket(somebody))
    assert 200 == uploader.status
    with uploader.core.store.transaction() as db:
        person = people.by_slug(db, somebody, NOW.date())
        assert person
        db.execute(delete(t.Membership).where(t.Membership.person_id == person.id))  # type: ignore[arg-type]
    await uploader.choose(minutes_file())
    assert (403, ()) == (uploader.status, draft(uploader.core).parts)


async def test_links_and_seals_that_werent_made_for_this_are_refused(uploader: Uploader) -> None:
    await uploader.choose(minutes_file())
    good = uploader.page.fields["seal"]
    links, now = uploader.core.turns.links, uploader.clock()
    others = links.seal(uploader.ticket("tem-koordinaattori", kind=FOUND, found={}), now)
    elsewhere = links.seal(uploader.ticket(session="2026-17", kind=FOUND, found={}), now)
    odd = links.seal(uploader.ticket(kind=FOUND, found={"items": 7}), now)
    page = links.seal(uploader.ticket(), now)
    for seal in (others, elsewhere, odd, page, "x", good[:-2]):
        await uploader.take(seal)
        assert 403 == uploader.status
    for path in (f"{PATH}/x", f"{PATH}/{good}"):
        uploader.path = path
        await uploader.choose(minutes_file())
        assert (403, {}) == (uploader.status, uploader.page.buttons)
    assert () == draft(uploader.core).parts


async def test_an_old_link_says_so(uploader: Uploader) -> None:
    uploader.clock.now = NOW + timedelta(minutes=16)
    await uploader.choose(minutes_file())
    assert (410, {}) == (uploader.status, uploader.page.buttons)


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
async def test_another_sites_page_sends_nothing(uploader: Uploader, headers: dict[str, str]) -> None:
    await uploader.choose(minutes_file())
    await uploader.take(**headers)
    assert (403, ()) == (uploader.status, draft(uploader.core).parts)
    await uploader.choose(minutes_file(), **headers)
    assert 403 == uploader.status


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "text/plain"])
async def test_what_is_no_form_of_the_page_is_refused(uploader: Uploader, kind: str) -> None:
    await uploader.send(b"--x", kind)
    assert (403, ()) == (uploader.status, draft(uploader.core).parts)


async def test_minutes_that_can_no_longer_be_written_take_nothing(uploader: Uploader) -> None:
    await uploader.choose(minutes_file())
    seal = uploader.page.fields["seal"]
    with uploader.core.store.transaction() as db:
        session = sessions.find(db, LAPLAND)
        assert session
        sessions.put(db, replace(session, state=State.ANNOUNCED))
    await uploader.take(seal)
    assert (403, ()) == (uploader.status, draft(uploader.core).parts)


async def test_the_card_gives_the_link_to_who_asks(uploader: Uploader) -> None:
    chat = Chat(uploader.core, "tyoryhma", NOW)
    chat.press("minutes.import", {"session": LAPLAND})
    [action] = [each for each in chat.card["actions"] if each["type"] == "Action.OpenUrl"]
    uploader.path = action["url"].removeprefix("http://127.0.0.1:3978")
    await uploader.choose(minutes_file())
    await uploader.take()
    assert 1 == len(uploader.parts(PartKind.CONCLUSION))
