"""Keeping the catalogues complete: `python -m cards.catalogue` brings every text into fi.po and sv.po.

Texts stand in card templates as `_("…")`, in code as `N_("…")`, and in refusals as class docstrings.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
TEXTS = Path(__file__).parent / "texts"
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "say": None, "ngettext": (1, 2), "count": (1, 2)}
METHODS = [
    ("cards/templates/**.j2", "jinja2.ext:babel_extract"),
    ("cards/pages/**.j2", "jinja2.ext:babel_extract"),
    ("knowledge/refusals/*.py", "cards.catalogue:docstrings"),
    ("bot/**.py", "python"),
    ("cards/**.py", "python"),
]
JINJA = {"silent": "false", "trim_blocks": "true", "lstrip_blocks": "true"}
OPTIONS = {"cards/templates/**.j2": JINJA, "cards/pages/**.j2": JINJA}


def docstrings(fileobj: Any, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Any]:
    """Babel's extractor for refusals: the docstring of each class is a text."""
    for node in ast.walk(ast.parse(fileobj.read())):
        text = ast.get_docstring(node) if isinstance(node, ast.ClassDef) else None
        if text:
            yield getattr(node, "lineno", 0), None, " ".join(text.split()), []


def collect() -> Catalog:
    """Every text in the code, with the places where it stands."""
    found = Catalog(project="ALKE-botti", fuzzy=False)
    for name, line, message, comments, context in extract_from_dir(ROOT, METHODS, OPTIONS, KEYWORDS):
        found.add(message, None, [(Path(name).as_posix(), line)], auto_comments=comments, context=context)
    return found


def stored(language: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    path = TEXTS / f"{language}.po"
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language)


def update(language: str, template: Catalog) -> None:
    """Bring a language's catalogue in step with the code: new texts are empty, unused ones go."""
    catalogue = stored(language)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.project, catalogue.version, catalogue.fuzzy = "ALKE-botti", "1", False
    catalogue.header_comment = f"# ALKE-botti: texts in {language}. The English text is the message id."
    with (TEXTS / f"{language}.po").open("wb") as target:
        write_po(target, catalogue, width=110, sort_output=True, no_location=True, omit_header=False)


if __name__ == "__main__":
    collected = collect()
    for code in ("fi", "sv"):
        update(code, collected)
