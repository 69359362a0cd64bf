"""Talking with the bot in tests: the whole of it but the network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from bot.answers import Answer
from bot.app import Core
from bot.routes import Incoming, Kind
from cards.render import as_text
from knowledge.clock import today
from storage import people
from storage.turns import Address, Key

Card = dict[str, Any]


@dataclass
class Chat:
    """One person's personal chat. Each method is one activity; the newest card is `card`."""

    core: Core
    slug: str
    now: datetime
    language: str | None = None
    locale: str = "fi-FI"
    card: Card = field(default_factory=dict)
    conversation: str = field(default_factory=lambda: f"a:{uuid4().hex}")
    _numbers: Any = field(default_factory=count)

    def say(self, text: str) -> Answer:
        """A message."""
        return self._do(self.activity("message", text=text))

    def press(self, verb: str, data: Mapping[str, Any] | None = None) -> Answer:
        """An Action.Execute button."""
        return self._do(self.activity("press", verb=verb, data=data or {}))

    def button(self, pressed: str, /, **inputs: Any) -> Answer:
        """The button of the newest card with this title, with what is filled in."""
        action = next(action for action in self.card["actions"] if action["title"] == pressed)
        kind: Kind = "press" if action["type"] == "Action.Execute" else "dialog"
        if "imBack" in str(action):
            return self.say(action["data"]["msteams"]["value"])
        return self._do(
            self.activity(
                kind, verb=action.get("verb") or action["data"]["verb"], data={**action["data"], **inputs}
            )
        )

    def send_dialog(self, **inputs: Any) -> Answer:
        """The form in the dialog that is open."""
        data = {**self.carried(), **inputs}
        return self._do(self.activity("submit", verb=data["verb"], data=data))

    def arrive(self) -> Answer:
        """The app is installed."""
        return self._do(self.activity("arrival"))

    def activity(self, kind: Kind, **more: Any) -> Incoming:
        """An activity of this person in this chat, not yet answered."""
        tenant, object_id = self._who()
        once = "arrival" if kind == "arrival" else f"{next(self._numbers)}"
        return Incoming(
            key=Key("msteams", self.conversation, once, kind),
            address=Address(
                "msteams", self.conversation, "https://smba.trafficmanager.net/emea/", tenant, {}, {}
            ),
            kind=kind,
            object_id=object_id,
            locale=self.locale,
            now=self.now,
            language=self.language,
            **more,
        )

    def answer(self, incoming: Incoming) -> Answer:
        """Answer an activity that was made before."""
        return self._do(incoming)

    def at(self, moment: datetime) -> Chat:
        """The same chat at another time."""
        return replace(self, now=moment)

    @property
    def text(self) -> str:
        """What the newest card says."""
        return as_text(self.card)

    @property
    def buttons(self) -> list[str]:
        """The titles of the newest card's buttons."""
        return [action["title"] for action in self.card.get("actions", [])]

    def carried(self, verb: str = "") -> dict[str, Any]:
        """What the newest card's button with this verb carries, or its first one."""
        found = ((action.get("verb"), action.get("data", {})) for action in self.card["actions"])
        return next(data for named, data in found if not verb or verb in (named, data.get("verb")))

    def filled(self, verb: str = "", **inputs: Any) -> dict[str, Any]:
        """What that button sends: what it carries, what stands in the fields, or these instead."""
        return {**self.carried(verb), **self.values(), **inputs}

    def values(self) -> dict[str, Any]:
        """What stands in the newest card's fields."""
        return {each["id"]: each["value"] for each in _inputs(self.card["body"])}

    def _do(self, incoming: Incoming) -> Answer:
        answer = self.core.turns.answer(incoming)
        self.card = shown(answer) or self.card
        return answer

    def _who(self) -> tuple[str, str]:
        with self.core.store.read() as db:
            person = people.by_slug(db, self.slug, today(self.now))
        return (person.tenant, person.object_id) if person else ("a-tenant", self.slug)


def shown(answer: Answer) -> Card | None:
    """The card that an answer shows, wherever it is put."""
    if answer.cards:
        return answer.cards[-1]["card"]
    response = answer.response or {}
    if "task" in response:
        return response["task"]["value"]["card"]["content"]
    return response.get("value")


def _inputs(items: list[Any]) -> list[Any]:
    here = [item for item in items if item.get("type", "").startswith("Input.")]
    below = [each for item in items for each in _inputs(item.get("items", []))]
    return here + below
