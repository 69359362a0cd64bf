"""Walks that draw the cards of people."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from bot.features import admission
from knowledge.joining import MESSAGE_LIMIT, NAME_LIMIT, REASON_LIMIT
from storage import joining
from storage import tables as t
from tests.cards.stage import Stage, press

HOSTILE = '{{DATE(2026-01-01T00:00:00Z)}} [x](javascript:alert(1)) <b>*ä*</b> "}],'
WISH = {"organisation": "council:18", "role": "contact", "name": HOSTILE}
CROWD = 9


def long(length: int) -> str:
    """A text of this many characters, with marks that markdown would read."""
    return ("äöå*_[`~|<\\ " * length)[:length].strip().ljust(length, "å")


def joining_in(on: Stage) -> None:
    newcomer = on.chat("vieras")
    newcomer.arrive()
    newcomer.say("hei")
    press(newcomer, "join.ask", **{**WISH, "organisation": "<b>", "role": "*"})
    press(newcomer, "join.ask", **WISH, message=HOSTILE)
    newcomer.say("hei")
    press(newcomer, "join.change")
    press(newcomer, "join.ask", message=long(2001))
    newcomer.press("join.take_back")
    newcomer.press("join.take_back")
    on.chat("lappi").press("join.open")


def everybody_joining(on: Stage) -> None:
    with on.core.store.transaction() as db:  # more bodies of regions than a list shows
        bodies = ((f"other:{number}", f"{number} {long(110)}") for number in range(60))
        db.add_all(t.Organisation(id=id_, kind="other", name_fi=name) for id_, name in bodies)
    names = {"name": long(NAME_LIMIT), "organisation": "other", "organisation_name": long(NAME_LIMIT)}
    for number in range(CROWD):
        on.chat(f"vieras-{number}").press("join.ask", {**WISH, **names, "message": long(MESSAGE_LIMIT)})
    newcomer = on.chat("vieras-0")
    newcomer.press("join.change")
    press(newcomer, "join.ask", message=long(3000), organisation_name=long(500), name=long(500))


def answering(on: Stage) -> None:
    coordinator = on.chat("tem-koordinaattori")
    coordinator.press("people.show")
    coordinator.press("people.show", {"page": 1})
    coordinator.press("join.show", _waiting(on, -1))
    press(coordinator, "join.admit")
    press(coordinator, "join.admit_now", organisation="new", name=long(500), region="<b>", until="ei")
    press(coordinator, "join.admit_now", organisation="new", name="Uusi kunta", region="19", until="")
    with patch.object(admission, "render", on.draw):
        coordinator.press("join.refuse", _waiting(on, -1))
        press(coordinator, "join.refuse_now", reason=long(3000))
        press(coordinator, "join.refuse_now", reason=long(REASON_LIMIT))
    on.chat(f"vieras-{CROWD - 2}").say("miksi?")


def _waiting(on: Stage, at: int) -> dict[str, Any]:
    """What the buttons of a waiting request carry."""
    with on.core.store.read() as db:
        request = joining.waiting(db)[at]
    return {"request": request.id, "seen": request.seen}


def looking_after_people(on: Stage) -> None:
    coordinator = on.chat("tem-koordinaattori")
    coordinator.press("people.of", {"of": "council:19,other:sodankyla,centre:10"})
    coordinator.press("people.of", {"of": "centre:1"})
    coordinator.press("people.of", {"of": [f"council:{number:02}" for number in range(1, 20)], "page": 1})
    press(coordinator, "people.role")
    press(coordinator, "people.role_now", person="<b>", until="2020-01-01")
    press(coordinator, "people.role_now", person="1", until="2027-12-31")
    coordinator.press("people.end", {"membership": 1})
    with patch.object(admission, "render", on.draw):
        press(coordinator, "people.end_now")


WALKS: tuple[Callable[[Stage], None], ...] = (
    joining_in,
    everybody_joining,
    answering,
    looking_after_people,
)
VALUES: dict[str, Any] = {"name": "Johanna Siltakoski"}
"""What fills the braces of this area's refusals, where no other walk names it."""
