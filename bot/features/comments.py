"""What is said about a proposal between its organisations and the working group."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from bot.forms import Input, Lines, Reading, Said, form_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import comments as rules
from knowledge.comments import COMMENT_LIMIT, Comment
from knowledge.people import Action
from knowledge.proposals import Proposal
from knowledge.refusals import Refusal
from knowledge.refusals.proposals import NoSuchProposal
from storage import comments, proposals

from . import proposal_notices as notices
from .proposal_form import ProposalRef, Seen
from .views import onward

PAGE = 5
PAGE_BYTES = 17_000  # of the texts on a page, as JSON: with the card around them they stay below 28 KB


class Saying(ProposalRef):
    """A comment."""

    text: Lines = ""


def _heard(ask: Ask, proposal: Proposal | None) -> Proposal:
    """The proposal when the asker may read its comments; anybody else is told that there is none."""
    if proposal is None or not rules.hears(ask.person, proposal):
        raise NoSuchProposal
    return proposal


def listed(ask: Ask, read: Read) -> Reply:
    """The comments of a proposal, the newest first."""
    proposal = _heard(ask, proposals.find(read.db, ask.form.proposal))
    offset = ask.form.offset
    total = comments.count(read.db, proposal.id)
    page = tuple(_fitting(comments.newest(read.db, proposal.id, offset, PAGE)))
    return _card(ask, proposal, page, total, offset)


def _fitting(page: Sequence[Comment]) -> Iterator[Comment]:
    """As many of the comments as fit on a card; at least one."""
    room = PAGE_BYTES
    for number, comment in enumerate(page):
        room -= len(json.dumps(comment.text, ensure_ascii=False).encode())
        if room < 0 and number:
            return
        yield comment


def _card(ask: Ask, proposal: Proposal, page: Sequence[Comment], total: int, offset: int) -> Reply:
    data = {
        "number": proposal.number,
        "proposal_title": proposal.content.title,
        "items": page,
        "total": total,
        "buttons": tuple(_buttons(ask, proposal, offset + len(page), total)),
    }
    return Reply("comments", data)


def _buttons(ask: Ask, proposal: Proposal, after: int, total: int) -> Iterator[Button]:
    reference = {"proposal": proposal.id}
    if _allowed(ask, proposal):
        yield Button(N_("Write a comment"), "comment.open", reference, way="dialog", style="positive")
    yield from onward("comment.list", reference, after, total)
    yield notices.open_button(proposal.id)


def _allowed(ask: Ask, proposal: Proposal) -> bool:
    try:
        rules.check_comment(ask.person, proposal, ask.now)
    except Refusal:
        return False
    return True


def open_form(ask: Ask, read: Read) -> Reply:
    """The form for a comment."""
    proposal = _heard(ask, proposals.find(read.db, ask.form.proposal))
    rules.check_comment(ask.person, proposal, ask.now)
    return _form(ask, proposal)


def _form(ask: Ask, proposal: Proposal, *faults: Refusal) -> Reply:
    label, limit = N_("Your comment (at most {n} characters)"), {"n": COMMENT_LIMIT}
    who = Said(N_("Read by the organisations of the proposal, the working group, the secretariat and AUNE."))
    return form_reply(
        ask,
        Said(N_("A comment on proposal {number}"), {"number": proposal.number}),
        (Input("text", label, "lines", ask.form.text, required=True, values=limit),),
        Button(N_("Send the comment"), "comment.add", {"proposal": proposal.id}, style="positive"),
        intro=(Said("{title}", {"title": proposal.content.title}), who),
        faults=faults,
    )


def add(ask: Ask, _: object, tx: Tx) -> Reply:
    """Keep a comment and tell the other side."""
    proposal = _heard(ask, proposals.hold(tx.db, ask.form.proposal))
    rules.check_comment(ask.person, proposal, ask.now)
    reading = Reading()
    text = reading.text("text", ask.form.text, COMMENT_LIMIT, required=True)
    if reading.faults:
        return _form(ask, proposal, *reading.faults)
    side = rules.own_side(ask.person, proposal)
    number = comments.add(tx.db, proposal.id, ask.person, side, text, ask.now)
    notices.commented(tx, proposal, number, text, side)
    tx.audit("proposal.commented", notices.about(proposal), comment=number)
    page = tuple(_fitting(comments.newest(tx.db, proposal.id, 0, PAGE)))
    return _card(ask, proposal, page, comments.count(tx.db, proposal.id), 0)


NEEDED = {notices.COMMENTED: notices.stands}
ROUTES = (
    Route(Action.ASK, verb="comment.list", form=Seen, show=listed),
    Route(Action.COMMENT, verb="comment.open", form=Saying, show=open_form),
    Route(Action.COMMENT, verb="comment.add", form=Saying, handle=add),
)
