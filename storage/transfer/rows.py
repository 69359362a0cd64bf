"""Rows on their way in: reading them, and naming every fault by line and column."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic import model_validator as validates
from pydantic_core import ErrorDetails


@dataclass(frozen=True)
class Fault:
    """What is wrong on a line, counted from 1; `column` is None when the line as a whole is wrong."""

    line: int
    column: str | None
    message: str

    def __str__(self) -> str:
        place = f"line {self.line}, {self.column}" if self.column else f"line {self.line}"
        return f"{place}: {self.message}"


class BadRows(Exception):
    """Rows that cannot be imported, with every fault. Nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: (fault.line, fault.column or "")))
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True)
class Line:
    """A row as it was read, with its line number."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Imported:
    """How many things an import added, changed and found as they were."""

    added: int
    changed: int
    unchanged: int


def numbered(rows: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    """Rows that come from elsewhere than a file, numbered from 1."""
    return tuple(Line(number, row) for number, row in enumerate(rows, 1))


def read_jsonl(path: Path) -> tuple[Line, ...]:
    """The rows of a file of JSON lines in UTF-8; empty lines are passed over. Raises BadRows, OSError."""
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n")
    parsed = [_parsed(number, line) for number, line in enumerate(raw, 1) if line.strip()]
    if faults := [one for one in parsed if isinstance(one, Fault)]:
        raise BadRows(faults)
    return tuple(one for one in parsed if isinstance(one, Line))


def _parsed(number: int, raw: bytes) -> Line | Fault:
    try:
        values = json.loads(raw.decode())
    except UnicodeDecodeError:
        return Fault(number, None, "not UTF-8")
    except (ValueError, RecursionError) as error:
        return Fault(number, None, f"not JSON: {error}")
    return Line(number, values) if isinstance(values, dict) else Fault(number, None, "not a JSON object")


class Row(BaseModel):
    """What a row must be like. A column that is null counts as left out; unknown columns are faults."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @validates(mode="before")
    @classmethod
    def _without_nulls(cls, values: Any) -> Any:
        return {name: value for name, value in values.items() if value is not None}


AnyRow = TypeVar("AnyRow", bound=Row)


@dataclass(frozen=True)
class Checked(Generic[AnyRow]):
    """A row that is as it must be, with its line number."""

    line: int
    row: AnyRow


Extra = Callable[[AnyRow], Iterable[tuple[str, str]]]
"""Checks a row against facts: yields a column and what is wrong there."""


def check(model: type[AnyRow], lines: Sequence[Line], extra: Extra[AnyRow]) -> tuple[Checked[AnyRow], ...]:
    """The rows as the model. Raises BadRows with the faults of all lines."""
    results = [result for line in lines for result in _checked(model, line, extra)]
    refuse(one for one in results if isinstance(one, Fault))
    return tuple(one for one in results if isinstance(one, Checked))


def refuse(faults: Iterable[Fault]) -> None:
    """Raise BadRows when there are faults."""
    if found := tuple(faults):
        raise BadRows(found)


def repeated(rows: Iterable[Checked[AnyRow]], key: Callable[[AnyRow], Any], column: str) -> Iterator[Fault]:
    """A fault for each row whose key an earlier row has."""
    first: dict[Any, int] = {}
    for one in rows:
        if (before := first.setdefault(key(one.row), one.line)) != one.line:
            yield Fault(one.line, column, f"the same is on line {before} already")


def _checked(model: type[AnyRow], line: Line, extra: Extra[AnyRow]) -> list[Checked[AnyRow] | Fault]:
    try:
        row = model.model_validate(line.values)
    except ValidationError as error:
        return [_fault(line.number, detail) for detail in error.errors(include_url=False)]
    faults = [Fault(line.number, column, message) for column, message in extra(row)]
    return [*faults] or [Checked(line.number, row)]


PLAIN = {
    "missing": "required",
    "too_short": "empty",
    "extra_forbidden": "unknown column",
    "string_pattern_mismatch": "odd characters, or more than 120",
    "string_unicode": "not proper Unicode",
}


def _fault(line: int, detail: ErrorDetails) -> Fault:
    column = str(detail["loc"][0]) if detail["loc"] else None
    message = detail["msg"].removeprefix("Value error, ")
    return Fault(line, column, PLAIN.get(detail["type"], message))


def one_of(known: Iterable[str], what: str) -> AfterValidator:
    """Accepts only the names that are known."""
    names = frozenset(known)

    def known_only(value: str) -> str:
        if value not in names:
            raise ValueError(f"unknown {what} {value[:40]!r}; known: {', '.join(sorted(names))}")
        return value

    return AfterValidator(known_only)


def _storable(value: str) -> str:
    if "\0" in value:
        raise ValueError("holds a NUL character")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ValueError("not proper Unicode") from None
    return value


def _day(value: object) -> date:
    if not isinstance(value, str):
        raise ValueError("a day is written as 2026-11-24")
    return date.fromisoformat(value)


Text = Annotated[str, AfterValidator(_storable)]
Filled = Annotated[Text, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[\w.:-]{1,120}$")]
Language = Annotated[str, one_of(("fi", "sv", "en"), "language")]
Day = Annotated[date, BeforeValidator(_day)]
