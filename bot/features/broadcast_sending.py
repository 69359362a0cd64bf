"""Sending a broadcast: confirmed (twice, when it goes to many), changed or stopped before it has gone out."""

from __future__ import annotations

from bot.forms import Number, Said, notice, notice_reply
from bot.reasons import CANCELLED
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import broadcasts as rules
from knowledge.broadcasts import Broadcast, State
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import broadcasts as no
from storage import broadcast_counts as messages
from storage import broadcasts, outbox

from . import broadcast_desk as desk
from .broadcast_preview import Seen, Shown, asked_again, many, preview, see
from .broadcast_preview import listed as recipients_listed
from .broadcast_words import Ref, desk_about, found, ref


class Confirming(Ref):
    """The number of people that was shown; `sure`: the one that was confirmed a second time."""

    count: Number = 0
    sure: Number = 0


def prepare(ask: Ask, read: Read) -> Seen | None:
    """Who gets the draft as things are now; None for what is a draft no more."""
    draft = found(broadcasts.find(read.db, ask.form.broadcast))
    return see(ask, read, draft) if draft.state is State.DRAFT else None


def confirm(ask: Ask, seen: Seen | None, tx: Tx) -> Reply:
    """Write down whom it is for and owe it to all of them, in this one transaction."""
    draft = found(broadcasts.hold(tx.db, ask.form.broadcast))
    if draft.state is not State.DRAFT or seen is None:
        return desk.card(tx.db, draft, ask.now)  # pressed twice, or another was quicker
    if wrong := _amiss(ask, draft, seen):
        return preview(ask, tx.db, draft, seen, wrong)
    if many(seen) and ask.form.sure != len(seen.recipients):
        return asked_again(draft, seen)
    one = broadcasts.put(tx.db, rules.confirmed(draft, ask.now))
    broadcasts.freeze(tx.db, one, seen.recipients)
    to = [each.person.id for each in seen.recipients]
    messages.owe_many(tx.db, one, to, ask.now, due=one.due)
    tx.audit("broadcast.confirmed", broadcasts.about(one.id), people=len(to), due=str(one.due))
    return desk.card(tx.db, one, ask.now)


def _amiss(ask: Ask, draft: Broadcast, seen: Seen) -> Refusal | None:
    """What keeps a draft from being sent."""
    if draft.edition != ask.form.edition:
        return no.BroadcastChanged()
    if draft.due is not None and draft.due <= ask.now:
        return no.MomentPassed("day")
    if not seen.recipients:
        return no.AudienceEmpty()
    if seen.all_out:
        return no.NobodyReachable()
    counted = ask.form.count == len(seen.recipients)
    return None if counted else no.CountChanged(n=len(seen.recipients))


def change(ask: Ask, seen: object, tx: Tx) -> Reply:
    """Make what waits for its time a draft again, so that it can be changed."""
    one = found(broadcasts.hold(tx.db, ask.form.broadcast))
    if one.state is not State.SCHEDULED or one.edition != ask.form.edition:
        return _as_it_is(ask, tx, one)
    if not messages.disown(tx.db, one):
        return desk.card(tx.db, one, ask.now, no.SendingBegun())
    broadcasts.thaw(tx.db, one)
    draft = broadcasts.put(tx.db, one.moved(State.DRAFT, confirmed=None))
    tx.audit("broadcast.changed", broadcasts.about(draft.id))
    return again(draft)


def again(draft: Broadcast) -> Reply:
    """That it is a draft again, and the ways on."""
    data = notice(
        Said(N_("The notice is a draft again")),
        lines=(draft.texts[rules.FIRST].title, Said(N_("It isn't sent until you confirm it anew."))),
        buttons=(
            Button(N_("Change who, when and with what"), "broadcast.setup", ref(draft), style="positive"),
            Button(N_("Edit the text"), "broadcast.edit", ref(draft)),
            Button(N_("Back to the draft"), "broadcast.show", ref(draft)),
        ),
    )
    return notice_reply(data, about=desk_about(draft.id))


def cancel(ask: Ask, _: object, tx: Tx) -> Reply:
    """Stop it: what hasn't gone out doesn't; what is on its way arrives."""
    one = found(broadcasts.hold(tx.db, ask.form.broadcast))
    if State.CANCELLED not in rules.NEXT[one.state]:
        return _as_it_is(ask, tx, one)
    before = messages.counts(tx.db, one.id)
    stopped = messages.stop(tx.db, one, CANCELLED, ask.now, messages.CAUSE)
    one = broadcasts.put(tx.db, one.moved(State.CANCELLED, ended=ask.now))
    tx.audit("broadcast.cancelled", broadcasts.about(one.id), stopped=stopped)
    told = Said(STOPPED, {"sent": before.of(outbox.State.SENT), "stopped": stopped})
    return desk.card(tx.db, one, ask.now, lines=(told,))


STOPPED = N_(
    "Stopped: {sent} had gone out, {stopped} were held back. A few that were on their way may still arrive."
)


def _as_it_is(ask: Ask, tx: Tx, one: Broadcast) -> Reply:
    """The card of a broadcast that isn't as it was seen."""
    if one.state is State.DRAFT:
        return again(one)
    return desk.card(tx.db, one, ask.now, no.BroadcastMoved(state=one.state))


C = Action.COORDINATE
ROUTES = (
    Route(C, verb="broadcast.confirm", form=Confirming, prepare=prepare, handle=confirm),
    Route(C, verb="broadcast.recipients", form=Shown, show=recipients_listed),
    Route(C, verb="broadcast.change", form=Ref, handle=change),
    Route(C, verb="broadcast.cancel", form=Ref, handle=cancel),
)
