"""Who takes part: organisations, people, their roles, and who asks to be admitted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from .columns import moment


class Organisation(SQLModel, table=True):
    """An organisation that takes part; the id tells its kind, such as council:19 or ministry:LVM."""

    id: str = Field(primary_key=True)
    kind: str
    name_fi: str
    name_sv: str | None = None
    name_en: str | None = None
    region: str | None = None
    abbreviation: str | None = None


class Person(SQLModel, table=True):
    """Somebody admitted. `slug` is the name that the command line and the demo use."""

    __table_args__ = (UniqueConstraint("tenant", "object_id"),)
    id: int | None = Field(default=None, primary_key=True)
    tenant: str
    object_id: str
    name: str
    slug: str | None = Field(default=None, unique=True)
    language: str | None = None


class Membership(SQLModel, table=True):
    """A person's role in an organisation, for a time."""

    __table_args__ = (UniqueConstraint("person_id", "organisation_id", "role"),)
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    role: str
    since: date | None = None
    until: date | None = None


class DataRequest(SQLModel, table=True):
    """Somebody asks that what is kept about them be corrected or erased; one of a kind is open at a time.

    `state`: open, done, declined or taken back; `reason` is why it was declined.
    """

    __table_args__ = (
        Index(
            "ix_datarequest_open",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    kind: str
    wanted: str = ""
    at: datetime = moment()
    state: str = "open"
    decided: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""


class JoinRequest(SQLModel, table=True):
    """Somebody unknown, or admitted elsewhere, who asks to join an organisation; one open request at a time.

    `address` is where they wrote, kept until they have been answered.
    """

    __table_args__ = (
        Index(
            "ix_join_waiting",
            "tenant",
            "object_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    tenant: str
    object_id: str
    name: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    organisation_name: str = ""
    role: str
    message: str = ""
    language: str
    state: str = "waiting"
    at: datetime = moment()
    address: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    decided: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
