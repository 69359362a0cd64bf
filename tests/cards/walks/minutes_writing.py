"""Walks that draw the cards of writing minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from knowledge.minutes import NAMES_LIMIT, TEXT_LIMIT, TITLE_LIMIT, PartKind
from knowledge.sessions import State
from storage import sessions
from tests.bot.chat import Chat
from tests.bot.features.minutes_chats import begun, concluded, held, open_part, parts, send
from tests.cards.stage import Stage, press
from tests.demo import NOW

KAINUU, TAMPERE, NORTH = "2026-18", "2026-06", "2026-17"
HOSTILE = (
    '"}],"actions":[{"type":"Action.OpenUrl"}]',
    "{{DATE(2026-01-01T00:00:00Z)}}",
    "[x](javascript:alert(1)) {title} {0}",
    '<img src=x onerror="alert(1)">',
    "=HYPERLINK(1)",
)
LETTERS = "äöå*_[`~|<\\"


def filled(length: int) -> str:
    """Words of this many characters: Finnish letters, and marks that markdown would read."""
    return " ".join([LETTERS] * (length // len(LETTERS) + 1))[:length].strip().ljust(length, "å")


def _everything(chat: Chat) -> dict[str, str]:
    """All choices of the form's lists."""
    lists = [
        each for each in chat.card["body"] if each["type"] == "Input.ChoiceSet" and each["isMultiSelect"]
    ]
    return {each["id"]: ",".join(choice["value"] for choice in each["choices"]) for each in lists}


def beginning(on: Stage) -> None:
    chat, other = on.chat("tyoryhma"), on.chat("tem-koordinaattori")
    chat.say("kirjoita muistio")
    held(on.core, NORTH, state=State.ANNOUNCED)
    for each in (chat, other):
        each.press("minutes.write", {"session": NORTH})
    on.chat("aune").press("minutes.draft", {"session": NORTH})
    held(on.core, NORTH, published=False)
    chat.press("minutes.write", {"session": NORTH})
    held(on.core, KAINUU)
    chat.press("session.show", {"session": KAINUU})
    press(chat, "minutes.write")
    press(chat, "minutes.begin")
    concluded(chat, id_=KAINUU, kind="measure", due="2027-06-30", responsible="ministry:LVM")
    press(chat, "minutes.undo")
    chat.say("kirjoita muistio")
    chat.say("aloita Kainuun muistion kirjoittaminen")
    press(chat, "minutes.changes")


def writing(on: Stage) -> None:
    chat = on.chat("tyoryhma")
    chat.press("minutes.add", {"session": KAINUU, "kind": "item"})
    send(chat, title="Muut asiat")
    for kind in (PartKind.ATTENDANCE, PartKind.STATE_VIEW, PartKind.REGION_VIEW, PartKind.ITEM):
        open_part(on.core, chat, kind, id_=KAINUU)
        send(chat)
    open_part(on.core, chat, PartKind.REGION_VIEW, id_=KAINUU)
    send(chat, text_sv="Läget är bra.")
    concluded(chat, "Kokous päätti jatkaa.", id_=KAINUU)
    concluded(chat, "Kokous päätti jatkaa.", id_=KAINUU)
    concluded(chat, "", id_=KAINUU)
    open_part(on.core, chat, PartKind.CONCLUSION, id_=KAINUU)
    press(chat, "minutes.remove")
    aune = on.chat("aune")
    aune.press("minutes.draft", {"session": KAINUU})
    aune.press("minutes.read", {"session": KAINUU, "part": parts(on.core, PartKind.STATE_VIEW, KAINUU)[0].id})
    aune.press("minutes.changes", {"session": KAINUU})


