"""What people wish of notices: what a sentence asks for, which days it can mean, which address is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .calendar import is_working
from .dayphrases import LONGEST, Said
from .dayreckoning import Days
from .notices import Topic
from .refusals.base import Refusal
from .refusals.notices import (
    AwayBackwards,
    AwayUnclear,
    BadAddress,
    DayGone,
    DayTooFar,
    NoSuchDay,
)

FARTHEST = timedelta(days=366)
ADDRESSES_A_DAY = 3
"""Somebody's own addresses that get a message to confirm in a day: more would bother strangers."""
ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_]{2,63}")
ADDRESS_LIMIT = 254


class Wish(StrEnum):
    """What a sentence about notices asks for."""

    SETTINGS = "settings"
    WHY = "why"
    MUTE = "mute"
    RESUME = "resume"
    AWAY = "away"
    BACK = "back"
    SNOOZE = "snooze"
    MAIL = "mail"
    CHAT = "chat"


@dataclass(frozen=True)
class Asked:
    """A wish, with the topics that the sentence names: all of them where it says so."""

    wish: Wish
    topics: tuple[Topic, ...] = ()


MAIL_WORDS = r"sähköpost|e-?post|mejl|e-?mail|\bmail"
NOT = r"\bälä|\bälkää|\bei\b|\ben\b\s+halua|lopeta|\binte\b|\binga\b|sluta|don't|do\s+not|\bno\b|\bstop"
TABLE: tuple[tuple[Wish, re.Pattern[str]], ...] = tuple(
    (wish, re.compile(pattern))
    for wish, pattern in (
        (Wish.WHY, r"\bmiksi\b|mistä\s+syystä|\bvarför\b|\bwhy\b|reason|lähetetty|skickat|been\s+sent"),
        (
            Wish.BACK,
            r"\b(?:palasin|palannut)\b|(?:olen|oon)\s+(?:taas|takaisin)|(?:är|kommit)\s+tillbaka(?!\s+(?:den|på|\d))"
            r"|\bi(?:'m|’m|\s+am)\s+back\b(?!\s+on)",
        ),
        (
            Wish.AWAY,
            r"\w*loma(?:lla|n|ni|a|lle|t|)\b|poissa|poissaolo|matkoilla|vapaalla|semester|\bborta\b|frånvar|\bledig"
            r"|föräldraledig|holiday|\baway\b|vacation|\bon\s+leave\b|out\s+of\s+office|absen",
        ),
        (Wish.CHAT, rf"(?:{MAIL_WORDS}).*(?:{NOT})|(?:{NOT}).*(?:{MAIL_WORDS})|teams"),
        (
            Wish.RESUME,
            r"jatka\w*(?!\s+myk)|poista\s+\w*myki|peru\w*\s+\w*myki|myki\w+\s+(?:pois|peru)|päälle|jälleen|taas\b"
            r"|unmute|resume|turn\s+(?:\w+\s+){0,3}on\b|enable|start\s+sending|fortsätt|slå\s+på|sätt\s+på|aktivera"
            r"|avbryt\s+tyst",
        ),
        (
            Wish.MUTE,
            rf"mykist|hiljen|vaien|vaimen|{NOT}|\bpois\b|rauhaan|häiri|keskeyt|sammuta|tau[ko]o|pysäyt|lakkaa"
            r"|\bperu\b|peruuta|vähem|harvem|liikaa|muistut\w+matta|tyst|stäng|stör|pausa|mindre|färre|för\s+många"
            r"|mute|silence|turn\s+(?:\w+\s+){0,3}off|unsubscribe|opt\s+out|disturb|disable|pause|\bless\b|fewer|too\s+many",
        ),
        (
            Wish.SNOOZE,
            r"muistuta\w*|muistutt\w+\s+(?:minua|meitä)|torku|torkk|snooz|påminn\w*|remind\s+(?:me|us)|myöhemmin"
            r"|senare|\blater\b|lykkää|siirrä|skjut\s+upp|flytta|postpone",
        ),
        (Wish.MAIL, MAIL_WORDS),
    )
)
"""The first pattern that is in a sentence tells its wish; without any it asks for the settings."""
TOPIC_WORDS: tuple[tuple[Topic, re.Pattern[str]], ...] = tuple(
    (topic, re.compile(pattern))
    for topic, pattern in (
        (Topic.REMINDERS, r"muistut|påminn|remind"),
        (
            Topic.SCHEDULE,
            r"aikataul|keskustelu|tilaisuu|kokou|agenda|kutsu|tidtabell|diskussion|möte|tillfälle|dagordning|kallels"
            r"|schedule|session|meeting|discussion|invitation",
        ),
        (Topic.PROPOSALS, r"ehdotu|komment|förslag|proposal|comment"),
        (Topic.VIEWS, r"näkemy|statens\s+syn|state's\s+view|\bviews?\b"),
        (
            Topic.BROADCASTS,
            r"tiedott|tiedote|joukkoviest|informationsbrev|utskick|broadcast|bulletin|newsletter",
        ),
        (Topic.PEOPLE, r"liittymispyyn|jäsenpyyn|anslutning|join\s+request|admission"),
    )
)
EVERYTHING = re.compile(
    r"kaik(?:ki|ke|en)|ilmoitu|viest|notifika|\balla\b|\ballt\b|notis|aviser|meddeland"
    r"|\ball\b|everything|notification|notice|message"
)


