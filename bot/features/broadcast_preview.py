"""A draft before it is sent: who gets it, who can't be reached, and the card as its readers will see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

from sqlmodel import Session as Db

from bot.forms import Line, Offset, Said
from bot.reasons import told
from bot.routes import Ask, Button, Read, Reply
from cards.language import N_, texts
from cards.render import render
from knowledge.broadcasts import FIRST, MANY, Broadcast, Recipient, State, by_organisation
from knowledge.notices import in_office
from knowledge.refusals import Refusal
from knowledge.refusals import broadcasts as no
from storage import broadcast_people, broadcasts
from storage.broadcast_people import Reach
from storage.broadcasts import Reading

from . import broadcast_card
from .broadcast_words import LANGUAGES, LIST, Known, Ref, desk_about, found, known, ref, whom
from .views import onward

FEW, NAMED, PAGE = 6, 8, 8  # organisations of the preview, people named, organisations of a page
HOURS = (time(8), time(17))
SPOKEN = {"fi": N_("in Finnish"), "sv": N_("in Swedish"), "en": N_("in English")}
OUTSIDE = N_("This is outside office hours. It is sent at this moment all the same.")
MISSING = N_("Not written {languages}: those readers get the Finnish text, and are told so.")


class Shown(Ref):
    """Which language of a draft is looked at, and where a list goes on."""

    language: Line = ""
    offset: Offset = 0


@dataclass(frozen=True)
class Seen:
    """What was read of a draft's recipients."""

    at_hand: Known
    recipients: tuple[Recipient, ...]
    reach: Reach

    @property
    def all_out(self) -> bool:
        """Can nobody be reached?"""
        return len(self.reach.out) == len(self.recipients)


def see(ask: Ask, read: Read, draft: Broadcast, at_hand: Known | None = None) -> Seen:
    """Who gets a draft, as things are now."""
    people = broadcast_people.audience_of(read.db, draft, ask.now)
    reach = broadcast_people.reachable(read.db, people, ask.now)
    return Seen(at_hand or known(ask, read), people, reach)


def preview(ask: Ask, db: Db, draft: Broadcast, seen: Seen, *alerts: Refusal) -> Reply:
    """The card of a draft."""
    wanted = getattr(ask.form, "language", "")
    shown = wanted if wanted in SPOKEN else FIRST
    sample = _drawn(ask, db, draft, shown)
    data = {
        **_counted(ask, seen),
        "alerts": (*alerts, *((no.NobodyReachable(),) if seen.all_out else ())),
        "whom": whom(draft.audience, seen.at_hand),
        "due": draft.due,
        "acknowledge": draft.acknowledge,
        "notes": tuple(_notes(ask, draft)),
        "shown": SPOKEN[shown],
        "sample": sample["body"],
        "sample_buttons": [action["title"] for action in sample["actions"]],
        "languages": tuple(
            Button(LANGUAGES[each], "broadcast.show", {**ref(draft), "language": each})
            for each in SPOKEN
            if each != shown
        ),
        "buttons": tuple(_buttons(draft, seen)),
    }
    return Reply("broadcast_preview", data, about=desk_about(draft.id))


def _drawn(ask: Ask, db: Db, draft: Broadcast, language: str) -> Mapping[str, Any]:
    """The card as readers of a language will see it."""
    view = broadcast_card.view(db, ask.person, Reading(draft, ask.person.name, None))
    return render("broadcast", view | {"sent": draft.due or ask.now}, language)


def _counted(ask: Ask, seen: Seen) -> dict[str, Any]:
    own, spoken = by_organisation(seen.recipients), texts(ask.language)
    names = {one.person.id: one.person.name for one in seen.recipients}
    out = [f"{names[person]} – {told(why, spoken)}" for person, why in seen.reach.out.items()]
    muted = [names[person] for person in sorted(seen.reach.muted)]
    titles = [
        f"{spoken.name(seen.at_hand.organisations[o].names)} ({len(people)})"
        for o, people in list(own.items())[:FEW]
    ]
    return {
        "people": len(seen.recipients),
        "count": len(own),
        "organisations": titles,
        "more": max(0, len(own) - FEW),
        "out": out[:NAMED],
        "out_count": len(out),
        "out_more": max(0, len(out) - NAMED),
        "muted": muted[:NAMED],
        "muted_more": max(0, len(muted) - NAMED),
    }


def _notes(ask: Ask, draft: Broadcast) -> Iterator[Said]:
    lacking = [{"say": SPOKEN[each]} for each in SPOKEN if each not in draft.texts]
    if lacking:
        yield Said(MISSING, {"languages": lacking})
    if not in_office(draft.due or ask.now, HOURS):
        yield Said(OUTSIDE)


def _buttons(draft: Broadcast, seen: Seen) -> Iterator[Button]:
    if seen.recipients and not seen.all_out:
        n = len(seen.recipients)
        title = N_("Send at that time to {n}") if draft.due else N_("Send now to {n}")
        yield Button(title, "broadcast.confirm", ref(draft) | {"count": n}, style="positive", values={"n": n})
    yield Button(N_("Edit the text"), "broadcast.edit", ref(draft))
    yield Button(N_("Change who, when and with what"), "broadcast.setup", ref(draft))
    yield Button(N_("All recipients"), "broadcast.recipients", ref(draft))
    yield Button(N_("Discard the draft"), "broadcast.discard", ref(draft), style="destructive")


def asked_again(draft: Broadcast, seen: Seen) -> Reply:
    """The second confirmation, which names the number."""
    n = len(seen.recipients)
    data = {
        "n": n,
        "heading": draft.texts[FIRST].title,
        "due": draft.due,
        "out": len(seen.reach.out),
        "buttons": (
            Button(
                N_("Yes, to {n} people"),
                "broadcast.confirm",
                ref(draft) | {"count": n, "sure": n},
                style="positive",
                values={"n": n},
            ),
            Button(N_("Back to the draft"), "broadcast.show", ref(draft)),
        ),
    }
    return Reply("broadcast_many", data, about=desk_about(draft.id))


def many(seen: Seen) -> bool:
    """Are these so many that it is asked twice?"""
    return len(seen.recipients) > MANY


# Everybody, by organisation


def listed(ask: Ask, read: Read) -> Reply:
    """Who gets it, or got it, by organisation."""
    one = found(broadcasts.find(read.db, ask.form.broadcast))
    if one.state is not State.DRAFT:
        raise no.BroadcastMoved(state=one.state)
    seen = see(ask, read, one)
    own, offset = by_organisation(seen.recipients), ask.form.offset
    page = list(own.items())[offset : offset + PAGE]
    data = {
        "heading": one.texts[FIRST].title,
        "people": len(seen.recipients),
        "count": len(own),
        "organisations": [_of(ask, seen, organisation, people) for organisation, people in page],
        "buttons": (
            *onward("broadcast.recipients", ref(one), offset + PAGE, len(own)),
            Button(N_("Back to the draft"), "broadcast.show", ref(one)),
            LIST,
        ),
    }
    return Reply("broadcast_recipients", data, about=desk_about(one.id))


def _of(ask: Ask, seen: Seen, organisation: str, people: Iterable[Recipient]) -> dict[str, Any]:
    every = list(people)
    return {
        "names": seen.at_hand.organisations[organisation].names,
        "n": len(every),
        "people": [_named(ask, seen, one) for one in every[:NAMED]],
        "more": max(0, len(every) - NAMED),
    }


def _named(ask: Ask, seen: Seen, one: Recipient) -> str:
    why = seen.reach.out.get(one.person.id)
    return f"{one.person.name} ({told(why, texts(ask.language))})" if why else one.person.name
