"""What is understood of a sentence, and what it is understood by."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Slots:
    """What a sentence names. Empty and None mean "not said"."""

    years: tuple[int, ...] = ()  # the rounds' years, ascending
    regions: tuple[str, ...] = ()  # Statistics Finland codes
    ministries: tuple[str, ...] = ()  # Finnish abbreviations
    indicator: str | None = None
    language: str | None = None  # the language to switch to
    goals: tuple[str, ...] = ()  # ids such as "ALKE2024-2"
    kinds: tuple[str, ...] = ()  # of records: minutes, agenda, goal, proposal
    states: tuple[str, ...] = ()  # of conclusions followed up: late, open, done, under way, …
    terms: tuple[str, ...] = ()  # base forms of the content words that no other slot took
    topic: str | None = None  # of a proposal, as typed


@dataclass(frozen=True)
class Understood:
    """An intent with its slots, and the language the sentence is in."""

    intent: str
    slots: Slots
    language: str
    own_region: bool = False  # the regions come from the asker's home
    all_regions: bool = False  # the sentence means every region
    continues: bool = False  # it goes on from the question before
    own_ministry: bool = False  # the ministries are the asker's own
    more: bool = False  # it asks for the next page of the question before
    certain: bool = True  # a word decided the intent, or something was named
    towns: tuple[str, ...] = ()  # codes of the municipalities that the regions were named by
    spoken: bool = True  # the sentence itself tells its language, more clearly than a word or two would


@dataclass(frozen=True)
class Context:
    """Who asks, when, and after what."""

    today: date
    rounds: tuple[int, ...]  # years of the known rounds, ascending
    home: tuple[str, ...] = ()  # the asker's own region codes
    language: str = "fi"  # the language the asker has chosen
    previous: Understood | None = None  # the conversation's question before this
    ministries: tuple[str, ...] = ()  # the asker's own, by Finnish abbreviation
