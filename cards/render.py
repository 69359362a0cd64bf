"""Drawing a card: a template, plain data and a language give the JSON of an Adaptive Card.

Templates are composed with `include` only. Whatever stands between `{{` and `}}` is written as a JSON value,
so a template never quotes, and no text can end a string.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined

from . import escape
from .language import N_, Texts, texts

Card = dict[str, Any]
_TO_JSON = json.JSONEncoder(ensure_ascii=False).encode


def render(name: str, data: Mapping[str, Any], language: str) -> Card:
    """The card in the language. Raises UndefinedError naming a value that the data doesn't hold."""
    card: Card = json.loads(_environment(language).get_template(f"{name}.json.j2").render(data))
    return card


def as_text(card: Card) -> str:
    """What a card says, line by line: for the command line, for notifications, for those who see no cards."""
    return "\n".join(line for line in _lines(card.get("body", [])) if line.strip())


def _lines(items: Iterable[Any]) -> Iterator[str]:
    for item in items:
        yield from _LINES.get(item.get("type", ""), _inner)(item)


def _inner(item: Mapping[str, Any]) -> Iterator[str]:
    for key in ("items", "columns", "rows", "cells"):
        yield from _lines(item.get(key, []))


def _runs(item: Mapping[str, Any]) -> Iterator[str]:
    yield "".join(run if isinstance(run, str) else run["text"] for run in item["inlines"])


def _facts(item: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{_unmarked(fact['title'])}: {_unmarked(fact['value'])}" for fact in item["facts"])


def _input(item: Mapping[str, Any]) -> Iterator[str]:
    yield f"[{item.get('label') or item.get('title', '')}]"


def _unmarked(text: str) -> str:
    """Markdown's backslashes and stars taken off."""
    return text.replace("**", "").replace("\\", "")


_LINES: dict[str, Any] = {
    "TextBlock": lambda item: iter([_unmarked(item["text"])]),
    "RichTextBlock": _runs,
    "FactSet": _facts,
    "Input.Text": _input,
    "Input.ChoiceSet": _input,
    "Input.Toggle": _input,
    "Input.Date": _input,
    "Input.Time": _input,
}


@cache
def _environment(language: str) -> Environment:
    """One environment per language; templates are compiled once in each."""
    spoken = texts(language)
    environment = Environment(
        loader=PackageLoader("cards", "templates"),
        undefined=StrictUndefined,
        finalize=_as_json,
        autoescape=False,  # JSON, not HTML: `finalize` is the escape
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates do not change while we run: no look at the file for each include
    )
    environment.globals |= {
        "_": spoken.say,
        "ngettext": spoken.count,
        "language": spoken.language,
        "day": spoken.day,
        "moment": spoken.moment,
        "span": spoken.span,
        "clock": spoken.clock,
        "name": spoken.name,
    }
    environment.filters |= {
        "plain": lambda text: escape.plain(spoken.person(text)),
        "md": lambda text: escape.markdown(spoken.person(text)),
        "named": lambda names: escape.markdown(spoken.name(names)),
        "goal": lambda goal: _goal(goal, spoken),
        "readable": lambda values: _readable(values, spoken),
        "word": lambda value: str(_in_words(value, spoken)),
        "lines": "\n".join,
        "inlines": _inlines,
        "compared": _compared,
        "told_apart": lambda runs: _told_apart(runs, spoken),
        "with_verb": lambda data, verb: {**data, "verb": verb},
        "fetching": lambda data: {**data, "msteams": {"type": "task/fetch"}},
    }
    return environment


def _readable(values: Mapping[str, Any], spoken: Texts) -> dict[str, Any]:
    """A message's values in words: states are translated, names are taken in the reader's language.

    Values that were kept as JSON say what they are: {"moment": ISO}, {"day": ISO}, {"span": [ISO, ISO]},
    {"say": a message id}, {"message": a message id, "values": what fills its braces}.
    """
    return {key: _in_words(value, spoken) for key, value in values.items()}


def _in_words(value: Any, spoken: Texts) -> Any:
    if isinstance(value, StrEnum):
        return spoken.say(value)
    if isinstance(value, date):
        return spoken.moment(value)
    if isinstance(value, list | tuple):
        return ", ".join(str(_in_words(each, spoken)) for each in value)
    if isinstance(value, str):
        return spoken.person(value)
    return _of_mapping(value, spoken) if isinstance(value, Mapping) else value


def _of_mapping(value: Mapping[str, Any], spoken: Texts) -> str:
    if "moment" in value:
        return spoken.moment(datetime.fromisoformat(value["moment"]))
    if "span" in value:
        return spoken.span(*map(datetime.fromisoformat, value["span"]))
    if "day" in value:
        return spoken.moment(date.fromisoformat(value["day"]))
    if "message" in value:
        told, values = value["message"], value["values"]
        return spoken.say(told, **_readable(values, spoken))
    message = value.get("say")
    return spoken.say(message) if message else spoken.name(value)


def _goal(goal: Mapping[str, Any], spoken: Texts) -> str:
    """A goal's title; one without an official translation says that it is in Finnish."""
    marked = "" if goal["translated"] else " " + spoken.say("(in Finnish)")
    return escape.markdown(goal["title"]) + marked


def _inlines(runs: Iterable[Mapping[str, Any]], weight: str) -> list[dict[str, Any]]:
    """The pieces of a text as one value: a text with many matches has many of them."""
    return [
        {"type": "TextRun", "text": escape.plain(run["text"]), "highlight": run["hit"], "weight": weight}
        for run in runs
    ]


def _compared(runs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The pieces of two versions of a text: what went is struck through, what came is marked."""
    return [{"type": "TextRun", "text": escape.plain(run["text"]), **_COMPARED[run["mark"]]} for run in runs]


_COMPARED: dict[str, dict[str, Any]] = {
    "same": {},
    "old": {"strikethrough": True, "color": "Attention"},
    "new": {"highlight": True},
}


def _told_apart(runs: Iterable[Mapping[str, Any]], spoken: Texts) -> list[dict[str, Any]]:
    """The same with words: what went and what came says so, also to those who hear it or read it plain."""
    return [_with_word(run, spoken) for run in runs]


def _with_word(run: Mapping[str, Any], spoken: Texts) -> dict[str, Any]:
    text, mark = escape.plain(run["text"]), run["mark"]
    if mark == "same" or not text.strip():
        return {"type": "TextRun", "text": text}
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    said = spoken.say(_WORDS[mark], text=text.strip())
    return {"type": "TextRun", "text": f"{before}{said}{after or ' '}", **_APART[mark]}


_WORDS = {"old": N_("[out: {text}]"), "new": N_("[new: {text}]")}
_APART: dict[str, dict[str, Any]] = {
    "old": {"strikethrough": True},
    "new": {"weight": "Bolder", "color": "Good"},
}


def _as_json(value: Any) -> str:
    if isinstance(value, Undefined):
        str(value)  # StrictUndefined raises, naming what is missing
    return _TO_JSON(value)
