"""The process: goals, rounds, and the state's view of each region."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from .columns import moment


class Goal(SQLModel, table=True):
    """A goal of a regional development decision or of the Act; a missing translation stays missing."""

    id: str = Field(primary_key=True)
    parent: str | None = Field(default=None, index=True)
    term: str
    kind: str
    position: int
    title_fi: str
    title_sv: str | None = None
    title_en: str | None = None
    note_fi: str | None = None
    source: str
    certainty: str


class Round(SQLModel, table=True):
    """One yearly round and its dates."""

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(index=True)
    name_fi: str
    name_sv: str | None = None
    name_en: str | None = None
    case_number: str | None = None
    decision: str = Field(foreign_key="goal.id")
    kick_off: date | None = None
    picture_due: datetime | None = moment(nullable=True)
    proposals_open: datetime = moment()
    proposals_close: datetime = moment()
    agenda_due: date | None = None
    sessions_from: date | None = None
    sessions_to: date | None = None
    days_to_send: int = 14
    days_to_confirm: int = 14


class RoundOrganisation(SQLModel, table=True):
    """An organisation that takes part in a round."""

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)


class StateView(SQLModel, table=True):
    """The state's view of a region in a round: what the ministries hold to be its central questions."""

    __table_args__ = (UniqueConstraint("round_id", "region"),)
    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    region: str
    text: str = ""
    version: int = 1
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    published: datetime | None = moment(nullable=True)


class StateViewPart(SQLModel, table=True):
    """A ministry's contribution to the state's view of a region."""

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    region: str = Field(primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)
    text: str = ""
    version: int = 1
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
