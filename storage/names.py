"""Names by language, and the columns that keep them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LANGUAGES = ("fi", "sv", "en")


def by_language(row: Any, field: str = "name") -> dict[str, str]:
    """What the columns of a field say (name_fi, name_sv, name_en); a silent language is left out."""
    found = {language: getattr(row, f"{field}_{language}") for language in LANGUAGES}
    return {language: said for language, said in found.items() if said}


def as_columns(names: Mapping[str, str]) -> dict[str, str | None]:
    """The columns that keep these names."""
    return {f"name_{language}": names.get(language) or None for language in LANGUAGES}
