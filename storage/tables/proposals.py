"""Proposals: what they say, who stands behind them, their history, and where triage moves them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from .columns import document, moment

OPEN_MOVE = text("released IS NULL AND undone IS NULL")


class Proposal(SQLModel, table=True):
    """A proposal for the agenda. `changed` is its change number in the memory.

    `form` is the mark of the form it came on: the same form sent again finds this proposal. `brought_by` is
    the body of the region that brought it to its council; `carried_from` names the proposal or the conclusion
    of an earlier round that it takes up; `published` is when an agenda that holds it was first published.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "number"),
        UniqueConstraint("organisation_id", "form"),
        Index("ix_proposal_carried", "round_id", "carried_from", unique=True),
    )
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    number: int
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    state: str
    late: bool = False
    version: int = 1
    title: str
    description: str
    objective: str = ""
    strategy: str = ""
    urgency: str = ""
    prepared_with: str = ""
    outcome: str = ""
    in_depth: bool = False
    case_number: str | None = None
    form: str | None = None
    brought_by: str | None = Field(default=None, foreign_key="organisation.id", index=True)
    merged_into: int | None = Field(default=None, foreign_key="proposal.id", index=True)
    carried_from: str | None = None
    published: datetime | None = moment(nullable=True)
    changed: int = Field(index=True)


class ProposalTag(SQLModel, table=True):
    """A code or a link of a proposal; `facet` is goal, area, ministry, region or link."""

    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True)
    facet: str = Field(primary_key=True)
    value: str = Field(primary_key=True)
    position: int = 0


class ProposalOrganisation(SQLModel, table=True):
    """An organisation that was asked to stand behind a proposal besides its lead, and what it answered."""

    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)
    state: str = "accepted"
    asked: datetime | None = moment(nullable=True)
    answered: datetime | None = moment(nullable=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")


class ProposalEvent(SQLModel, table=True):
    """A proposal's history: each state and version, with the content as it was.

    `what` happened, empty where the proposal came to the state; `organisation_id` is whom it was about.
    """

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    state: str
    version: int
    what: str = ""
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    note: str = ""
    content: dict[str, Any] = document()


class ProposalComment(SQLModel, table=True):
    """What was said about a proposal between its organisations and the working group."""

    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    text: str


class ProposalMove(SQLModel, table=True):
    """A move that triage has planned: provisional until it is released or undone, one open at a time.

    `version` is the proposal's version that was moved; `session_id` the in-depth session it is meant for.
    """

    __table_args__ = (
        Index("ix_move_open", "proposal_id", unique=True, sqlite_where=OPEN_MOVE, postgresql_where=OPEN_MOVE),
    )
    id: int | None = Field(default=None, primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", index=True)
    to: str
    into_id: int | None = Field(default=None, foreign_key="proposal.id")
    redirected_to: str = ""
    session_id: str | None = Field(default=None, foreign_key="session.id")
    reason: str = ""
    version: int = 1
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    released: datetime | None = moment(nullable=True)
    undone: datetime | None = moment(nullable=True)
