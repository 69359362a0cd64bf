"""User text is never markdown, template, query or HTML: one function per sink."""

from __future__ import annotations

import re
import unicodedata

# Direction overrides and isolates can make a text read otherwise than it is; controls have no place here.
_KEPT_CONTROLS = {"\n", "\t"}
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>~|!])")
_LINE_START = re.compile(r"^(\s*)([#>+-]|\d+[.)])(?=\s|$)", re.MULTILINE)


def clean(text: str) -> str:
    """The text without direction marks and control characters, for keeping."""
    visible = _DIRECTION.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(c for c in visible if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cs"))


def plain(text: str) -> str:
    """For a place without markdown (a TextRun): a word joiner keeps `{{DATE(…)}}` from being expanded."""
    return clean(text).replace("{{", "{\u2060{").replace("}}", "}\u2060}")


def markdown(text: str) -> str:
    """For a place that reads markdown (a TextBlock, a fact): every mark is shown as typed."""
    escaped = _MARKDOWN.sub(r"\\\1", plain(text))
    return _LINE_START.sub(lambda m: f"{m[1]}{_escape_start(m[2])}", escaped)


def _escape_start(mark: str) -> str:
    return f"{mark[:-1]}\\{mark[-1]}"
