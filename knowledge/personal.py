"""Requests about one's own data: to have it corrected or erased. Coordinators answer them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .refusals.keeping import DataRequestGone, DataRequestSettled

WANTED_LIMIT = 1000
"""Characters of what should be corrected."""
REASON_LIMIT = 500
DAYS = 30
"""Days in which a request is answered (GDPR 12(3): a month)."""


class Kind(StrEnum):
    """What is asked for."""

    CORRECTION = "correction"
    ERASURE = "erasure"


class State(StrEnum):
    """How a request stands."""

    OPEN = "open"
    DONE = "done"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"


@dataclass(frozen=True)
class Request:
    """Somebody's request; `wanted` is what should be corrected."""

    id: int
    person: int
    name: str
    kind: Kind
    wanted: str
    at: datetime
    state: State


def check_open(request: Request | None) -> Request:
    """The request while it can be answered. Raises DataRequestGone, DataRequestSettled."""
    if request is None:
        raise DataRequestGone
    if request.state is not State.OPEN:
        raise DataRequestSettled
    return request
