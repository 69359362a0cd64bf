"""What stands against final minutes and their conclusions."""

from __future__ import annotations

from .base import Refusal


class MinutesNotSent(Refusal):
    """No version of these minutes has gone out yet, so there is nothing to finalise or to read. First a
    version is sent to the organisations to confirm.
    """


class MinutesFinal(Refusal):
    """These minutes are final: they don't change any more. What is different later goes into a new
    conclusion that stands in the place of the old one.
    """


class MinutesNotFinal(Refusal):
    """The minutes of “{session}” aren't final yet. They are published to everybody once they are."""


class NewerVersion(Refusal):
    """Version {version} has gone out meanwhile, so nothing was done. Look at how the organisations answer it,
    and finalise that one.
    """


class CorrectionsOpen(Refusal):
    """These minutes can't be finalised yet. Corrections that wait: {count}. Accept or decline each; those
    that are accepted go out in a new version first.
    """


class TimeLeft(Refusal):
    """The organisations have until {date} to answer, and {count} of them may still do so. Before that,
    minutes become final only when everybody has confirmed them.
    """


class NoSuchConclusion(Refusal):
    """I can't find that conclusion. Ask about its topic, or check its number: it looks like 2026-19-03."""
