"""What the settings of notices are called, and the receipts of what was changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.forms import Choice, Said, moment_value, notice, notice_reply
from bot.routes import Button, Reply
from cards.language import N_
from knowledge.notices import Topic
from storage.wishes import Absence

TOPIC_NAMES = {
    Topic.REMINDERS: N_("Reminders"),
    Topic.SCHEDULE: N_("Dates, sessions, agendas and minutes"),
    Topic.PROPOSALS: N_("Proposals and comments"),
    Topic.VIEWS: N_("The state's view of regions"),
    Topic.BROADCASTS: N_("Broadcasts"),
    Topic.PEOPLE: N_("Requests to be admitted and roles"),
}
LENGTH_NAMES = {
    "day": N_("Until tomorrow"),
    "friday": N_("Until Friday"),
    "week": N_("For a week"),
    "month": N_("For a month"),
    "good": N_("Until further notice"),
}
STILL = N_(
    "Should a session that you take part in be cancelled or moved within two days of it, I tell you all the "
    "same."
)
MEANWHILE = N_(
    "Meanwhile reminders go to your organisation's deputy, if it has one. Other notices still come to you."
)
REST = {
    Topic.REMINDERS: N_("Your organisation's deputy, if it has one, is reminded instead of you."),
    Topic.SCHEDULE: STILL,
    Topic.BROADCASTS: N_("Whoever sends a broadcast sees that it didn't come to you."),
}
"""What is good to know of a topic that was turned off."""
SETTINGS = Button(N_("Notice settings"), "notifications.open")
SAY_SETTINGS = Button(SETTINGS.title, way="say")
"""The same as a new card, for cards that should stay."""


def topic_choices() -> tuple[Choice, ...]:
    """The topics to choose from."""
    return tuple(Choice(topic.value, text=name) for topic, name in TOPIC_NAMES.items())


def topics_in(codes: Iterable[str]) -> tuple[Topic, ...]:
    """The topics with these codes, in their order; others are left out."""
    wanted = frozenset(codes)
    return tuple(topic for topic in Topic if topic.value in wanted)


def turn_off(*topics: Topic) -> Button:
    """The button that asks until when these are to be turned off."""
    return Button(N_("Turn these off"), "notifications.choose", {"topics": list(topics)}, way="dialog")


def named(topics: Iterable[Topic]) -> list[dict[str, str]]:
    """The topics as a message's value."""
    known = frozenset(topics)
    every = [{"say": N_("all kinds")}]
    return every if known == frozenset(Topic) else [{"say": TOPIC_NAMES[t]} for t in Topic if t in known]


def until_value(until: date | None) -> dict[str, str]:
    """Until when, as a message's value."""
    return moment_value(until) if until else {"say": N_("until further notice")}


def off(topics: Iterable[Topic], until: date | None, before: Mapping[Topic, date | None]) -> Reply:
    """The receipt of what was turned off, with the way back."""
    known = tuple(topics)
    return notice_reply(
        notice(
            Said(N_("Turned off")),
            lines=[Said(REST[topic]) for topic in known if topic in REST],
            facts=[(N_("Notices"), named(known)), (N_("Until"), until_value(until))],
            buttons=(undo(known, before), SETTINGS),
        )
    )


def on(topics: Iterable[Topic], before: Mapping[Topic, date | None]) -> Reply:
    """The receipt of what was turned on."""
    known = tuple(topics)
    facts = [(N_("Notices"), named(known))]
    buttons = (undo(known, before), SETTINGS)
    return notice_reply(notice(Said(N_("Turned on")), facts=facts, buttons=buttons))


def restored() -> Reply:
    """The receipt of an undo."""
    line = Said(N_("Everything is as it was before."))
    return notice_reply(notice(Said(N_("Undone")), lines=[line], buttons=[SETTINGS]))


def undo(topics: Iterable[Topic], before: Mapping[Topic, date | None]) -> Button:
    """The button that puts these topics back to how they were."""
    was = [f"{topic}:{until.isoformat() if until else ''}" for topic, until in before.items()]
    return Button(N_("Undo"), "notifications.restore", {"topics": [*map(str, topics)], "was": was})


def away(now: Absence, before: Absence | None) -> Reply:
    """The receipt of an absence."""
    days = {"since": moment_value(now.since), "until": moment_value(now.until)}
    facts = [(N_("First day"), days["since"]), (N_("Last day"), days["until"])]
    buttons = (absence_button(N_("Undo"), before), SETTINGS)
    lines = [Said(MEANWHILE)]
    return notice_reply(notice(Said(N_("You are away")), lines=lines, facts=facts, buttons=buttons))


def back(before: Absence | None) -> Reply:
    """The receipt of being back; without an absence there was nothing to change."""
    if before is None:
        line = Said(N_("I had no absence of yours, so nothing changed: reminders come to you."))
        return notice_reply(notice(Said(N_("Welcome back")), lines=[line], buttons=[SETTINGS]))
    line = Said(N_("Reminders come to you again."))
    buttons = (absence_button(N_("Undo"), before), SETTINGS)
    return notice_reply(notice(Said(N_("Welcome back")), lines=[line], buttons=buttons))


def absence_button(title: str, absence: Absence | None) -> Button:
    """The button that sets an absence, or with none ends it."""
    data: dict[str, Any] = {}
    if absence:
        data = {"since": absence.since.isoformat(), "until": absence.until.isoformat()}
    return Button(title, "notifications.away", data)


def channel(*, mail: bool, address: str) -> Reply:
    """The receipt of where notices go."""
    title = N_("Notices come by e-mail") if mail else N_("Notices come here, in the chat")
    lines = [Said(N_("Answers to what you write still come here."))] if mail else []
    facts = [(N_("Address"), address)] if mail else []
    other = Button(N_("Undo"), "notifications.channel", {"channel": "chat" if mail else "mail"})
    buttons = (other, SETTINGS) if address else (SETTINGS,)
    return notice_reply(notice(Said(title), lines=lines, facts=facts, buttons=buttons))
