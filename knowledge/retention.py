"""How long each kind of thing is kept, from when on, and on which ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from .clock import at, today

TASK = "Act 756/2021 27 §, Decree 797/2021 15 §: the discussions and what came of them"
NEEDED = "GDPR 5(1)(e): no longer than it is needed"
LOG = "Act 906/2019: the log of use"
NIGHT = time(1)
"""The Finnish hour from which on what is due is removed, once a day."""


@dataclass(frozen=True)
class Rule:
    """A kind of thing: what it is, for how many days after what it is kept (None: for good), and why."""

    kind: str
    what: str
    days: int | None
    after: str
    ground: str

    def before(self, now: datetime) -> datetime:
        """What ended before this moment is kept no longer."""
        return now - timedelta(days=self.days or 0)


RULES: tuple[Rule, ...] = (
    Rule("minutes", "minutes: the versions that went out, with the answers to them", None, "", TASK),
    Rule("conclusions", "conclusions and their follow-up", None, "", TASK),
    Rule("agendas", "published agendas", None, "", TASK),
    Rule("proposals", "proposals with their history and comments", None, "", TASK),
    Rule("rounds", "rounds, sessions, and the state's views of the regions", None, "", TASK),
    Rule("edits", "who changed what in the draft of minutes", 365, "the minutes became final", NEEDED),
    Rule("chats", "which chat minutes are written in", 90, "the minutes became final", NEEDED),
    Rule("audit", "the log of use, by whole seals", 3653, "the seal was made", LOG),
    Rule("outbox", "what messages to people said", 395, "they were sent, or it was settled", NEEDED),
    Rule("cards", "which card shows a matter in a chat", 395, "it was shown", NEEDED),
    Rule("answers", "answers, for messages that come twice", 1, "they were given", NEEDED),
    Rule("joining", "requests to be admitted", 183, "they were answered or taken back", NEEDED),
    Rule("requests", "requests about one's own data", 730, "they were answered or taken back", NEEDED),
    Rule("absences", "days on which somebody is away", 30, "the last of them", NEEDED),
    Rule("mutes", "notices turned down until a day", 30, "that day", NEEDED),
    Rule("mailboxes", "e-mail addresses", 183, "the person's last role ended", NEEDED),
    Rule("conversations", "where somebody is reached in Teams", 183, "the last role ended", NEEDED),
    Rule("people", "names and identities; the number stays", 1826, "the last role ended", NEEDED),
)
ELSEWHERE = frozenset({"answers"})
"""What delivery tidies up every hour."""


def lengthened(given: str) -> tuple[Rule, ...]:
    """The rules, with what is kept longer than they say: "outbox=730, mailboxes=365", in days.

    Raises ValueError for a kind that isn't there, is kept for good or elsewhere, or would be kept shorter.
    """
    longer = dict(_pair(each) for each in given.split(",") if each.strip())
    if unknown := sorted(set(longer) - set(TIMED)):
        raise ValueError(f"{unknown[0]!r} is no kind of thing; there are {', '.join(TIMED)}")
    return tuple(_longer(rule, longer) for rule in RULES)


def _pair(given: str) -> tuple[str, int]:
    kind, _, days = (part.strip() for part in given.partition("="))
    if not (days.isascii() and days.isdigit() and len(days) < 6):
        raise ValueError(f"write a kind and days, such as outbox=730, not {given.strip()[:40]!r}")
    return kind, int(days)


def _longer(rule: Rule, longer: Mapping[str, int]) -> Rule:
    days = longer.get(rule.kind, rule.days)
    if days is not None and rule.days is not None and days < rule.days:
        raise ValueError(f"{rule.kind} is kept for {rule.days} days at least; it can only be longer")
    return replace(rule, days=days)


TIMED: Mapping[str, Rule] = {
    rule.kind: rule for rule in RULES if rule.days is not None and rule.kind not in ELSEWHERE
}
"""By kind: what can be kept longer."""


def tonight(now: datetime) -> datetime | None:
    """Since when today what is due is removed; None before that hour."""
    night = at(today(now), NIGHT)
    return night if now >= night else None
