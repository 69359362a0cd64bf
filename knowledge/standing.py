"""How conclusions must stand to be asked for: "mitkä ovat myöhässä", "vad är inte gjort"."""

from collections.abc import Set

LATE, OPEN, DONE = "late", "open", "done"
UNDER_WAY, NOT_STARTED, DROPPED = "under way", "not started", "dropped"
STATES = {
    "IS_LATE": (LATE, LATE),
    "IS_OPEN": (OPEN, OPEN),
    "IS_DONE": (DONE, OPEN),
    "IS_STARTED": (UNDER_WAY, NOT_STARTED),
    "IS_UNDER_WAY": (UNDER_WAY, UNDER_WAY),
    "IS_NOT_STARTED": (NOT_STARTED, NOT_STARTED),
    "IS_DROPPED": (DROPPED, DROPPED),
}
"""By concept: the state it names, and the one it names in a sentence that denies. Open: not done."""
NEGATIONS = frozenset({"NOT_YET", "WITHOUT"})
ALREADY = frozenset({"ALREADY"})
"""Words that stand among the negations and deny nothing: "jo", "redan", "already"."""


def states(concepts: Set[str]) -> tuple[str, ...]:
    """The states that a sentence of follow-up names; what is denied to be done is open."""
    denied = not NEGATIONS.isdisjoint(concepts) and ALREADY.isdisjoint(concepts)
    named = (pair[denied] for concept, pair in STATES.items() if concept in concepts)
    return tuple(dict.fromkeys(named))
