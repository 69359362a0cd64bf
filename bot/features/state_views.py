"""The state's view of a region: read it, contribute to it, write it, publish it."""

from __future__ import annotations

from dataclasses import replace

from bot.forms import Reading, Said, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge import state_views as rules
from knowledge.people import Action, Organisation
from knowledge.refusals.rounds import NoSuchRound
from knowledge.refusals.views import EmptyPublished, MinistryMissing, MinistryOutside, NoSuchView, ViewMoved
from knowledge.rounds import Round, check_running
from knowledge.state_views import PART_LIMIT, TEXT_LIMIT, View
from storage import state_views

from . import which_round
from .state_view_cards import Desk, about, card, desk, overview, whole_part
from .state_view_forms import CONTRIBUTE_SAVE, SAVE, Typed, ViewForm, part_form, text_form
from .state_view_notices import CHANGED, PUBLISHED, still_published, tell

# Reading


def show_named(ask: Ask, read: Read) -> Reply:
    """The view of the region that was named, or the asker's own; else the list of regions."""
    round_ = which_round.said(ask, read.db)
    return replace(_shown(ask, read, round_, ask.understood.slots.regions), question=ask.understood)


def show_one(ask: Ask, read: Read) -> Reply:
    """The view of a button's region, or the list of regions."""
    return _shown(ask, read, _round(ask, read), (ask.form.region,) if ask.form.region else ())


def _round(ask: Ask, read: Read) -> Round:
    return which_round.numbered(ask, read.db, ask.form.round)


def _shown(ask: Ask, read: Read, round_: Round, named: tuple[str, ...]) -> Reply:
    state = rules.of_the_state(ask.person)
    wanted = named if named or state else rules.own_regions(ask.person)[:1]
    if len(wanted) != 1 and state:
        return overview(ask, read, round_, wanted)
    if not wanted:
        raise NoSuchView
    own = [code for code in wanted if rules.may_ask(ask.person, code)]
    at = desk(ask, read, round_, (own or wanted)[0])
    return card(ask, at, state_views.find(read.db, round_, at.region))


def show_part(ask: Ask, read: Read) -> Reply:
    """A ministry's contribution, all of it."""
    at = at_hand(ask, read)
    view = state_views.find(read.db, at.round, at.region)
    part = view.part_of(ask.form.organisation)
    if part is None or not part.text or not rules.of_the_state(ask.person):
        raise NoSuchView
    return whole_part(ask, at, view, part)


def at_hand(ask: Ask, read: Read) -> Desk:
    """The desk of the round and region that a form or a button carries."""
    return desk(ask, read, _round(ask, read), ask.form.region)


# Contributing


def contribute(ask: Ask, read: Read) -> Reply:
    """The form of a ministry's contribution, with what it has said so far."""
    at = at_hand(ask, read)
    view = state_views.find(read.db, at.round, at.region)
    allowed = _allowed(ask, at, view)
    ministry = _ministry(ask, allowed)
    part = view.part_of(ministry)
    typed = Typed(part.text, part.version, ministry) if part else Typed(ministry=ministry)
    return part_form(ask, at, view, allowed, typed)


def _allowed(ask: Ask, at: Desk, view: View) -> tuple[Organisation, ...]:
    """The ministries that the asker may contribute for; one that a button names must be among them."""
    rules.check_contributing(ask.person, view, ask.now)
    allowed = rules.contributors(ask.person, at.ministries)
    named = ask.form.organisation
    if not allowed or (named and named not in {ministry.id for ministry in allowed}):
        raise MinistryOutside
    return allowed


def _ministry(ask: Ask, allowed: tuple[Organisation, ...]) -> str:
    """The ministry that the form names, or the only one that it can be; "" where it has to be chosen."""
    return ask.form.organisation or (allowed[0].id if len(allowed) == 1 else "")


def save_contribution(ask: Ask, at: Desk, tx: Tx) -> Reply:
    """Record a ministry's contribution, unless somebody changed it meanwhile."""
    view = _held(at, tx)
    allowed = _allowed(ask, at, view)
    ministry = _ministry(ask, allowed)
    part = view.part_of(ministry)
    reading = Reading()
    text = reading.text("text", ask.form.text, PART_LIMIT, required=part is None or not part.text)
    if not ministry:
        reading.fault(MinistryMissing("organisation"))
    alert = rules.moved(part, ask.form.version)
    if reading.faults or alert:
        typed = Typed(text, part.version if part else 0, ministry)
        return part_form(ask, at, view, allowed, typed, faults=reading.faults, alert=alert)
    if part is None or text != part.text:
        view = state_views.contribute(tx.db, view, ministry, text, ask.person, ask.now)
        tx.audit("state_view.contributed", about(view), ministry=ministry, length=len(text))
    return card(ask, at, view)


