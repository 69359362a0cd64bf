"""Walks that draw what is told of sessions, and their calendar cards."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.links import Links
from tests.cards.stage import Stage, press
from tests.cards.walks.sessions import COORDINATOR, JOINT, LONGEST, WHEN, text


def telling_of_sessions(on: Stage) -> None:
    chat = on.chat(COORDINATOR)
    chat.press("session.plan")
    press(chat, "session.create", **JOINT, **WHEN)
    session = {"session": chat.carried("session.announce")["session"]}
    chat.press("session.calendar", session)
    chat.press("session.show", session)
    press(chat, "session.announce")
    on.draw_notices()
    press(chat, "session.edit")
    press(chat, "session.save", **LONGEST, start="13:00", organisations="ministry:LVM")
    on.draw_notices()
    press(chat, "session.edit")
    press(chat, "session.save", start="12:00", link="", organisations="ministry:TEM", theme="")
    on.draw_notices()
    chat.answer(chat.activity("dialog", verb="session.cancel", data=session))
    chat.send_dialog(reason=text(500))
    on.draw_notices()


def calendar_files(on: Stage) -> None:
    on.core.turns.links = Links("https://botti.esimerkki.fi", b"a key")
    chat = on.chat("lappi")
    chat.press("session.calendar", {"session": "2026-19"})
    press(chat, "session.show")
    chat.press("session.calendar", {"session": ""})
    on.chat("uusimaa").press("session.calendar", {"session": ""})
    on.core.turns.links = Links()
    chat.press("session.calendar", {"session": "2026-19"})


def taking_requests_back(on: Stage) -> None:
    chat = on.chat("kainuu")
    chat.press("proposal.new")
    asked = {"title": "Raja", "description": "Raja", "goals": "ALKE2024-1"}
    press(chat, "proposal.submit", **asked, partners="council:17,ministry:LVM")
    proposal = chat.carried("proposal.edit")["proposal"]
    chat.answer(chat.activity("dialog", verb="partner.requests", data={"proposal": proposal}))
    chat.send_dialog(partners="")
    chat.send_dialog(partners="council:19")
    chat.send_dialog(partners="council:17,ministry:LVM")
    chat.press("partner.requests", {"proposal": proposal})


WALKS: tuple[Callable[[Stage], None], ...] = (telling_of_sessions, calendar_files, taking_requests_back)
VALUES: dict[str, Any] = {}
