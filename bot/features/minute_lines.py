"""Minutes by typed lines: what is typed with # in a chat goes into the draft of a session's minutes.

In a person's own chat, and in a group's or a meeting's once somebody tied it to a session with #muistio.
What is answered there is for everybody's eyes: which part was written, never what it says.
"""

from __future__ import annotations

from pydantic import BaseModel, Field

from bot.forms import Chosen, Codes, Lines
from bot.routes import Ask, Read, Reply, Route, Tx
from bot.turns import LINE, TEXT_LIMIT
from knowledge import minute_lines as rules
from knowledge.minute_lines import Word
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import minute_lines as no
from knowledge.refusals.asking import FieldMissing, TooLong

from . import minute_lines_cards as cards
from . import minute_lines_undoing as undoing
from .minute_lines_desk import Bench, bench, chosen, opened, tied
from .minute_lines_keeping import keep
from .sessions import ID_LIMIT


class TypedForm(BaseModel):
    """What was typed, once more; and in a chat that isn't tied, the session that it is for."""

    session: Chosen = ""
    text: Lines = ""


class SessionRef(BaseModel):
    """A button of a session's draft."""

    session: str = Field("", max_length=ID_LIMIT)


class UndoForm(SessionRef):
    """The button below a receipt: which changes it takes back."""

    edits: Codes = ()


# Typed


def read_message(ask: Ask, read: Read) -> Bench | Reply:
    """What a message says, read; when it asks for help, that is the answer."""
    return _read(ask, read, ask.text)


def read_form(ask: Ask, read: Read) -> Bench | Reply:
    """The same, typed in the form of a message that couldn't be recorded."""
    form: TypedForm = ask.form
    if len(form.text) > TEXT_LIMIT:
        raise TooLong(length=len(form.text), limit=TEXT_LIMIT)
    return _read(ask, read, form.text, form.session)


def _read(ask: Ask, read: Read, text: str, session: str = "") -> Bench | Reply:
    lines = rules.lines(text)
    if [line.word for line in lines] == [Word.HELP] and not lines[0].text:
        return cards.help_card(ask, tied(ask, read.db))
    at = bench(ask, read, text, lines, session)
    return at if lines else cards.again(ask, at, (FieldMissing("text"),), choose=not tied(ask, read.db))


def record(ask: Ask, at: Bench, tx: Tx) -> Reply:
    """Do what the lines say; where one of them can't be done, nothing is, and all are shown again."""
    try:
        known = chosen(ask, at, tx)
    except Refusal as refusal:
        return cards.again(ask, at, (refusal,), choose=not isinstance(refusal, no.NoSessionToWrite))
    if [line.word for line in at.lines] == [Word.UNDO] and not at.lines[0].text:
        return undoing.last(ask, known, tx)
    kept = keep(ask, at, opened(ask, at, known, tx), tx)
    if isinstance(kept, Reply):
        return kept
    return cards.again(ask, at, (no.LinesNotKept(), *kept), choose=False)


# From the desk


def begin(ask: Ask, at: Bench, tx: Tx) -> Reply:
    """Tie the chat to a session, and say how lines are written."""
    known = opened(ask, at, chosen(ask, at, tx), tx)
    return cards.begun(ask, known)


def prepare_begin(ask: Ask, read: Read) -> Bench:
    """What the session's draft is begun with, where it isn't yet."""
    return bench(ask, read, "", (), ask.form.session)


def show_help(ask: Ask, read: Read) -> Reply:
    """How lines are written."""
    return cards.help_card(ask, tied(ask, read.db))


ROUTES: tuple[Route, ...] = (
    Route(Action.RECORD, intent=LINE, prepare=read_message, handle=record, in_groups=True),
    Route(
        Action.RECORD,
        verb="lines.send",
        form=TypedForm,
        prepare=read_form,
        handle=record,
        in_groups=True,
    ),
    Route(Action.RECORD, verb="lines.begin", form=SessionRef, prepare=prepare_begin, handle=begin),
    Route(Action.RECORD, verb="lines.help", show=show_help, in_groups=True),
    Route(Action.RECORD, verb="lines.undo", form=UndoForm, handle=undoing.of_receipt, in_groups=True),
)
