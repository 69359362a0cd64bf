"""What comes back from a proposal's form and from its buttons."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.forms import Number
from bot.routes import FIELD_LIMIT
from cards.escape import clean
from knowledge.proposals import SHORT_FIELDS, Content

FORM_BYTES = 20_000  # of all texts of a form: with the form around them they stay below a card's 28 KB
HEAVY = 14_000  # bytes of texts that leave no room for what a card can do without
LISTS = ("goals", "areas", "ministries", "regions", "partners")


class ProposalForm(BaseModel):
    """The fields as a client sends them: texts, codes joined by commas, links one a line."""

    title: str = Field("", max_length=FIELD_LIMIT)
    description: str = Field("", max_length=FIELD_LIMIT)
    goals: tuple[str, ...] = ()
    objective: str = Field("", max_length=FIELD_LIMIT)
    strategy: str = Field("", max_length=FIELD_LIMIT)
    urgency: str = Field("", max_length=FIELD_LIMIT)
    areas: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    prepared_with: str = Field("", max_length=FIELD_LIMIT)
    outcome: str = Field("", max_length=FIELD_LIMIT)
    in_depth: bool = False
    links: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    organisation: str = Field("", max_length=100)
    form: str = Field("", max_length=64)
    late: bool = False
    proposal: Number = 0
    version: Number = 0

    @field_validator(*LISTS, "links", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        separator = "\n" if "\n" in value or "://" in value else ","
        return tuple(filter(None, map(str.strip, clean(value)[:FIELD_LIMIT].split(separator))))

    @field_validator("title", "description", *SHORT_FIELDS)
    @classmethod
    def _tidy(cls, value: str) -> str:
        return clean(value).strip()

    @field_validator("title")
    @classmethod
    def _one_line(cls, value: str) -> str:
        return " ".join(value.split())

    @model_validator(mode="after")
    def _fits(self) -> Self:
        """All of it has to fit into a card when the form is shown again."""
        if weight(self) > FORM_BYTES:
            raise PydanticCustomError("string_too_long", "the form is too long", {"max_length": FORM_BYTES})
        return self

    @property
    def content(self) -> Content:
        """What is proposed, without the form's own fields."""
        return Content(**self.model_dump(include=set(Content.__dataclass_fields__)))


def weight(content: Content | ProposalForm) -> int:
    """How many bytes all texts of a proposal have."""
    short = (getattr(content, name) for name in SHORT_FIELDS)
    written = "".join([content.title, content.description, *map(str, content.links), *short])
    return len(written.encode("utf-8", "replace"))


class ProposalRef(BaseModel):
    """A button of a proposal: which one, and the version that the card showed."""

    proposal: Number
    version: Number = 0


class Seen(BaseModel):
    """A button of a proposal that opens one of its pages."""

    proposal: Number
    offset: Number = 0
