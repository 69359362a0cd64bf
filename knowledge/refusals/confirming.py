"""What stands against confirming minutes, or asking for a correction."""

from __future__ import annotations

from .base import OfField, Refusal


class MinutesNotOut(Refusal):
    """The minutes of “{session}” haven't gone out yet. The organisations that took part are asked to confirm
    them once they do: their people are told then.
    """


class SessionNotHeld(Refusal):
    """“{session}” isn't marked as held, so its minutes can't go out. Mark it as held first: the button is on
    the session's card.
    """


class DraftEmpty(Refusal):
    """Nothing is written in these minutes yet, so there is nothing to send. Write them first."""


class SameAsVersion(Refusal):
    """Nothing has changed since version {version} went out, so there is nothing new to ask. Change the draft
    first.
    """


class CorrectionsUndecided(Refusal):
    """Corrections that wait for an answer: {count}. Accept or decline each of them first, so that the new
    version has what was accepted.
    """


class DraftMoved(Refusal):
    """The draft was changed after you looked at it, so nothing was sent. Here it is as it stands now: look it
    through and send again.
    """


class NotThisVersion(Refusal):
    """Version {version} is out now and this card was of another one, so nothing was recorded. Here is the one
    that is out: answer it.
    """


class NotYourAnswer(Refusal):
    """You don't answer for this organisation here. The contact persons and deputies of the organisations that
    took part in the session do, each for their own.
    """


class AnsweredAlready(Refusal):
    """Your organisation has answered this version already: {person}, {date}. Each organisation answers a
    version once. If something has to be changed still, write to the secretariat.
    """


class CorrectionsWait(Refusal):
    """Your organisation has asked for a correction that isn't in the minutes yet, so it can't confirm this
    version. Take the request back if you want to confirm the text as it is.
    """


class ReservationMissing(OfField):
    """Write the reservation, or confirm the minutes without one."""


class CorrectionMissing(OfField):
    """Write what the part should say instead. A request without a text can't be handled."""


class AskedAlready(OfField):
    """Your organisation has asked to correct this part already, and the request waits. Take that one back
    first, or choose another part.
    """


class NoSuchCorrection(Refusal):
    """I can't find that request for a correction. Open the minutes to see the requests as they stand."""


class CorrectionSettled(Refusal):
    """This request was settled already, so nothing was done. Here is how it stands now."""


class DeclineWithoutReason(OfField):
    """Write why the correction isn't made: the organisation that asked for it sees the reason."""


class AnswerOnRecord(OfField):
    """This organisation has answered this version already: {answer}. Choose another one."""


class DayToCome(OfField):
    """This day is still to come. Write the day on which the answer arrived."""


class DayBeforeSending(OfField):
    """This version went out later than that day, so the answer can't be about it. Check the day."""
