"""What a Teams does to what bots send: shares of every fault, and how it says that somebody is gone."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any

CALM = "calm"  # the tenant on which no weather falls
CROSSING = 0.1  # seconds in which what arrives after a 429 was on its way already
HTML = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


class Outcome(StrEnum):
    """What became of a request."""

    TAKEN = "taken"
    HUNG = "hung"  # never answered, and not taken
    HUNG_TAKEN = "hung, taken"  # never answered, though it was taken
    THROTTLED = "throttled"
    CROSSING = "crossing"  # on its way when its tenant was throttled
    INSIDE = "inside"  # sent although its tenant is throttled
    BROKEN = "broken"
    PRECONDITION = "precondition"
    GONE = "gone"


ARRIVED = frozenset({Outcome.TAKEN, Outcome.HUNG_TAKEN})
"""The person has a copy."""


@dataclass(frozen=True)
class Answer:
    """An HTTP answer; `body` as HTML when it is text. Status 0: none ever comes."""

    outcome: Outcome
    status: int = 201
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


def _error(code: str, message: str, **more: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, **more}}


GONE: Mapping[str, tuple[int, Any]] = {
    "blocked": (403, _error("ConversationBlockedByUser", "User blocked the conversation with the bot.")),
    "blocked, short": (403, {"errorCode": "ConversationBlockedByUser", "message": "User blocked the bot."}),
    "not in roster": (
        403,
        _error("BotNotInConversationRoster", "The bot is not part of the conversation roster."),
    ),
    "disabled": (403, _error("BotDisabledByAdmin", "The tenant admin disabled this bot")),
    "writes blocked": (
        403,
        {
            "errorCode": 209,
            "message": '{"subCode":"MessageWritesBlocked","details":"Thread is blocked."}',
            "subCode": "MessageWritesBlocked",
        },
    ),
    "writes blocked, inside": (
        403,
        _error(
            "Forbidden",
            "Forbidden",
            innerHttpError={"statusCode": 403, "body": {"errorCode": 209, "subCode": "MessageWritesBlocked"}},
        ),
    ),
    "not found": (404, _error("ConversationNotFound", "Conversation not found.")),
    "not found, short": (404, {"message": "Not Found"}),
    "not found, HTML": (404, "<html><body><h1>404 Not Found</h1></body></html>"),
}
"""By name: the status and body of every documented way to say that somebody can't be reached."""
AT_ONCE = tuple(name for name, (status, _) in GONE.items() if status == 403)
OVER_TIME = tuple(name for name, (status, _) in GONE.items() if status == 404)


@dataclass(frozen=True)
class Plan:
    """Shares of the requests that go wrong, seconds that answering takes, and who is gone in which way."""

    seed: int = 756
    throttled: float = 0.0
    broken: float = 0.0
    precondition: float = 0.0
    hanging: float = 0.0
    delay: float = 0.0
    gone: Mapping[str, str] = field(default_factory=dict)


class Weather:
    """Decides each request by a plan. Times are seconds of the monotonic clock."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._random = Random(plan.seed)
        self._closed: dict[str, tuple[float, float]] = {}  # by tenant: since when, until when

    def falls(self, conversation: str, at: float) -> Answer:
        """What a request that arrives at this moment is answered."""
        tenant = tenant_of(conversation)
        if shape := self.plan.gone.get(conversation):
            return Answer(Outcome.GONE, *GONE[shape])
        if tenant == CALM:
            return Answer(Outcome.TAKEN)
        since, until = self._closed.get(tenant, (0.0, 0.0))
        if at < until:
            crossing = at < since + CROSSING
            return self._throttle(tenant, at, Outcome.CROSSING if crossing else Outcome.INSIDE, until - at)
        return self._drawn(tenant, at)

    def _drawn(self, tenant: str, at: float) -> Answer:
        plan, drawn = self.plan, self._random.random()
        if (drawn := drawn - plan.throttled) < 0:
            return self._throttle(tenant, at, Outcome.THROTTLED, self._random.uniform(1, 2))
        if (drawn := drawn - plan.broken) < 0:
            return Answer(Outcome.BROKEN, 502, HTML)
        if (drawn := drawn - plan.precondition) < 0:
            return Answer(Outcome.PRECONDITION, 412, _error("PreconditionFailed", "Conflicting writes."))
        if (drawn := drawn - plan.hanging) < 0:
            return Answer(self._random.choice((Outcome.HUNG, Outcome.HUNG_TAKEN)), 0)
        return Answer(Outcome.TAKEN)

    def _throttle(self, tenant: str, at: float, outcome: Outcome, seconds: float) -> Answer:
        """Whole seconds, as Retry-After has them; what was promised before holds on."""
        whole = math.ceil(seconds)
        since, until = self._closed.get(tenant, (0.0, 0.0))
        self._closed[tenant] = (since if at < until else at, max(until, at + whole))
        body = _error("Throttled", "Too many requests.")
        return Answer(outcome, 429, body, {"Retry-After": str(whole)})


def conversation_of(tenant: str, number: int) -> str:
    """The personal chat of a tenant's person."""
    return f"a:{tenant}:{number}"


def tenant_of(conversation: str) -> str:
    """The tenant of a conversation; others than the crowd's are calm."""
    parts = conversation.split(":")
    return parts[1] if len(parts) == 3 else CALM
