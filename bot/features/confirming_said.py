"""How an organisation stands to minutes, in words: how it answered, until when, what silence means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.forms import Said, moment_value, said_data
from cards.documents.minutes_printed import ANSWERS, WAYS
from cards.language import N_
from knowledge.clock import today
from knowledge.confirming import Correction, Given, Standing, Way, Wish
from knowledge.minutes import Version

from .confirming_desk import At
from .confirming_words import heading

WISH_STATES = {
    Wish.OPEN: N_("waits for an answer"),
    Wish.ACCEPTED: N_("accepted: it comes in the next version"),
    Wish.DECLINED: N_("declined"),
    Wish.TAKEN_BACK: N_("taken back"),
}


def deadline(version: Version, now: datetime) -> Iterator[Said]:
    """Until when it is answered, and what silence means."""
    if version.due:
        late = version.due < now
        yield Said(LATE if late else IN_TIME, {"date": moment_value(version.due)})
    yield Said(SILENCE)


IN_TIME = N_("Answer by {date}. After that an answer is still taken until the minutes are made final.")
LATE = N_("The time to answer ended {date}. An answer is still taken until the minutes are made final.")
SILENCE = N_("Silence doesn't confirm: if no answer comes, “no answer” is recorded for the organisation.")


def _silent(_: Given | None) -> Iterator[Said]:
    yield Said(N_("One answer is enough for the whole organisation."))


def _asks(given: Given | None) -> Iterator[Said]:
    yield Said(
        N_(
            "Your organisation has asked for a correction ({how}). It is answered before the minutes become "
            "final, and you are told."
        ),
        {"how": how(given)},
    )


def _settled(_: Given | None) -> Iterator[Said]:
    yield Said(
        N_(
            "What your organisation asked to correct was declined or taken back. Confirm this version, with "
            "a reservation if need be, or ask for another correction."
        )
    )


def _answered(given: Given | None) -> Iterator[Said]:
    if given:
        answer = {"say": ANSWERS[given.answer]}
        yield Said(
            N_("Your organisation has answered: {answer} ({how})."), {"answer": answer, "how": how(given)}
        )
        if given.note:
            yield Said(N_("Reservation: {text}"), {"text": given.note})
        yield Said(N_("You are told when the minutes are final, or when a new version goes out."))


STANDS: Mapping[Standing, Callable[[Given | None], Iterator[Said]]] = {
    Standing.SILENT: _silent,
    Standing.ASKS: _asks,
    Standing.SETTLED: _settled,
    Standing.ANSWERED: _answered,
}


def how(given: Given | Correction | None) -> list[Any]:
    """Who gave an answer, when, by which way and under which case number, as a message's value."""
    if given is None:
        return []
    way = [] if given.way == Way.CHAT else [{"say": WAYS.get(given.way, given.way)}, given.case_number]
    when = given.at and (moment_value(given.at) if given.way == Way.CHAT else day_value(given.at))
    return [*way, *filter(None, (given.by if given.way == Way.CHAT else "", when))]


def day_value(when: datetime) -> dict[str, str]:
    """A moment of which only the day is known, as a message's value."""
    return {"day": today(when).isoformat()}


def part_value(at: At, number: int) -> dict[str, Any]:
    """What a part is called, as a message's value."""
    found = at.part(number)
    return said_data(heading(at.session.id, found)) if found else {"say": N_("a part that is gone")}
