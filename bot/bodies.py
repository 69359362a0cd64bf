"""The body of a request as plain data that every reader and every database takes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any, NoReturn

DEPTH = 64  # of objects and lists in one another: far more than any client sends
NAME_BYTES = 1000  # of an id: two of them and the rest still fit into a row of PostgreSQL's indexes
NEEDS_ID = ("message", "invoke")  # what gets one answer, however often it comes
NAMED = "type, serviceUrl, conversation.id, from.id, and id of a message or invoke: text of some length"


class Malformed(Exception):
    """The body can't be read. The text says why and holds nothing of the body."""


def read_body(raw: bytes | str) -> dict[str, Any]:
    """The JSON object in a body, without what can't be stored: NUL and lone surrogates. Raises Malformed."""
    try:
        body = json.loads(raw, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Malformed("the body is not JSON") from error
    if not isinstance(body, dict):
        raise Malformed("the body is not a JSON object")
    return dict(_scrubbed(body, DEPTH))


def check_named(body: Mapping[str, Any]) -> None:
    """Raise Malformed unless an activity says what it is, who sent it and where, each in text."""
    named = [body.get("type"), body.get("serviceUrl"), _id(body.get("conversation")), _id(body.get("from"))]
    if body.get("type") in NEEDS_ID:
        named.append(body.get("id"))
    if not all(isinstance(name, str) and 0 < len(name.encode()) <= NAME_BYTES for name in named):
        raise Malformed(NAMED)


def _id(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else None


def _no_number(constant: str) -> NoReturn:
    raise ValueError(constant)  # NaN and Infinity: Python reads them, PostgreSQL doesn't


def _scrubbed(value: Any, depth: int) -> Any:
    if depth == 0:
        raise Malformed("the body is nested too deeply")
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, dict):
        return {_clean(key): _scrubbed(each, depth - 1) for key, each in value.items()}
    if isinstance(value, list):
        return [_scrubbed(each, depth - 1) for each in value]
    if isinstance(value, float) and not isfinite(value):
        raise Malformed("a number is out of range")
    return value


def _clean(text: str) -> str:
    return text.replace("\x00", "").encode("utf-8", "ignore").decode()


def without_mentions(text: str, entities: Iterable[Any], who: Any) -> str:
    """What was said, without the mentions of an account; entities of any other shape are passed over."""
    for entity in entities:
        match getattr(entity, "additional_properties", None):
            case {"mentioned": {"id": str(named)}, "text": str(called)} if named == getattr(who, "id", None):
                text = text.replace(called, "")
    return text.strip()


def plain(value: Any) -> Any:
    """A model of botbuilder's under the names of its JSON. Its own `serialize` checks every node against a
    type, which takes fifteen times as long."""
    names = getattr(value, "_attribute_map", None)
    if names is None:
        return value
    held = ((named["key"], getattr(value, name)) for name, named in names.items())
    return {key: plain(each) for key, each in held if each is not None}
