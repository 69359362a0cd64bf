"""Files made to keep the bot busy, an import over what is final, a request answered while it changes."""

from __future__ import annotations

import struct
import threading
import time
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import aiohttp
import pytest

from bot import upload_page
from bot.app import Core
from bot.features.minutes_import import PATH
from knowledge.personal import Kind, State
from knowledge.refusals import minute_files as no
from storage import data_requests, people, records
from storage import tables as t
from storage.transfer import BadRows, Fault, import_records, numbered
from storage.transfer.docx import MEGABYTE, PART, read_docx
from tests.bot.features.final_chats import AFTER, Chats, finalise, sent
from tests.bot.served import Local
from tests.demo import NOW

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = (
    '<R xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Type="x/officeDocument" Target="word/document.xml"/></R>'
)
PARAGRAPH = '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>Rata</w:t></w:r></w:p>'


def lying(method: int, megabytes: int) -> bytes:
    """A file whose list of entries says that a part has a thousand bytes, not this many megabytes."""
    kept = BytesIO()
    with ZipFile(kept, "w", method) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>", ZIP_STORED)
        with packed.open("_rels/.rels", "w") as part:
            for _ in range(megabytes):
                part.write(b" " * MEGABYTE)
    data = bytearray(kept.getvalue())
    struct.pack_into("<I", data, data.rfind(b"PK\x01\x02") + 24, 1000)
    return bytes(data)


@pytest.mark.parametrize(("method", "refusal"), [(ZIP_DEFLATED, no.FileBroken), (ZIP_BZIP2, no.FileUnsafe)])
def test_a_bomb_that_lies_about_its_size_takes_no_more_memory_than_a_part(
    method: int, refusal: type[Exception]
) -> None:
    data = lying(method, 100)
    tracemalloc.start()
    with pytest.raises(refusal):
        read_docx(data)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 3 * PART


def chained(styles: int, paragraphs: int) -> bytes:
    """A document in which every paragraph has a style that builds on all others, one on the other."""
    built = "".join(
        f'<w:style w:styleId="s{n}"><w:name w:val="x"/><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(styles)
    )
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_STORED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("_rels/.rels", RELATIONS)
        packed.writestr("word/styles.xml", f"<w:styles {W}>{built}</w:styles>")
        body = PARAGRAPH * paragraphs
        packed.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return kept.getvalue()


def test_styles_that_build_on_thousands_of_others_keep_nobody_waiting() -> None:
    data = chained(5000, 500)
    began = time.perf_counter()
    assert 500 == len(read_docx(data))
    assert time.perf_counter() - began < 5


def test_an_import_changes_nothing_that_final_minutes_have_published(core: Core, chat: Chats) -> None:
    sent(core)
    finalise(chat("tem-koordinaattori", AFTER))
    ids = ["2026-19-01", "2026-19-02"]
    with core.store.read() as db:
        before = records.by_ids(db, ids)
    row = {"id": ids[0], "kind": "conclusion", "lang": "fi", "title": "Muu", "text": "Muuta."}
    with core.store.transaction() as db, pytest.raises(BadRows) as refused:
        import_records(db, numbered([row]))
    assert (Fault(1, "id", "it is of final minutes"),) == tuple(refused.value.faults)
    with core.store.read() as db:
        assert before == records.by_ids(db, ids)


async def test_a_file_sent_to_a_link_that_is_none_is_not_read(
    local: Local, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anybody can send to such an address."""
    read: list[str] = []

    async def fields(_: object) -> dict[str, bytes]:
        read.append("read")
        return {}

    monkeypatch.setattr(upload_page, "_fields", fields)
    async with local() as server:
        form = aiohttp.FormData()
        form.add_field("file", b"a" * MEGABYTE, filename="a.docx")
        async with (
            aiohttp.ClientSession() as browser,
            browser.post(server.make_url(f"{PATH}/nonsense"), data=form) as answered,
        ):
            assert 403 == answered.status
            assert "text/html" == answered.content_type
    assert [] == read


def test_a_request_changed_while_it_is_declined_stops_nobody_and_waits_anew(core: Core) -> None:
    with core.store.transaction() as db:
        person = people.by_slug(db, "lappi", NOW.date())
        assert person
        first, _ = data_requests.ask(db, person, Kind.CORRECTION, "Yksi", NOW)
    holding = threading.Event()

    def decline() -> None:
        with core.store.transaction() as db:
            request = data_requests.hold(db, first.id)
            assert request
            holding.set()
            time.sleep(0.3)
            data_requests.settle(db, request, State.DECLINED, None, NOW, "Ei")
            db.add(t.Outbox(once="a", person_id=person.id, card="notice", cause="a", created=NOW, due=NOW))
            db.flush()

    def change() -> int:
        assert holding.wait(5)
        with core.store.transaction() as db:
            return data_requests.ask(db, person, Kind.CORRECTION, "Kaksi", NOW)[0].id

    with ThreadPoolExecutor(2) as both:
        declined, changed = both.submit(decline), both.submit(change)
        declined.result()
        again = changed.result()
    with core.store.read() as db:
        assert [(again, "Kaksi")] == [(e.id, e.wanted) for e in data_requests.open_of(db, person.id)]
    assert again != first.id
