"""Several topics in one message: each becomes a draft to fill in and send, or to delete."""

from __future__ import annotations

from dataclasses import dataclass

from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import pasted as rules
from knowledge.pasted import TOPICS_LIMIT, Topic
from knowledge.people import OWN, Action, Organisation
from knowledge.proposals import Content, Proposal, State
from knowledge.refusals.asking import NoOrganisation
from knowledge.refusals.proposals import DraftOnBehalf, TooManyTopics
from knowledge.rounds import Round, check_open
from storage import proposals, rounds

from . import proposal_notices as notices
from .proposal_desk import Desk, desk
from .proposing import open_form
from .views import cut

GLIMPSE = 200  # characters of a description in the list


@dataclass(frozen=True)
class Sheet:
    """Topics to be kept as drafts, for whom and in which round."""

    topics: tuple[Topic, ...]
    round: Round
    organisation: Organisation
    desk: Desk


def prepare(ask: Ask, read: Read) -> Reply | Sheet:
    """The form where one topic is named or none; what a message with several lists."""
    found = rules.listing(ask.text)
    if found is None:
        return open_form(ask, read)
    if len(found.topics) > TOPICS_LIMIT:
        raise TooManyTopics(count=len(found.topics), limit=TOPICS_LIMIT)
    round_ = rounds.current(read.db, ask.now, ask.person)
    check_open(round_, ask.now, late=True)
    desk_ = desk(ask, read, round_)
    if not desk_.organisations:
        raise NoOrganisation
    own = ask.person.in_role(OWN)
    if not own:
        raise DraftOnBehalf
    desk_.council_of(own[0])
    return Sheet(found.topics, round_, own[0], desk_)


def keep(ask: Ask, sheet: Sheet, tx: Tx) -> Reply:
    """Keep each topic as a draft."""
    kept = [_draft(ask, sheet, topic, tx) for topic in sheet.topics]
    return Reply("pasted", {"items": [_item(each) for each in kept], "total": len(kept), "buttons": _BUTTONS})


def _draft(ask: Ask, sheet: Sheet, topic: Topic, tx: Tx) -> Proposal:
    council, own = sheet.desk.council_of(sheet.organisation), sheet.organisation
    person = ask.person
    content = Content(topic.title, topic.description, regions=person.regions, ministries=person.ministries)
    author = proposals.Author(person, council or own)
    bringer = own.id if council else None
    proposal = proposals.add(
        tx.db, sheet.round, author, content, ask.now, state=State.DRAFT, brought_by=bringer
    )
    tx.audit("proposal.drafted", notices.about(proposal), version=proposal.version)
    return proposal


def _item(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.id,
        "number": proposal.number,
        "version": proposal.version,
        "title": proposal.content.title,
        "description": cut(proposal.content.description, GLIMPSE),
    }


_BUTTONS = (Button(N_("My proposals"), "proposal.mine"),)
ROUTES = (Route(Action.PROPOSE, intent="propose", prepare=prepare, handle=keep),)
