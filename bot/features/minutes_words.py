"""What is said of minutes that are being written: how far they are, what was done to a part of them."""

from __future__ import annotations

from collections.abc import Iterable

from bot.forms import Said, said_data
from cards.language import N_
from knowledge.minutes import Conclusion, Content, Part, State, Version
from knowledge.minutes_faults import deciding
from storage.minutes_standings import Standing

from .confirming_words import heading


def standing(of: Standing) -> Said:
    """How far a session's minutes are."""
    if of.state is None:
        message = N_("being written · conclusions: {count}") if of.begun else N_("not begun")
        return Said(message, {"count": of.conclusions})
    message = N_("final, version {version}") if of.state is State.FINAL else OUT if of.due else OUT_LONG
    return Said(message, {"version": of.version, "date": of.due})


OUT = N_("version {version} is out for confirmation until {date}")
OUT_LONG = N_("version {version} is out for confirmation")


def out(version: Version | None) -> Said | None:
    """What is said above a draft while a version of it is out."""
    if version is None or version.state is not State.OUT:
        return None
    message = N_(
        "Version {version} is out for confirmation. What you change here goes into the next version."
    )
    return Said(message, {"version": version.number})


def done(message: str, session: str, part: Part) -> Said:
    """That something was done to a part; its name goes where the message says so."""
    return Said(message, {"part": said_data(heading(session, part))})


SAVED = N_("Saved: {part}")
ADDED = N_("Added: {part}")
SAME = N_("This is in the minutes already, so nothing was added: {part}")
REMOVED = N_("Taken out: {part}")
TAKEN_BACK = N_("Taken back: your change of {part}")


def hints(content: Content) -> Iterable[Said]:
    """What a writer should look at again, though nothing stands against it."""
    if isinstance(content, Conclusion) and (word := deciding(content.texts.values())):
        message = N_(
            "The text says “{word}”. Conclusions are a shared view and decide nothing: check the wording."
        )
        yield Said(message, {"word": word})
