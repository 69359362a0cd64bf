"""What a person gets when answering itself fails: a card that says so, not silence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import structlog

from cards.language import wanted
from cards.render import render
from knowledge.refusals.asking import OurFault

from .answers import Answer, shaped
from .logs import place
from .routes import Incoming, Reply

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class LastResort:
    """Answers activities, whatever happens. `language` is for those whose client names none of ours."""

    answering: Callable[[Incoming], Answer]
    language: str

    def answer(self, incoming: Incoming) -> Answer:
        """The answer, or the card that says that there is none. Logs what failed and where, but no text."""
        try:
            return self.answering(incoming)
        except Exception as error:
            activity = incoming.key.activity
            log.error("turn.failed", error=type(error).__name__, at=place(error), activity=activity)
            return apology(incoming, self.language)


def apology(incoming: Incoming, language: str) -> Answer:
    """An answer that isn't stored, hence without a turn. A dialog stays open to say it."""
    spoken = incoming.language or wanted(incoming.locale) or language
    reply = Reply("refusal", {"message": OurFault().message, "values": {}, "buttons": ()}, dialog=True)
    cards, response = shaped(incoming.kind, render(reply.card, reply.data, spoken), reply)
    return Answer(None, cards, response)
