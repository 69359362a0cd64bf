"""Where a proposal stands, how it may move on, and how organisations stand to it."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a proposal stands.

    A body of a region brings a topic to its council (`brought`), which adopts it or answers it (`answered`).
    """

    DRAFT = "draft"
    BROUGHT = "brought"
    ANSWERED = "answered"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    MERGED = "merged"
    ACCEPTED = "accepted"
    IN_DEPTH = "in-depth"
    DEFERRED = "deferred"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"


TRIAGED = frozenset(
    {State.RETURNED, State.MERGED, State.ACCEPTED, State.IN_DEPTH, State.DEFERRED, State.REDIRECTED}
)
NEXT: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.SUBMITTED, State.BROUGHT, State.WITHDRAWN}),
    State.BROUGHT: frozenset({State.SUBMITTED, State.ANSWERED, State.WITHDRAWN}),
    State.ANSWERED: frozenset(),
    State.SUBMITTED: TRIAGED | {State.WITHDRAWN},
    State.RETURNED: frozenset({State.SUBMITTED, State.WITHDRAWN}),
    **{state: frozenset[State]() for state in State if state in TRIAGED - {State.RETURNED}},
    State.WITHDRAWN: frozenset(),
}
CHANGEABLE = frozenset({State.DRAFT, State.BROUGHT, State.SUBMITTED, State.RETURNED})
UNSENT = frozenset({State.DRAFT, State.BROUGHT, State.ANSWERED})
"""States in which a topic has not been sent to the secretariat."""
BRINGERS = frozenset({State.DRAFT, State.BROUGHT})
"""States in which a topic for a council is still its bringer's."""
UNTIMED = frozenset({State.DRAFT, State.BROUGHT, State.RETURNED})
"""States in which the deadline for proposals doesn't stop a change."""


class Act(StrEnum):
    """What a line of history tells: that the proposal came to its state (`moved`), or something else."""

    MOVED = ""
    EDITED = "edited"
    ADOPTED = "taken up by the council"
    ASKED = "asked to join"
    JOINED = "joined"
    DECLINED = "declined to join"
    LEFT = "left the proposal"
    TAKEN_BACK = "request taken back"


class Standing(StrEnum):
    """How an organisation stands to a proposal: chosen in a draft, asked once that is sent, its answer, or
    that the request was taken back before there was one.
    """

    CHOSEN = "chosen"
    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    LEFT = "left"
    TAKEN_BACK = "taken back"
