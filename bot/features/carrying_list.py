"""The list of what earlier rounds left: what is read for it, and how it looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import Chosen, Codes, Number, Said
from bot.routes import Ask, Button, Read, Reply
from cards.language import N_
from knowledge import carrying as rules
from knowledge.goals import Goal, may_be_named
from knowledge.people import Action, may
from knowledge.places import Places
from knowledge.proposals import Choices, Proposal
from knowledge.refusals import Refusal
from knowledge.rounds import Round, over
from storage import carrying, proposals, rounds
from storage.goals import all_goals

from .triage_desk import round_of
from .views import cut, region_names

PAGE = 8
TEXT = 200  # characters of a text or a note in the list
DEFERRED, CONCLUSION = "deferred", "conclusion"
PROGRESS = {N_("not started"), N_("under way"), N_("done"), N_("dropped")}


class CarryForm(BaseModel):
    """What the list's buttons carry: the round, the page, the filters; `chosen` names matters by origin."""

    round: Number = 0
    page: Number = 0
    region: Codes = ()
    kind: Chosen = ""
    chosen: Codes = ()
    raised: bool = False

    def carried(self, **more: Any) -> dict[str, Any]:
        """What a button carries so that the list comes back as it was."""
        return {"round": self.round, "page": self.page, "region": list(self.region), "kind": self.kind} | more


@dataclass(frozen=True)
class Matter:
    """One thing that is left: a deferred proposal or a conclusion; `origin` is what it is taken up under."""

    origin: str
    left: Proposal | rules.Open

    @property
    def kind(self) -> str:
        """What it is."""
        return DEFERRED if isinstance(self.left, Proposal) else CONCLUSION

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions that it concerns."""
        return self.left.content.regions if isinstance(self.left, Proposal) else self.left.record.regions


@dataclass(frozen=True)
class Left:
    """What is left for a round; `taken` are this round's proposals by the origin that they take up."""

    round: Round
    matters: tuple[Matter, ...]
    taken: Mapping[str, Proposal]
    goals: tuple[Goal, ...]
    places: Places

    @property
    def choices(self) -> Choices:
        """The codes that a proposal of the round may carry."""
        return Choices(
            frozenset(goal.id for goal in self.goals),
            frozenset(area.id for area in self.places.areas),
            frozenset(ministry.abbr for ministry in self.places.ministries),
            frozenset(region.code for region in self.places.regions if region.takes_part),
        )

    def again(self, db: Session) -> Left:
        """With what has been taken up by now."""
        return replace(self, taken=_taken(db, self.round.id))


def left(ask: Ask, read: Read) -> Left:
    """What earlier rounds left for the round in hand, or for the one that the button names."""
    number = getattr(ask.form, "round", 0)  # a year that is said is the one of the round that left it
    round_ = round_of(ask, read.db, number) if number else rounds.current(read.db, ask.now)
    deferred = (Matter(rules.of_proposal(p.id), p) for p in carrying.deferred(read.db, round_))
    concluded = (Matter(o.record.id, o) for o in carrying.conclusions(read.db, round_))
    goals = may_be_named(all_goals(read.db), round_.year)
    matters, taken = (*deferred, *concluded), _taken(read.db, round_.id)
    return Left(round_, matters, taken, goals, read.memory.facts.places)


def _taken(db: Session, round_id: int) -> dict[str, Proposal]:
    ids = carrying.taken(db, round_id)
    found = {each.id: each for each in proposals.by_ids(db, list(ids.values()))}
    return {origin: found[number] for origin, number in ids.items() if number in found}


def reply(ask: Ask, found: Left, *, said: Iterable[Said] = (), alert: Refusal | None = None) -> Reply:
    """The list, with what may be done with it."""
    form = _form_of(ask, found)
    passed = [each for each in found.matters if _passes(each, form)]
    page = min(form.page, max(0, len(passed) - 1) // PAGE)
    form = form.model_copy(update={"page": page})
    shown = passed[page * PAGE : (page + 1) * PAGE]
    acts = may(ask.person, Action.TRIAGE) and not over(found.round, ask.now)
    free = [each for each in shown if each.origin not in found.taken] if acts else []
    data = {
        "round": found.round.names,
        "total": len(passed),
        "first": page * PAGE + 1,
        "counts": {kind: sum(each.kind == kind for each in passed) for kind in (DEFERRED, CONCLUSION)},
        "regions": region_names(found.places, form.region),
        "said": tuple(said),
        "alerts": tuple(filter(None, (alert,))),
        "items": [_item(ask, each, found) for each in shown],
        "choices": [_choice(each) for each in free],
        "buttons": tuple(_buttons(form, len(passed), takes=bool(free))),
    }
    return Reply("carry", data, about=f"carry:{found.round.id}")


def _form_of(ask: Ask, found: Left) -> CarryForm:
    """The filters that the button carries; a question may name regions."""
    form = ask.form if isinstance(ask.form, CarryForm) else CarryForm(region=ask.understood.slots.regions)
    return form.model_copy(update={"round": found.round.id})


def _passes(matter: Matter, form: CarryForm) -> bool:
    here = not form.region or not set(form.region).isdisjoint(matter.regions)
    return here and form.kind in ("", matter.kind)


def _item(ask: Ask, matter: Matter, found: Left) -> dict[str, Any]:
    taken = found.taken.get(matter.origin)
    shown = (
        _deferred(matter.left) if isinstance(matter.left, Proposal) else _concluded(matter.left, ask.language)
    )
    return {
        "kind": matter.kind,
        "regions": region_names(found.places, matter.regions),
        "taken": {"id": taken.id, "number": taken.number} if taken else None,
        **shown,
    }


def _deferred(proposal: Proposal) -> dict[str, Any]:
    last = next((event for event in reversed(proposal.events) if event.state is proposal.state), None)
    return {
        "id": proposal.id,
        "number": proposal.number,
        "title": proposal.content.title,
        "organisation": proposal.organisation_names,
        "text": "",
        "progress": "",
        "note": cut(last.note, TEXT) if last else "",
    }


def _concluded(found: rules.Open, language: str) -> dict[str, Any]:
    _, wording = found.record.wording(language)
    return {
        "id": 0,
        "number": found.record.id,
        "title": wording.title,
        "organisation": {},
        "text": cut(wording.text, TEXT),
        "progress": found.progress.value if found.progress else "",
        "note": cut(found.newest.note, TEXT) if found.newest else "",
    }


def _choice(matter: Matter) -> dict[str, Any]:
    deferred = isinstance(matter.left, Proposal)
    number = matter.left.number if isinstance(matter.left, Proposal) else matter.left.record.id
    return {"value": matter.origin, "number": number, "deferred": deferred}


def _buttons(form: CarryForm, total: int, *, takes: bool) -> Iterator[Button]:
    if takes:
        yield Button(N_("Take the chosen into this round"), "carry.take", form.carried(), style="positive")
    yield Button(N_("Filter"), "carry.filter", form.carried(), way="dialog")
    if total > PAGE:
        last = (form.page + 1) * PAGE >= total
        title = N_("From the beginning") if last else N_("Next page")
        yield Button(title, "carry.list", form.carried(page=0 if last else form.page + 1))
    yield Button(N_("Goals that nobody raised"), "carry.goals", {"round": form.round})
    yield Button(N_("Triage"), "triage.list", {"round": form.round})
