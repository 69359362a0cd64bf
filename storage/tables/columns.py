"""Column types that several tables share."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field


class Moment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return (
            None if value is None else (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC)
        )


def moment(*, nullable: bool = False, index: bool = False) -> Any:
    """A column for a moment."""
    return Field(default=None, sa_column=Column(Moment(), nullable=nullable, index=index))


def document() -> Any:
    """A column for a small JSON document."""
    return Field(default_factory=dict, sa_column=Column(JSON(), nullable=False))
