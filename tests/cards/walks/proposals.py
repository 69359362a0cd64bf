"""Walks that draw the cards of proposals."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlmodel import select

from storage import tables as t
from tests.cards.stage import Stage, press

AFTER_CLOSING = datetime(2026, 12, 15, 9, 0, tzinfo=UTC)
HOSTILE = (
    '"}],"actions":[{"type":"Action.OpenUrl"}] {{DATE(2026-01-01T00:00:00Z)}} [x](javascript:alert(1)) *a*'
)
WRITTEN = {"description": "Asuntoja ja teitä.", "urgency": "Kausi alkaa."}
FULL = "äö å" * 500


def opened(chat: Any, verb: str, **inputs: Any) -> None:
    """Open the dialog of the newest card's button; with inputs, send it."""
    data = chat.carried(verb)
    kept = {key: value for key, value in data.items() if key != "msteams"}
    chat.answer(chat.activity("dialog", verb=verb, data=kept))
    if inputs:
        sent(chat, **inputs)


def sent(chat: Any, at: int = 0, **inputs: Any) -> None:
    """Send the dialog that is open by one of its buttons, with what stands in it or these instead."""
    data = {**chat.card["actions"][at]["data"], **chat.values(), **inputs}
    chat.answer(chat.activity("submit", verb=data["verb"], data=data))


def drafting(on: Stage) -> None:
    chat = on.chat("uusimaa")
    chat.press("proposal.new")
    press(chat, "proposal.draft", title="")
    press(chat, "proposal.draft", title="Radat kuntoon", partners="council:02,ministry:LVM")
    opened(chat, "proposal.edit")
    sent(chat, at=1, outcome="Sopimus.")
    press(chat, "proposal.versions")
    chat.press("proposal.mine")
    drafted = on.chat("uusimaa")
    drafted.press("proposal.mine")
    pressed = next(each for each in drafted.card["body"] if "selectAction" in each)["selectAction"]
    drafted.press("proposal.show", pressed["data"])


def pasting(on: Stage) -> None:
    chat = on.chat("kainuu")
    chat.say("Esitämme seuraavia aiheita:\n1. Junat. Ne ovat hitaita.\n2. Tiet\n3. " + "pitkä " * 300)
    item = next(node for each in chat.card["body"] for node in each.get("items", []) if "actions" in node)
    data = {key: value for key, value in item["actions"][1]["data"].items() if key != "verb"}
    chat.press("proposal.discard", data)
    press(chat, "proposal.discard_now")
    chat.say("Esitämme seuraavia aiheita:\n" + "\n".join(f"- {HOSTILE} {n}" for n in range(10)))
    chat.say("Esitämme seuraavia aiheita:\n" + "\n".join(f"- aihe {n}" for n in range(11)))
    on.chat("tem-koordinaattori").say("Ehdotamme näitä:\n- yksi\n- kaksi")


def joining_in(on: Stage) -> None:
    lead = on.chat("kainuu")
    lead.press("proposal.new")
    press(
        lead,
        "proposal.submit",
        title="Yhteiset radat",
        **WRITTEN,
        partners="council:17,council:12,council:99",
    )
    press(lead, "proposal.submit", title="Yhteiset radat", **WRITTEN, partners="council:17,council:12")
    reference = lead.carried("proposal.edit")["proposal"]
    opened(lead, "partner.open", partners="")
    sent(lead, partners="ministry:LVM,council:11")
    second, third, fourth = on.chat("pohjois-pohjanmaa"), on.chat("pohjois-karjala"), on.chat("pohjois-savo")
    for chat in (second, third, fourth):
        chat.press("proposal.show", {"proposal": reference})
    press(second, "partner.accept")
    opened(third, "partner.refuse", reason="x" * 501)
    sent(third, reason=HOSTILE)
    press(fourth, "partner.accept")
    press(fourth, "partner.leave")
    press(fourth, "partner.leave_now")
    opened(second, "proposal.edit", title="Yhteiset radat ja sillat", links="https://a.fi", in_depth="true")
    press(second, "proposal.versions")
    lead.press("proposal.history", {"proposal": reference})

    lead.press("proposal.show", {"proposal": reference})
    press(lead, "proposal.withdraw")
    press(lead, "proposal.withdraw_now")


