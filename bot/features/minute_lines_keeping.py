"""Writing typed lines into a draft: all of a message, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.routes import Ask, Reply, Tx
from knowledge.clock import today
from knowledge.minute_applying import Applying, At, Kept
from knowledge.minute_entries import apply
from knowledge.minute_lines import Word
from knowledge.minutes import Part
from knowledge.refusals import Refusal
from storage import minute_chats, minutes, minutes_edits
from storage.minute_chats import Tie
from storage.minutes import Writer

from . import minute_lines_cards as cards
from .minute_lines_desk import Bench, Opened


def keep(ask: Ask, at: Bench, opened: Opened, tx: Tx) -> Reply | Sequence[Refusal]:
    """Write the lines of a message and give the receipt, or tell what is wrong with them."""
    first = bool(at.lines) and at.lines[0].word is Word.CHAT
    lines = at.lines[1:] if first else at.lines
    if first and not lines:
        return cards.begun(ask, opened)
    session = opened.at.session
    applied = apply(opened.at.draft, lines, _hand(ask, at, opened, tx))
    if applied.faults:
        return applied.faults
    written, edits = _written(ask, tx, session.id, applied.kept)
    _remember(ask, tx, opened, applied)
    tx.audit("minutes.lines", f"minutes:{session.id}", edits=list(edits))
    return cards.receipt(ask, opened, applied, written, edits)


def _hand(ask: Ask, at: Bench, opened: Opened, tx: Tx) -> At:
    session = opened.at.session
    return At(
        session=session,
        today=today(ask.now),
        item=opened.item,
        number=minutes.next_number(tx.db, session.id),
        known=opened.known,
        proposals=opened.proposals,
        superseded=at.superseded,
    )


def _written(
    ask: Ask, tx: Tx, session: str, kept: Sequence[Kept]
) -> tuple[tuple[Kept, ...], tuple[int, ...]]:
    """Write each line's part: what was kept, with the ids that new parts got, and the ids of the changes."""
    writer = Writer(tx.db, session, ask.person, ask.now)
    ids: dict[int, int] = {}
    written, edits = [], []
    for each in kept:
        part = replace(each.part, id=ids.get(each.part.id, each.part.id))
        done = writer.change(part, part.content) if part.id > 0 else _added(writer, part)
        ids[each.part.id] = done.id
        written.append(replace(each, part=done))
        last = minutes_edits.last_of(tx.db, session, ask.person)
        edits += [last.id] if last else []
    return tuple(written), tuple(edits)


def _added(writer: Writer, part: Part) -> Part:
    return writer.add(part.kind, part.content, part.position)


def _remember(ask: Ask, tx: Tx, opened: Opened, applied: Applying) -> None:
    """The chat's item in hand; a person's own chat is tied to the session that they write in."""
    tied = Tie(opened.at.session.id, applied.item)
    if ask.where and minute_chats.find(tx.db, ask.where) != tied:
        minute_chats.tie(tx.db, ask.where, tied, ask.person, ask.now)
