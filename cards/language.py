"""The texts in Finnish, Swedish and English: the English text is the message id everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import dates
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = ("fi", "sv", "en")
HELSINKI = ZoneInfo("Europe/Helsinki")
_TEXTS = Path(__file__).parent / "texts"
# English is written as the English of Finnish authorities: day before month.
_LOCALES = {"fi": "fi_FI", "sv": "sv_FI", "en": "en_GB"}


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for "translate this later"
    """Mark a text that is translated where it is shown."""
    return message


ERASED = N_("(erased person)")
"""The name of somebody whose data was erased, as it is kept."""


@dataclass(frozen=True)
class Texts:
    """Everything that depends on the reader's language."""

    language: str
    translations: NullTranslations

    def say(self, message: str, /, **values: object) -> str:
        """The text in this language with its braces filled; dates are written in the language's own way."""
        return self.translations.gettext(message).format(**self._written(values))

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The text for a number: `one` when the language uses its singular, else `many`."""
        return self.translations.ngettext(one, many, n).format(n=n, **self._written(values))

    def day(self, when: date | datetime) -> str:
        """A date: 24.11.2026, 24 Nov 2026. Moments are shown on a Finnish clock."""
        return dates.format_date(_finnish(when), _DAY[self.language], locale=_LOCALES[self.language])

    def moment(self, when: date | datetime) -> str:
        """A date with its weekday, and the time of day where there is one."""
        local = _finnish(when)
        day = dates.format_date(local, "EEE " + _DAY[self.language], locale=_LOCALES[self.language])
        if not isinstance(local, datetime):
            return day
        return self.say("{day} at {time}", day=day, time=self.clock(local))

    def clock(self, when: datetime) -> str:
        """The time of day in Finland: 9.00, 09:00."""
        return _CLOCK[self.language].format(_finnish(when))

    def span(self, starts: datetime, ends: datetime | None) -> str:
        """From a moment to another; its day is written once where both are on the same."""
        if ends is None or ends <= starts:
            return self.moment(starts)
        same = self.day(starts) == self.day(ends)
        return f"{self.moment(starts)}{f'–{self.clock(ends)}' if same else f' – {self.moment(ends)}'}"

    def name(self, names: Mapping[str, str | None]) -> str:
        """A name in this language, else the Finnish one."""
        return names.get(self.language) or names.get("fi") or ""

    def person(self, text: str) -> str:
        """A text with names in it: of somebody who was erased it says so in words."""
        return text.replace(ERASED, self.say(ERASED)) if ERASED in text else text

    def _written(self, values: Mapping[str, object]) -> dict[str, object]:
        return {key: self._word(value) for key, value in values.items()}

    def _word(self, value: object) -> object:
        if isinstance(value, date):
            return self.moment(value)
        return self.person(value) if isinstance(value, str) else value


_DAY = {"fi": "d.M.yyyy", "sv": "d.M.yyyy", "en": "d MMM yyyy"}
_CLOCK = {"fi": "{0.hour}.{0.minute:02}", "sv": "{0.hour}.{0.minute:02}", "en": "{0.hour:02}:{0.minute:02}"}


def _finnish(when: date | datetime) -> date | datetime:
    return when.astimezone(HELSINKI) if isinstance(when, datetime) else when


@cache
def texts(language: str) -> Texts:
    """The texts in a language; one that isn't offered gives Finnish."""
    known = language if language in LANGUAGES else "fi"
    return Texts(known, NullTranslations() if known == "en" else _translations(known))


def _translations(language: str) -> GNUTranslations:
    compiled = BytesIO()
    with (_TEXTS / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def wanted(locale: Any) -> str | None:
    """The offered language of a locale such as sv-FI, or None."""
    prefix = str(locale or "").replace("_", "-").split("-")[0].lower()
    return prefix if prefix in LANGUAGES else None
