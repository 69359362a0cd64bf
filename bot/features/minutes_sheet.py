"""What the forms of a draft's parts are filled against: the draft, names of codes, what may be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bot.forms import NONE, Choice
from bot.routes import Ask, Read, Tx
from cards.documents.minutes_printed import USES
from cards.escape import plain
from cards.language import N_
from knowledge.goals import may_be_named
from knowledge.minutes import Item, PartKind
from knowledge.minutes_faults import Offered
from knowledge.people import Kind, Organisation
from knowledge.places import Names, Places
from knowledge.proposals import Proposal
from knowledge.records import Kind as RecordKind
from storage import goals, proposals, records

from .minutes_printout import Called
from .minutes_writers import Desk, at_hand, held, writing
from .session_cards import short
from .views import cut

LISTED = 70  # characters of an item's title in a list


@dataclass(frozen=True)
class Sheet:
    """A draft with what its conclusions may name; `earlier` are the conclusions that the form names."""

    desk: Desk
    known: Called
    places: Places
    goals: tuple[str, ...]
    proposals: tuple[Proposal, ...]
    earlier: frozenset[str]

    @property
    def responsible(self) -> tuple[Organisation, ...]:
        """Organisations that may be responsible: the session's, all ministries, others of its regions."""
        session, every = self.desk.session, self.known.organisations
        own = [every[each] for each in session.organisations if each in every]
        near = (o for o in every.values() if o.kind is Kind.MINISTRY or o.region in session.regions)
        return tuple(dict.fromkeys((*own, *near)))

    @property
    def offered(self) -> Offered:
        """The codes that a conclusion may carry."""
        return Offered(
            items=frozenset(p.id for p in self.desk.draft.parts if p.kind is PartKind.ITEM),
            responsible=frozenset(o.id for o in self.responsible),
            regions=frozenset(region.code for region in self.places.regions if region.takes_part),
            ministries=frozenset(ministry.abbr for ministry in self.places.ministries),
            goals=frozenset(self.goals),
            areas=frozenset(self.known.areas),
            records=self.earlier,
        )

    # Choices

    @property
    def items(self) -> tuple[Choice, ...]:
        """The items, as choices; none of them is one as well."""
        found = [(p.id, p.content.title) for p in self.desk.draft.parts if isinstance(p.content, Item)]
        named = (
            Choice(str(number), {"fi": plain(f"{place}. {cut(title, LISTED)}")})
            for place, (number, title) in enumerate(found, 1)
        )
        return (Choice(NONE, text=N_("no item")), *named)

    def lists(self, carried: Mapping[str, Iterable[str]]) -> dict[str, tuple[Choice, ...]]:
        """The choices of each list, those that a conclusion carries already among them."""
        offered: dict[str, list[tuple[str, Names | None]]] = {
            "responsible": [(o.id, short(o)) for o in self.responsible],
            "ministries": [(m.abbr, m.names) for m in self.places.ministries],
            "regions": [(r.code, r.names) for r in self.places.regions if r.takes_part],
            "goals": [(each, self.known.goals[each].titles) for each in self.goals],
            "areas": list(self.known.areas.items()),
            "used_in": [(code, None) for code in USES],
        }
        return {
            name: (*(_choice(*each) for each in rows), *_others(carried.get(name, ()), rows))
            for name, rows in offered.items()
        }


def _choice(code: str, names: Names | None) -> Choice:
    return Choice(code, names) if names else Choice(code, text=USES[code])


def _others(carried: Iterable[str], rows: Iterable[tuple[str, Names | None]]) -> Iterable[Choice]:
    """What isn't offered but stands there: by its code."""
    offered = {code for code, _ in rows}
    return (Choice(each, {"fi": plain(each)}) for each in carried if each and each not in offered)


def sheet(ask: Ask, read: Read, desk: Desk) -> Sheet:
    """The sheet of a desk."""
    places, titles = read.memory.facts.places, goals.all_goals(read.db)
    named = may_be_named(titles, desk.session.round.year)
    numbers = [n for p in desk.draft.parts if isinstance(p.content, Item) for n in p.content.proposals]
    return Sheet(
        desk,
        Called(
            desk.organisations,
            {region.code: region.names for region in places.regions},
            {area.id: area.names for area in places.areas},
            {goal.id: goal for goal in titles},
        ),
        places,
        tuple(goal.id for goal in named),
        proposals.by_ids(read.db, numbers),
        _earlier(ask, read),
    )


def _earlier(ask: Ask, read: Read) -> frozenset[str]:
    """The conclusion that the form says is replaced, where the memory has it."""
    wanted = getattr(ask.form, "supersedes", "")
    found = records.by_ids(read.db, [wanted]) if wanted else ()
    return frozenset(each.id for each in found if each.kind == RecordKind.CONCLUSION)


def prepared(ask: Ask, read: Read) -> Sheet:
    """The sheet of the session that a form or a button names, when its minutes can be written now."""
    return sheet(ask, read, writing(ask, read))


def reading(ask: Ask, read: Read) -> Sheet:
    """The sheet of that session, in any state."""
    return sheet(ask, read, at_hand(ask, read))


def holding(ask: Ask, before: Sheet, tx: Tx) -> Sheet:
    """The sheet with its session held, and its draft as it is now."""
    return replace(before, desk=held(ask, tx))
