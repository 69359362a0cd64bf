"""What is printed of a session's minutes, as plain data, and the words for its codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cards.language import N_

Names = Mapping[str, str]
BINDING = N_("The discussions lead to a shared view. Nothing that is said or written in them binds anyone.")
STATE_SIDE, REGION_SIDE = N_("The State's view"), N_("The region's view")
DRAFT, OUT, REPLACED, FINAL = "draft", "out", "replaced", "final"
WAITED_FOR = "waited for"
ANSWERS = {
    "confirmed": N_("Confirmed"),
    "reservation": N_("Confirmed with a reservation"),
    "correction": N_("Asked for a correction"),
    "no answer": N_("No answer"),
    WAITED_FOR: N_("Not answered yet"),
}
"""How an organisation answered, in words."""
WAYS = {
    "chat": N_("in the bot"),
    "letter": N_("by letter"),
    "e-mail": N_("by e-mail"),
    "registry": N_("through the registry"),
}
"""By which way an answer came."""
USES = {
    "jts": N_("Public finance plan"),
    "ministry_plan": N_("A ministry's own plan"),
    "regional_plan": N_("A regional plan"),
}
"""Where a conclusion is used."""


@dataclass(frozen=True)
class Present:
    """An organisation that was there, with the names of its people as they were written."""

    names: Names
    people: str = ""


@dataclass(frozen=True)
class Concluded:
    """A conclusion: title and text by language; `goals` are titles by language, `uses` codes."""

    id: str
    titles: Names
    texts: Names
    measure: bool = False
    responsible: Sequence[Names] = ()
    ministries: Sequence[Names] = ()
    regions: Sequence[Names] = ()
    goals: Sequence[Names] = ()
    areas: Sequence[Names] = ()
    uses: Sequence[str] = ()
    due: date | None = None
    supersedes: str = ""
    superseded: str = ""
    address: str = ""


@dataclass(frozen=True)
class Discussed:
    """An item of the agenda: what was said, by language, and its conclusions."""

    title: str
    texts: Names = field(default_factory=dict)
    conclusions: Sequence[Concluded] = ()


@dataclass(frozen=True)
class Answer:
    """How an organisation answered this version; `earlier` are its answers to those before it."""

    names: Names
    answer: str
    note: str = ""
    at: datetime | None = None
    way: str = ""
    case_number: str = ""
    earlier: Sequence[tuple[int, str]] = ()


@dataclass(frozen=True)
class Printed:
    """What printed minutes tell; names are by language. `state`: draft, out, replaced or final."""

    id: str
    names: Names
    round: Names
    state: str
    version: int = 0
    sent: datetime | None = None
    due: datetime | None = None
    finalised: datetime | None = None
    checksum: str = ""
    regions: Sequence[Names] = ()
    theme: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    place: str = ""
    case_number: str = ""
    present: Sequence[Present] = ()
    absent: Sequence[Names] = ()
    state_view: Names = field(default_factory=dict)
    region_view: Names = field(default_factory=dict)
    items: Sequence[Discussed] = ()
    conclusions: Sequence[Concluded] = ()
    answers: Sequence[Answer] = ()
    address: str = ""
