"""Rounds and their steps."""

from __future__ import annotations

from .base import OfField, Refusal


class NoOpenRound(Refusal):
    """No round is open for proposals now. I'll tell you when the next one opens."""


class NotYetOpen(Refusal):
    """Proposals for {round} open on {date}. Keep your text and send it then."""


class DeadlinePassed(Refusal):
    """Proposals for {round} closed on {date}. Your text is kept: send it as a late proposal?"""


class RoundOver(Refusal):
    """{round} is over, so nothing in it can be changed any more. Take the matter up in the next round."""


# Opening and changing a round


class BadYear(Refusal):
    """A round is opened for a year between {first} and {last}. Write the year in four digits."""

    field = "year"


class SameRound(Refusal):
    """There is a round of {year} with this name already. Give this one another name, or change that one."""

    field = "name_fi"


class UnknownDecision(Refusal):
    """Choose the decision whose goals the round discusses."""

    field = "decision"


class NobodyTakesPart(Refusal):
    """Choose at least one organisation that takes part."""

    field = "councils"


class DayPassed(OfField):
    """This day has passed: today is {today}. Choose a later one."""


class NoWorkingDay(OfField):
    """Nobody works on this day. The next working day is {date}."""


class DayStays(OfField):
    """This day has passed, so it stays {date}. A deadline may be moved to a later day."""


class FarFromYear(OfField):
    """{date} is far from the round's year, {year}. Check the year in it."""


class WrongOrder(OfField):
    """This comes before an earlier step, which is on {date}. Move one of them."""


class TooManyDays(OfField):
    """Give a number of days from 1 to {limit}."""


class NoSuchRound(Refusal):
    """I can't find that round. Write "what is due and when?" to see the one in hand."""


class RoundChanged(Refusal):
    """Somebody changed {round} after you opened this form. What you wrote is in the fields, and the dates as
    they are now above them: compare and send again.
    """


# Steps


class StepOpen(Refusal):
    """This step is open already, since {date}."""


class NoDeadline(Refusal):
    """This step has no deadline that could be extended. Its dates are set by changing the round."""


class NotLater(Refusal):
    """The deadline is {date} now. Extending it needs a later day."""

    field = "day"


class NextStep(Refusal):
    """The next step begins on {date}, so the deadline can't be moved past it. Move that step first, by
    changing the round's dates.
    """

    field = "day"
