"""The page where a document of minutes is chosen, looked at and taken in: without scripts, for its owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from .language import texts
from .mail import STYLE
from .webpages import page_templates


@dataclass(frozen=True)
class UploadPage:
    """What the page shows. `home` is its own address, empty where nothing more can be done on it.

    `refused` says why nothing was done. `seal` carries what was found, until it is taken in; `done` and
    `asked` are sentences of what is done and of what to look at; `finished`: it was taken in.
    """

    language: str
    names: Mapping[str, str] = field(default_factory=dict)
    home: str = ""
    megabytes: int = 0
    refused: str = ""
    seal: str = ""
    done: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    looked: bool = False
    finished: bool = False


def upload_page(shown: UploadPage) -> str:
    """The page in HTML."""
    session = texts(shown.language).name(shown.names)
    template = _templates(shown.language).get_template("upload.html.j2")
    return template.render(shown=shown, session=session, style=STYLE)


_templates = cache(page_templates)
