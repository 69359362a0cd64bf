"""Reminders: putting them off, and sending them to others."""

from __future__ import annotations

from .base import Refusal


class NoSuchReminder(Refusal):
    """I can't find this reminder among yours. Ask “what is missing from us?” to see what is to be done."""


class TooLateToSnooze(Refusal):
    """The deadline comes before that, so I can't put the reminder off so far. Choose an earlier day, or do
    it now.
    """


class NobodyToRemind(Refusal):
    """Nobody is left to remind of this: everybody has done it, or it can't be done any more."""


class RemindedJustNow(Refusal):
    """They were reminded less than an hour ago, {date}. Press again only if they should get another one."""
