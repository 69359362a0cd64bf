"""Where the scenes are played: a copy of the demo, one language, and every card that is drawn kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bot import turns
from bot.app import Core, create_core
from bot.facts import Facts
from bot.settings import Settings
from cards.render import Card, render
from tests.bot.chat import Chat
from tests.bot.noted import watched
from tests.bot.outbox import deliver
from tests.demo import NOW, copy_of_demo


@dataclass(frozen=True)
class Scene:
    """A card that was drawn: in which walk, from which template, in which language."""

    walk: str
    template: str
    language: str
    card: Card


@dataclass
class Stage:
    """The bot on a copy of the demo. Whatever it draws is in `drawn`, under the walk's name.

    `silent`: what was written in which walk without a word in the log of use.
    """

    core: Core
    language: str
    drawn: list[Scene] = field(default_factory=list)
    walk: str = ""
    silent: list[str] = field(default_factory=list)

    def chat(self, slug: str = "lappi", now: datetime = NOW) -> Chat:
        """A new conversation of this person, answered in the stage's language."""
        return Chat(self.core, slug, now, language=self.language)

    def play(self, walk: Callable[[Stage], None]) -> None:
        """Take the walk, keeping what is drawn on the way."""
        self.walk = walk.__name__
        with patch.object(turns, "render", self.draw):
            walk(self)

    def draw(self, template: str, data: Mapping[str, Any], language: str) -> Card:
        """Draw a card and keep it."""
        card = render(template, data, language)
        self.drawn.append(Scene(self.walk, template, language, card))
        return card

    def draw_notices(self) -> None:
        """Draw the messages that are owed to people and send them, as delivery does."""
        deliver(self.core, NOW, self.draw, self.language)


@contextmanager
def stage(shared: Path, facts: Facts, language: str) -> Iterator[Stage]:
    """A stage on a fresh copy of the demo; see `copy_of_demo` for `shared`."""
    data = copy_of_demo(shared, shared / f"stage-{language}")
    core = create_core(Settings(data_dir=data), facts)
    on = Stage(core, language)
    with watched(core.store, lambda tables: on.silent.append(f"{on.walk}: {tables}")):
        yield on
    core.close()


def press(chat: Chat, verb: str, **inputs: Any) -> None:
    """Press the newest card's button with this verb, with what stands in the fields, or these instead."""
    chat.press(verb, chat.filled(verb, **inputs))
