"""User text is never markdown, template, query or HTML: one function per sink."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

# Direction overrides and isolates can make a text read otherwise than it is; controls have no place here.
_HIDDEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_TWIN_BRACE = re.compile(r"(?<=\{)(?=\{)|(?<=\})(?=\})")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|!]|&(?=#?\w+;)")
# Four spaces would make a line code; markdown shows no indentation anyway.
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
# Headings, list items, and lines of nothing but dashes, equal signs or colons (rules, underlines, tables).
_LINE_START = re.compile(
    r"^(?:\d+(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|[+-](?:\s|$)|[-=:][-=: \t]*$))", re.MULTILINE
)


def clean(text: str) -> str:
    """The text without direction marks and control characters, for keeping."""
    return _HIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cleaned(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a form with their texts cleaned, also those of a list: no database is asked for a NUL."""
    return {name: _cleaned(value) for name, value in fields.items()}


def _cleaned(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [clean(each) if isinstance(each, str) else each for each in value]
    return clean(value) if isinstance(value, str) else value


def plain(text: str) -> str:
    """For a place without markdown (a TextRun): a word joiner keeps `{{DATE(…)}}` from being expanded."""
    return _TWIN_BRACE.sub("\u2060", clean(text))


def markdown(text: str) -> str:
    """For a place that reads markdown (a TextBlock, a fact): every mark is shown as typed."""
    escaped = _MARKDOWN.sub(r"\\\g<0>", _INDENT.sub("", plain(text)))
    return _LINE_START.sub(r"\g<0>\\", escaped)
