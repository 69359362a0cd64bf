"""Whom a sentence means that asks for a broadcast."""

from __future__ import annotations

from .broadcasts import Group
from .status import Step

SAID: tuple[tuple[Group, tuple[str, ...]], ...] = (
    (
        Group.COUNCILS,
        ("liitto", "liitoi", "liitot", "maakuntaliit", "landskapsförbund", "förbund", "council"),
    ),
    (Group.MINISTRIES, ("ministeriö", "ministerie", "ministri")),
    (Group.CONTACTS, ("yhteyshenkilö", "kontaktperson", "contact")),
    (Group.DEPUTIES, ("varahenkilö", "ersättare", "suppleant", "deput")),
    (Group.WORKING_GROUP, ("työryhm", "arbetsgrupp", "working")),
    (Group.OBSERVERS, ("tarkkailij", "observatör", "observer", "aune")),
)
"""How the words begin that name a group, in Finnish, Swedish and English."""
EVERYBODY = ("kaikille", "kaikkia", "alla", "everybody", "everyone", "all")
PARTICIPANTS = (
    "keskustelu",
    "osallistuj",
    "istun",
    "diskussion",
    "deltagar",
    "session",
    "discussion",
    "particip",
)
UNDONE, LACKS = {"ei", "eivät", "inte", "not", "hasn't", "haven't"}, ("puuttu", "saknas", "missing")


def said_groups(text: str, *, named: bool) -> tuple[Group, ...]:
    """The groups that a sentence names; where it has `named` regions or ministries, it means those."""
    words = text.lower().replace("’", "'").split()
    found = tuple(g for g, begins in SAID if any(word.startswith(begins) for word in words))
    whole = {Group.COUNCILS, Group.MINISTRIES}
    kept = tuple(g for g in found if not (named and g in whole))
    return kept or ((Group.EVERYBODY,) if not named and any(w in EVERYBODY for w in words) else ())


def says_participants(text: str) -> bool:
    """Does a sentence speak of those who take part in a discussion?"""
    return any(word.startswith(PARTICIPANTS) for word in text.lower().split())


def said_undone(text: str, step: Step | None) -> Step | None:
    """The step that a sentence says isn't done."""
    words = text.lower().replace("’", "'").split()
    return step if any(word in UNDONE or word.startswith(LACKS) for word in words) else None
