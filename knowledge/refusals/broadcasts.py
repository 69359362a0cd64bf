"""Broadcasts: notices that a coordinator writes to many."""

from __future__ import annotations

from .base import OfField, Refusal

# Writing one


class FinnishMissing(OfField):
    """Write this in Finnish at least: readers whose language is missing get the Finnish."""


class HalfWritten(OfField):
    """In this language only the title or only the text is written. Write both, or leave both empty."""


class TextsTooLong(Refusal):
    """Together the texts take more room than a card has. Put the main point here, the rest behind a link."""


class AudienceEmpty(Refusal):
    """Nobody belongs to what you chose. Choose at least one group, session, region, ministry or organisation
    that has people here.
    """


class BadLink(OfField):
    """The link must be an address that begins with https://, without spaces, user names or passwords."""


class NotAnnounced(OfField):
    """The session isn't announced, so it can't be attached: everybody who gets the notice would learn of it.
    Announce the session first, or leave it out.
    """


class SessionForCalendar(OfField):
    """Choose the session whose calendar file goes along."""


class MomentMissing(OfField):
    """Give both the day and the time at which it is sent, or choose to send it at once."""


class MomentPassed(OfField):
    """That moment has passed. Choose a later one, or send it at once."""


class MomentFarAhead(OfField):
    """{date} is more than {limit} years ahead. Check the year."""


# Its life


class NoSuchBroadcast(Refusal):
    """I can't find that notice. A coordinator sees all of them under “Notices sent to many”."""


class BroadcastMoved(Refusal):
    """The notice is now “{state}”, so this can't be done any more. “Notices sent to many” shows how it
    stands.
    """


class BroadcastChanged(Refusal):
    """Somebody has changed the notice meanwhile. Below is how it stands now: check it and go on."""


class DraftChanged(Refusal):
    """Somebody has changed this meanwhile. What you wrote is kept here: send it again to put it in the place
    of theirs.
    """


class NobodyReachable(Refusal):
    """Nobody of those you chose can be reached here: they have neither a chat with me nor an e-mail address.
    Choose others, or reach them in another way.
    """


class CountChanged(Refusal):
    """The number of people has changed meanwhile: it is {n} now. Check the list and confirm again."""


class SendingBegun(Refusal):
    """The notice is being sent already. You can stop it, or correct it when it is there."""


class NothingCorrected(Refusal):
    """The texts are as they were. Change what is to be corrected, or go back."""


class NobodyToRemind(Refusal):
    """There is nobody to remind: everybody who got the notice has acknowledged it, or it asks for no
    acknowledgement.
    """


# Reading one


class NotAsked(Refusal):
    """This notice asks for no acknowledgement. You need do nothing."""


class BroadcastRecalled(Refusal):
    """This notice was recalled by its sender, so there is nothing to acknowledge any more."""
