"""Walks that draw the cards of sessions."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from knowledge.session_names import NAME_LIMIT
from tests.cards.stage import Stage, press

COORDINATOR = "tem-koordinaattori"
BEGUN = datetime(2027, 1, 25, 11, 0, tzinfo=UTC)
LETTERS = "äöå*_[`~|<\\ "
JOINT = {"kind": "joint", "regions": "18,19", "organisations": "ministry:LVM,ministry:TEM", "length": "90"}
WHEN = {"day": "2027-01-27", "start": "14:00", "place": "*Oulu*", "link": "https://esimerkki.fi/kokous"}
TIMES = "27.1.2027 9.00\n28.1.2027 9.00"


def text(length: int) -> str:
    """A text of this many characters, full of marks that markdown would read."""
    return (LETTERS * length)[:length].strip().ljust(length, "å")


LONGEST = {
    "name_fi": text(NAME_LIMIT),
    "name_sv": text(NAME_LIMIT),
    "theme": text(200),
    "place": text(200),
    "link": "https://esimerkki.fi/".ljust(500, "ä"),
    "case_number": text(NAME_LIMIT),
}


def planning_sessions(on: Stage) -> None:
    chat = on.chat(COORDINATOR)
    chat.press("session.list")
    press(chat, "session.plan")
    bad = {"day": "23.11.2026", "start": "25", "length": "-5", "link": "http://x", "name_fi": text(121)}
    press(chat, "session.create", **{**JOINT, "regions": "19", "organisations": "<b>", **bad})
    press(chat, "session.create", **JOINT, day="2027-01-25", start="13:00", name_fi="", link="")
    press(chat, "session.create", **JOINT, **{**WHEN, "link": ""})
    stale = chat.carried("session.announce")
    press(chat, "session.edit")
    press(chat, "session.save", **WHEN)
    chat.press("session.announce", stale)
    press(chat, "session.announce")
    press(chat, "session.edit")
    form = chat.card
    press(chat, "session.save", start="13:00", place="Kemi", link="", organisations="ministry:TEM")
    chat.card = form
    press(chat, "session.save", theme="Toisin")
    press(chat, "session.save", theme="Toisin", organisations="ministry:LVM")
    chat.answer(chat.activity("dialog", verb="session.cancel", data={"session": "2026-y1"}))
    chat.send_dialog()
    chat.send_dialog(reason="*Ministeri* on estynyt.")
    chat.press("session.cancel", {"session": "2026-18", "version": 1})
    chat.press("session.list", {"kind": "preparatory"})
    begun = on.chat(COORDINATOR, BEGUN)
    begun.press("session.show", {"session": "2026-19"})
    press(begun, "session.hold")


def asking_for_times(on: Stage) -> None:
    chat = on.chat(COORDINATOR)
    chat.press("poll.mine")
    chat.press("session.show", {"session": "2026-18"})
    press(chat, "poll.ask")
    bad = "huomenna\n23.11.2026 9.00\n30.1.2027 9.00\n27.1.2027 9.00\n27.1.2027 klo 9:00\n27.1.9999 9.00"
    press(chat, "poll.ask_now", times=bad, due="2026-12-01")
    press(chat, "poll.ask_now", times=TIMES, due="2027-02-01")
    press(chat, "poll.ask_now", times=TIMES, due="2026-12-01")
    press(chat, "poll.choose", option="")
    number = chat.carried("poll.choose")["poll"]
    lvm = on.chat("lvm")
    lvm.press("poll.mine")
    mine = {"poll": number, "organisation": "council:18"}
    kainuu = on.chat("kainuu")
    kainuu.press("poll.mine")
    press(kainuu, "poll.answer", time_1="yes", time_2="<b>")
    press(kainuu, "poll.answer", time_1="yes", time_2="no")
    kainuu.press("poll.show", mine)
    kainuu.press("poll.answer", {**mine, "seen": "", "time_1": "maybe", "time_2": "no"})
    on.chat("uusimaa").press("poll.mine")
    chat.press("poll.result", {"poll": number})
    press(chat, "poll.show", organisation="council:18")
    chat.press("poll.result", {"poll": number})
    press(chat, "poll.choose")
    chat.press("poll.result", {"poll": number})
    kainuu.press("poll.show", mine)


def many_and_long_sessions(on: Stage) -> None:
    """Lists and cards at their largest: all regions and organisations, all texts at their limits."""
    chat = on.chat(COORDINATOR)
    for week in range(11):
        chat.press("session.plan")
        lists = {each["id"]: each for each in chat.card["body"] if each["type"] == "Input.ChoiceSet"}
        every = {
            name: ",".join(choice["value"] for choice in lists[name]["choices"])
            for name in ("regions", "organisations")
        }
        day = {"day": f"2027-02-{8 + week % 5:02}", "start": f"{7 + 5 * (week // 5):02}:00"}
        press(chat, "session.create", **LONGEST, **every, **day, kind="joint", length="240")
        press(chat, "session.announce")
    press(chat, "session.edit")
    people = next(each for each in chat.card["body"] if each.get("id") == "people")
    press(chat, "session.save", people=",".join(choice["value"] for choice in people["choices"]))
    press(chat, "session.edit")
    press(chat, "session.save", **dict.fromkeys(LONGEST, text(501)), day="x", start="y", length="z")
    chat.press("session.list", {"kind": "joint"})
    press(chat, "session.list")
    on.chat("lappi").say("milloin keskustelumme on?")
    chat.press("session.show", {"session": "2026-y11"})
    press(chat, "poll.ask")
    six = "\n".join(f"{day}.2.2027 12.00" for day in (15, 16, 17, 18, 19, 22))
    press(chat, "poll.ask_now", times=six, due="2026-12-01")
    number = chat.carried("poll.choose")["poll"]
    for organisation in ("council:19", "council:18", "ministry:LVM"):
        answer = {f"time_{each}": "maybe" for each in range(1, 7)}
        chat.press("poll.answer", {"poll": number, "organisation": organisation, **answer})
    chat.press("poll.result", {"poll": number})
    press(chat, "poll.result")
    for slug in ("aune", "lvm"):
        reader = on.chat(slug)
        reader.press("session.show", {"session": "2026-y11"})
        reader.press("poll.mine")


WALKS: tuple[Callable[[Stage], None], ...] = (planning_sessions, asking_for_times, many_and_long_sessions)
VALUES: dict[str, Any] = {
    "session": {"fi": "Lapin keskustelu 2026", "sv": "Diskussionen om Lappland 2026"},
    "person": "Aila Tunturila",
    "line": 3,
    "next": datetime(2027, 1, 7, tzinfo=UTC).date(),
}
"""What fills the braces of this area's refusals, where no other walk names it."""
