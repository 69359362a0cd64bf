"""What a proposal says, and everything that may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from .refusals import Refusal
from .refusals import proposals as no

TITLE_LIMIT = 120
DESCRIPTION_LIMIT = 2000
FIELD_LIMIT = 500
LINKS_LIMIT = 10


@dataclass(frozen=True)
class Content:
    """What a proposal says. Codes: goals of the decision in force, policy areas, ministries, regions."""

    title: str
    description: str
    goals: tuple[str, ...] = ()
    objective: str = ""
    strategy: str = ""
    urgency: str = ""
    areas: tuple[str, ...] = ()
    ministries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    prepared_with: str = ""
    outcome: str = ""
    in_depth: bool = False
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choices:
    """The codes that a form may choose from."""

    goals: frozenset[str]
    areas: frozenset[str]
    ministries: frozenset[str]
    regions: frozenset[str]


SHORT_FIELDS = ("objective", "strategy", "urgency", "prepared_with", "outcome")
CODE_FIELDS = ("areas", "ministries", "regions")
STILL_MISSING = (no.DescriptionMissing, no.BasisMissing)


def faults(content: Content, choices: Choices) -> tuple[Refusal, ...]:
    """Everything that keeps this content from being submitted, in the form's order; empty when it is fine."""
    checks = (_title(content), _description(content), _basis(content, choices), *_short(content))
    return tuple(
        fault for fault in (*checks, *_codes(content, choices), _links(content)) if fault is not None
    )


def draft_faults(content: Content, choices: Choices) -> tuple[Refusal, ...]:
    """As `faults`, for a draft: it needs a title to be known by, the rest may still be missing."""
    return tuple(fault for fault in faults(content, choices) if not isinstance(fault, STILL_MISSING))


def _title(content: Content) -> Refusal | None:
    if not content.title:
        return no.TitleMissing()
    too_long = len(content.title) > TITLE_LIMIT
    return no.TitleTooLong(length=len(content.title), limit=TITLE_LIMIT) if too_long else None


def _description(content: Content) -> Refusal | None:
    if not content.description:
        return no.DescriptionMissing()
    length = len(content.description)
    return (
        no.DescriptionTooLong(length=length, limit=DESCRIPTION_LIMIT) if length > DESCRIPTION_LIMIT else None
    )


def _basis(content: Content, choices: Choices) -> Refusal | None:
    if not set(content.goals) <= choices.goals:
        return no.UnknownGoal()
    named = (content.goals, content.objective, content.strategy, content.urgency)
    return None if any(named) else no.BasisMissing()


def _short(content: Content) -> list[Refusal]:
    lengths = {name: len(getattr(content, name)) for name in SHORT_FIELDS}
    return [
        no.FieldTooLong(name, length=length, limit=FIELD_LIMIT)
        for name, length in lengths.items()
        if length > FIELD_LIMIT
    ]


def _codes(content: Content, choices: Choices) -> list[Refusal]:
    unknown = {name: set(getattr(content, name)) - getattr(choices, name) for name in CODE_FIELDS}
    return [no.UnknownChoice(name, value=sorted(codes)[0][:40]) for name, codes in unknown.items() if codes]


def _links(content: Content) -> Refusal | None:
    if len(content.links) > LINKS_LIMIT:
        return no.TooManyLinks(limit=LINKS_LIMIT)
    bad = [link for link in content.links if not _is_web(link)]
    return no.BadLink(value=bad[0][:80]) if bad else None


def _is_web(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme == "https"
        and bool(parts.hostname)
        and not any(c.isspace() for c in link)
        and len(link) <= 500
    )
