"""Writing a broadcast: its texts, then who gets it, when and with what; kept as a draft on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.forms import Reading, Said, notice, notice_reply
from bot.routes import Ask, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import broadcast_words as words
from knowledge import broadcasts as rules
from knowledge.broadcasts import Audience, Broadcast, State
from knowledge.calendar import YEARS_AHEAD, far_ahead
from knowledge.clock import at, today
from knowledge.people import Action
from knowledge.refusals import Refusal
from knowledge.refusals import broadcasts as no
from knowledge.refusals.proposals import UnknownChoice
from knowledge.sessions import Kind
from knowledge.stepwords import named
from storage import broadcasts

from .broadcast_forms import (
    LATER,
    TEXT_FIELDS,
    SetupForm,
    TextsForm,
    as_audience,
    check_kept,
    choices,
    filled,
    for_whom,
    read_texts,
    setup_form,
    setup_of,
    texts_form,
)
from .broadcast_preview import Seen, preview, see
from .broadcast_words import LIST, WRITE, Known, Ref, found, known, whom

MEETING = frozenset({Kind.REGIONAL, Kind.JOINT, Kind.IN_DEPTH})


def said(ask: Ask, read: Read) -> Reply:
    """The form of a new one, for those whom the sentence names."""
    at_hand = known(ask, read)
    audience = _meant(ask, at_hand)
    form = TextsForm(**vars(audience) | {"organisations": ()})
    return texts_form(ask, form, whom(audience, at_hand))


def _meant(ask: Ask, at_hand: Known) -> Audience:
    """Whom a sentence means: a region's discussion where it speaks of one, else the region."""
    slots = ask.understood.slots
    regions = () if ask.understood.own_region or ask.understood.all_regions else slots.regions
    step = words.said_undone(ask.text, named(ask.text))
    groups = () if step else words.said_groups(ask.text, named=bool(regions or slots.ministries))
    meetings: tuple[str, ...] = ()
    if regions and words.says_participants(ask.text):
        own = (s for s in at_hand.sessions if s.kind in MEETING and set(s.regions) & set(regions))
        meetings = tuple(session.id for session in own)
    return Audience(groups, meetings, () if meetings else regions, slots.ministries, step=step or "")


def open_form(ask: Ask, read: Read) -> Reply:
    """The form of a new one, with the texts of another where it is written from that."""
    form: TextsForm = ask.form
    source = broadcasts.find(read.db, form.copy_of) if form.copy_of else None
    form = form.model_copy(update={"broadcast": 0, **(filled(source) if source else {})})
    return texts_form(ask, form, for_whom(form, known(ask, read)))


def edit_form(ask: Ask, read: Read) -> Reply:
    """The form of a draft's texts."""
    draft = found(broadcasts.find(read.db, ask.form.broadcast))
    if draft.state is not State.DRAFT:
        raise no.BroadcastMoved(state=draft.state)
    form = TextsForm(broadcast=draft.id, edition=draft.edition, **filled(draft))
    return texts_form(ask, form, whom(draft.audience, known(ask, read)))


def write(ask: Ask, at_hand: Known, tx: Tx) -> Reply:
    """Keep the texts, then ask who gets it."""
    form, reading = ask.form, Reading()
    check_kept(*(getattr(form, name) for name, _, _ in TEXT_FIELDS))
    texts = read_texts(reading, form)
    draft = _held(tx, form) if form.broadcast else None
    names = whom(draft.audience, at_hand) if draft else for_whom(form, at_hand)
    if draft and draft.edition != form.edition:
        newer = form.model_copy(update={"edition": draft.edition})
        return texts_form(ask, newer, names, faults=reading.faults, alert=no.DraftChanged())
    if reading.faults:
        return texts_form(ask, form, names, faults=reading.faults)
    if draft is None:
        draft = broadcasts.add(tx.db, ask.person.id, texts, as_audience(form), ask.now)
    else:
        draft = broadcasts.put(tx.db, replace(draft, texts=texts, edition=draft.edition + 1))
    tx.audit("broadcast.written", broadcasts.about(draft.id), languages=sorted(texts))
    return setup_form(ask, draft, setup_of(draft), at_hand)


def _held(tx: Tx, form: Ref) -> Broadcast:
    """The draft, held. Raises BroadcastMoved for what is a draft no more."""
    draft = found(broadcasts.hold(tx.db, form.broadcast))
    if draft.state is not State.DRAFT:
        raise no.BroadcastMoved(state=draft.state)
    return draft


