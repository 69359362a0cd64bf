"""Walks that draw the cards of agendas."""

from collections.abc import Callable
from typing import Any

from knowledge.agendas import ITEMS_LIMIT, NOTE_LIMIT, OPENER_LIMIT, TITLE_LIMIT
from knowledge.content import Content
from knowledge.proposals import State
from storage import agendas, people, proposals, rounds
from tests.cards.stage import Stage, press
from tests.demo import NOW

LAPLAND, TAMPERE, NORTH = "2026-19", "2026-06", "2026-17"
HOSTILE = (
    '"}],"actions":[{"type":"Action.OpenUrl"}]',
    "{{DATE(2026-01-01T00:00:00Z)}}",
    "[x](javascript:alert(1)) {title} {0}",
    '<img src=x onerror="alert(1)">',
)
LETTERS = "äöå*_[`~|<\\"


def filled(length: int) -> str:
    """Words of this many characters: Finnish letters, and marks that markdown would read."""
    return " ".join([LETTERS] * (length // len(LETTERS) + 1))[:length].strip().ljust(length, "å")


def _edition(on: Stage, session: str) -> dict[str, Any]:
    with on.core.store.read() as db:
        return {"session": session, "edition": agendas.find(db, session).edition}


def _released(on: Stage, count: int) -> None:
    """Proposals of Lapland's council that triage has released."""
    with on.core.store.transaction() as db:
        who = people.by_slug(db, "lappi", NOW.date())
        assert who is not None
        author, round_ = proposals.Author(who, who.memberships[0].organisation), rounds.current(db, NOW)
        for _ in range(count):
            made = proposals.add(db, round_, author, Content(filled(TITLE_LIMIT), "Kuvaus"), NOW)
            proposals.move(db, made, State.ACCEPTED, who, NOW)


def building(on: Stage) -> None:
    chat = on.chat("tyoryhma")
    chat.press("agenda.list")
    press(chat, "agenda.list")
    chat.press("agenda.build", {"session": "2026-18"})
    press(chat, "agenda.item")
    chat.press("agenda.build", {"session": LAPLAND})
    chat.press("agenda.item", {**_edition(on, LAPLAND), "item": 1})
    press(chat, "agenda.save", minutes="90")
    press(chat, "agenda.check")  # too long
    press(chat, "agenda.time")
    press(chat, "agenda.divide", evenly="true", buffer="20")
    press(chat, "agenda.check")
    press(chat, "agenda.publish")
    press(chat, "agenda.build")
    chat.press("agenda.pick", _edition(on, LAPLAND))


def from_proposals(on: Stage) -> None:
    _released(on, 45)
    chat = on.chat("tyoryhma")
    chat.press("agenda.build", {"session": NORTH})
    chat.press("agenda.build", {"session": LAPLAND})
    press(chat, "agenda.pick")
    choices = ",".join(chat.card["body"][-1]["choices"][n]["value"] for n in range(3))
    press(chat, "agenda.take", proposals="")
    press(chat, "agenda.take", proposals=choices)


def meanwhile(on: Stage) -> None:
    chat = on.chat("tyoryhma")
    old = {"session": LAPLAND, "edition": 0, "item": 1}
    chat.press("agenda.save", {**old, "title": filled(TITLE_LIMIT), "minutes": "5"})
    chat.press("agenda.save", {**old, "item": 999, "title": "Poistettu"})
    chat.press("agenda.time", _edition(on, LAPLAND))
    chat.press("agenda.divide", {**old, "buffer": "5"})
    chat.press("agenda.publish", old)


def all_at_their_limits(on: Stage) -> None:
    """An agenda as full as it can be; then every item changed, moved and published again."""
    chat = on.chat("tyoryhma")
    longest = {"title": filled(TITLE_LIMIT), "note": filled(NOTE_LIMIT), "opener": filled(OPENER_LIMIT)}
    council = {"opener_organisation": "council:17", "minutes": "5"}
    for _ in range(ITEMS_LIMIT):
        chat.press("agenda.save", {**_edition(on, NORTH), **longest, **council})
    chat.press("agenda.save", {**_edition(on, NORTH), "title": "Yksi liikaa", "minutes": "5"})
    press(chat, "agenda.save", title="å" * 121, minutes="x", place="99", note="ä" * 501)
    press(chat, "agenda.build")
    press(chat, "agenda.check")
    press(chat, "agenda.publish")
    with on.core.store.read() as db:
        numbers = [item.id for item in agendas.find(db, NORTH).items]
    for number in numbers:
        new = {**longest, "title": filled(TITLE_LIMIT - 1), "opener": "", "item": number, "place": "1"}
        chat.press("agenda.save", {**_edition(on, NORTH), **new, "minutes": "6"})
    press(chat, "agenda.check")
    press(chat, "agenda.publish")
    press(chat, "agenda.build")


def hostile_items(on: Stage) -> None:
    """Items whose texts try to be more than texts, published and changed."""
    chat = on.chat("tyoryhma")
    for title in HOSTILE:
        texts = {"title": title, "note": title, "opener": title, "minutes": "1"}
        chat.press("agenda.save", {**_edition(on, TAMPERE), **texts})
    press(chat, "agenda.check")
    press(chat, "agenda.publish")
    with on.core.store.read() as db:
        last = agendas.find(db, TAMPERE).items[-1]
    chat.press("agenda.item", {**_edition(on, TAMPERE), "item": last.id})
    press(chat, "agenda.save", title=HOSTILE[0], opener=HOSTILE[1])
    press(chat, "agenda.check")
    press(chat, "agenda.publish")


def reading(on: Stage) -> None:
    on.chat().press("agenda.show", {"session": "2026-17"})
    on.chat("aune").press("agenda.draft", {"session": LAPLAND})
    chat = on.chat("pirkanmaa")
    chat.say("mitä meidän agendalla on?")
    on.core.turns.links = type(on.core.turns.links)("https://botti.esimerkki.fi", b"key")
    press(chat, "agenda.print")
    press(chat, "agenda.show")


WALKS: tuple[Callable[[Stage], None], ...] = (
    reading,
    building,
    from_proposals,
    meanwhile,
    hostile_items,
    all_at_their_limits,
)
VALUES: dict[str, Any] = {
    "minutes": 145,
    "buffer": 15,
    "over": 10,
    "numbers": "2, 4",
    "version": 2,
    "session": {"fi": "Lapin keskustelu 2026", "sv": "Diskussionen om Lappland 2026"},
}
"""What fills the braces of this area's refusals, where no other walk names it."""
