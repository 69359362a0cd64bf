"""The memory: records with their texts and codes, what came of them, the change counter."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from .columns import moment


class Record(SQLModel, table=True):
    """What the memory holds: a conclusion, a goal, an agenda, minutes, a document.

    `seen` is one visibility token; `changed` is the record's change number; `due`, of a conclusion, is the
    day by which those responsible report what came of it.
    """

    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    year: int | None = Field(default=None, index=True)
    session_id: str | None = Field(default=None, foreign_key="session.id", index=True)
    source: str | None = None
    seen: str = "all"
    due: date | None = None
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


class FollowUp(SQLModel, table=True):
    """What came of a conclusion: not started, under way, done or dropped; the newest entry counts."""

    id: int | None = Field(default=None, primary_key=True)
    record_id: str = Field(foreign_key="record.id", index=True)
    state: str
    note: str = ""
    at: datetime = moment()
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    person_id: int | None = Field(default=None, foreign_key="person.id")


class Counter(SQLModel, table=True):
    """Numbers that only grow; updating a row serialises its writers, so numbers appear in order of commit."""

    name: str = Field(primary_key=True)
    value: int = 0
