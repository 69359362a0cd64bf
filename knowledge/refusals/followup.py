"""What stands against reporting what came of a conclusion."""

from __future__ import annotations

from .base import OfField, Refusal


class NotResponsible(Refusal):
    """Your organisation isn't among those responsible for this conclusion, so it reports nothing of it. You
    can see what the others have reported.
    """


class NobodyResponsible(Refusal):
    """No organisation is named as responsible for this conclusion, so nobody is asked what came of it. A
    coordinator may report it.
    """


class ConclusionReplaced(Refusal):
    """This conclusion has been replaced by {number}. Report what came of that one."""


class ReportedMeanwhile(Refusal):
    """Something else was reported meanwhile; it is shown below. Nothing of yours is lost: check it, and send
    it again if it still holds.
    """


class WhyDropped(OfField):
    """Tell in the note why it was dropped."""


class NotYetDone(OfField):
    """What is done or dropped was so on some day up to today, not on {date}."""


class OverAlready(OfField):
    """{date} has passed. Give the day by which it is meant to be done."""


class NothingToFollow(Refusal):
    """There are no conclusions with these limits, so there is nothing to put into a file. Choose other years
    or another region.
    """
