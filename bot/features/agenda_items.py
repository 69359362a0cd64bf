"""Editing an item of an agenda: what it is, who opens it, how long it takes, where it stands.

An edit of an older edition is refused: what was typed is kept, and the agenda as it is now stands above it.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.forms import NONE, Choice, Input, Reading, Said
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import agendas as rules
from knowledge.agendas import NOTE_LIMIT, OPENER_LIMIT, TITLE_LIMIT, Agenda, Item
from knowledge.people import Action, Organisation
from knowledge.proposals import Proposal
from knowledge.refusals import Refusal
from knowledge.refusals import agendas as no
from knowledge.refusals.proposals import UnknownChoice
from knowledge.sessions import LONGEST

from .agenda_cards import in_preparation
from .agenda_desk import AgendaRef, Desk, ItemForm, editing, held, is_stale, kept
from .agenda_forms import OFFERED, agenda_form, ids, proposal_choice


def open_item(ask: Ask, read: Read) -> Reply:
    """The form of an item, or of a new one."""
    at_hand = editing(ask, read)
    return _item(ask, at_hand, _typed(at_hand, ask.form.item) if ask.form.item else _blank(at_hand))


def _blank(at_hand: Desk) -> ItemForm:
    minutes = max(at_hand.agenda.left(at_hand.session.length), 0) // rules.LEAST * rules.LEAST
    place = len(at_hand.agenda.items) + 1
    return ItemForm(session=at_hand.session.id, minutes=str(minutes or ""), place=str(place))


def _typed(at_hand: Desk, number: int) -> ItemForm:
    item = at_hand.agenda.find(number)
    return ItemForm(
        session=at_hand.session.id,
        item=item.id,
        title=item.title,
        minutes=str(item.minutes or ""),
        place=str(at_hand.agenda.place_of(number)),
        opener_organisation=item.opener_organisation or "",
        opener=item.opener,
        note=item.note,
        proposals=tuple(map(str, item.proposals)),
    )


def _item(
    ask: Ask, at_hand: Desk, form: ItemForm, *, alert: Refusal | None = None, faults: Iterable[Refusal] = ()
) -> Reply:
    reference = at_hand.reference | {"item": form.item}
    off = Button(N_("Take off the agenda"), "agenda.remove", reference, style="destructive")
    return agenda_form(
        ask,
        at_hand,
        Said(N_("Edit the item") if form.item else N_("Add an item")),
        _fields(at_hand, form),
        Button(N_("Save the item"), "agenda.save", reference, style="positive"),
        buttons=(off,) if form.item else (),
        alert=alert,
        faults=faults,
    )


def _fields(at_hand: Desk, form: ItemForm) -> tuple[Input, ...]:
    nobody = Choice(NONE, text=N_("nobody yet"))
    openers = (nobody, *(Choice(each.id, each.names) for each in _openers(at_hand, form.item)))
    title, note = N_("Title (at most {n} characters)"), N_("Note (at most {n} characters)")
    place, limit = N_("Place on the agenda (1–{n})"), _places(at_hand, form.item)
    offered = tuple(map(proposal_choice, _offered(at_hand, form)))
    came = Input("proposals", N_("Comes from proposals"), "some", form.proposals, offered)
    return (
        Input("title", title, value=form.title, required=True, values={"n": TITLE_LIMIT}),
        Input("minutes", N_("Length in minutes"), "number", form.minutes),
        Input("place", place, "number", form.place, values={"n": limit}),
        Input("opener_organisation", N_("Opened by"), "one", form.opener_organisation or NONE, openers),
        Input("opener", N_("Name of who opens it"), value=form.opener),
        Input("note", note, "lines", form.note, values={"n": NOTE_LIMIT}),
        *((came,) if offered else ()),
    )


def _places(at_hand: Desk, item: int) -> int:
    return len(at_hand.agenda.items) + (0 if item else 1)


def _kept_item(at_hand: Desk, number: int) -> Item:
    """The item as it is kept; a blank one for a new one."""
    return next((each for each in at_hand.agenda.items if number and each.id == number), Item(""))


def _openers(at_hand: Desk, number: int) -> tuple[Organisation, ...]:
    """Those of the session; also who opens the item already or leads its proposals, without taking part."""
    item, known = _kept_item(at_hand, number), {each.id: each for each in at_hand.openers}
    leads = [at_hand.proposals[each].organisation for each in item.proposals if each in at_hand.proposals]
    extra = {item.opener_organisation, *leads} & set(at_hand.organisations) - set(known)
    return (*known.values(), *(at_hand.organisations[each] for each in sorted(filter(None, extra))))


def _offered(at_hand: Desk, form: ItemForm) -> tuple[Proposal, ...]:
    """The item's own proposals and those that could be added."""
    own = (at_hand.proposals[each] for each in _kept_item(at_hand, form.item).proposals)
    return (*own, *at_hand.free[:OFFERED])