def commenting(on: Stage) -> None:
    chat, group = on.chat("kainuu"), on.chat("tyoryhma")
    chat.press("proposal.new")
    press(chat, "proposal.submit", title="Kommentoitava", **WRITTEN)
    reference = chat.carried("proposal.edit")["proposal"]
    chat.press("comment.list", {"proposal": reference})
    opened(chat, "comment.open", text="")
    sent(chat, text="x" * 2001)
    sent(chat, text=HOSTILE)
    group.press("proposal.show", {"proposal": reference})
    for _ in range(7):
        group.press("comment.list", {"proposal": reference})
        opened(group, "comment.open", text=FULL)
    press(group, "comment.list")
    on.chat("aune").press("comment.list", {"proposal": reference})


def triaged(on: Stage) -> None:
    """The card in each state that triage gives, with its reason."""
    chat = on.chat("keski-suomi")
    chat.press("proposal.new")
    press(chat, "proposal.submit", title="Palautettava", **WRITTEN)
    reference = chat.carried("proposal.edit")["proposal"]
    for state in ("deferred", "redirected", "accepted", "in-depth", "merged", "returned"):
        _move(on, reference, state)
        chat.press("proposal.show", {"proposal": reference})
    opened(chat, "proposal.edit", outcome="Täsmennetty.")
    press(chat, "proposal.versions")


def _move(on: Stage, proposal: int, state: str) -> None:
    with on.core.store.transaction() as db:
        row = db.get_one(t.Proposal, proposal)
        row.state, row.merged_into = state, 1 if state == "merged" else None
        person = db.exec(select(t.Person).where(t.Person.slug == "tyoryhma")).one()
        db.add(row)
        event = t.ProposalEvent(proposal_id=proposal, person_id=person.id or 0, state=state, version=1)
        event.at, event.note = datetime(2026, 11, 24, 9, 0, tzinfo=UTC), HOSTILE * 3
        db.add(event)


def bringing(on: Stage) -> None:
    body, council = on.chat("sodankyla"), on.chat("lappi")
    body.say("haluan ehdottaa aihetta")
    press(body, "proposal.submit", title="", description="")
    press(body, "proposal.draft", title="Kunnan luonnos")
    opened(body, "proposal.edit", **WRITTEN)
    reference = body.carried("proposal.edit")["proposal"]
    opened(body, "proposal.edit", title="Kunnan aihe")
    body.say("omat ehdotukseni")
    council.say("omat ehdotukseni")
    council.press("proposal.show", {"proposal": reference})
    opened(council, "topic.answer", text="")
    sent(council, text="x" * 1001)
    opened_again = on.chat("lappi")
    opened_again.press("proposal.show", {"proposal": reference})
    opened(opened_again, "topic.adopt", title="")
    sent(opened_again, title="Liiton aihe")
    body.press("proposal.show", {"proposal": reference})
    body.say("haluan ehdottaa aihetta")
    press(body, "proposal.submit", title="Toinen aihe", **WRITTEN)
    reference = body.carried("proposal.edit")["proposal"]
    council.press("proposal.show", {"proposal": reference})
    opened(council, "topic.answer", text="Aihe kuuluu kunnalle itselleen. " * 30)
    body.press("proposal.show", {"proposal": reference})


def changing_at_length(on: Stage) -> None:
    """Versions whose every text is at its limit and another."""
    chat = on.chat("etela-karjala")
    chat.press("proposal.new")
    fields = ("objective", "strategy", "urgency", "prepared_with", "outcome")
    first = {"title": "ä" * 120, "description": FULL[:2000], **dict.fromkeys(fields, FULL[:500])}
    links = "\n".join(f"https://a.fi/{n}".ljust(300, "ä") for n in range(10))
    press(chat, "proposal.submit", **first, links=links)
    other = {name: text[::-1].replace("ä", "õ") for name, text in first.items()}
    opened(chat, "proposal.edit", **other, links=links.replace("a.fi", "b.fi"), areas="transport,tourism")
    press(chat, "proposal.versions")
    press(chat, "proposal.versions")
    late = on.chat("etela-karjala", AFTER_CLOSING)
    late.press("proposal.new")
    press(late, "proposal.draft", title="Myöhäinen luonnos")
    opened(late, "proposal.edit", **WRITTEN)


WALKS: tuple[Callable[[Stage], None], ...] = (
    drafting,
    pasting,
    joining_in,
    commenting,
    triaged,
    bringing,
    changing_at_length,
)
VALUES: dict[str, Any] = {"count": 12}
"""What fills the braces of this area's refusals, where no other walk names it."""
