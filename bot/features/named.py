"""What is asked for by its number: a proposal (2026-06), or the minutes of a session (2025-19)."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.routes import Ask, Read, Reply
from knowledge.proposals import Proposal, may_open
from storage import proposals

from . import proposal_cards

NUMBER = re.compile(r"(\d{4})-(\d{1,4})")


def proposal(ask: Ask, read: Read) -> Reply | None:
    """The card of the proposal whose number was said, when the asker may see it."""
    for term in ask.understood.slots.terms:
        if found := _visible(ask, read, term):
            return proposal_cards.card(ask, read, found)
    return None


def _visible(ask: Ask, read: Read, term: str) -> Proposal | None:
    number = NUMBER.fullmatch(term)
    found = proposals.by_number(read.db, int(number[1]), int(number[2])) if number else None
    return found if found and may_open(ask.person, found) else None


def by_session(ask: Ask) -> Ask:
    """The question with a session's number read as its minutes, which is what it stands for in sources."""
    slots = ask.understood.slots
    terms = tuple(f"{term}-muistio" if NUMBER.fullmatch(term) else term for term in slots.terms)
    return replace(ask, understood=replace(ask.understood, slots=replace(slots, terms=terms)))
