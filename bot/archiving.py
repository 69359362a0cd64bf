"""The payload of a round's archive package: documents, conclusions, proposals, and what they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sqlmodel import Session as Db

from cards.documents.open_data import csv_file
from cards.documents.open_fields import CODE_FIELDS, CONCLUSIONS
from knowledge.minutes import State
from knowledge.rounds import Round
from knowledge.sessions import Session
from storage import agendas, archive, minutes, packs, sessions

from .features.agenda_printing import document as agenda_document
from .features.minutes_printing import MAKERS
from .features.minutes_printing import document as minutes_document
from .features.minutes_printout import printed
from .features.pack_rows import code_rows, open_rows, shelf
from .links import Document

LANGUAGES = ("fi", "sv")


def payload(db: Db, round_: Round, now: datetime, base: str) -> dict[str, bytes]:
    """The files by path; the same content gives the same bytes. `base`: the bot's lasting address, or ""."""
    files: dict[str, bytes] = {}
    for session in sessions.of_round(db, round_.id):
        for document in (*_agendas(db, session), *_minutes(db, session, base)):
            files[f"{session.id}/{document.name}"] = _settled(document)
    found = archive.conclusions(db, round_)
    ids = [each.id for each in found]
    plain = {
        "round.json": archive.about(db, round_),
        "conclusions.json": [archive.as_plain(each) for each in found],
        "follow-up.json": archive.follow_up(db, ids),
        "proposals.json": archive.public_proposals(db, round_),
    }
    files |= {name: _json(content) for name, content in plain.items()}
    on = shelf(db, now, base)
    rows = open_rows(packs.gathered(db, ids), on)
    codes = csv_file(CODE_FIELDS, code_rows(rows, on.known))
    return files | {"conclusions.csv": csv_file(CONCLUSIONS, rows), "codes.csv": codes}


def _agendas(db: Db, session: Session) -> Iterator[Document]:
    """The newest published agenda, without the link that lets people into the meeting."""
    version = agendas.newest(db, session.id)
    for language in LANGUAGES if version else ():
        assert version is not None
        yield agenda_document(db, replace(session, link=""), version, language)


def _minutes(db: Db, session: Session, base: str) -> Iterator[Document]:
    """The final minutes, in every form."""
    version = minutes.newest(db, session.id)
    if version is None or version.state is not State.FINAL:
        return
    one = printed(db, session, version, base)
    for language in LANGUAGES:
        for suffix in MAKERS:
            yield minutes_document(one, language, suffix)


def _settled(document: Document) -> bytes:
    """The file; a DOCX, which is a ZIP, without the moments at which its parts were packed."""
    if not document.name.endswith(".docx"):
        return document.body
    kept = BytesIO()
    with ZipFile(BytesIO(document.body)) as made, ZipFile(kept, "w") as into:
        for name in sorted(made.namelist()):
            into.writestr(ZipInfo(name), made.read(name), ZIP_DEFLATED)
    return kept.getvalue()


def _json(content: Any) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
