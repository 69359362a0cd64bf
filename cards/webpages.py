"""Web pages from the templates in `pages`: what is put into them is text, never HTML."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from .language import texts


def page_templates(language: str) -> Environment:
    """The templates, speaking a language."""
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
