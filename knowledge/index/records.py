"""Plain data that goes into the index and comes out of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """A title and a text in one language: fi, sv or en."""

    lang: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One record to be found.

    `seen`: tokens of those who may see it, such as {"all"} or {"org:19", "triage"}. `texts`: one a language.
    `labels`: names of its areas, goals and regions in all languages, so that it is found in a language that
    its text has not. Regions by the codes of Statistics Finland, ministries by their Finnish abbreviations.
    """

    id: str
    kind: str
    year: int | None
    regions: tuple[str, ...]
    ministries: tuple[str, ...]
    goals: tuple[str, ...]
    areas: tuple[str, ...]
    seen: frozenset[str]
    texts: tuple[Text, ...]
    labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be found: `seen` holds the asker's tokens, of which an entry must share one.

    An empty set of the others asks nothing; within one set any value will do, and all the sets must agree.
    `without`: ids that are left out.
    """

    seen: frozenset[str]
    kinds: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    regions: frozenset[str] = frozenset()
    ministries: frozenset[str] = frozenset()
    goals: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Kin:
    """What a text is tied to besides its words: entries of its regions and areas are likelier like it."""

    regions: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()


STRANGER = Kin()


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry found; `score` compares hits of one search only, but is a share where `similar` gives it."""

    id: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The hits asked for, best first, and how many there are in all."""

    hits: tuple[Hit, ...]
    total: int


NOTHING = Found((), 0)
