"""What a draft of minutes begins with: its session's newest published agenda, and the state's views."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sqlmodel import Session

from knowledge import minutes_drafting as rules
from knowledge.minutes import Content, PartKind
from knowledge.sessions import Session as Held

from . import agendas, state_views

Names = Mapping[str, str]


def contents(
    db: Session,
    session: Held,
    regions: Mapping[str, Names] | None = None,
    tongue: Callable[[str], str] = lambda text: "fi",
) -> tuple[tuple[PartKind, Content], ...]:
    """The parts of a new draft, in their order: hand them to `storage.minutes.Writer.begin`.

    `regions` are their names by code, `tongue` tells the language that a text is written in.
    """
    agenda = agendas.newest(db, session.id)
    views = [view for view in state_views.of_regions(db, session.round, session.regions) if view.published]
    named = regions or {}
    told = [rules.Told(named.get(view.region, {}), view.text, tongue(view.text)) for view in views]
    return rules.opening(session, agenda.items if agenda else (), rules.state_view(told))
