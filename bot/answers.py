"""An answer in the shape that each kind of activity waits for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.index import Hit
from knowledge.question import Understood
from storage import turns

from .routes import Kind, Reply

Shape = tuple[tuple[dict[str, Any], ...], dict[str, Any] | None]


@dataclass(frozen=True)
class Answer:
    """What is sent: cards for the conversation, and for a pressed button what its press gets back.

    `cards` are {"card", "about", "update"}: `update` tells that a card about the matter is to be replaced.
    `refused` tells that the answer is a no.
    """

    turn: int | None
    cards: tuple[dict[str, Any], ...] = ()
    response: dict[str, Any] | None = None
    understood: Understood | None = None
    hits: tuple[Hit, ...] = ()
    refused: bool = False


def shaped(kind: Kind, card: dict[str, Any], reply: Reply) -> Shape:
    """The cards to send and the response to give for a rendered reply."""
    return _SHAPES[kind](card, reply)


def stored(answer: Answer | None) -> tuple[dict[str, Any], str]:
    """An answer as it is kept, and its state: only cards have to be sent."""
    if answer is None:
        return {}, turns.OWED
    kept: dict[str, Any] = {"cards": answer.cards, "response": answer.response}
    kept |= {"refused": True} if answer.refused else {}
    return kept, turns.OWED if answer.cards else turns.SENT


def again(kept: Mapping[str, Any]) -> Answer:
    """A re-sent press gets the stored answer; a message's cards were sent already or are owed."""
    return Answer(None, response=kept.get("response"), refused=kept.get("refused", False))


def _as_message(card: dict[str, Any], reply: Reply) -> Shape:
    return ({"card": card, "about": reply.about, "update": False},), None


def _as_press(card: dict[str, Any], reply: Reply) -> Shape:
    kind = "application/vnd.microsoft.card.adaptive"
    return (), {"statusCode": 200, "type": kind, "value": card}


def _as_dialog(card: dict[str, Any], reply: Reply) -> Shape:
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    value = {"title": card["speak"], "height": "large", "width": "large", "card": attachment}
    return (), {"task": {"type": "continue", "value": value}}


def _as_submit(card: dict[str, Any], reply: Reply) -> Shape:
    """A form with faults stays open; otherwise the dialog closes and the conversation's card is replaced."""
    if reply.dialog:
        return _as_dialog(card, reply)
    return ({"card": card, "about": reply.about, "update": True},), {}


_SHAPES = {
    "message": _as_message,
    "arrival": _as_message,
    "press": _as_press,
    "dialog": _as_dialog,
    "submit": _as_submit,
}
