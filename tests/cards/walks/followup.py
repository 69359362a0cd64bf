"""Walks that draw the cards of what came of conclusions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import col, select

from bot.links import Links
from knowledge.reporting import NOTE_LIMIT, Progress
from storage import tables as t
from tests.cards.stage import Stage, press
from tests.cards.walks.agendas import HOSTILE, filled
from tests.demo import NOW

RAIL, WIDE = "2025-19-02", "2024-lansi-01"
"""A conclusion of Lapland, and one of six regions."""
ALL = " ".join(HOSTILE)


def _reports(on: Stage, record: str) -> None:
    """Twelve reports of a conclusion, each at its limit or hostile, by everybody there is."""
    with on.core.store.transaction() as db:
        for number, state in enumerate([*Progress] * 3):
            for organisation in ("council:19", "ministry:LVM", "ministry:PLM", "council:02", None):
                told = {"state": state.value, "at": NOW - timedelta(hours=100 - number), "person_id": 1}
                note = filled(NOTE_LIMIT) if number % 2 else ALL
                more = {"note": note, "day": NOW.date(), "behalf": True, "organisation_id": organisation}
                db.execute(insert(t.FollowUp).values(record_id=record, **told, **more))


@contextmanager
def _long(on: Stage) -> Iterator[None]:
    """Some conclusions have texts as long as there are any, and a day that has passed; then as they were."""
    text = t.RecordText
    some = col(text.record_id).like("2025-19-0%") | col(text.record_id).like("2024-lansi-0%")
    with on.core.store.transaction() as db:
        before = [row.model_dump() for row in db.exec(select(text).where(some)).all()]
        db.execute(update(text).where(some).values(title=filled(500), text=filled(8000)))
        db.execute(update(t.Record).where(col(t.Record.id).like("2025-19-0%")).values(due=date(2026, 1, 7)))
    yield
    with on.core.store.transaction() as db:
        for row in before:
            db.merge(text(**row))
        db.execute(update(t.Record).where(col(t.Record.id).like("2025-19-0%")).values(due=None))


def following(on: Stage) -> None:
    lappi = on.chat("lappi")
    lappi.say("mitä johtopäätöksistä on tullut?")
    press(lappi, "followup.list")
    lappi.say("raportoi seuranta")
    lappi.press("followup.list", {"years": [1999], "terms": [ALL], "regions": ["19"], "states": ["late"]})
    lappi.press("followup.list", {"ministries": ["UM"], "states": ["late", "open", "done", "dropped"]})
    lappi.press("reminders.mine")
    on.chat("lvm").press("followup.list", {"ministries": ["OM", "LVM"], "own_ministry": True})


def reporting(on: Stage) -> None:
    lappi = on.chat("lappi")
    lappi.press("followup.report", {"record": RAIL})
    press(lappi, "followup.save", state="dropped", day="ei")
    press(lappi, "followup.save", state="dropped", note=ALL, day="2026-11-02")
    press(lappi, "followup.report")
    lappi.press("followup.report", {"record": RAIL})
    press(lappi, "followup.save", note=filled(NOTE_LIMIT), state="under way", day="2027-06-30")
    lappi.press("followup.save", {"record": RAIL, "state": "done", "note": filled(NOTE_LIMIT)})
    lappi.press("followup.save", {"record": RAIL, "state": "x", "note": filled(NOTE_LIMIT + 1), "day": ALL})
    lappi.press("followup.show", {"record": RAIL})
    on.chat("tem-koordinaattori").press("followup.report", {"record": WIDE})
    on.chat("kainuu").press("followup.report", {"record": RAIL})


def at_their_limits(on: Stage) -> None:
    _reports(on, RAIL)
    _reports(on, WIDE)
    with _long(on):
        _everything(on)


def _everything(on: Stage) -> None:
    pairs = [("tem-koordinaattori", RAIL), ("tem-koordinaattori", WIDE), ("lappi", RAIL)]
    for slug, record in (*pairs, ("varsinais-suomi", WIDE)):
        chat = on.chat(slug)
        chat.press("followup.report", {"record": record})
        note = {"note": filled(NOTE_LIMIT + 1), "day": filled(400), "state": filled(90)}
        press(chat, "followup.save", **note)
        chat.press("followup.show", {"record": record})
        chat.press("followup.show", {"record": record, "offset": 9000})
        chat.press("conclusion.show", {"record": record})
        chat.press("followup.list", {"regions": ["19"]})
        chat.press("followup.list", {"years": [2024], "states": ["late"]})
        chat.say("mitkä toimenpiteet ovat myöhässä Lapissa?")


def overviews(on: Stage) -> None:
    without, aune = on.core.turns.links, on.chat("aune")
    for links in (without, Links("https://alke.example.fi", b"key")):
        on.core.turns.links = links
        for by in ("region", "organisation"):
            aune.press("followup.overview", {"by": by})
        aune.press("followup.overview", {"years": [2020, 2022, 2023, 2024, 2025], "by": "organisation"})
        aune.press("followup.overview", {"years": [1999]})
        aune.press("followup.export", {})
    on.core.turns.links = without
    on.chat("tem-koordinaattori").press("status.show", {"step": "follow-up"})


WALKS: tuple[Callable[[Stage], None], ...] = (following, reporting, overviews, at_their_limits)
VALUES: dict[str, Any] = {}
"""What fills the braces of this area's refusals, where no other walk names it."""
