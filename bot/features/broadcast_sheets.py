"""The delivery report of a broadcast as a workbook: a sheet of organisations and one of people."""

from __future__ import annotations

from sqlmodel import Session

from bot.reasons import told
from cards.documents.workbook import Sheet, workbook
from cards.language import N_, Texts, texts
from knowledge.broadcasts import FIRST, Broadcast
from knowledge.people import Organisation
from storage import people
from storage.broadcast_counts import Line, lines, per_organisation

CHANNELS = {"msteams": N_("in Teams"), "mail": N_("by e-mail")}
BY_ORGANISATION = (
    *(N_("Organisation"), N_("At least one person reached"), N_("People"), N_("People reached")),
    N_("People who acknowledged"),
)
BY_PERSON = (
    *(N_("Name"), N_("Organisations"), N_("State"), N_("Reason"), N_("Channel"), N_("Time")),
    N_("Acknowledged"),
)


def broadcast_workbook(db: Session, one: Broadcast, language: str) -> bytes:
    """The file of a broadcast's report as it stands, in a language."""
    spoken, every, known = texts(language), lines(db, one.id), people.organisations(db)
    sheets = (
        Sheet(
            spoken.say(N_("Organisations")),
            _said(BY_ORGANISATION, spoken),
            _organisations(every, known, spoken),
        ),
        Sheet(
            spoken.say(N_("People")),
            _said(BY_PERSON, spoken),
            tuple(_person(e, known, spoken) for e in every),
        ),
    )
    return workbook(one.texts[FIRST].title, spoken.language, sheets)


def _said(header: tuple[str, ...], spoken: Texts) -> tuple[str, ...]:
    return tuple(map(spoken.say, header))


def _organisations(
    every: tuple[Line, ...], known: dict[str, Organisation], spoken: Texts
) -> tuple[tuple[str, ...], ...]:
    own = per_organisation(every)
    yes, no = spoken.say(N_("yes")), spoken.say(N_("no"))
    rows = (
        (
            spoken.name(known[each].names),
            yes if n["got"] else no,
            *(str(n[k]) for k in ("people", "got", "ok")),
        )
        for each, n in own.items()
    )
    return tuple(sorted(rows))


def _person(line: Line, known: dict[str, Organisation], spoken: Texts) -> tuple[str, ...]:
    return (
        line.name,
        ", ".join(spoken.name(known[each].names) for each in line.organisations),
        spoken.say(line.state),
        told(line.reason, spoken),
        spoken.say(CHANNELS[line.channel]) if line.channel in CHANNELS else "",
        spoken.moment(line.settled) if line.settled else "",
        spoken.moment(line.acknowledged) if line.acknowledged else "",
    )
