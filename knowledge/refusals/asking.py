"""Who is asking, and what was sent."""

from __future__ import annotations

from .base import OfField, Refusal

# Who is asking


class NotAdmitted(Refusal):
    """I don't know you yet, so I can't show or record anything. Ask to be admitted: a coordinator of the
    secretariat answers.
    """


class PersonalOnly(Refusal):
    """I answer in a personal chat only, since others here may not see everything that you may. Open a chat
    with me and ask there.
    """


class NotAllowed(Refusal):
    """Your role doesn't allow this. The secretariat runs the round and writes the minutes; what concerns your
    organisation is done by its contact person or deputy. Write "help" to see what you can do.
    """


class NoOrganisation(Refusal):
    """A proposal is made for an organisation, and you have none that may propose. Ask the secretariat to
    add you to your organisation.
    """


# What was sent


class TooLong(Refusal):
    """Your message has {length} characters and I read at most {limit}. Send the main point in a sentence
    or two, or open the proposal form with "I want to propose a topic".
    """


class NothingSaid(Refusal):
    """I didn't find any words in your message. Ask for example what was agreed last year, or write "help"."""


class UnknownButton(Refusal):
    """This button is from an older card and no longer works. Write "help" and I'll show what I can do now."""


class BrokenForm(Refusal):
    """The form didn't arrive whole, so nothing was recorded. Open it again with "I want to propose a
    topic".
    """


class FarTooLong(Refusal):
    """A field has more than {limit} characters, too many for a card, so nothing was recorded. Put the main
    point in the form and the rest behind a link.
    """


class BadDay(OfField):
    """“{value}” is no day that I can read. Write it as 24.11.2026 or 2026-11-24."""


class BadTime(OfField):
    """“{value}” is no time of day that I can read. Write it as 9.30 or 13:15."""


class BadNumber(OfField):
    """“{value}” is no whole number. Write it in digits, for example 30."""


class FieldMissing(OfField):
    """Fill in this field."""


# Ourselves


class OurFault(Refusal):
    """Something went wrong on our side, so I can't answer this now. Try again in a moment; if that doesn't
    help, write to the secretariat.
    """

    status = 500
