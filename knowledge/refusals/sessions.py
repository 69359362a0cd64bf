"""Sessions and availability."""

from __future__ import annotations

from .base import OfField, Refusal

# A session's life


class NoSuchSession(Refusal):
    """I can't find that session. Write "when is our discussion?" to see those that are announced."""


class SessionMoved(Refusal):
    """“{session}” is now “{state}”, so this can't be done any more. Open the session to see how it stands."""


class SessionChanged(Refusal):
    """Somebody changed “{session}” after you opened this form. What you wrote is below: open the session,
    compare, and send again.
    """


class SessionNotAsSeen(Refusal):
    """Somebody changed this session after your card was shown, so nothing was done. Look at it as it is now,
    and go on from here.
    """


class NotReadyToAnnounce(Refusal):
    """“{session}” has no time yet, or neither a place nor a link, so it can't be announced. Edit the session
    first.
    """


class BegunAlready(Refusal):
    """“{session}” can't be announced, since its time has passed: {date}. Edit the time first."""


class NotBegun(Refusal):
    """“{session}” hasn't begun, so it can't have been held. Cancel it if it isn't held at all."""


class ReasonMissing(Refusal):
    """Give the reason: it is told to those who take part."""

    field = "reason"


# The fields of a session


class RegionMissing(Refusal):
    """Choose the region: a regional session has one, a joint session two or more."""

    field = "regions"


class OneRegion(Refusal):
    """A regional session has one region. Choose one, or make the session a joint one."""

    field = "regions"


class NobodyMeets(Refusal):
    """Choose at least one organisation or region that takes part."""

    field = "organisations"


class StartsInThePast(Refusal):
    """This time has passed. Choose a later one."""

    field = "day"


class TimeMissing(Refusal):
    """Give the time of day as well."""

    field = "start"


class DayMissing(Refusal):
    """Give the day as well."""

    field = "day"


class FarAhead(OfField):
    """{date} is more than {limit} years ahead. Check the year."""


class NoSessionDay(Refusal):
    """Nobody works on this day. The next working day is {date}."""

    field = "day"


class BadLength(Refusal):
    """A session lasts from 15 to {limit} minutes."""

    field = "length"


class RegionBusy(Refusal):
    """The region has another session at the same time: “{session}”, {date}. Choose another time, or move that
    one.
    """

    field = "start"


class PersonBusy(Refusal):
    """{person} takes part in another session at the same time: “{session}”, {date}. Choose another time, or
    leave them out of one of the two.
    """

    field = "people"


class BadSessionLink(Refusal):
    """The link must begin with https:// and have no spaces, quotes or braces."""

    field = "link"


# Availability


class NoSuchPoll(Refusal):
    """I can't find that question of times, or your organisation wasn't asked. Write "give our availability"
    to see what waits for an answer.
    """


class PollClosed(Refusal):
    """The times were to be answered until {date}. Tell the secretariat what suits you: they can record it on
    your behalf.
    """


class NoOpenPoll(Refusal):
    """These times aren't asked any more: a time was chosen, or the question was put anew. Write "when is our
    discussion?" to see what is announced.
    """


class AnsweredMeanwhile(Refusal):
    """{person} answered for your organisation after your card was shown, {date}. Your choices are kept below:
    compare, and send again if they are to stand instead.
    """


class NobodyToAsk(Refusal):
    """Nobody takes part in “{session}” yet, so there is nobody to ask. Edit the session and choose its
    organisations first.
    """


class BadTimes(OfField):
    """Line {line}: “{value}” is no time that I can read. Write a day and a time of day, such as
    12.1.2027 9.00, one on each line.
    """


class SameTime(OfField):
    """Line {line}: {date} is there already. Offer each time once."""


class TimeOff(OfField):
    """Line {line}: nobody works on {date}. The next working day is {next}."""


class TimesCount(OfField):
    """Offer from 2 to {limit} times, one on each line."""


class TimePassed(OfField):
    """Line {line}: {date} has passed. Offer times that are ahead."""


class DueTooLate(OfField):
    """The last day to answer must be today or later, and before the first of the times."""


# Calendar files


class NotForCalendars(Refusal):
    """“{session}” isn't announced, so there is no calendar file of it yet. It is told to those who take part
    once it is.
    """


class NothingForCalendars(Refusal):
    """You take part in no announced session, so there is nothing for your calendar yet. You are told when
    one is announced.
    """