def read_wish(text: str) -> Asked:
    """What a sentence that is about notices asks for."""
    lower = text[:LONGEST].lower()
    wish = next((wish for wish, pattern in TABLE if pattern.search(lower)), Wish.SETTINGS)
    topics = tuple(topic for topic, pattern in TOPIC_WORDS if pattern.search(lower))
    every = not topics and EVERYTHING.search(lower)
    return Asked(wish, tuple(Topic) if every else topics)


# Days


def until(said: Said, today: date) -> tuple[date | None, Refusal | None]:
    """Until when, of what a sentence says; None for good. With what is wrong with it."""
    if said.wrong:
        return None, NoSuchDay("until", value=said.wrong)
    if said.days is None:
        return None, None
    return said.days.last, day_fault("until", said.days.last, today)


def day_fault(field: str, day: date, today: date) -> Refusal | None:
    """What is wrong with a day that is to come: it has passed, or is more than a year ahead."""
    if day < today:
        return DayGone(field, date=day)
    return DayTooFar(field, date=day) if day - today > FARTHEST else None


def away(said: Said, today: date) -> tuple[Days | None, Refusal | None]:
    """The days of an absence, with what is wrong with them."""
    if said.wrong:
        return None, NoSuchDay("since", value=said.wrong)
    if said.days is None:
        return None, AwayUnclear("since")
    return said.days, away_fault(said.days.first, said.days.last, today)


def away_fault(since: date, until: date, today: date) -> Refusal | None:
    """What is wrong with an absence: it is over, ends before it begins, or is far ahead."""
    if until < since:
        return AwayBackwards("until")
    return day_fault("until", until, today)


def lengths(today: date) -> dict[str, date | None]:
    """How long a notice may be turned off, by name: until which day, None for good."""
    friday = today + timedelta(days=(4 - today.weekday() - 1) % 7 + 1)
    return {
        "day": today + timedelta(days=1),
        "friday": friday,
        "week": today + timedelta(days=7),
        "month": today + timedelta(days=30),
        "good": None,
    }


def reminded_again(said: Said, today: date) -> tuple[date | None, Refusal | None]:
    """The day on which somebody wants to be reminded again: tomorrow where none is said."""
    if said.wrong:
        return None, NoSuchDay("day", value=said.wrong)
    if said.days is None:
        return next(day for n in range(1, 15) if is_working(day := today + timedelta(days=n))), None
    day = said.days.first if said.days.first > today else said.days.last
    return day, day_fault("day", day, today)


# E-mail


def address_fault(address: str) -> Refusal | None:
    """What is wrong with an address, by its shape."""
    fits = ADDRESS.fullmatch(address) and len(address) <= ADDRESS_LIMIT and ".." not in address
    odd = address.startswith(".") or ".@" in address
    return None if fits and not odd else BadAddress("address")


# A sentence that names an end

ENDS = frozenset(("asti", "saakka", "yli", "till", "tills", "fram", "until", "through"))


def names_an_end(text: str) -> bool:
    """Does the sentence say until when, whether or not that was understood?"""
    return not ENDS.isdisjoint(text.lower().split())
