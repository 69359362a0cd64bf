"""The memory: records with their texts and codes, what came of them, the change counter."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from .columns import moment


class Record(SQLModel, table=True):
    """What the memory holds: a conclusion, a goal, an agenda, minutes, a document.

    `seen` is one visibility token; `changed` is the record's change number; `due`, of a conclusion, is the
    day by which those responsible report what came of it, `superseded` the record that stands in its place.
    """

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    year: int | None = Field(default=None, index=True)
    session_id: str | None = Field(default=None, foreign_key="session.id", index=True)
    source: str | None = None
    seen: str = "all"
    due: date | None = None
    superseded: str | None = Field(default=None, foreign_key="record.id")
    changed: int = Field(index=True)


class RecordText(SQLModel, table=True):
    """A record's text in one language."""

    record_id: str = Field(foreign_key="record.id", primary_key=True)
    lang: str = Field(primary_key=True)
    title: str
    text: str


class RecordTag(SQLModel, table=True):
    """A code that a record carries; `facet` is region, ministry, goal, area, responsible or used_in."""

    record_id: str = Field(foreign_key="record.id", primary_key=True)
    facet: str = Field(primary_key=True)
    value: str = Field(primary_key=True, index=True)
    position: int = 0


class RecordOrigin(SQLModel, table=True):
    """Where a conclusion comes from: the version of the minutes, its part there, and the agenda's item."""

    record_id: str = Field(foreign_key="record.id", primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    part_id: int = Field(foreign_key="minutespart.id")
    item_id: int | None = None


class RecordProposal(SQLModel, table=True):
    """A proposal that a conclusion goes back to, by way of its item."""

    record_id: str = Field(foreign_key="record.id", primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True, index=True)


class FollowUp(SQLModel, table=True):
    """What came of a conclusion: not started, under way, done or dropped; an organisation's newest counts.

    `day` is when it was done, or is meant to be; `behalf`: a coordinator reported for the organisation.
    """

    id: int | None = Field(default=None, primary_key=True)
    record_id: str = Field(foreign_key="record.id", index=True)
    state: str
    note: str = ""
    day: date | None = None
    at: datetime = moment()
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")
    behalf: bool = False


class Counter(SQLModel, table=True):
    """Numbers that only grow; updating a row serialises its writers, so numbers appear in order of commit."""

    name: str = Field(primary_key=True)
    value: int = 0
