"""Moving proposals in tests of the triage, and looking at what became of it."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from bot.app import Core
from storage import proposals
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.outbox import by_person

REASON = "Käsitellään ensi vuonna."


def ids(core: Core, organisation: str) -> list[int]:
    """The proposals that an organisation leads in this year's round."""
    with core.store.read() as db:
        query = select(t.Proposal).where(
            t.Proposal.organisation_id == organisation, t.Proposal.state == "submitted"
        )
        return [row.id or 0 for row in db.exec(query.order_by(col(t.Proposal.id))).all()]


def number(core: Core, proposal: int) -> str:
    with core.store.read() as db:
        return proposals.by_id(db, proposal).number


def moves(core: Core) -> list[tuple[int, str, bool, bool]]:
    """Every move: of what, where to, released, undone."""
    with core.store.read() as db:
        rows = db.exec(select(t.ProposalMove).order_by(col(t.ProposalMove.id))).all()
    return [(m.proposal_id, m.to, m.released is not None, m.undone is not None) for m in rows]


def notices(core: Core, cause: str = "triage released") -> dict[str, Any]:
    """The waiting notices of a cause, by the name that the demo knows their readers by."""
    return {slug: row.data for slug, row in by_person(core, cause).items()}


def moved(chat: Chat, *chosen: int, to: str = "deferred", **typed: str) -> Chat:
    """Move what nobody has moved yet."""
    data = {"chosen": [f"{each}.0" for each in chosen], "to": to, "reason": REASON, **typed}
    chat.press("triage.move", data)
    return chat


def release(chat: Chat) -> Chat:
    chat.press("triage.release")
    chat.button("Julkaise siirrot ja kerro ehdottajille")
    return chat


def ticks(chat: Chat) -> list[str]:
    """What may be ticked on the list."""
    found = [item for item in chat.card["body"] if item.get("id") == "chosen"]
    return [choice["value"] for item in found for choice in item["choices"]]