def everything_at_its_limits(on: Stage) -> None:
    """A draft as full as it can be, page by page, and its forms full and over."""
    chat, text, title = on.chat("tyoryhma"), filled(TEXT_LIMIT), filled(TITLE_LIMIT)
    many = tuple(f"council:{code:02}" for code in (1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
    begun(on.core, chat, TAMPERE, organisations=(*many, "ministry:LVM", "ministry:TEM"))
    open_part(on.core, chat, PartKind.ATTENDANCE, id_=TAMPERE)
    names = {f"names_{at}": filled(NAMES_LIMIT) for at in range(8)}
    send(chat, **names)
    send(chat, **names, absent=",".join(many[8:12]))
    for kind in (PartKind.STATE_VIEW, PartKind.REGION_VIEW):
        open_part(on.core, chat, kind, id_=TAMPERE)
        send(chat, text_fi=text, text_sv=text)
    for number in range(12):
        chat.press("minutes.add", {"session": TAMPERE, "kind": "item"})
        send(chat, title=title[:-2] + f"{number:02}", text_fi=text)
    for number in range(12):
        item = parts(on.core, PartKind.ITEM, TAMPERE)[number % 3]
        chat.press("minutes.add", {"session": TAMPERE, "kind": "conclusion", "item": item.id})
        send(chat, title_fi=title, text_fi=filled(1500 + number), due="2027-06-30", **_everything(chat))
    for offset in (0, 10, 20, 30):
        chat.press("minutes.write", {"session": TAMPERE, "offset": offset})
    _full_forms(on, chat)


def _full_forms(on: Stage, chat: Chat) -> None:
    text, title = filled(TEXT_LIMIT), filled(TITLE_LIMIT)
    open_part(on.core, chat, PartKind.CONCLUSION, id_=TAMPERE)
    send(chat, text_fi=text, text_sv=text, title_sv=title)
    open_part(on.core, chat, PartKind.CONCLUSION, id_=TAMPERE)
    send(chat, title_fi=title + "å", text_fi=text + "å", due="x", supersedes="<b>*ei*</b>")
    open_part(on.core, chat, PartKind.ITEM, id_=TAMPERE)
    send(chat, title="", text_sv=text)
    open_part(on.core, chat, PartKind.ATTENDANCE, id_=TAMPERE)
    send(chat, names_0=filled(NAMES_LIMIT + 1))
    chat.press("minutes.changes", {"session": TAMPERE})
    press(chat, "minutes.changes")


def two_at_once(on: Stage) -> None:
    """What somebody changed is shown to another: short texts, full ones, what was taken out."""
    chat, other, full = on.chat("tyoryhma"), on.chat("tem-koordinaattori"), filled(TEXT_LIMIT)
    for each in (chat, other):
        open_part(on.core, each, PartKind.CONCLUSION, 1, id_=TAMPERE)
    send(other, text_fi=full[::-1], text_sv=full, kind="measure", due="2027-01-31", goals="", supersedes="")
    send(chat, text_fi=full, text_sv=full)
    for each in (chat, other):
        open_part(on.core, each, PartKind.ITEM, id_=TAMPERE)
    reference = chat.carried("minutes.remove")
    send(other, title="Uusi", text_fi="Lyhyt")
    send(chat, text_fi="Toinen")
    chat.press("minutes.remove", reference)
    undo = other.carried("minutes.undo")
    open_part(on.core, chat, PartKind.ITEM, id_=TAMPERE)
    send(chat, title="Kolmas")
    other.press("minutes.undo", undo)
    for each in (chat, other):
        open_part(on.core, each, PartKind.CONCLUSION, id_=TAMPERE)
    press(other, "minutes.remove")
    send(chat, text_fi="Jatkoa")


def hostile_minutes(on: Stage) -> None:
    """Texts that try to be more than texts."""
    chat = on.chat("tyoryhma")
    chat.press("minutes.begin", {"session": NORTH})
    for text in HOSTILE:
        chat.press("minutes.add", {"session": NORTH, "kind": "item"})
        send(chat, title=text, text_fi=text)
        item = parts(on.core, PartKind.ITEM, NORTH)[-1]
        chat.press("minutes.add", {"session": NORTH, "kind": "conclusion", "item": item.id})
        send(chat, title_fi=text, text_fi=text, text_sv=text, supersedes=text)
        send(chat, supersedes="")
    chat.press("minutes.changes", {"session": NORTH})
    on.chat("aune").press("minutes.draft", {"session": NORTH})


def many_to_write(on: Stage) -> None:
    """So many sessions that were held that they are listed page by page."""
    with on.core.store.transaction() as db:
        model = sessions.find(db, KAINUU)
        assert model is not None
        for number in range(1, 13):
            named = {language: filled(TITLE_LIMIT) for language in ("fi", "sv")}
            one = replace(model, id=f"2026-s{number}", names=named)
            sessions.put(db, one.at(NOW - timedelta(days=number)))
    chat = on.chat("tyoryhma")
    chat.say("kirjoita muistio")
    press(chat, "minutes.list")
    press(chat, "minutes.list")


WALKS: tuple[Callable[[Stage], None], ...] = (
    beginning,
    writing,
    everything_at_its_limits,
    two_at_once,
    hostile_minutes,
    many_to_write,
)
VALUES: dict[str, Any] = {"person": "Aila Tunturila"}
"""What fills the braces of this area's refusals, where no other walk names it."""
