"""Minutes: the draft in its parts, the versions that went out, how organisations answered them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from .columns import document, moment


def _maybe() -> Any:
    """A column for a small JSON document that may be missing."""
    return Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class MinutesPart(SQLModel, table=True):
    """A part of the minutes as they are being written; see `knowledge.minutes`.

    `edition` grows with every change; `removed` ones stay, so that what versions name by id is never
    another thing, and a removal can be taken back.
    """

    __table_args__ = {"sqlite_autoincrement": True}  # read once, when the table is declared
    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    kind: str
    position: int
    edition: int = 1
    content: dict[str, Any] = document()
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    removed: datetime | None = moment(nullable=True)


class MinutesEdit(SQLModel, table=True):
    """One change of a part: what it said before (None: it is new) and after (None: it was taken out).

    `edition` is the part's after it; `undone`: when it was taken back; `undoes` is the change that this one
    took back.
    """

    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    part_id: int = Field(foreign_key="minutespart.id", index=True)
    edition: int
    before: dict[str, Any] | None = _maybe()
    after: dict[str, Any] | None = _maybe()
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")
    undone: datetime | None = moment(nullable=True)
    undoes: int | None = Field(default=None, foreign_key="minutesedit.id")


class MinutesChat(SQLModel, table=True):
    """The conversation in which the minutes of a session are written by typed lines.

    `part_id` is the item that the lines belong to until another one is named.
    """

    channel: str = Field(primary_key=True)
    conversation: str = Field(primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    part_id: int | None = Field(default=None, foreign_key="minutespart.id")
    at: datetime = moment()
    person_id: int = Field(foreign_key="person.id")


class Minutes(SQLModel, table=True):
    """A version of a session's minutes as it went out, with all its parts in `content`.

    `sent` is when it went out, `due` until when it is answered, `checksum` that of the final document.
    """

    __table_args__ = (UniqueConstraint("session_id", "version"),)
    id: int | None = Field(default=None, primary_key=True)
    session_id: str = Field(foreign_key="session.id", index=True)
    version: int
    state: str
    content: dict[str, Any] = document()
    sent: datetime | None = moment(nullable=True)
    due: datetime | None = moment(nullable=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    finalised: datetime | None = moment(nullable=True)
    finalised_by: int | None = Field(default=None, foreign_key="person.id")
    checksum: str | None = None


class Confirmation(SQLModel, table=True):
    """An organisation's answer to a version of the minutes.

    `note` is the reservation. `way`: in the chat, or received by letter, e-mail or registry and recorded by a
    coordinator with its `case_number`.
    """

    __table_args__ = (UniqueConstraint("minutes_id", "organisation_id"),)
    id: int | None = Field(default=None, primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    answer: str
    note: str = ""
    at: datetime | None = moment(nullable=True)
    person_id: int | None = Field(default=None, foreign_key="person.id")
    way: str = "chat"
    case_number: str = ""


class Correction(SQLModel, table=True):
    """A correction that an organisation asks for in a version: of which part, and what it should say instead.

    `state`: open, accepted, declined, taken back; `reason` is why it was declined; `taken_in` the version
    that has it.
    """

    __table_args__ = (
        Index(
            "ix_correction_open",
            "minutes_id",
            "organisation_id",
            "part_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    minutes_id: int = Field(foreign_key="minutes.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id")
    part_id: int = Field(foreign_key="minutespart.id")
    wanted: str
    state: str = "open"
    at: datetime = moment()
    person_id: int | None = Field(default=None, foreign_key="person.id")
    way: str = "chat"
    case_number: str = ""
    decided: datetime | None = moment(nullable=True)
    decided_by: int | None = Field(default=None, foreign_key="person.id")
    reason: str = ""
    taken_in: int | None = Field(default=None, foreign_key="minutes.id")