def setup(ask: Ask, read: Read) -> Reply:
    """The form of who gets a draft, and when."""
    draft = found(broadcasts.find(read.db, ask.form.broadcast))
    if draft.state is not State.DRAFT:
        raise no.BroadcastMoved(state=draft.state)
    return setup_form(ask, draft, setup_of(draft), known(ask, read))


def prepare_arrange(ask: Ask, read: Read) -> Seen:
    """Who gets the draft, as the form says."""
    draft = found(broadcasts.find(read.db, ask.form.broadcast))
    return see(ask, read, replace(draft, audience=as_audience(ask.form)))


def arrange(ask: Ask, seen: Seen, tx: Tx) -> Reply:
    """Keep who gets it, when and with what; then the preview, as its readers will see it."""
    form: SetupForm = ask.form
    check_kept(form.link)
    draft, reading, at_hand = _held(tx, form), Reading(), seen.at_hand
    if draft.edition != form.edition:
        newer = form.model_copy(update={"edition": draft.edition})
        return setup_form(ask, draft, newer, at_hand, alert=no.DraftChanged())
    new = _read(reading, ask, draft, at_hand)
    if not seen.recipients:
        reading.fault(no.AudienceEmpty())
    if reading.faults:
        return setup_form(ask, draft, form, at_hand, faults=reading.faults)
    kept = broadcasts.put(tx.db, replace(new, edition=draft.edition + 1))
    tx.audit("broadcast.arranged", broadcasts.about(kept.id), edition=kept.edition)
    return preview(ask, tx.db, kept, seen)


def _read(reading: Reading, ask: Ask, draft: Broadcast, at_hand: Known) -> Broadcast:
    form: SetupForm = ask.form
    offered = {name: {c.value for c in listed} for name, listed in choices(at_hand).items()}
    for name in ("groups", "sessions", "regions", "ministries", "organisations"):
        _check_list(reading, name, getattr(form, name), offered[name])
    _check_list(reading, "step", filter(None, (form.step,)), offered["step"])
    if form.attach and form.attach not in offered["attach"]:
        reading.fault(no.NotAnnounced("attach"))
    calendar = form.calendar == "true"
    if calendar and not form.attach:
        reading.fault(no.SessionForCalendar("attach"))
    link = reading.text("link", form.link, rules.LINK_LIMIT)
    if link and not rules.is_plain_link(link):
        reading.fault(no.BadLink("link"))
    return replace(
        draft,
        audience=as_audience(form),
        session=form.attach or None,
        calendar=calendar,
        link=link,
        acknowledge=form.acknowledge == "true",
        due=_due(reading, form, ask.now) if form.when == LATER else None,
    )


def _check_list(reading: Reading, name: str, chosen: Iterable[str], known: Iterable[str]) -> None:
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        reading.fault(UnknownChoice(name, value=unknown[0][:40]))


def _due(reading: Reading, form: SetupForm, now: datetime) -> datetime | None:
    day, hour = reading.day("day", form.day), reading.time("time", form.time)
    if not (form.day and form.time):
        reading.fault(no.MomentMissing("time" if form.day else "day"))
    if not (day and hour):
        return None
    due = at(day, hour)
    wrong: Refusal | None = no.MomentPassed("day") if due <= now else None
    if far_ahead(day, today(now)):
        wrong = no.MomentFarAhead("day", date=day, limit=YEARS_AHEAD)
    if wrong:
        reading.fault(wrong)
    return due


def discard(ask: Ask, _: object, tx: Tx) -> Reply:
    """Throw a draft away."""
    draft = _held(tx, ask.form)
    if draft.edition != ask.form.edition:
        raise no.BroadcastChanged
    broadcasts.drop(tx.db, draft)
    tx.audit("broadcast.discarded", broadcasts.about(draft.id))
    data = notice(
        Said(N_("The draft is discarded")), lines=(draft.texts[rules.FIRST].title,), buttons=(WRITE, LIST)
    )
    return notice_reply(data)


C = Action.COORDINATE
ROUTES = (
    Route(C, intent="broadcast", show=said),
    Route(C, verb="broadcast.open", form=TextsForm, show=open_form),
    Route(C, verb="broadcast.edit", form=Ref, show=edit_form),
    Route(C, verb="broadcast.write", form=TextsForm, prepare=known, handle=write),
    Route(C, verb="broadcast.setup", form=Ref, show=setup),
    Route(C, verb="broadcast.arrange", form=SetupForm, prepare=prepare_arrange, handle=arrange),
    Route(C, verb="broadcast.discard", form=Ref, handle=discard),
)
