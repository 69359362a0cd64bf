"""What stands against writing minutes."""

from __future__ import annotations

from .base import OfField, Refusal


class NotHeldYet(Refusal):
    """“{session}” isn't marked as held yet, so its minutes can't be written. A coordinator marks it as held
    once it has begun.
    """


class MinutesNotBegun(Refusal):
    """Nobody has begun to write the minutes of “{session}” yet. The working group and the secretariat write
    them after the session.
    """


class NoSuchPart(Refusal):
    """I can't find that part of the minutes. Open the minutes again and choose the part there."""


class PartChanged(Refusal):
    """{person} changed this part on {date}, after you opened the form, so nothing was saved yet. What changed
    is shown below. What you wrote is kept, and fields that you left alone are as they are now: look them
    through and save again.
    """


class PartGone(Refusal):
    """Somebody has taken this part out of the minutes. What you wrote is kept: saving adds it as a new
    part.
    """


class PartMoved(Refusal):
    """{person} changed this part on {date}, after your card was shown, so nothing was done. Here it is as it
    stands now: press again if you still want to.
    """


class TooManyParts(Refusal):
    """Minutes have at most {limit} items and as many conclusions. Join some of them, or take one out."""


class NothingToTakeBack(Refusal):
    """You have changed nothing in these minutes that could be taken back."""


class ChangedSince(Refusal):
    """{person} has changed this part after you, on {date}, so your change can't be taken back. Open the part
    and put it right there.
    """


# The fields of a part


class ConclusionWithoutText(OfField):
    """A conclusion needs its text, in Finnish or in Swedish. What you wrote elsewhere is kept."""


class ItemNotHere(OfField):
    """This item isn't in the minutes any more. Choose another one, or none."""


class NoEarlierConclusion(OfField):
    """I know no conclusion “{value}”. Write the number of an earlier one, such as 2025-19-03, or leave the
    field empty.
    """


class DueBeforeSession(OfField):
    """{date} is before the session was held. Choose a later day, or leave the field empty."""
