"""What the region's people are told of the state's view."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session

from bot.forms import Said, notice
from bot.routes import Button, Tx
from cards.language import N_
from knowledge.clock import today
from knowledge.state_views import View
from storage import people, rounds, state_views

from .state_view_cards import Desk, about

PUBLISHED, CHANGED = "state view published", "state view changed"
TOLD = {
    PUBLISHED: N_("The state's view of your region has been published"),
    CHANGED: N_("The state's view of your region has been changed"),
}


def tell(tx: Tx, at: Desk, view: View, cause: str) -> None:
    """Tell the contacts and deputies of the region's council and other bodies."""
    concerned = [o.id for o in people.organisations(tx.db).values() if o.region == view.region]
    data = notice(
        Said(TOLD[cause]),
        facts=[(N_("Region"), dict(at.names)), (N_("Round"), view.round.names)],
        why=Said(N_("You get this because your organisation belongs to the region.")),
        buttons=(Button(N_("Open the state's view"), "view.show", at.reference),),
    )
    to = people.acting_for(tx.db, concerned, today(tx.now))
    once = f"{cause}:{view.round.id}:{view.region}:{view.version}:{tx.now.isoformat()}"
    tx.owe("notice", to, once=once, cause=cause, data=data | at.reference, about=about(view))


def still_published(db: Session, data: Mapping[str, Any]) -> bool:
    """Can the region's people still read the view that the notice tells of?"""
    round_ = rounds.by_id(db, data["round"])
    return round_ is not None and state_views.find(db, round_, data["region"]).published is not None
