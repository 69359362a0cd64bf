"""The README's tables, written from the code: `python -m tests.docs` writes them, a test compares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import typer

from bot.cli import app
from bot.features import all_routes
from bot.features.kinds import KINDS
from bot.settings import Settings
from knowledge.notices import Topic
from knowledge.people import MAY
from knowledge.retention import RULES

README = Path(__file__).parent.parent / "README.md"
WANTED = {
    "ask": "what was agreed, said or concluded; any sentence nothing else fits",
    "agenda": "published agendas",
    "minutes": "read minutes; confirm them or ask for a correction",
    "minute_line": "minutes by lines that begin with #",
    "write_minutes": "write the minutes of a session that was held",
    "follow_up": "what came of conclusions; report it; what is late",
    "grid": "goals by region and year: what nobody raised",
    "packs": "conclusions to take along, as a table or a document",
    "my_data": "what is kept about oneself; correction and erasure",
    "propose": "put a topic on the agenda",
    "my_proposals": "see, change or withdraw own organisation's proposals",
    "goals": "the goals of the decision, or those that a topic belongs to",
    "deadlines": "what is due when",
    "schedule": "when and where sessions are",
    "help": "what the bot can do; greetings",
    "language": "switch the language",
    "indicator": "figures and the situation picture (not in this version: said so)",
    "broadcast": "send a notice to many, now or later",
    "broadcasts": "notices sent to many: follow, correct or recall them; for others, what they were sent",
    "round_status": "who has and hasn't done what in the round, step by step",
    "join": "be admitted to an organisation, or to one more",
    "people": "who waits to be admitted, and who takes part",
    "open_round": "open a new round",
    "steps": "open a step of the round early, or extend it",
    "triage": "all proposals of the round, to be moved and released",
    "carry_over": "what earlier rounds left: deferred proposals, open conclusions, goals that nobody raised",
    "state_view": "the state's view of a region",
    "plan_sessions": "plan and announce sessions",
    "availability": "say when one's organisation can come",
    "build_agenda": "build and publish a session's agenda",
    "notifications": "mute, be away, get e-mail; what was sent lately and why",
    "reminders": "what one's organisation is reminded of",
    "rounds": "all rounds",
}
TO_WHOM = {
    Topic.REMINDERS: "contacts who haven't done it; their deputies when they are away or silent",
    Topic.SCHEDULE: "who takes part in the session; of the round, everybody",
    Topic.PROPOSALS: "its organisations' contacts and deputies; the working group",
    Topic.VIEWS: "the region's organisations; the ministries",
    Topic.BROADCASTS: "whom the coordinator chose",
    Topic.PEOPLE: "whom it concerns; coordinators",
}


def commands() -> Iterator[tuple[str, str]]:
    """Every command with its help."""
    yield "command", "what it does"
    yield from _commands(typer.main.get_command(app), "alke")


def _commands(command: Any, path: str) -> Iterator[tuple[str, str]]:
    below = getattr(command, "commands", {})
    for name, each in below.items():
        yield from _commands(each, f"{path} {name}")
    if not below:
        named = [
            each.opts[0] if each.opts[0].startswith("-") else each.name.upper() for each in command.params
        ]
        yield f"`{' '.join([path, *named])}`", (command.help or "").replace("\n", " ")


def intents() -> Iterator[tuple[str, str, str]]:
    """Every intent, what the person wants, and who may."""
    yield "intent", "what the person wants", "who may"
    for route in all_routes():
        if route.intent and route.intent in WANTED:
            roles = sorted(MAY[route.may])
            yield (
                f"`{route.intent}`",
                WANTED[route.intent],
                "everybody" if len(roles) == 5 else ", ".join(roles),
            )


def notices() -> Iterator[tuple[str, str, str]]:
    """What can be turned down, when it comes, and to whom."""
    yield "topic", "it comes because", "to whom"
    for topic, causes in KINDS.items():
        yield topic.value, "; ".join(causes.values()), TO_WHOM[topic]


def settings() -> Iterator[tuple[str, str, str]]:
    """Every setting with its default and help."""
    yield "variable", "default", "meaning"
    for name, field in Settings.model_fields.items():
        default = field.default
        shown = ", ".join(default) if isinstance(default, tuple) else str(default)
        value = "" if shown in ("", "None", "**********") else f"`{shown}`"
        yield f"`ALKE_{name.upper()}`", value, field.description or ""


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows as a Markdown table; the first is its head."""
    head, *body = rows
    lines = [head, tuple("---" for _ in head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def retention() -> Iterator[tuple[str, str, str]]:
    """How long each kind of thing is kept."""
    yield "what", "how long", "ground"
    for rule in RULES:
        kept = "for good" if rule.days is None else f"{rule.days} days after {rule.after}"
        yield rule.what, kept, rule.ground


TABLES = {
    "commands": commands,
    "intents": intents,
    "notices": notices,
    "settings": settings,
    "retention": retention,
}


def written(text: str) -> str:
    """The README with its tables as the code says now."""
    for name, rows in TABLES.items():
        pattern = re.compile(rf"(<!-- table: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
        filled = table(rows())
        text = pattern.sub(lambda found, filled=filled: f"{found[1]}{filled}\n{found[2]}", text)
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
