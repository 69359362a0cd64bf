"""A document's blocks as an accessible HTML page: no scripts, for screens, phones and print."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment

from cards.webpages import page_templates

from .paper import AUTHOR, Bullets, Facts, Heading, Paper, Table, Text, one_line, paragraphs

CONTENT_TYPE = "text/html"
STYLE = (Path(__file__).parents[1] / "pages" / "paper.css").read_text("utf-8")
STYLE_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
"""What a content security policy names, so that no other style is taken."""


@dataclass(frozen=True)
class Elsewhere:
    """The same page in another language: the language, its name in itself, the address."""

    lang: str
    name: str
    href: str


def html(paper: Paper, elsewhere: Sequence[Elsewhere] = ()) -> str:
    """The page of a document; `elsewhere` is offered above it where the page is at an address."""
    template = _environment(paper.language).get_template("paper.html.j2")
    return template.render(paper=paper, elsewhere=elsewhere, style=STYLE, author=AUTHOR)


@cache
def _environment(language: str) -> Environment:
    environment = page_templates(language)
    environment.filters |= {
        "kind": lambda block: _KINDS[type(block)],
        "one_line": one_line,
        "paragraphs": paragraphs,
        "lines": lambda text: [one_line(each) for each in text.split("\n")],
    }
    return environment


_KINDS = {Heading: "heading", Text: "text", Facts: "facts", Bullets: "bullets", Table: "table"}
