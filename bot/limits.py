"""What Teams lets out: so much in a second to a tenant and to a conversation, nothing while it wants none.

Pure: time is given. Moments are seconds of a clock that only goes forward; pauses, which processes share, are
kept by the clock on the wall.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

AHEAD = 0.5  # seconds of messages that may be taken before their moment
BURST = 9  # a ninth of a second's messages may go at once: with those of the second no more than Teams' 50
WINDOWS = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))  # of one conversation: so many in so many seconds
LONGEST = WINDOWS[-1][1]


@dataclass
class Bucket:
    """A tenant's allowance: it fills up to a burst; what is taken ahead makes it negative."""

    level: float
    at: float

    def filled(self, rate: float, now: float) -> float:
        """The level now, with what has come since the last time."""
        return min(_burst(rate), self.level + max(0.0, now - self.at) * rate)


def _burst(rate: float) -> float:
    return max(1.0, rate / BURST)


@dataclass
class Limits:
    """What one process may send; `rate`: messages in a second to a tenant, shared by `processes`.

    Without a tenant, as e-mails are, only the conversation's limits hold.
    """

    rate: float
    processes: int = 1
    _buckets: dict[str, Bucket] = field(default_factory=dict)
    _sent: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    @property
    def own_rate(self) -> float:
        """This process's part of the rate."""
        return self.rate / self.processes

    @property
    def most(self) -> int:
        """How many messages to one tenant may be taken at once."""
        return int(_burst(self.own_rate) + max(1.0, self.own_rate * AHEAD))

    def allowance(self, tenant: str, now: float) -> int:
        """How many messages to the tenant may be taken now; only looks, from whichever thread."""
        bucket, rate = self._buckets.get(tenant), self.own_rate
        level = bucket.filled(rate, now) if bucket else _burst(rate)
        return max(0, int(level + max(1.0, rate * AHEAD)))

    def take(self, tenant: str, conversation: str, now: float) -> float:
        """Count a message; how many seconds later it should go, where it can wait."""
        wait = self._take(tenant, now) if tenant else 0.0
        self._sent[conversation].append(now + wait)
        return wait

    def _take(self, tenant: str, now: float) -> float:
        rate = self.own_rate
        bucket = self._buckets.setdefault(tenant, Bucket(_burst(rate), now))
        bucket.level, bucket.at = bucket.filled(rate, now) - 1, now
        return max(0.0, -bucket.level / rate)

    def give_back(self, tenant: str, conversation: str) -> None:
        """A message that was counted isn't sent."""
        if tenant in self._buckets:
            self._buckets[tenant].level += 1
        if sent := self._sent.get(conversation):
            sent.pop()

    def rest(self, conversation: str, now: float) -> float:
        """How many seconds the conversation has to be left alone."""
        sent = self._sent.get(conversation, ())
        full = [sent[-count] + span - now for count, span in WINDOWS if len(sent) >= count]
        return max([0.0, *full])

    def tidy(self, now: float) -> None:
        """Forget what limits nothing any more."""
        for conversation, sent in list(self._sent.items()):
            while sent and sent[0] < now - LONGEST:
                sent.popleft()
            if not sent:
                del self._sent[conversation]


@dataclass
class Pauses:
    """Until when Teams wants nothing for a tenant. `asked`: what no other process has been told yet."""

    asked: dict[str, datetime] = field(default_factory=dict)
    _until: dict[str, datetime] = field(default_factory=dict)

    def ask(self, tenant: str, until: datetime) -> None:
        """Teams asked this process to wait."""
        self.hear({tenant: until})
        self.asked[tenant] = self._until[tenant]

    def hear(self, untils: Mapping[str, datetime]) -> None:
        """Teams asked some process to wait: the latest moment counts."""
        for tenant, until in untils.items():
            self._until[tenant] = max(until, self._until.get(tenant, until))

    def told(self, untils: Mapping[str, datetime]) -> None:
        """The others know of these."""
        for tenant, until in untils.items():
            if self.asked.get(tenant) == until:
                del self.asked[tenant]

    def until(self, tenant: str, now: datetime) -> datetime | None:
        """Until when nothing goes to the tenant, None where it may."""
        until = self._until.get(tenant)
        return until if until is not None and until > now else None

    def closed(self, now: datetime) -> frozenset[str]:
        """The tenants to which nothing goes now; only looks, from whichever thread."""
        return frozenset(tenant for tenant, until in list(self._until.items()) if until > now)
