"""Meeting somebody: the welcome, the help, and the language they choose."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import LANGUAGES
from knowledge.people import Action, may
from storage import people

from .views import suggestions

LANGUAGE_NAMES = {"fi": "Suomeksi", "sv": "På svenska", "en": "In English"}


class Choice(BaseModel):
    """The language that a button carries."""

    language: Literal["fi", "sv", "en"]


def welcome(ask: Ask, read: Read) -> Reply:
    """The first card: who I am, what to try, and the choice of a language."""
    return Reply("welcome", {**_who(ask), "buttons": (*_languages(ask), *suggestions(ask)[:3])})


def help_(ask: Ask, read: Read) -> Reply:
    """What I can do for this person, with words to try."""
    return Reply("help", {**_who(ask), "buttons": (*suggestions(ask)[:4], *_languages(ask))})


def _who(ask: Ask) -> dict[str, object]:
    return {
        "organisations": [membership.organisation.names for membership in ask.person.memberships],
        "proposes": may(ask.person, Action.PROPOSE),
        "contributes": may(ask.person, Action.CONTRIBUTE),
        "confirms": may(ask.person, Action.CONFIRM),
        "oversees": may(ask.person, Action.OVERSEE),
        "triages": may(ask.person, Action.TRIAGE),
        "records": may(ask.person, Action.RECORD),
        "coordinates": may(ask.person, Action.COORDINATE),
        "name": ask.person.name,
    }


def _languages(ask: Ask) -> tuple[Button, ...]:
    others = [language for language in LANGUAGES if language != ask.language]
    return tuple(Button(LANGUAGE_NAMES[code], "language.choose", {"language": code}) for code in others)


def switch(ask: Ask, _: object, tx: Tx) -> Reply:
    """Change to the language that was named; without one, offer the choice."""
    named = ask.understood.slots.language
    if named not in LANGUAGES:
        return Reply("language", {"changed": False, "buttons": _languages(ask)})
    return _set(ask, named, tx)


def choose(ask: Ask, _: object, tx: Tx) -> Reply:
    """Change to the language of the button."""
    form: Choice = ask.form
    return _set(ask, form.language, tx)


def _set(ask: Ask, language: str, tx: Tx) -> Reply:
    people.set_language(tx.db, ask.person.id, language)
    tx.audit("language.chosen", f"person:{ask.person.id}", language=language)
    return Reply("language", {"changed": True, "buttons": suggestions(ask)}, language=language)


ROUTES = (
    Route(Action.MEET, intent="arrival", show=welcome),
    Route(Action.MEET, intent="help", show=help_),
    Route(Action.MEET, intent="language", handle=switch),
    Route(Action.MEET, verb="language.choose", form=Choice, handle=choose),
)
