"""Walks that draw the cards of broadcasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlmodel import select

from knowledge.broadcasts import REASON_LIMIT, TEXT_LIMIT, TITLE_LIMIT
from knowledge.people import Role
from storage import broadcasts, outbox
from storage import tables as t
from tests.bot.cores import admitted
from tests.bot.features.broadcast_chats import ANNOUNCED, COORDINATOR, WHO, settle, written
from tests.cards.stage import Stage, press
from tests.demo import NOW

LONG = "Ääkkösiä *tähdillä* [linkki](https://esimerkki.fi) " * 60
NIGHT = NOW + timedelta(days=4, hours=14)


def writing_to_many(on: Stage) -> None:
    for slug in ("lappi", "kainuu", "lvm"):
        on.chat(slug).arrive()
    chat = on.chat(COORDINATOR)
    chat.say("lähetä tiedote Lapin keskustelun osallistujille")
    press(chat, "broadcast.write", title_fi="*" * (TITLE_LIMIT + 1), title_sv="Utan text")
    longest = {
        "title_fi": LONG[:TITLE_LIMIT],
        "text_fi": LONG[:TEXT_LIMIT].strip(),
        "text_sv": LONG[:TEXT_LIMIT],
    }
    press(chat, "broadcast.write", **longest, title_sv="*Rubrik*")
    press(chat, "broadcast.arrange", groups="", sessions="", link="http://a b", when="later", day="31.2.2027")
    press(chat, "broadcast.arrange", **WHO, when="later", day=f"{NIGHT:%Y-%m-%d}", time="23.15", link="")
    reference = chat.carried("broadcast.edit")
    chat.press("broadcast.show", {**reference, "language": "sv"})
    chat.press("broadcast.recipients", reference)
    chat.press("broadcast.edit", reference)
    chat.press("broadcast.confirm", {**reference, "count": 1})
    press(chat, "broadcast.confirm")
    press(chat, "broadcast.change")
    chat.press("broadcast.discard", chat.carried("broadcast.edit"))


def sending_to_many(on: Stage) -> None:
    chat = written(on.chat(COORDINATOR), groups="everybody", attach=ANNOUNCED, calendar="true")
    press(chat, "broadcast.confirm")
    with on.core.store.read() as db:
        number = broadcasts.newest_first(db, 0, 1)[0].id
    chat.press("broadcast.report", {"broadcast": number, "by": "people", "only": "unreached"})
    settle(on.core, number, {"lappi": outbox.State.SENT, "kainuu": outbox.State.SENT})
    reader = on.chat("lappi")
    reader.press("broadcast.acknowledge", {"broadcast": number})
    for by in ("people", "organisations"):
        chat.press("broadcast.report", {"broadcast": number, "by": by, "only": "unacknowledged"})
    chat.press("broadcast.export", {"broadcast": number})
    chat.press("broadcast.follow", {"broadcast": number})
    press(chat, "broadcast.remind")
    chat.press("broadcast.correct", {"broadcast": number})
    press(chat, "broadcast.correct_now", note_fi="")
    full = {f"text_{each}": LONG[:TEXT_LIMIT].strip() for each in ("fi", "sv")}
    press(chat, "broadcast.correct_now", note_fi=LONG[:REASON_LIMIT].strip(), title_sv="Rubrik", **full)
    chat.press("broadcast.list")
    on.draw_notices()
    chat.press("broadcast.recall", {"broadcast": number})
    press(chat, "broadcast.recall_now")
    press(chat, "broadcast.recall_now", reason="*Väärä* päivä")
    on.draw_notices()
    with on.core.store.read() as db:
        assert db.exec(select(t.Outbox).where(t.Outbox.cause == "broadcast recalled")).all()


def many_people(on: Stage) -> None:
    for number in range(20):
        admitted(on.core, f"one-of-many-{number}", "council:19", Role.CONTACT)
    chat = written(on.chat(COORDINATOR), groups="everybody")
    press(chat, "broadcast.confirm")
    press(chat, "broadcast.confirm")
    press(chat, "broadcast.cancel")
    chat.press("broadcast.list")


WALKS: tuple[Callable[[Stage], None], ...] = (writing_to_many, sending_to_many, many_people)
VALUES: dict[str, Any] = {"n": 12}
"""What fills the braces of this area's refusals, where no other walk names it."""
