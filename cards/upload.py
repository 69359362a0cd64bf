"""The page where a document of minutes is chosen, looked at and taken in: without scripts, for its owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from .language import texts
from .mail import STYLE


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
    template = _environment(shown.language).get_template("upload.html.j2")
    return template.render(shown=shown, session=session, style=STYLE)


@cache
def _environment(language: str) -> Environment:
    spoken = texts(language)
    environment = Environment(
        loader=PackageLoader("cards", "pages"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"_": spoken.say, "language": spoken.language}
    return environment