def _held(at: Desk, tx: Tx) -> View:
    view = state_views.hold(tx.db, at.round.id, at.region)
    if view is None:
        raise NoSuchRound
    return view


# Writing


def write(ask: Ask, read: Read) -> Reply:
    """The form of the text, with the ministries' contributions beside it."""
    at = at_hand(ask, read)
    view = state_views.find(read.db, at.round, at.region)
    check_running(view.round, ask.now)
    return text_form(ask, at, view, Typed(view.text, view.version))


def save(ask: Ask, at: Desk, tx: Tx) -> Reply:
    """Write the text, unless somebody changed it meanwhile; the region hears of a change in what it reads."""
    view = _held(at, tx)
    check_running(view.round, ask.now)
    reading = Reading()
    text = reading.text("text", ask.form.text, TEXT_LIMIT)
    if view.published and not text:
        reading.fault(EmptyPublished("text"))
    alert = rules.moved(view, ask.form.version)
    if reading.faults or alert:
        return text_form(ask, at, view, Typed(text, view.version), faults=reading.faults, alert=alert)
    if text != view.text:
        view = state_views.write(tx.db, view, text, ask.person, ask.now)
        tx.audit("state_view.written", about(view), version=view.version, length=len(text))
        if view.published:
            tell(tx, at, view, CHANGED)
    return card(ask, at, view)


# Publishing


def ask_publish(ask: Ask, read: Read) -> Reply:
    """Ask once more, since people are told."""
    at = at_hand(ask, read)
    view = state_views.find(read.db, at.round, at.region)
    rules.check_publishing(view, view.version, ask.now)
    seen = at.reference | {"version": view.version}
    data = notice(
        Said(N_("Publish the state's view: {region}?"), {"region": at.names}),
        lines=(
            Said(
                N_(
                    "The region's own people can then read the text, and their contacts and deputies are"
                    " told. The ministries' contributions stay with the state."
                )
            ),
        ),
        buttons=(
            Button(N_("Publish"), "view.publish_now", seen, style="positive"),
            Button(N_("Not yet"), "view.show", at.reference),
        ),
    )
    return notice_reply(data, about(view))


def publish(ask: Ask, at: Desk, tx: Tx) -> Reply:
    """Publish the text that was seen, and tell the region's people."""
    view = _held(at, tx)
    try:
        rules.check_publishing(view, ask.form.version, ask.now)
    except ViewMoved as moved:
        return card(ask, at, view, moved)
    view = state_views.publish(tx.db, view, ask.now)
    tx.audit("state_view.published", about(view), version=view.version)
    tell(tx, at, view, PUBLISHED)
    return card(ask, at, view)


def take_back(ask: Ask, at: Desk, tx: Tx) -> Reply:
    """Take the publication back: the region's people no longer read the text."""
    view = _held(at, tx)
    rules.check_taking_back(view, ask.now)
    view = state_views.publish(tx.db, view, None)
    tx.audit("state_view.taken_back", about(view), version=view.version)
    return card(ask, at, view)


NEEDED = {PUBLISHED: still_published, CHANGED: still_published}
CONTRIBUTING, COORDINATING = Action.CONTRIBUTE, Action.COORDINATE
ROUTES = (
    Route(Action.ASK, intent="state_view", show=show_named),
    Route(Action.ASK, verb="view.show", form=ViewForm, show=show_one, by_mail=True),
    Route(Action.ASK, verb="view.part", form=ViewForm, show=show_part),
    Route(CONTRIBUTING, verb="view.contribute", form=ViewForm, show=contribute),
    Route(CONTRIBUTING, verb=CONTRIBUTE_SAVE, form=ViewForm, prepare=at_hand, handle=save_contribution),
    Route(COORDINATING, verb="view.write", form=ViewForm, show=write),
    Route(COORDINATING, verb=SAVE, form=ViewForm, prepare=at_hand, handle=save),
    Route(COORDINATING, verb="view.publish", form=ViewForm, show=ask_publish),
    Route(COORDINATING, verb="view.publish_now", form=ViewForm, prepare=at_hand, handle=publish),
    Route(COORDINATING, verb="view.unpublish", form=ViewForm, prepare=at_hand, handle=take_back),
)
