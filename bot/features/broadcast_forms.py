"""The two forms of a broadcast: its texts, and who gets it, when, and with what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bot.forms import NONE, Choice, Chosen, Codes, Input, Line, Lines, Number, Reading, Said, form_reply
from bot.forms import Kind as FieldKind
from bot.routes import Ask, Button, Reply
from cards.language import LANGUAGES, N_
from knowledge.broadcasts import FIRST, TEXT_LIMIT, TITLE_LIMIT, Audience, Broadcast, Group, Wording
from knowledge.clock import finnish
from knowledge.people import Kind
from knowledge.refusals.broadcasts import FinnishMissing, HalfWritten, TextsTooLong
from knowledge.sessions import State as SessionState

from .broadcast_words import GROUPS, LIST, STEPS, UNDONE, Known, Ref, desk_about, whom

KEPT = 22_000  # bytes of texts that a form can show again
OFFERED = 30  # sessions, and organisations, of a list
NOW, LATER = "now", "later"
INVITED = frozenset({Kind.CENTRE, Kind.SECRETARIAT, Kind.ADVISORY, Kind.OTHER})
"""Organisations that are chosen by name: councils go by their region, ministries by their abbreviation."""
TEXT_FIELDS: tuple[tuple[str, str, FieldKind], ...] = (
    ("title_fi", N_("Title in Finnish (at most {limit} characters)"), "text"),
    ("text_fi", N_("Text in Finnish (at most {limit} characters)"), "lines"),
    ("title_sv", N_("Title in Swedish"), "text"),
    ("text_sv", N_("Text in Swedish"), "lines"),
    ("title_en", N_("Title in English"), "text"),
    ("text_en", N_("Text in English"), "lines"),
)
LIMITS = {"text": TITLE_LIMIT, "lines": TEXT_LIMIT}


class Choosing(Ref):
    """Whom it is for, as chosen; the form of texts carries along what the sentence said."""

    groups: Codes = ()
    sessions: Codes = ()
    regions: Codes = ()
    ministries: Codes = ()
    organisations: Codes = ()
    step: Chosen = ""


class Worded(BaseModel):
    """The texts as they were typed, in each language."""

    title_fi: Line = ""
    text_fi: Lines = ""
    title_sv: Line = ""
    text_sv: Lines = ""
    title_en: Line = ""
    text_en: Lines = ""


class TextsForm(Choosing, Worded):
    """What is written first; `copy_of`: the broadcast whose texts stand in a new one at first."""

    copy_of: Number = 0


class SetupForm(Choosing):
    """The rest as it was chosen and typed."""

    attach: Chosen = ""
    calendar: Line = "false"
    link: Line = ""
    acknowledge: Line = "false"
    when: Line = NOW
    day: Line = ""
    time: Line = ""


# Texts


def text_inputs(form: Any) -> tuple[Input, ...]:
    """The fields of the texts, with what stands in them."""
    return tuple(
        Input(
            name,
            label,
            kind,
            getattr(form, name),
            required=name.endswith(FIRST),
            values={"limit": LIMITS[kind]},
        )
        for name, label, kind in TEXT_FIELDS
    )


def check_kept(*texts: str) -> None:
    """Raises TextsTooLong for what wouldn't fit into the form when it is shown again."""
    if sum(len(json.dumps(text, ensure_ascii=False).encode()) for text in texts) > KEPT:
        raise TextsTooLong


def read_texts(reading: Reading, form: Any) -> dict[str, Wording]:
    """The texts by language; Finnish must be there, and each with title and text."""
    found = {}
    for language in LANGUAGES:
        title = reading.text(f"title_{language}", getattr(form, f"title_{language}"), TITLE_LIMIT)
        text = reading.text(f"text_{language}", getattr(form, f"text_{language}"), TEXT_LIMIT)
        for name, typed in (("title", title), ("text", text)):
            if not typed and (language == FIRST or title or text):
                lacks = FinnishMissing if language == FIRST else HalfWritten
                reading.fault(lacks(f"{name}_{language}"))
        if title and text:
            found[language] = Wording(title, text)
    return found


def filled(broadcast: Broadcast) -> dict[str, str]:
    """The texts of a broadcast as they stand in the form."""
    return {
        f"{name}_{language}": getattr(wording, name)
        for language, wording in broadcast.texts.items()
        for name in ("title", "text")
    }


def texts_form(ask: Ask, form: TextsForm, for_whom: list[Any], **wrong: Any) -> Reply:
    """The form of the texts. What a new one is for is carried along until it is kept."""
    hidden: dict[str, Any] = {"broadcast": form.broadcast, "edition": form.edition}
    if not form.broadcast:
        lists = ("groups", "sessions", "regions", "ministries")
        hidden |= {name: ",".join(getattr(form, name)) for name in lists} | {"step": form.step}
    told = N_("For: {names}. You choose exactly who gets it in the next step.")
    next_ = N_("In the next step you choose who gets it, and when. Nothing is sent before you confirm it.")
    intro = Said(told, {"names": for_whom}) if for_whom else Said(next_)
    return form_reply(
        ask,
        Said(N_("Notice to many: the text")),
        text_inputs(form),
        Button(N_("Next: who gets it"), "broadcast.write", hidden, style="positive"),
        intro=(intro, Said(FALLS_BACK)),
        buttons=_back(form.broadcast),
        about=desk_about(form.broadcast) if form.broadcast else None,
        **wrong,
    )


