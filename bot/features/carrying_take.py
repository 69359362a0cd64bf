"""Taking what an earlier round left into this one, and telling those it belongs to."""

from __future__ import annotations

from bot.forms import Said, notice
from bot.routes import Ask, Reply, Tx
from cards.language import N_
from knowledge import carrying as rules
from knowledge.clock import today
from knowledge.merging import told
from knowledge.proposals import Proposal
from knowledge.refusals.triage import NoneChosen, NoSecretariat, NotCarriable
from knowledge.rounds import check_running
from storage import carrying, people, triage
from storage.proposals import Author

from .carrying_list import Left, Matter, reply
from .proposal_notices import OWNERS, about, open_button
from .which_round import found

TAKEN = "carried over"


def take(ask: Ask, offer: Left, tx: Tx) -> Reply:
    """Take the chosen matters up, each once: one that was taken before is only shown."""
    round_ = found(triage.hold(tx.db, offer.round.id))
    check_running(round_, ask.now)
    now = offer.again(tx.db)
    if not ask.form.chosen:
        return reply(ask, now, alert=NoneChosen())
    offered = {each.origin: each for each in now.matters}
    chosen = [offered.get(origin) for origin in dict.fromkeys(ask.form.chosen)]
    if None in chosen:
        return reply(ask, now, alert=NotCarriable())
    new = [_take(tx, now, each) for each in chosen if each and each.origin not in now.taken]
    before = [now.taken[each.origin] for each in chosen if each and each.origin in now.taken]
    tx.audit("carried.over", f"round:{round_.id}", proposals=[each.number for each in new])
    return reply(ask, now.again(tx.db), said=(*_said(TOOK, new), *_said(THERE, before)))


TOOK = N_("Taken into this round: {numbers}.")
THERE = N_("In this round already: {numbers}.")


def _said(message: str, proposals: list[Proposal]) -> tuple[Said, ...]:
    numbers = ", ".join(each.number for each in proposals)
    return (Said(message, {"numbers": numbers}),) if proposals else ()


def _take(tx: Tx, now: Left, matter: Matter) -> Proposal:
    if isinstance(matter.left, Proposal):
        content = rules.deferred_content(matter.left.content, matter.left.number, now.choices)
        new = carrying.take_deferred(tx.db, now.round, matter.left, tx.who, content, tx.now)
    else:
        owner = people.secretariat(tx.db)
        if owner is None:
            raise NoSecretariat
        content = rules.conclusion_content(matter.left.record, now.choices)
        author = Author(tx.who, owner)
        new = carrying.take(tx.db, now.round, matter.origin, author, content, tx.now)
    _tell(tx, new)
    return new


def _tell(tx: Tx, proposal: Proposal) -> None:
    """Tell its owners that the matter goes on, under which number."""
    data = notice(
        Said(N_("Your matter was taken into this round: proposal {number}"), {"number": proposal.number}),
        lines=(proposal.content.title, Said(GOES_ON, {"round": proposal.round.names})),
        why=OWNERS,
        buttons=(open_button(proposal.id),),
    )
    to = people.acting_for(tx.db, told(proposal), today(tx.now))
    once = f"{TAKEN}:{proposal.id}"
    data |= {"proposal": proposal.id}
    tx.owe("notice", to, once=once, cause=TAKEN, data=data, about=about(proposal))


GOES_ON = N_(
    "It was deferred in an earlier round. {round}: it is submitted as it was, and your organisation can edit"
    " it or withdraw it as any other proposal."
)
