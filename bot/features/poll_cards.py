"""A question of times as the cards show it: to those who answer, and to those who choose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.forms import moment_value, span_value
from bot.routes import Ask, Button, Reply
from cards.language import N_
from knowledge import availability as rules
from knowledge.availability import Answer, Poll, Suits
from knowledge.people import Action, Organisation, may
from knowledge.refusals import Refusal
from knowledge.sessions import Session

from .session_cards import named, open_button, short
from .views import onward

SUITS = {
    Suits.YES: N_("suits us"),
    Suits.MAYBE: N_("suits if need be"),
    Suits.NO: N_("doesn't suit"),
}
ROWS = 12  # organisations in a table


def fields(poll: Poll) -> tuple[str, ...]:
    """The names of the fields for the poll's times, in their order."""
    return tuple(f"time_{number}" for number, _ in enumerate(poll.options, 1))


def about(poll: Poll, organisation: str) -> str:
    """The matter that an organisation's question shows."""
    return f"poll:{poll.id}:{organisation}"


def question(
    poll: Poll,
    session: Session,
    organisation: Organisation,
    chosen: Mapping[str, str] | None = None,
    *,
    faults: Iterable[Refusal] = (),
    alerts: Iterable[Refusal] = (),
) -> dict[str, Any]:
    """The card that asks an organisation; it can be kept as JSON while nothing is wrong with it.

    `chosen` is what was chosen in its fields, else what the organisation answered stands in them.
    """
    answer = poll.answers.get(organisation.id)
    return _of(session, organisation) | {
        "poll": poll.id,
        "due": moment_value(poll.due),
        "answered": {"by": answer.by, "at": moment_value(answer.at)} if answer else None,
        "seen": seen(answer),
        "times": list(_times(poll, answer, chosen)),
        "suits": [{"value": each.value, "text": text} for each, text in SUITS.items()],
        "faults": {fault.field: fault for fault in faults},
        "alerts": list(alerts),
        "buttons": [],
    }


def _of(session: Session, organisation: Organisation) -> dict[str, Any]:
    return {
        "organisation": organisation.id,
        "organisation_names": dict(organisation.names),
        "session": dict(session.names),
        "place": session.place,
    }


def seen(answer: Answer | None) -> str:
    """What tells one answer of an organisation from the next."""
    return answer.at.isoformat() if answer else ""


def _times(poll: Poll, answer: Answer | None, chosen: Mapping[str, str] | None) -> Iterator[dict[str, Any]]:
    for name, option in zip(fields(poll), poll.options, strict=True):
        given = answer.suits.get(option.id) if answer else None
        yield {
            "id": name,
            "span": span_value(option.starts, option.ends),
            "value": (chosen or {}).get(name) or (given.value if given and not chosen else ""),
            "given": SUITS[given] if given and chosen else "",
        }


# The answers


Known = Mapping[str, Organisation]


def result(
    ask: Ask, poll: Poll, session: Session, organisations: Known, *alerts: Refusal, offset: int = 0
) -> Reply:
    """Organisations and times: who can come when, which time is the best, who hasn't answered."""
    asked = tuple(dict.fromkeys((*session.organisations, *poll.answers)))
    shown = asked[offset : offset + ROWS]
    choose = may(ask.person, Action.COORDINATE) and poll.closed is None
    waiting = rules.unanswered(poll, session)
    data = {
        "session": session.names,
        "due": poll.due,
        "closed": poll.closed is not None,
        **_counted(poll),
        "rows": [_row(poll, organisations[each]) for each in shown],
        "waiting": named(waiting, organisations),
        "answered": len(poll.answers),
        "alerts": alerts,
        "may_choose": choose,
        "record": next(iter((*waiting, *asked)), ""),
        "asked": [(each, short(organisations[each])) for each in asked],
        "buttons": _buttons(poll, session, offset + ROWS, len(asked), choose=choose),
    }
    return Reply("poll_result", data, about=f"poll:{poll.id}")


def _counted(poll: Poll) -> dict[str, Any]:
    """The times with their counts, and the first of the best, which stands in the list of times."""
    counts = rules.counts(poll)
    best = next((count.option.id for count in counts if count.best), None)
    times = [
        {"id": c.option.id, "starts": c.option.starts, "ends": c.option.ends, "yes": c.yes}
        | {"maybe": c.maybe, "no": c.no, "best": c.best}
        for c in counts
    ]
    return {"times": times, "best": str(best or "")}


def _row(poll: Poll, organisation: Organisation) -> dict[str, Any]:
    answer = poll.answers.get(organisation.id)
    given = [answer.suits.get(option.id) if answer else None for option in poll.options]
    return {"names": short(organisation), "given": [SUITS[each] if each else "" for each in given]}


def _buttons(poll: Poll, session: Session, after: int, total: int, *, choose: bool) -> Sequence[Button]:
    reference: dict[str, Any] = {"poll": poll.id}
    found: list[Button] = []
    if choose:
        found += [
            Button(N_("Choose this time"), "poll.choose", reference, style="positive"),
            Button(N_("Record an organisation's answer"), "poll.show", reference),
            Button(N_("Ask for other times"), "poll.ask", {"session": session.id}, way="dialog"),
        ]
    return (*found, *onward("poll.result", reference, after, total), open_button(session.id))
