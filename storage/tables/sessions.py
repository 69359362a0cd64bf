"""Sessions: who takes part, when they can, what is on the agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from .columns import document, moment


class Session(SQLModel, table=True):
    """One discussion of a round: regional, joint, in-depth or preparatory.

    `length` is in minutes; `version` grows with every change; `reason` is why it was cancelled.
    """

    id: str = Field(primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    kind: str
    state: str
    name_fi: str
    name_sv: str | None = None
    name_en: str | None = None
    starts: datetime | None = moment(nullable=True)
    ends: datetime | None = moment(nullable=True)
    place: str | None = None
    link: str | None = None
    case_number: str | None = None
    theme: str | None = None
    length: int = 150
    version: int = 1
    announced: datetime | None = moment(nullable=True)
    reason: str | None = None


class SessionRegion(SQLModel, table=True):
    """A region that a session is about."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    region: str = Field(primary_key=True)


class SessionOrganisation(SQLModel, table=True):
    """An organisation that takes part in a session."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)


class SessionPerson(SQLModel, table=True):
    """A person who takes part in a session."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)


class Poll(SQLModel, table=True):
    """A question to a session's organisations: which of these times suit you, until when to answer."""

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    due: datetime = moment()
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    closed: datetime | None = moment(nullable=True)


class PollOption(SQLModel, table=True):
    """A time that a poll offers."""

    id: int | None = Field(default=None, primary_key=True)
    poll_id: int = Field(foreign_key="poll.id", index=True)
    starts: datetime = moment()
    ends: datetime = moment()


class PollAnswer(SQLModel, table=True):
    """Whether a time suits an organisation: yes, maybe or no."""

    option_id: int = Field(foreign_key="polloption.id", primary_key=True)
    organisation_id: str = Field(foreign_key="organisation.id", primary_key=True)
    answer: str
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")


class Agenda(SQLModel, table=True):
    """A session's agenda in preparation; `version` is the newest published one, 0 before any."""

    session_id: str = Field(foreign_key="session.id", primary_key=True)
    buffer: int = 15
    version: int = 0
    edition: int = 1
    changed: datetime = moment()


class AgendaItem(SQLModel, table=True):
    """An item of an agenda in preparation: what, how many minutes, who opens it.

    Published versions name items by their ids, so an id isn't given again (without AUTOINCREMENT it would).
    """

    __table_args__ = {"sqlite_autoincrement": True}  # read once, when the table is declared
    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    position: int
    minutes: int
    title: str
    note: str = ""
    opener_organisation: str | None = Field(default=None, foreign_key="organisation.id")
    opener: str = ""


class AgendaItemProposal(SQLModel, table=True):
    """A proposal that an item came from."""

    item_id: int = Field(foreign_key="agendaitem.id", primary_key=True)
    proposal_id: int = Field(foreign_key="proposal.id", primary_key=True, index=True)


class AgendaVersion(SQLModel, table=True):
    """A published agenda, as it was published."""

    __table_args__ = (UniqueConstraint("session_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    version: int
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    content: dict[str, Any] = document()
