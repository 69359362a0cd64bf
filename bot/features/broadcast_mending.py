"""After sending: a broadcast is corrected or recalled in place, and those who were silent are reminded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.forms import Input, Line, Lines, Number, Reading, Said, form_reply, notice, notice_reply
from bot.reasons import CANCELLED
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import LANGUAGES, N_
from knowledge import broadcasts as rules
from knowledge.broadcasts import FIRST, REASON_LIMIT, Broadcast, State
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import broadcasts as no
from knowledge.refusals.asking import FieldMissing
from storage import broadcast_counts as messages
from storage import broadcasts
from storage.outbox import Place

from . import broadcast_desk as desk
from .broadcast_forms import TEXT_FIELDS, Worded, check_kept, filled, read_texts, text_inputs
from .broadcast_words import LIST, Ref, desk_about, found, ref

NOTES = (
    ("note_fi", N_("What is corrected, in a sentence (in Finnish)")),
    ("note_sv", N_("What is corrected, in Swedish")),
    ("note_en", N_("What is corrected, in English")),
)


class Correcting(Ref, Worded):
    """The corrected texts as they were typed, and what is different in them; `version` is corrected."""

    version: Number = 0
    note_fi: Line = ""
    note_sv: Line = ""
    note_en: Line = ""


class Recalling(Ref):
    """Why it is recalled."""

    reason: Lines = ""


def correct_form(ask: Ask, read: Read) -> Reply:
    """The texts as they stand, to be corrected."""
    one = _out(found(broadcasts.find(read.db, ask.form.broadcast)), State.CORRECTED)
    return _correcting(ask, one, Correcting(**ref(one), **filled(one)))


def _out(one: Broadcast, to: State) -> Broadcast:
    """Raises BroadcastMoved where it can't be mended so."""
    if to not in rules.NEXT[one.state]:
        raise no.BroadcastMoved(state=one.state)
    return one


def _correcting(ask: Ask, one: Broadcast, form: Correcting, **wrong: Any) -> Reply:
    notes = (Input(n, label, "text", getattr(form, n), required=n.endswith(FIRST)) for n, label in NOTES)
    told = N_(
        "The card of those who have got it changes in place; those who haven't get the new one at once."
    )
    return form_reply(
        ask,
        Said(N_("Correct the notice")),
        (*text_inputs(form), *notes),
        Button(
            N_("Send the correction"),
            "broadcast.correct_now",
            ref(one) | {"version": one.version},
            style="positive",
        ),
        intro=(Said(told),),
        buttons=(_back(one),),
        about=desk_about(one.id),
        **wrong,
    )


def _back(one: Broadcast) -> Button:
    return Button(N_("Leave it as it is"), "broadcast.show", {"broadcast": one.id}, fills=False)


def correct(ask: Ask, _: object, tx: Tx) -> Reply:
    """Put the corrected texts in the place of the old ones, wherever they have gone."""
    form, reading = ask.form, Reading()
    check_kept(*(getattr(form, name) for name, *_ in (*TEXT_FIELDS, *NOTES)))
    one = found(broadcasts.hold(tx.db, form.broadcast))
    if State.CORRECTED not in rules.NEXT[one.state]:
        return _as_it_is(ask, tx, one)
    texts, notes = read_texts(reading, form), _notes(reading, form)
    same = texts == {language: replace(wording, note="") for language, wording in one.texts.items()}
    if form.version != one.version:
        if same:
            return desk.card(tx.db, one, ask.now)  # pressed twice
        return _correcting(ask, one, form, alert=no.DraftChanged())
    if reading.faults or same:
        alert = None if reading.faults else no.NothingCorrected()
        return _correcting(ask, one, form, faults=reading.faults, alert=alert)
    noted = {language: replace(wording, note=notes[language]) for language, wording in texts.items()}
    return _corrected(ask, tx, broadcasts.put(tx.db, rules.corrected(one, noted, ask.now)))


def _notes(reading: Reading, form: Correcting) -> Mapping[str, str]:
    if not form.note_fi:
        reading.fault(FieldMissing("note_fi"))
    return {
        each: reading.text(f"note_{each}", getattr(form, f"note_{each}"), REASON_LIMIT) for each in LANGUAGES
    }


def _corrected(ask: Ask, tx: Tx, one: Broadcast) -> Reply:
    messages.redraw(tx.db, one.id)  # first: whoever isn't sent the new text now has been reached
    to = messages.reached(tx.db, one.id)
    n = messages.owe_many(tx.db, one, to, ask.now, cause=messages.CORRECTION, place=Place.REPLACE)
    tx.audit("broadcast.corrected", broadcasts.about(one.id), version=one.version, people=n)
    told = Said(N_("Corrected. Cards that change: {n}."), {"n": n})
    return desk.card(tx.db, one, ask.now, lines=(told,))


def _as_it_is(ask: Ask, tx: Tx, one: Broadcast) -> Reply:
    """The card of a broadcast that isn't as it was seen; a draft is refused."""
    if one.state is State.DRAFT:
        raise no.BroadcastMoved(state=one.state)
    return desk.card(tx.db, one, ask.now, no.BroadcastMoved(state=one.state))