FALLS_BACK = N_("Whoever reads a language that is left empty gets the Finnish text, and is told so.")


def _back(broadcast: int) -> tuple[Button, ...]:
    if not broadcast:
        return (Button(LIST.title, LIST.verb, fills=False),)
    return (Button(N_("Back to the draft"), "broadcast.show", {"broadcast": broadcast}, fills=False),)


# Who gets it, when, and with what

SETUP_FIELDS: tuple[tuple[str, str, FieldKind], ...] = (
    ("groups", N_("Groups"), "some"),
    ("sessions", N_("Those who take part in a session"), "some"),
    ("regions", N_("Regions: their council and other bodies"), "some"),
    ("ministries", N_("Ministries"), "some"),
    ("organisations", N_("Other organisations"), "some"),
    ("step", N_("Organisations that haven't done a step of the round"), "one"),
    ("attach", N_("Attach the facts of a session"), "one"),
    ("calendar", N_("With the session's calendar file"), "switch"),
    ("link", N_("Attach a link (https://…)"), "text"),
    ("acknowledge", N_("Ask readers to acknowledge it"), "switch"),
    ("when", N_("When it is sent"), "one"),
    ("day", N_("Day, when sent later"), "day"),
    ("time", N_("Time of day, when sent later"), "time"),
)
NOBODY, NOTHING = N_("No step"), N_("No session")


def choices(at_hand: Known) -> Mapping[str, tuple[Choice, ...]]:
    """What the lists of the second form offer."""
    open_ = [each for each in at_hand.sessions if each.state is not SessionState.PLANNED]
    others = [o for o in at_hand.organisations.values() if o.kind in INVITED]
    councils = {o.region for o in at_hand.organisations.values() if o.kind is Kind.COUNCIL}
    regions = [region for region in at_hand.places.regions if region.code in councils]
    return {
        "groups": tuple(Choice(group, text=GROUPS[group]) for group in Group),
        "sessions": tuple(Choice(s.id, s.names) for s in at_hand.sessions[:OFFERED]),
        "regions": tuple(Choice(region.code, region.names) for region in regions),
        "ministries": tuple(Choice(m.abbr, m.names) for m in at_hand.places.ministries),
        "organisations": tuple(Choice(o.id, o.names) for o in others[:OFFERED]),
        "step": (Choice(NONE, text=NOBODY), *(Choice(step, text=UNDONE[step]) for step in STEPS)),
        "attach": (Choice(NONE, text=NOTHING), *(Choice(s.id, s.names) for s in open_[:OFFERED])),
        "when": (Choice(NOW, text=N_("At once")), Choice(LATER, text=N_("At the day and time below"))),
    }


def setup_of(draft: Broadcast) -> SetupForm:
    """The second form of a draft as it is."""
    local = finnish(draft.due) if draft.due else None
    return SetupForm(
        broadcast=draft.id,
        edition=draft.edition,
        **vars(draft.audience),
        attach=draft.session or "",
        calendar=str(draft.calendar).lower(),
        link=draft.link,
        acknowledge=str(draft.acknowledge).lower(),
        when=LATER if local else NOW,
        day=f"{local:%Y-%m-%d}" if local else "",
        time=f"{local:%H:%M}" if local else "",
    )


def setup_form(ask: Ask, draft: Broadcast, form: SetupForm, at_hand: Known, **wrong: Any) -> Reply:
    """The second form, with what is chosen in it."""
    offered = choices(at_hand)
    hidden = {"broadcast": draft.id, "edition": draft.edition}
    return form_reply(
        ask,
        Said(N_("Notice to many: who gets it")),
        tuple(_setup_input(form, name, label, kind, offered) for name, label, kind in SETUP_FIELDS),
        Button(N_("Next: preview"), "broadcast.arrange", hidden, style="positive"),
        intro=(Said("{title}", {"title": dict(draft.titles)}), Said(UNION)),
        buttons=_back(draft.id),
        about=desk_about(draft.id),
        **wrong,
    )


UNION = N_(
    "Everybody who belongs to any of those you choose gets it once. You yourself see how it goes instead."
)


def _setup_input(
    form: SetupForm, name: str, label: str, kind: FieldKind, offered: Mapping[str, tuple[Choice, ...]]
) -> Input:
    value, listed = getattr(form, name), offered.get(name, ())
    known = {choice.value for choice in listed}
    if kind == "some":
        value = tuple(each for each in value if each in known)
    if kind == "one":
        value = value if value in known else listed[0].value
    return Input(name, label, kind, value, listed)


def for_whom(form: Choosing, at_hand: Known) -> list[dict[str, Any]]:
    """Whom a form says that it is for, as values for a message."""
    return whom(as_audience(form), at_hand)


def as_audience(form: Choosing) -> Audience:
    """The audience that a form says."""
    names = ("groups", "sessions", "regions", "ministries", "organisations", "step")
    return Audience(**{name: getattr(form, name) for name in names})
