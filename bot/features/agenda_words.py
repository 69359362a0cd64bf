"""What is said of agendas: who opens an item, what changed between two versions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.forms import Said
from cards.language import N_
from knowledge.agenda_versions import Change, What
from knowledge.agendas import Item
from knowledge.people import Organisation

from .session_cards import short

SHOWN = 12  # changes told one by one; the card has the rest
NOBODY = {"say": N_("nobody yet")}
Known = Mapping[str, Organisation]


def opener(item: Item, known: Known) -> list[Any]:
    """Who opens an item, as a message's value: the organisation's names and the person's, where known."""
    organisation = known.get(item.opener_organisation or "")
    return [each for each in (short(organisation) if organisation else None, item.opener) if each]


def listed(items: Iterable[Item]) -> list[Said]:
    """Each item of an agenda as a sentence."""
    return [
        Said(N_("{place}. {title} ({n} min)"), {"place": place, "title": item.title, "n": item.minutes})
        for place, item in enumerate(items, 1)
    ]


def changes(every: Sequence[Change], known: Known) -> list[Said]:
    """Each change as a sentence, old and new; so many at most that a card holds them."""
    said = list(_sentences(every, known))
    left = len(said) - SHOWN
    more = [Said(N_("And {n} other changes."), {"n": left})] if left > 0 else []
    return [*said[:SHOWN], *more]


def _sentences(every: Sequence[Change], known: Known) -> Iterator[Said]:
    offices = {change.item for change in every if change.what is What.ORGANISATION}
    for change in every:
        if change.what is not What.OPENER or change.item not in offices:  # told with the organisation
            yield SENTENCES[change.what](change, known)


def _titled(message: str) -> Callable[[Change, Known], Said]:
    """A sentence of an item's title with what was and what is."""

    def sentence(change: Change, _: Known) -> Said:
        title = change.item.title if change.item else ""
        return Said(message, {"title": title, "old": change.old, "new": change.new})

    return sentence


def _added(change: Change, known: Known) -> Said:
    if change.item is None:
        raise ValueError("only items are added")
    who = opener(change.item, known) or NOBODY
    values = {"title": change.item.title, "place": change.new, "n": change.item.minutes, "opener": who}
    return Said(N_("New, at place {place}: {title} ({n} min, opened by: {opener})"), values)


def _opener(change: Change, known: Known) -> Said:
    title = change.item.title if change.item else ""
    return Said(N_("{title}: opened by {new}"), {"title": title, "new": _who(change, known)})


def _who(change: Change, known: Known) -> Any:
    return (opener(change.item, known) if change.item else []) or NOBODY


SENTENCES: Mapping[What, Callable[[Change, Known], Said]] = {
    What.REMOVED: _titled(N_("Taken off: {title}")),
    What.ADDED: _added,
    What.MOVED: _titled(N_("{title}: moved from place {old} to place {new}")),
    What.TITLE: _titled(N_("The title “{old}” is now “{new}”")),
    What.MINUTES: _titled(N_("{title}: {old} min → {new} min")),
    What.ORGANISATION: _opener,
    What.OPENER: _opener,
    What.NOTE: _titled(N_("{title}: the note has changed")),
    What.PROPOSALS: _titled(N_("{title}: it comes from other proposals than before")),
    What.BUFFER: _titled(N_("Kept free at the end: {old} min → {new} min")),
}
