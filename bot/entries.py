"""Records and proposals as the index keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sqlmodel import Session

from knowledge.goals import Goal
from knowledge.index import Entry, Text
from knowledge.proposals import Proposal, State, seen_by
from knowledge.records import Record
from storage import goals, proposals, records

from .facts import Facts

PROPOSAL = "proposal"
NATIONWIDE = "*"  # stands in the index for the region of a record that names none
LANGUAGES = ("fi", "sv", "en")


def proposal_key(number: int) -> str:
    """The id of a proposal in the index."""
    return f"{PROPOSAL}:{number}"


def proposal_number(key: str) -> int:
    """The proposal's number in the id of its index entry."""
    return int(key.partition(":")[2])


def entries(db: Session, position: int, facts: Facts) -> Iterator[Entry]:
    """What was changed after a change number, as the index keeps it."""
    known = {goal.id: goal for goal in goals.all_goals(db)}
    for record, seen in records.changed_since(db, position):
        yield _record(record, seen, known, facts)
    for proposal in proposals.changed_since(db, position):
        yield _proposal(proposal, known, facts)


def _record(record: Record, seen: frozenset[str], known: dict[str, Goal], facts: Facts) -> Entry:
    return Entry(
        id=record.id,
        kind=record.kind,
        year=record.year,
        regions=record.regions or (NATIONWIDE,),
        ministries=record.ministries,
        goals=record.goals,
        areas=record.areas,
        seen=seen,
        texts=tuple(Text(lang, wording.title, wording.text) for lang, wording in record.texts.items()),
        labels=_labels(record.areas, record.goals, known, facts),
    )


def _proposal(proposal: Proposal, known: dict[str, Goal], facts: Facts) -> Entry:
    content = proposal.content
    text = "\n".join(filter(None, (content.description, content.objective, content.urgency, content.outcome)))
    language = facts.language(f"{content.title} {content.description}", "fi")
    return Entry(
        id=proposal_key(proposal.id),
        kind=PROPOSAL,
        year=proposal.round.year,
        regions=content.regions,
        ministries=content.ministries,
        goals=content.goals,
        areas=content.areas,
        seen=frozenset() if proposal.state is State.WITHDRAWN else seen_by(proposal),
        texts=(Text(language, content.title, text),),
        labels=_labels(content.areas, content.goals, known, facts),
    )


def _labels(
    areas: Iterable[str], goal_ids: Iterable[str], known: dict[str, Goal], facts: Facts
) -> tuple[Text, ...]:
    """Names of areas and goals in every language: they let a question meet a text in another language."""
    names = [area.names for area in facts.places.areas if area.id in set(areas)]
    titles = [known[goal].titles for goal in goal_ids if goal in known]
    return tuple(
        Text(lang, "", ". ".join(filter(None, (each.get(lang) for each in (*names, *titles)))))
        for lang in LANGUAGES
    )
