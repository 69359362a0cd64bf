"""The document of the minutes: links in the chat, files behind them, and who gets them."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from bot.app import Core
from bot.features.minutes_printing import MINUTES, build
from bot.links import Document as File
from bot.links import Links, Ticket
from knowledge.minutes import PartKind, View
from knowledge.refusals.conclusions import MinutesNotFinal
from storage import minutes
from tests.bot.chat import Chat
from tests.bot.commands import Run
from tests.bot.features.final_chats import AFTER, LAPLAND, Chats, finalise, person, sent

BASE = "https://botti.esimerkki.fi"


@pytest.fixture
def made(core: Core) -> Core:
    """The bot with an address of its own, and version 1 out."""
    core.turns.links = Links(BASE, b"key")
    sent(core)
    return core


def follow(core: Core, slug: str, url: str, now: datetime = AFTER) -> File:
    """What somebody gets by a link."""
    link = core.turns.links.open(url.rsplit("/", 1)[1])
    with core.store.read() as db:
        return build(db, person(core, slug), link.ticket, now)


def links(chat: Chat) -> dict[str, str]:
    """The addresses on the card, by what their buttons say."""
    return {a["title"]: a["url"] for a in chat.card["actions"] if a["type"] == "Action.OpenUrl"}


def said(file: File) -> list[str]:
    return [each.text for each in Document(BytesIO(file.body)).paragraphs]


def open_(chat: Chat, **data: object) -> None:
    chat.press("minutes.documents", {"session": LAPLAND, **data})


def test_final_minutes_are_offered_in_both_languages_and_both_forms(made: Core, chat: Chats) -> None:
    finalise(chat("tem-koordinaattori", AFTER))
    reader = chat("uusimaa", AFTER)
    open_(reader)
    assert [
        "Suomeksi (DOCX)",
        "Suomeksi (verkkosivu)",
        "Ruotsiksi (DOCX)",
        "Ruotsiksi (verkkosivu)",
        "Takaisin muistioon",
    ] == reader.buttons
    files = {title: follow(made, "uusimaa", url) for title, url in links(reader).items()}
    assert [
        "muistio-2026-19-v1-fi.docx",
        "muistio-2026-19-v1-fi.html",
        "muistio-2026-19-v1-sv.docx",
        "muistio-2026-19-v1-sv.html",
    ] == [file.name for file in files.values()]
    finnish = said(files["Suomeksi (DOCX)"])
    for needed in (
        "Muistio: Lapin keskustelu 2026",
        "Valtio näkee kasvun.",
        "LVM selvittää yöjunien lisävuorot Kolariin.",
        f"Pysyvä osoite: {BASE}/c/2026-19-01",
        f"Pysyvä osoite: {BASE}/s/2026-19",
        "Korvaa: 2025-19-03",
    ):
        assert needed in finnish
    page = files["Ruotsiksi (verkkosivu)"].body.decode()
    assert '<html lang="sv">' in page
    assert "KM utreder nattågen till Kolari." in page


def test_a_version_that_is_out_is_for_those_who_may_read_it_and_says_that_it_is_not_final(
    made: Core, chat: Chats
) -> None:
    reader = chat("lappi", AFTER)
    open_(reader)
    assert "Versio 1, ei lopullinen." in reader.text
    url = links(reader)["Suomeksi (DOCX)"]
    file = follow(made, "lappi", url)
    assert said(file)[1].startswith("Versio 1, ei lopullinen: lähetetty vahvistettavaksi")
    assert "Pysyvä osoite" not in "".join(said(file))
    other = chat("uusimaa", AFTER)
    open_(other)
    assert {} == links(other)
    with pytest.raises(MinutesNotFinal):
        follow(made, "uusimaa", url)  # the permission is checked again, whoever holds the link


def test_the_draft_is_for_those_who_write(made: Core, chat: Chats) -> None:
    with made.store.transaction() as db:
        writer = minutes.Writer(db, LAPLAND, person(made, "tyoryhma"), AFTER)
        writer.add(PartKind.REGION_VIEW, View({"fi": "Luonnoksen näkemys."}), 2)
    group = chat("tyoryhma", AFTER)
    open_(group, draft=True)
    url = links(group)["Suomeksi (DOCX)"]
    file = follow(made, "tyoryhma", url)
    assert "muistio-2026-19-draft-fi.docx" == file.name
    assert "Luonnos, ei lopullinen: voi vielä muuttua" == said(file)[1]
    assert "Luonnoksen näkemys." in said(file)
    council = chat("lappi", AFTER)
    open_(council, draft=True)
    assert {} == links(council)
    with pytest.raises(MinutesNotFinal):
        follow(made, "lappi", url)


@pytest.mark.parametrize("data", [{"session": "x"}, {"session": ""}, {"version": 9}, {"session": "2026-18"}])
def test_what_is_not_there_has_no_documents(made: Core, chat: Chats, data: dict[str, object]) -> None:
    reader = chat("lappi", AFTER)
    open_(reader, **data)
    assert {} == links(reader)
    assert reader.text


def test_a_bot_without_an_address_says_what_is_missing(core: Core, chat: Chats) -> None:
    sent(core)
    core.turns.links = Links()
    reader = chat("lappi", AFTER, language="en")
    open_(reader)
    assert "ALKE_PUBLIC_URL" in reader.text


def test_minutes_of_earlier_years_have_documents_too(made: Core) -> None:
    ticket = Ticket(MINUTES, 1, "fi", {"session": "2025-19", "language": "sv", "suffix": "docx"})
    with made.store.read() as db:
        file = build(db, person(made, "kainuu"), ticket, AFTER)
    assert "Promemoria: " in said(file)[0]


# The command line


def test_the_command_line_writes_both_forms(alke: Run, data: Path, tmp_path: Path) -> None:
    word, page = tmp_path / "m.docx", tmp_path / "m.HTML"
    alke("export", "minutes", "2025-19", str(word), "--lang", "sv")
    alke("export", "minutes", "2025-19", str(page))
    assert Document(str(word)).paragraphs[0].text.startswith("Promemoria: ")
    assert "<h1>Muistio: Lapin keskustelu 2025</h1>" in page.read_text("utf-8")


@pytest.mark.parametrize("wrong", [("2025-19", "m.pdf"), ("2099-19", "m.docx"), ("2026-18", "m.docx")])
def test_the_command_line_says_what_is_wrong(alke: Run, tmp_path: Path, wrong: tuple[str, str]) -> None:
    file = tmp_path / wrong[1]
    alke("export", "minutes", wrong[0], str(file), code=2)
    assert not file.exists()
