"""The corrections that are asked for in minutes: all of them, or those of one's own organisation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bot.forms import Said
from bot.routes import Ask, Button, Read, Reply, Route
from cards.language import N_
from knowledge.confirming import Correction, Wish, answers_for
from knowledge.people import Action, may
from knowledge.refusals import Refusal
from knowledge.refusals.confirming import NotYourAnswer

from . import confirming_text as text
from .confirming_desk import At, MinutesRef, about, looking, readable, reference
from .confirming_said import WISH_STATES, how
from .confirming_text import BLANK
from .confirming_words import heading, part
from .session_cards import short
from .views import MORE, cut

SHOWN = 600  # characters of the part that a correction is about
ROOM = 14_000
FIRST = (Wish.OPEN, Wish.ACCEPTED, Wish.DECLINED, Wish.TAKEN_BACK)
GONE = N_("a part that is gone")


def listed(ask: Ask, read: Read) -> Reply:
    """The corrections asked for in the newest version: those that wait first."""
    at = looking(ask, read)
    readable(ask.person, at)
    return every(ask, at, ask.form.offset)


def every(ask: Ask, at: At, offset: int = 0, *alerts: Refusal) -> Reply:
    number = at.book.out.number
    asked = [each for each in at.book.corrections if each.version == number]
    return _shown(ask, at, asked, "", offset, alerts)


def own(ask: Ask, read: Read) -> Reply:
    """The corrections that the asker's organisation has asked for in this version."""
    at = looking(ask, read)
    organisation = at.whose(ask.person, ask.form.organisation)
    if not organisation:
        raise NotYourAnswer
    return of_one(ask, at, organisation, ask.form.offset)


def of_one(ask: Ask, at: At, organisation: str, offset: int = 0, *alerts: Refusal) -> Reply:
    """The corrections that an organisation has asked for in the newest version."""
    wishes = at.book.wishes(organisation, at.book.out.number)
    return _shown(ask, at, wishes, organisation, offset, alerts)


def _shown(
    ask: Ask,
    at: At,
    asked: Sequence[Correction],
    organisation: str,
    offset: int,
    alerts: Iterable[Refusal] = (),
) -> Reply:
    views = [_view(ask, at, each) for each in sorted(asked, key=lambda c: FIRST.index(c.state))]
    wishes = text.page(views, offset, ROOM)
    data = {
        **BLANK,
        "title": Said(N_("Corrections: {session}"), {"session": at.session.names}),
        "alerts": tuple(alerts),
        "facts": _facts(at, organisation),
        "lines": () if views else (Said(N_("Nobody has asked for a correction in this version.")),),
        "wishes": wishes,
        "onward": tuple(_onward(at, organisation, offset + len(wishes), len(views))),
        "buttons": tuple(_around(ask, at, organisation)),
    }
    return Reply("minutes_text", data, about=about(at.session))


def _facts(at: At, organisation: str) -> tuple[tuple[Any, Any], ...]:
    known = at.known.organisations.get(organisation)
    mine = (({"say": N_("Organisation")}, dict(known.names)),) if known else ()
    return (*mine, ({"say": N_("Version")}, str(at.book.out.number)))


def _view(ask: Ask, at: At, one: Correction) -> dict[str, Any]:
    of, names_ = at.part(one.part), at.known.organisations[one.organisation]
    now = part(at.session.id, of, at.known, ask.language) if of else {"title": "", "text": ""}
    said = heading(at.session.id, of) if of else Said(GONE)
    return {
        "said": said,
        "facts": (
            ({"say": N_("Organisation")}, dict(short(names_))),
            ({"say": N_("Asked")}, how(one)),
            ({"say": N_("Standing")}, {"say": WISH_STATES[one.state]}),
        ),
        "now": cut(" – ".join(filter(None, (now["title"], now["text"]))), SHOWN),
        "wanted": one.wanted,
        "reason": one.reason,
        "buttons": tuple(_acts(ask, at, one)),
    }


def _acts(ask: Ask, at: At, one: Correction) -> Iterator[Button]:
    """What the asker can do with a correction that isn't settled."""
    carried = {"correction": one.id}
    if may(ask.person, Action.COORDINATE):
        if one.state is Wish.OPEN:
            yield Button(N_("Accept"), "correction.accept", carried, style="positive")
        if one.live:
            yield Button(N_("Decline …"), "correction.decline", carried)
    if one.live and one.state is Wish.ACCEPTED and may(ask.person, Action.RECORD):
        yield into_draft(at.session.id, one.part)
    if one.live and one.organisation in answers_for(ask.person, at.session):
        yield Button(N_("Take back"), "correction.take_back", carried)


def _onward(at: At, organisation: str, after: int, total: int) -> Iterator[Button]:
    if total > after:
        verb = "correction.own" if organisation else "correction.list"
        carried = {**reference(at, organisation), "offset": after}
        yield Button(MORE, verb, carried, values={"n": total - after})


def _around(ask: Ask, at: At, organisation: str) -> Iterator[Button]:
    yield Button(N_("Back to the minutes"), "minutes.show", reference(at, organisation))
    if may(ask.person, Action.COORDINATE):
        yield Button(N_("Send a new version …"), "minutes.check", {"session": at.session.id})


def into_draft(session: str, part: int) -> Button:
    """The way to a part in the draft."""
    return Button(N_("Write it into the draft"), "minutes.part", {"session": session, "part": part})


ROUTES: tuple[Route, ...] = (
    Route(Action.OVERSEE, verb="correction.list", form=MinutesRef, show=listed),
    Route(Action.CONFIRM, verb="correction.own", form=MinutesRef, show=own, by_mail=True),
)
