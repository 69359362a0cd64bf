"""Walks that draw the cards of notifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from sqlalchemy import update
from sqlmodel import col

from bot.links import Links
from knowledge.clock import today
from storage import outbox, people, wishes
from storage import tables as t
from storage.outbox import State
from tests.bot.chat import Chat
from tests.cards.stage import Stage, press
from tests.demo import NOW

LONGEST = "a" * 64 + "@" + ".".join(["b" * 60] * 3) + ".fi"


def turning_notices_down(on: Stage) -> None:
    """By sentences, by the form, back again; days that can't be."""
    chat = on.chat("lappi")
    for text in (
        "mykistä",
        "mykistä muistutukset perjantaihin asti",
        "mykistä kaikki",
        "mykistä 31.2. asti",
        "mykistä 5.11.2020 asti",
        "mykistä 5.11.2031 asti",
        "jatka ilmoituksia",
    ):
        chat.say(text)
    chat.say("mykistä")
    press(chat, "notifications.mute", topics="", until="joskus")
    press(chat, "notifications.mute", topics="reminders,schedule", length="week", until="")
    press(chat, "notifications.restore")


def being_away(on: Stage) -> None:
    """With days, without, with wrong ones; and back."""
    chat = on.chat("kainuu")
    backwards = "olen poissa 12.12.2026–5.12.2026"
    for text in ("olen lomalla", "olen lomalla 5.–12.12.", backwards, "palasin lomalta", "palasin lomalta"):
        chat.say(text)
    chat.say("olen lomalla")
    press(chat, "notifications.away", since="2026-12-05", until="2026-12-04")


def settling_notices(on: Stage) -> None:
    """The settings and their form, with everything in them."""
    chat = on.chat("uusimaa")
    chat.say("ilmoitusasetukset")
    press(chat, "notifications.form")
    press(chat, "notifications.save", since="2026-12-05", until="2020-01-01")
    press(chat, "notifications.save", wanted="", until="2026-12-31", since="2026-12-05", back="2026-12-06")
    _mailed(on, chat)
    chat.say("ilmoitusasetukset")
    press(chat, "notifications.form")
    chat.say("lähetä viestit Teamsiin")
    press(chat, "notifications.channel")
    chat.press("notifications.resume", {"topics": ["reminders"]})


def giving_an_address(on: Stage) -> None:
    """Asked for, wrong, too often, confirmed elsewhere, forgotten."""
    chat = on.chat("varsinais-suomi")
    chat.say("lähetä minulle sähköpostilla")
    chat.press("notifications.address_now", {"address": LONGEST})
    on.core.turns.links = Links("https://bot.example")
    chat.press("notifications.address_now", {"address": "*[x](y)"})
    for number in range(4):
        chat.press("notifications.address_now", {"address": f"{number}{LONGEST[1:]}"})
    chat.say("ilmoitusasetukset")
    chat.press("notifications.channel", {"channel": "mail"})
    chat.press("mail.confirm", {"address": LONGEST})
    chat.press("notifications.address")
    press(chat, "notifications.forget_address")
    on.core.turns.links = Links()


def seeing_what_was_sent(on: Stage) -> None:
    """Every way in which a message can stand."""
    chat = on.chat("satakunta")
    chat.press("notifications.sent")
    with on.core.store.transaction() as db:
        for state in (*State, State.OWED, State.SENT, State.SENT):
            _owe(db, _person(db, chat), state)
    chat.say("miksi sain tämän viestin?")
    press(chat, "notifications.sent")


def _owe(db: Any, person: int, state: State) -> None:
    data: dict[str, Any] = {"title": {"message": "Saved.", "values": {}}, "lines": [], "facts": []}
    number = outbox.owe(
        db,
        once=f"seen:{uuid4().hex}",
        person=person,
        card="notice",
        data=data | {"why": None, "buttons": []},
        cause="agenda published",
        now=NOW,
    )
    db.execute(
        update(t.Outbox).where(col(t.Outbox.id) == number).values(state=state, settled=NOW, channel="mail")
    )


def _mailed(on: Stage, chat: Chat) -> None:
    """The person has an address from which e-mail came back, another that waits, and has stopped e-mail."""
    with on.core.store.transaction() as db:
        person = _person(db, chat)
        wishes.set_address(db, person, LONGEST, NOW)
        wishes.stop_mail(db, person, NOW)
        wishes.want_address(db, person, "x" + LONGEST[1:])
    chat.say("ilmoitusasetukset")
    with on.core.store.transaction() as db:
        wishes.bounce(db, person, LONGEST, NOW, "550")
    chat.say("ilmoitusasetukset")
    with on.core.store.transaction() as db:
        wishes.set_address(db, person, "x" + LONGEST[1:], NOW)
        wishes.resume_mail(db, person)
        wishes.prefer_mail(db, person, preferred=True)


def _person(db: Any, chat: Chat) -> int:
    person = people.by_slug(db, chat.slug, today(NOW))
    assert person
    return person.id


WALKS: tuple[Callable[[Stage], None], ...] = (
    turning_notices_down,
    being_away,
    settling_notices,
    giving_an_address,
    seeing_what_was_sent,
)
VALUES: dict[str, Any] = {}
