"""What people wish of notices."""

from __future__ import annotations

from .base import OfField, Refusal

# Days


class NoSuchDay(OfField):
    """“{value}” isn't in the calendar. Give a day such as 24.11. or 24.11.2026, or a weekday."""


class DayGone(OfField):
    """{date} has passed. Choose a later day."""


class DayTooFar(OfField):
    """{date} is more than a year ahead. Choose an earlier day, or turn the notices off until further
    notice.
    """


class AwayBackwards(OfField):
    """The last day of your absence is before its first. Check the days."""


class AwayUnclear(OfField):
    """I need the first and the last day of your absence."""


# What is turned down


class NothingChosen(OfField):
    """Choose at least one kind of notice."""


# E-mail


class BadAddress(OfField):
    """That is no e-mail address that I can write to. Write it as name@example.fi."""


class TooManyAddresses(OfField):
    """You have given {n} addresses today, and each of them got a message to confirm. Look for that message
    in your mail, or try again tomorrow.
    """


class NoAddressYet(Refusal):
    """I don't have a confirmed e-mail address of yours. Give the address first: I send a message there,
    and when you have confirmed it I can write to you by e-mail.
    """


class NoMailHere(Refusal):
    """An address can't be confirmed here, since this installation has no page for it. Ask the secretariat to
    add your address.
    """


class AddressNotWanted(Refusal):
    """This address isn't waiting to be confirmed any more, so nothing was changed. Give it again in the
    settings of notices, in the chat with me.
    """


class ConfirmedByMail(Refusal):
    """An address is confirmed on the page that its message leads to, not here: that shows that mail
    arrives there.
    """
