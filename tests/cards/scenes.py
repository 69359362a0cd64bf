"""Every card with real data, and at its worst: longest texts, all faults, hostile words, nothing found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot.facts import Facts, load_facts
from cards.language import LANGUAGES
from knowledge.proposals import DESCRIPTION_LIMIT, FIELD_LIMIT, LINKS_LIMIT, TITLE_LIMIT
from tests.cards import walks
from tests.cards.examples import ALL_HOSTILE, HOSTILE, all_refusals
from tests.cards.stage import Scene, Stage, press, stage
from tests.demo import NOW

LAST_YEAR = datetime(2025, 11, 10, 9, 0, tzinfo=UTC)
"""The discussions of that round are announced; those of the demo's own round are not yet."""
AFTER_CLOSING = NOW + timedelta(weeks=3)
LETTERS = "äöå*_[`~|<\\"


def filled(length: int) -> str:
    """Words of this many characters in all: Finnish letters, and marks that markdown would read."""
    return " ".join([LETTERS] * (length // len(LETTERS)))[:length].strip().ljust(length, "å")


def longest(over: int = 0, **more: Any) -> dict[str, Any]:
    """A proposal with everything in it, each text at its limit, or that much over."""
    short = ("objective", "strategy", "urgency", "prepared_with", "outcome")
    address = "https://esimerkki.fi/"
    return {
        "title": filled(TITLE_LIMIT + over),
        "description": filled(DESCRIPTION_LIMIT + over),
        **dict.fromkeys(short, filled(FIELD_LIMIT + over)),
        "in_depth": "true",
        "links": "\n".join(f"{address}{number}".ljust(500, "ä") for number in range(LINKS_LIMIT + over)),
        **more,
    }


def every_choice(card: dict[str, Any]) -> dict[str, Any]:
    """All choices of the form's lists."""
    lists = [item for item in _items(card["body"]) if item["type"] == "Input.ChoiceSet"]
    return {each["id"]: ",".join(c["value"] for c in each["choices"]) for each in lists}


def _items(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from _items(item.get("items", []))


# The walks


def meeting(on: Stage) -> None:
    chat = on.chat()
    chat.arrive()
    chat.say("ohje")
    chat.say("vaihda kieli")
    chat.press("language.choose", {"language": on.language})
    on.chat("aune").arrive()


def asking(on: Stage) -> None:
    chat = on.chat()
    chat.say("Mitä sovimme viime vuonna?")
    press(chat, "ask.show")
    press(chat, "ask.show")
    chat.say("Mitä Uudellamaalla sovittiin liikenteestä LVM:n kanssa 2020–2025?")
    chat.say("Vad sade man om utbildning i Österbotten?")
    for text in (
        "näytä viime vuoden muistiomme",
        "mitä agendallamme oli",
        "mihin tavoitteeseen työvoima kuuluu?",
        "mihin tavoitteeseen matkailu kuuluu?",
    ):
        chat.say(text)


def not_understood(on: Stage) -> None:
    on.chat().say("ei tuo")
    on.chat("lvm").say("mitä sovimme viime vuonna?")


def others_proposals(on: Stage) -> None:
    on.chat("tyoryhma").press("ask.show", {"kinds": ["proposal"]})
    on.chat("kainuu").press("ask.show", {"kinds": ["proposal"], "regions": ["19"]})


def finding_nothing(on: Stage) -> None:
    chat = on.chat()
    chat.say("Mitä sovittiin avaruushissistä?")
    chat.say("Mitä YM sanoi avaruushissistä vuonna 2020?")
    chat.say("Mitä matkailuu sovittiin 2017?")


def dates_and_goals(on: Stage) -> None:
    chat = on.chat()
    for text in ("mitkä ovat määräajat?", "milloin keskustelumme on?", "mitkä ovat tavoitteet?"):
        chat.say(text)
    on.chat("kainuu", LAST_YEAR).say("milloin keskustelumme on?")
    on.chat(now=AFTER_CLOSING).say("mitkä ovat määräajat?")


def not_in_this_version(on: Stage) -> None:
    chat = on.chat("tem-koordinaattori")
    for text in ("työllisyysaste Kainuussa", "lähetä tiedote kaikille", "kuka ei ole vielä ehdottanut?"):
        chat.say(text)
    chat.say("mykistä ilmoitukset")


def proposing(on: Stage) -> None:
    chat = on.chat()
    chat.say("Haluan ehdottaa: matkailun työvoima ja asunnot Lapissa")
    press(chat, "proposal.submit", description="Kausityöntekijöille asuntoja.")
    press(chat, "proposal.submit", description="Kausityöntekijöille asuntoja.", urgency="Kausi alkaa.")
    reference = chat.carried("proposal.edit")
    chat.answer(chat.activity("dialog", verb="proposal.edit", data=reference))
    chat.send_dialog(title="")
    chat.send_dialog(title="Matkailun työvoima", urgency="Kausi alkaa.", description="Asuntoja.")
    chat.answer(chat.activity("dialog", verb="proposal.edit", data=reference))
    chat.press("proposal.withdraw", reference)
    press(chat, "proposal.withdraw_now")
    on.chat("tem-koordinaattori").say("haluan ehdottaa aihetta")


def everything_at_its_limit(on: Stage) -> None:
    chat = on.chat("kainuu")
    for _ in range(9):
        chat.say("haluan ehdottaa aihetta")
        press(chat, "proposal.submit", title=filled(TITLE_LIMIT), description="Lyhyt.", urgency="Nyt.")
    chat.say("haluan ehdottaa aihetta")
    press(chat, "proposal.submit", **longest(**every_choice(chat.card)))
    press(chat, "proposal.withdraw")
    chat.say("mitä olen ehdottanut?")
    press(chat, "proposal.mine")
    chat.say("Haluan ehdottaa: " + "nopeammat junat " * 240)


def every_fault(on: Stage) -> None:
    chat = on.chat("kainuu")
    chat.say("haluan ehdottaa aihetta")
    unknown = dict.fromkeys(("goals", "areas", "ministries", "regions"), "<b>,*ei*")
    press(chat, "proposal.submit", **longest(1, **unknown))
    press(chat, "proposal.submit", **{**longest(), "links": "ftp://*ä*/\nhttps://a b"})
    press(chat, "proposal.submit", title="", description="")


def late(on: Stage) -> None:
    chat = on.chat("kainuu", AFTER_CLOSING)
    chat.say("haluan ehdottaa aihetta")
    press(chat, "proposal.submit", **longest(**every_choice(chat.card)))
    press(chat, "proposal.submit")
    chat.say("mitä olen ehdottanut?")


def hostile(on: Stage) -> None:
    chat = on.chat("uusimaa")
    for text in (*HOSTILE, ALL_HOSTILE):
        chat.say(f"Mitä sovittiin: {text}")
    for text in HOSTILE:
        chat.say(f"Haluan ehdottaa: {text}")
    texts = dict.fromkeys(("description", "objective", "strategy", "prepared_with", "outcome"), ALL_HOSTILE)
    for title in HOSTILE:
        chat.say("haluan ehdottaa aihetta")
        press(chat, "proposal.submit", title=title, **texts, links=ALL_HOSTILE)
        press(chat, "proposal.submit", title=title, **texts, links="https://a.fi/{{DATE(2026-01-01)}}")
    press(chat, "proposal.withdraw")
    chat.say("mitä olen ehdottanut?")
    late_one = on.chat("uusimaa", AFTER_CLOSING)
    late_one.press("proposal.submit", {"title": ALL_HOSTILE[:110], **texts})


def refused(on: Stage) -> None:
    on.chat("somebody").say("hei")
    chat = on.chat("lvm")
    for text in ("?!", "ä" * 4001):
        chat.say(text)
    chat.press("no.such.verb")
    chat.press("proposal.show", {"proposal": "<b>"})
    chat.press("proposal.show", {"proposal": 1})
    on.chat("aune").say("haluan ehdottaa aihetta")
    for refusal in all_refusals():
        on.draw("refusal", {"message": refusal.message, "values": refusal.values, "buttons": ()}, on.language)


def notices(on: Stage) -> None:
    on.draw_notices()


WALKS = (
    *(
        meeting,
        asking,
        not_understood,
        others_proposals,
        finding_nothing,
        dates_and_goals,
        not_in_this_version,
        proposing,
    ),
    *(everything_at_its_limit, every_fault, late, hostile),
    *walks.WALKS,
    *(refused, notices),
)

# All of it


def scenes(shared: Path) -> tuple[Scene, ...]:
    """Every scene in every language; see `stages`."""
    return tuple(scene for on in stages(shared) for scene in on.drawn)


@cache
def stages(shared: Path) -> tuple[Stage, ...]:
    """A stage for each language, all walks played once for a folder; see `copy_of_demo` for `shared`."""
    facts = load_facts()
    return tuple(_played(shared, facts, language) for language in LANGUAGES)


def _played(shared: Path, facts: Facts, language: str) -> Stage:
    with stage(shared, facts, language) as on:
        for walk in WALKS:
            on.play(walk)
        return on
