"""What earlier rounds left for this one: deferred proposals and conclusions whose follow-up is open."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .content import DESCRIPTION_LIMIT, TITLE_LIMIT, Choices, Content
from .records import Record
from .reporting import Progress, Report
from .rounds import Round

LOOKED_BACK = 2
"""How many rounds back conclusions are looked at."""
FROM_PROPOSAL = "proposal:"


@dataclass(frozen=True)
class Open:
    """A conclusion whose follow-up is open; `progress` is None where nobody has reported anything."""

    record: Record
    progress: Progress | None
    newest: Report | None


def earlier(rounds: Sequence[Round], round_: Round) -> tuple[Round, ...]:
    """The rounds before this one, in order of time, the last one at the end."""
    return tuple(each for each in rounds if (each.year, each.id) < (round_.year, round_.id))


def of_proposal(proposal: int) -> str:
    """What a proposal that takes up a deferred one names as its origin."""
    return f"{FROM_PROPOSAL}{proposal}"


def deferred_content(content: Content, number: str, choices: Choices) -> Content:
    """What a deferred proposal says in this round: codes that are no longer offered are left out."""
    kept = _offered(content, choices)
    based = any((kept.goals, kept.objective, kept.strategy, kept.urgency))
    return kept if based else replace(kept, urgency=f"Siirretty edelliseltä kierrokselta: {number}")


def conclusion_content(record: Record, choices: Choices) -> Content:
    """What a conclusion says as a proposal: its basis is the conclusion itself."""
    _, wording = record.wording("fi")
    content = Content(
        title=_cut(" ".join(wording.title.split()), TITLE_LIMIT),
        description=_cut(wording.text.strip() or wording.title, DESCRIPTION_LIMIT),
        objective=f"Johtopäätös {record.id}, seuranta kesken",
        goals=record.goals,
        areas=record.areas,
        ministries=record.ministries,
        regions=record.regions,
    )
    return _offered(content, choices)


def _offered(content: Content, choices: Choices) -> Content:
    return replace(
        content,
        goals=_among(content.goals, choices.goals),
        areas=_among(content.areas, choices.areas),
        ministries=_among(content.ministries, choices.ministries),
        regions=_among(content.regions, choices.regions),
    )


def _among(codes: Iterable[str], offered: frozenset[str]) -> tuple[str, ...]:
    return tuple(code for code in codes if code in offered)


def _cut(text: str, limit: int) -> str:
    """The text within the limit, shortened at a word."""
    return text if len(text) <= limit else text[: limit - 2].rsplit(" ", 1)[0] + " …"
