"""Somebody's page behind an e-mail, as a browser without scripts would use it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import aiohttp
from aiohttp.test_utils import TestServer
from sqlmodel import select

from bot.app import CORE, Core
from bot.mail_links import MailLinks, Press, Visit
from bot.settings import Settings
from knowledge.clock import today
from storage import changes, outbox, people, wishes
from storage import tables as t
from tests.fakes.clock import StandingClock

ADDRESS = "laura@example.fi"


class Form(HTMLParser):
    """What a page of HTML says, and what its main form would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fields: dict[str, str] = {}
        self.buttons: dict[str, str] = {}
        self.labels: set[str] = set()
        self.ids: set[str] = set()
        self._pressing: str | None = None
        self._selecting: str | None = None
        self._typing: str | None = None
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._hidden = tag in ("style", "title")
        self.ids.add(given.get("id", ""))
        if tag == "label":
            self.labels.add(given["for"])
        if tag == "button":
            self._pressing = given.get("value", "")
        if tag == "select":
            self._selecting = given["name"]
            self.fields[given["name"]] = ""
        if tag == "option" and "selected" in given and self._selecting:
            self.fields[self._selecting] = given["value"]
        if tag == "textarea":
            self._typing = given["name"]
        if tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.fields[given["name"]] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False
        self._typing = None if tag == "textarea" else self._typing

    def handle_data(self, data: str) -> None:
        if self._hidden:
            return
        if self._typing:
            self.fields[self._typing] = data.removeprefix("\n")
        elif self._pressing is not None:
            self.buttons.setdefault(data.strip(), self._pressing)
            self._pressing = None
        self.words.append(data.strip())

    @property
    def text(self) -> str:
        """What is read."""
        return "\n".join(filter(None, self.words))


@dataclass
class Browser:
    """Somebody's browser on the served bot; `page` is what it shows, `status` how it was answered."""

    server: TestServer
    clock: StandingClock
    path: str = ""
    page: Form = field(default_factory=lambda: Form(""))
    html: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def core(self) -> Core:
        """The bot behind it."""
        return self.server.app[CORE]

    @property
    def links(self) -> MailLinks:
        """The links that the bot makes."""
        with self.core.store.read() as db:
            return MailLinks.of(Settings(local=True), changes.identity(db))

    def person(self, slug: str = "lappi") -> int:
        """Somebody's number."""
        with self.core.store.read() as db:
            found = people.by_slug(db, slug, today(self.clock()))
        assert found is not None
        return found.id

    def owe(self, slug: str, card: str, data: dict[str, Any], cause: str = "a test") -> int:
        """A message that is owed to somebody who has an address."""
        with self.core.store.transaction() as db:
            person = self.person(slug)
            wishes.set_address(db, person, ADDRESS, self.clock())
            once = f"{cause}:{person}:{data}"
            more: Any = {"once": once, "person": person, "card": card, "data": data, "cause": cause}
            number = outbox.owe(db, now=self.clock(), **more)
        assert number is not None
        return number

    def visit(self, slug: str, message: int, days: float = 30) -> Visit:
        """Whose page it is."""
        return Visit(self.person(slug), message, (self.clock() + timedelta(days=days)).replace(microsecond=0))

    async def open(self, slug: str, message: int, days: float = 30) -> None:
        """Follow the link of an e-mail."""
        self.path = self.links.visit(self.visit(slug, message, days))
        await self.get(self.path)

    async def get(self, path: str, **headers: str) -> None:
        """Look at an address of the bot."""
        await self._go("GET", path, headers=headers)

    async def press(self, title: str, typed: Mapping[str, str] | None = None, **headers: str) -> None:
        """Press a button of the page, with what stands in the fields, or this instead."""
        data = {**self.page.fields, **(typed or {}), "do": self.page.buttons[title]}
        await self.post(self.path, data, **headers)

    async def post(self, path: str, data: Any, **headers: str) -> None:
        """Send something to an address of the bot."""
        await self._go("POST", path, data=data, headers=headers)

    async def _go(self, method: str, path: str, **more: Any) -> None:
        url = self.server.make_url(path)
        async with aiohttp.ClientSession() as session, session.request(method, url, **more) as got:
            self.status, self.headers, self.html = got.status, got.headers, await got.text()
        self.page = Form(self.html)

    def seal(self, slug: str, message: int, verb: str, data: Mapping[str, Any] | None = None) -> str:
        """What only the bot can make: the seal of a button."""
        return self.links.press(self.visit(slug, message), Press(verb, data or {}, True, "drawn"))

    def turns(self) -> int:
        """How many presses were noted."""
        with self.core.store.read() as db:
            return len(db.exec(select(t.Turn.id).where(t.Turn.channel == "mail")).all())