def save(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Keep an item as it was typed."""
    at_hand, form = held(ask, at_hand, tx), ask.form
    if is_stale(ask, at_hand):
        return _meanwhile(ask, at_hand)
    item, place, faults = _read(at_hand, form)
    if faults:
        return _item(ask, at_hand, form, faults=faults)
    try:
        agenda = _with(at_hand.agenda, item, place)
    except Refusal as refusal:
        return _item(ask, at_hand, form, alert=refusal)
    return in_preparation(ask, kept(ask, at_hand, tx, agenda, "agenda.item saved"))


def _meanwhile(ask: Ask, at_hand: Desk) -> Reply:
    """The form again after somebody else's edit; when they took the item off, it becomes a new one."""
    gone = ask.form.item and not _kept_item(at_hand, ask.form.item).id
    form = ask.form.model_copy(update={"item": 0}) if gone else ask.form
    return _item(ask, at_hand, form, alert=no.ItemGone() if gone else no.AgendaChanged())


def _with(agenda: Agenda, item: Item, place: int) -> Agenda:
    """The agenda with the item where its place says. A new one is added first: only it has no id yet."""
    added = agenda if item.id else rules.with_items(agenda, [item])
    return rules.put_at(added, item, place)


def _read(at_hand: Desk, form: ItemForm) -> tuple[Item, int, list[Refusal]]:
    """The item of a form and its place, with everything that is wrong."""
    reading = Reading()
    item = Item(
        title=reading.text("title", form.title, TITLE_LIMIT, required=True),
        minutes=_within(reading, "minutes", form.minutes, LONGEST, no.MinutesRange) or 0,
        note=reading.text("note", form.note, NOTE_LIMIT),
        opener_organisation=form.opener_organisation or None,
        opener=reading.text("opener", form.opener, OPENER_LIMIT),
        proposals=ids(form.proposals),
        id=form.item,
    )
    last = _places(at_hand, form.item)
    place = _within(reading, "place", form.place, last, no.PlaceRange) or last
    if item.opener_organisation not in {None, *(each.id for each in _openers(at_hand, form.item))}:
        reading.fault(UnknownChoice("opener_organisation", value=form.opener_organisation[:40]))
    if not set(item.proposals) <= {each.id for each in _offered(at_hand, form)}:
        reading.fault(no.UnknownProposal())
    return item, place, reading.faults


def _within(
    reading: Reading, field: str, typed: str, limit: int, wrong: type[no.MinutesRange] | type[no.PlaceRange]
) -> int | None:
    found = reading.number(field, typed)
    if found is not None and not 1 <= found <= limit:
        reading.fault(wrong(field, limit=limit))
    return found


def remove(ask: Ask, at_hand: Desk, tx: Tx) -> Reply:
    """Take an item off the agenda."""
    at_hand = held(ask, at_hand, tx)
    if is_stale(ask, at_hand):
        return in_preparation(ask, at_hand, no.AgendaMoved())
    agenda = rules.without(at_hand.agenda, ask.form.item)
    return in_preparation(ask, kept(ask, at_hand, tx, agenda, "agenda.item removed"))


ROUTES = (
    Route(Action.TRIAGE, verb="agenda.item", form=AgendaRef, show=open_item),
    Route(Action.TRIAGE, verb="agenda.save", form=ItemForm, prepare=editing, handle=save),
    Route(Action.TRIAGE, verb="agenda.remove", form=AgendaRef, prepare=editing, handle=remove),
)
