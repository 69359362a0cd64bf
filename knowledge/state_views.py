"""The state's view of a region: what the ministries hold to be its central questions in a round.

Each ministry contributes its own part; a coordinator writes the text from them and publishes it. Until then
it is the state's own; after that the region's people read the text as well, never the parts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from .people import OWN, Action, Kind, Organisation, Person, may
from .refusals import Refusal
from .refusals import views as no
from .rounds import Round, check_running

PART_LIMIT = 2000
TEXT_LIMIT = 4000


class Standing(StrEnum):
    """How far a view has come."""

    EMPTY = "nothing yet"
    PARTS = "contributions only"
    WRITTEN = "written, not published"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Part:
    """A ministry's contribution; `version` grows with every change, an empty text was taken back."""

    ministry: Organisation
    text: str
    version: int
    at: datetime
    by: str


@dataclass(frozen=True)
class View:
    """The state's view of a region in a round; version 0 was never written."""

    round: Round
    region: str
    text: str = ""
    version: int = 0
    at: datetime | None = None
    by: str = ""
    published: datetime | None = None
    parts: tuple[Part, ...] = ()

    @property
    def given(self) -> tuple[Part, ...]:
        """The contributions that say something."""
        return tuple(part for part in self.parts if part.text)

    @property
    def standing(self) -> Standing:
        """How far it has come."""
        reached = (
            (Standing.PUBLISHED, self.published is not None),
            (Standing.WRITTEN, bool(self.text)),
            (Standing.PARTS, bool(self.given)),
        )
        return next((standing for standing, yes in reached if yes), Standing.EMPTY)

    def part_of(self, organisation: str) -> Part | None:
        """The contribution of a ministry, or None; one that was taken back is there with its version."""
        return next((part for part in self.parts if part.ministry.id == organisation), None)


# Who reads it


def own_ministries(person: Person) -> tuple[Organisation, ...]:
    """The ministries that the person is contact or deputy of."""
    return tuple(o for o in dict.fromkeys(person.in_role(OWN)) if o.kind is Kind.MINISTRY)


def own_regions(person: Person) -> tuple[str, ...]:
    """The regions that the person speaks for, as contact or deputy of their council or of another body."""
    return tuple(dict.fromkeys(o.region for o in person.in_role(OWN) if o.region))


def of_the_state(person: Person) -> bool:
    """Does the person see the views of all regions while they are written: ministries, and who oversees."""
    return may(person, Action.OVERSEE) or bool(own_ministries(person))


def may_read(person: Person, view: View) -> bool:
    """May the person read the text: the state's side always, the region's own people once it is published."""
    return of_the_state(person) or (view.published is not None and view.region in own_regions(person))


def may_ask(person: Person, region: str) -> bool:
    """May the person hear whether there is a view of the region: the state's side, and the region's own."""
    return of_the_state(person) or region in own_regions(person)


# Who writes it


def contributors(person: Person, taking_part: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """The ministries of the round that the person may contribute for; a coordinator for any of them."""
    own = {ministry.id for ministry in own_ministries(person)}
    every = may(person, Action.COORDINATE)
    return tuple(o for o in taking_part if o.kind is Kind.MINISTRY and (every or o.id in own))


def check_contributing(person: Person, view: View, now: datetime) -> None:
    """Refuse people of no ministry, and anything in a round that is over."""
    if not (own_ministries(person) or may(person, Action.COORDINATE)):
        raise no.OnlyMinistries
    check_running(view.round, now)


def moved(current: Part | View | None, seen: int) -> Refusal | None:
    """What is said when a text was changed after the version seen, or None; an empty one hides nothing."""
    if current is None or current.version == seen or current.at is None or not (seen or current.text):
        return None
    return no.TextMoved(person=current.by, date=current.at)


def check_publishing(view: View, seen: int, now: datetime) -> None:
    """Refuse to publish what is published, empty, changed meanwhile, or of a round that is over."""
    check_running(view.round, now)
    if view.published:
        raise no.PublishedAlready(date=view.published)
    if not view.text:
        raise no.ViewEmpty
    if view.version != seen:
        raise no.ViewMoved


def check_taking_back(view: View, now: datetime) -> None:
    """Refuse to take back what isn't published, or is of a round that is over."""
    check_running(view.round, now)
    if not view.published:
        raise no.NotPublished
