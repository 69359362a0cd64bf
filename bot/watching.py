"""Watching the process at work: turns (without a text or a name), the event loop, its own bell."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import structlog

from .answers import Answer
from .metrics import Metrics
from .routes import Incoming

SAMPLE = 0.1  # seconds between two looks at the event loop
UNKNOWN = "unknown"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Watched:
    """Answers activities, and tells of each turn what it was, how it went and how long it took.

    `verbs` are those that buttons may have: any other counts as unknown, or anybody could make up labels.
    """

    answering: Callable[[Incoming], Answer]
    metrics: Metrics
    verbs: Collection[str]

    def answer(self, incoming: Incoming) -> Answer:
        """The answer. Raises whatever answering raises."""
        began = time.perf_counter()
        answer = None
        try:
            answer = self.answering(incoming)
        finally:
            self._tell(incoming, answer, time.perf_counter() - began)
        return answer

    def _tell(self, incoming: Incoming, answer: Answer | None, seconds: float) -> None:
        what, outcome = self._what(incoming, answer), _outcome(answer)
        self.metrics.turns.labels(what, outcome).inc()
        self.metrics.turn_seconds.labels(incoming.kind).observe(seconds)
        turn = answer.turn if answer else None
        told = {"what": what, "outcome": outcome, "ms": round(seconds * 1000), "turn": turn}
        log.info("turn.answered", kind=incoming.kind, **told)

    def _what(self, incoming: Incoming, answer: Answer | None) -> str:
        """The button's verb, the sentence's intent, or as far as that isn't known the kind of activity."""
        if incoming.verb:
            return incoming.verb if incoming.verb in self.verbs else UNKNOWN
        return answer.understood.intent if answer and answer.understood else incoming.kind


def _outcome(answer: Answer | None) -> str:
    if answer is None:
        return "failed"
    if answer.turn is None:
        return "again"
    return "refused" if answer.refused else "answered"


@dataclass
class Pulse:
    """This process's own bell: when it last came round, and whether that went well."""

    metrics: Metrics
    clock: Callable[[], float] = time.monotonic
    failed: str | None = None
    _came: float = field(init=False)

    def __post_init__(self) -> None:
        self._came = self.clock()

    def rang(self, error: Exception | None = None) -> None:
        """The bell came round; what was due is done, or failed."""
        self._came = self.clock()
        self.failed = type(error).__name__ if error else None
        self.metrics.rings.labels("failed" if error else "done").inc()

    @property
    def age(self) -> float:
        """Seconds since it came round, or since the process began."""
        return self.clock() - self._came


async def sample_loop(metrics: Metrics) -> None:
    """Measure, as long as the process serves, how late the event loop wakes who asked to be woken."""
    loop = asyncio.get_running_loop()
    while True:
        asked = loop.time() + SAMPLE
        await asyncio.sleep(SAMPLE)
        metrics.loop_lag.observe(max(0.0, loop.time() - asked))
