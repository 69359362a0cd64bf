"""Walks that draw the cards of minutes by typed lines, and of imports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.turns import TEXT_LIMIT
from knowledge.sessions import State
from storage import agendas, people, sessions
from tests.bot.chat import Chat
from tests.cards.stage import Stage, press
from tests.cards.walks.agendas import HOSTILE, LAPLAND, filled
from tests.demo import NOW


def _held(on: Stage) -> None:
    """Lapland's session, held, with its agenda."""
    with on.core.store.transaction() as db:
        session, who = sessions.find(db, LAPLAND), people.by_slug(db, "tyoryhma", NOW.date())
        assert session
        assert who
        sessions.put(db, replace(session, state=State.HELD).at(NOW - timedelta(days=1)))
        agenda = agendas.find(db, LAPLAND)
        if not agenda.version:
            agendas.publish(db, agenda, who, NOW - timedelta(days=8))


def _group(on: Stage, text: str) -> None:
    """The same words where others read along."""
    chat = on.chat("tyoryhma")
    chat.answer(replace(chat.activity("message", text=text), personal=False))


def _writer(on: Stage) -> Chat:
    chat = on.chat("tyoryhma")
    _held(on)
    chat.say("#muistio 2026-19")
    return chat


def writing_lines(on: Stage) -> None:
    chat = _writer(on)
    chat.press("lines.begin", {"session": LAPLAND})
    chat.say("#apua")
    chat.say(
        "#läsnä LVM: Anna Aalto\n#valtio Lisää.\n#maakunta Maakunta katsoo.\n#kohta 1\n#kirjaa Puhuttiin."
    )
    chat.say("#johtopäätös Rata: Päätettiin selvittää; vastuu: LVM, Lapin liitto; määräaika: 30.6.2027")
    chat.say("#toimenpide 1: Tehdään.")
    press(chat, "lines.undo")
    chat.say("#peru")
    _group(on, "#muistio 2026-19\n#kohta 1\n#johtopäätös Rata.\n#kirjaa Puhuttiin.")
    _group(on, "#apua")


def lines_that_cant_be_recorded(on: Stage) -> None:
    on.chat("tyoryhma").say("#kirjaa rata")  # which session?
    chat = _writer(on)
    for typed in (
        *("#peru", "#johtopäätös", "#kirjaa ilman kohtaa", "#kohta 99", "#johtopäätö x", "#xyzzy"),
        *("#kirjaa 1: x\n#peru", "#kirjaa 1: x\n#muistio 2026-19", "#muistio 2099-99"),
        *("#johtopäätös x; vastuu: Lapin liito, Pluto; vastu: x", "#johtopäätös x; määräaika: 31.2."),
        *("#johtopäätös x; määräaika: 1.1.2020", "#johtopäätös x; määräaika: 1.1.2222"),
        *("\n".join(["#kohta 99"] * 10), f"#johtopäätös {filled(110)}: {filled(3800)}; vastuu: Pluto"),
    ):
        chat.say(typed)
    press(chat, "lines.help")
    chat.press("lines.send", {"text": "ilman risuaitaa", "session": LAPLAND})
    chat.press("lines.undo", {"session": LAPLAND, "edits": "999999"})


def lines_at_their_limits(on: Stage) -> None:
    """The longest texts, very many lines, and texts that try to be more than texts."""
    chat = _writer(on)
    whole = f"#johtopäätös {filled(100)}: "
    chat.say(whole + filled(TEXT_LIMIT - len(whole)))
    chat.say("#kirjaa 1: " + filled(TEXT_LIMIT - 20))
    chat.say("#kirjaa 1: " + filled(TEXT_LIMIT - 20))  # too much for the part
    chat.say("\n".join(f"#johtopäätös {filled(60)}" for _ in range(40)))
    press(chat, "lines.undo")
    for text in HOSTILE:
        chat.say(f"#johtopäätös {text}: {text}\n#kirjaa 1: {text}")
        chat.say(f"#johtopäätös x; vastuu: {text}")


def importing(on: Stage) -> None:
    _held(on)
    chat = on.chat("tyoryhma")
    chat.press("minutes.import", {"session": LAPLAND})  # the bot may not know its address
    on.core.turns.links = type(on.core.turns.links)("https://botti.esimerkki.fi", b"key")
    chat.press("minutes.import", {"session": LAPLAND})


WALKS: tuple[Callable[[Stage], None], ...] = (
    writing_lines,
    lines_that_cant_be_recorded,
    lines_at_their_limits,
    importing,
)
VALUES: dict[str, Any] = {
    "line": "#kirjaa rata",
    "word": "kirjaa",
    "near": "kirjaa",
    "part": "Rata",
    "megabytes": 5,
    "length": 4200,
    "limit": 4000,
    "n": 3,
}
"""What fills the braces of this area's refusals, where no other walk names it."""