# Recalling

SENT_SO_FAR = (messages.CAUSE, messages.CORRECTION, messages.REMINDER)


def recall_form(ask: Ask, read: Read) -> Reply:
    """Ask why it is recalled."""
    one = _out(found(broadcasts.find(read.db, ask.form.broadcast)), State.RECALLED)
    return _recalling(ask, one, ask.form.model_copy(update={"edition": one.edition}))


def _recalling(ask: Ask, one: Broadcast, form: Recalling, *faults: Refusal) -> Reply:
    told = N_("The card of those who have got it says that it was recalled, and why. The text is taken away.")
    return form_reply(
        ask,
        Said(N_("Recall “{title}”?"), {"title": dict(one.titles)}),
        (Input("reason", N_("Reason, which its readers see"), "lines", form.reason, required=True),),
        Button(N_("Recall the notice"), "broadcast.recall_now", ref(one), style="destructive"),
        intro=(Said(told),),
        faults=faults,
        buttons=(_back(one),),
        about=desk_about(one.id),
    )


def recall(ask: Ask, _: object, tx: Tx) -> Reply:
    """Take it back: what hasn't gone out doesn't, what has says so."""
    form, reading = ask.form, Reading()
    one = found(broadcasts.hold(tx.db, form.broadcast))
    if State.RECALLED not in rules.NEXT[one.state]:
        return _as_it_is(ask, tx, one)
    reason = reading.text("reason", form.reason, REASON_LIMIT, required=True)
    if reading.faults:
        return _recalling(ask, one, form, *reading.faults)
    to = messages.reached(tx.db, one.id)
    messages.stop(tx.db, one, CANCELLED, ask.now, *SENT_SO_FAR)
    one = broadcasts.put(tx.db, one.moved(State.RECALLED, ended=ask.now, reason=reason))
    n = messages.owe_many(
        tx.db, one, to, ask.now, cause=messages.RECALL, card="broadcast", place=Place.REPLACE
    )
    tx.audit("broadcast.recalled", broadcasts.about(one.id), people=n)
    return desk.card(tx.db, one, ask.now, lines=(Said(N_("Recalled. Cards that change: {n}."), {"n": n}),))


# Those who were silent


def follow(ask: Ask, read: Read) -> Reply:
    """Who would be reminded, before they are."""
    one = found(broadcasts.find(read.db, ask.form.broadcast))
    lines = [each for each in messages.lines(read.db, one.id) if each.got and not each.acknowledged]
    if not one.acknowledge or one.state not in rules.OUT or not lines:
        raise no.NobodyToRemind
    n = len(lines)
    names = [each.name for each in lines[:NAMED]]
    more = f" + {n - NAMED}" if n > NAMED else ""
    data = notice(
        Said(N_("Remind those who haven't acknowledged it?")),
        lines=(one.texts[FIRST].title, ", ".join(names) + more, Said(WAITS)),
        buttons=(
            Button(N_("Remind these {n}"), "broadcast.remind", ref(one), style="positive", values={"n": n}),
            Button(N_("Delivery report"), "broadcast.report", {"broadcast": one.id}),
        ),
    )
    return notice_reply(data, about=desk_about(one.id))


NAMED = 20
WAITS = N_("They get the notice once more, with a line that it waits for them. It is sent in office hours.")


def remind(ask: Ask, _: object, tx: Tx) -> Reply:
    """Send the notice once more to exactly those who got it and haven't acknowledged it."""
    one = found(broadcasts.hold(tx.db, ask.form.broadcast))
    if one.state not in rules.OUT:
        return _as_it_is(ask, tx, one)
    if one.edition != ask.form.edition:
        return desk.card(tx.db, one, ask.now, no.BroadcastChanged())
    to = messages.silent(tx.db, one.id) if one.acknowledge else ()
    if not to:
        raise no.NobodyToRemind
    one = broadcasts.put(tx.db, replace(one, edition=one.edition + 1))
    n = messages.owe_many(tx.db, one, to, ask.now, cause=messages.REMINDER, urgent=False)
    tx.audit("broadcast.reminded", broadcasts.about(one.id), people=n)
    data = notice(
        Said(N_("Reminders are on their way")),
        lines=(one.texts[FIRST].title, Said(N_("People who are reminded: {n}."), {"n": n}), Said(WAITS)),
        buttons=(Button(N_("Delivery report"), "broadcast.report", {"broadcast": one.id}), LIST),
    )
    return notice_reply(data, about=desk_about(one.id))


C = Action.COORDINATE
ROUTES = (
    Route(C, verb="broadcast.correct", form=Ref, show=correct_form),
    Route(C, verb="broadcast.correct_now", form=Correcting, handle=correct),
    Route(C, verb="broadcast.recall", form=Recalling, show=recall_form),
    Route(C, verb="broadcast.recall_now", form=Recalling, handle=recall),
    Route(C, verb="broadcast.follow", form=Ref, show=follow),
    Route(C, verb="broadcast.remind", form=Ref, handle=remind),
)
