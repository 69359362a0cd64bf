"""What stands against minutes by typed lines. `line` is the beginning of the line that is meant."""

from __future__ import annotations

from .base import Refusal


class LinesNotKept(Refusal):
    """Nothing was recorded yet. Put right what is said below and send again: what you wrote is kept."""


class LineWithoutWord(Refusal):
    """“{line}”: I don't know what to do with this. A line begins with # and a word that I know."""


class LineWordUnknown(Refusal):
    """“{line}”: I don't know the word “#{word}”."""


class LineWordMisspelt(Refusal):
    """“{line}”: I don't know the word “#{word}”. Did you mean “#{near}”?"""


class LineEmpty(Refusal):
    """“{line}”: nothing stands after “#{word}”. Write what is to be recorded after it."""


class LineNotAlone(Refusal):
    """“{line}”: “#{word}” stands alone in a message, with nothing before or after it."""


class LineNotFirst(Refusal):
    """“{line}”: “#{word}” is the first line of a message, since what comes after it is about that session."""


class LineItemMissing(Refusal):
    """“{line}”: which item of the agenda is this about? Write its number, from 1 to {count}, after the word
    and a colon after the number.
    """


class LineItemRange(Refusal):
    """“{line}”: there is no such item. The items of this session are 1–{count}."""


class LineNoItems(Refusal):
    """“{line}”: these minutes have no items yet. Add one in the draft first."""


class LineUnknown(Refusal):
    """“{line}”: I don't know “{value}”."""


class LineUnknownNear(Refusal):
    """“{line}”: I don't know “{value}”. Did you mean “{near}”?"""


class LineFieldMisspelt(Refusal):
    """“{line}”: I don't know the field “{value}”. Did you mean “{near}”?"""


class LineBadDay(Refusal):
    """“{line}”: I can't read the day “{value}”. Write it as 30.6.2027."""


class LineDayBefore(Refusal):
    """“{line}”: the day {date} is before the session."""


class LineTooLong(Refusal):
    """“{line}”: with this the part would have {length} characters, and it may have {limit}. Shorten it."""


class LineTitleTooLong(Refusal):
    """“{line}”: the title before the colon has {length} characters, and it may have {limit}."""


class NoSessionHere(Refusal):
    """This chat isn't tied to a session yet, so I don't know whose minutes this belongs to. Choose the
    session below and send: what you wrote is kept.
    """


class NoSessionToWrite(Refusal):
    """No session is held whose minutes are still to be written, so there is nothing to write lines for. A
    coordinator marks a session as held on its card.
    """


class NoSuchSessionToWrite(Refusal):
    """I find no session “{value}” that was held and whose minutes are still open. Choose one of those
    below.
    """


class ChangedByOther(Refusal):
    """Somebody has changed this part since, so it can't be taken back here. Change it in the draft."""


class UndoneAlready(Refusal):
    """This was taken back already."""


class NotYours(Refusal):
    """Only who wrote a line takes it back here. In the draft everything can be changed."""


class LineFarDay(Refusal):
    """“{line}”: {date} is more than {limit} years ahead. Check the year."""


class TooManyLines(Refusal):
    """“{line}”: minutes have at most {limit} conclusions. Join some of them, or take one out."""


class MoreIsWrong(Refusal):
    """More lines that couldn't be recorded: {n}."""
