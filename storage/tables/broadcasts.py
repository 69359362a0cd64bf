"""Notices that a coordinator writes to many: versions of the text, whom it is for, who acknowledged it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from .columns import document, moment


class Broadcast(SQLModel, table=True):
    """A broadcast. `audience` says who it is for until it is confirmed; then its recipients do.

    `version` is that of the text, from 1 on; `edition` grows with every change, so that writers notice each
    other. `due` is when it is sent. `session_id` and `link` are attached to it.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: str = "draft"
    version: int = 1
    edition: int = 1
    audience: dict[str, Any] = document()
    session_id: str | None = Field(default=None, foreign_key="session.id")
    link: str = ""
    calendar: bool = False
    acknowledge: bool = False
    created: datetime = moment()
    confirmed: datetime | None = moment(nullable=True)
    due: datetime | None = moment(nullable=True)
    ended: datetime | None = moment(nullable=True)
    reason: str = ""


class BroadcastText(SQLModel, table=True):
    """A version of a broadcast's text in one language; `note` says what it corrects in the one before."""

    broadcast_id: int = Field(foreign_key="broadcast.id", primary_key=True)
    version: int = Field(primary_key=True)
    language: str = Field(primary_key=True)
    title: str
    text: str
    note: str = ""


class BroadcastRecipient(SQLModel, table=True):
    """Somebody a confirmed broadcast is for: `organisations` are those they are addressed for."""

    broadcast_id: int = Field(foreign_key="broadcast.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    organisations: dict[str, Any] = document()
    acknowledged: datetime | None = moment(nullable=True)
