"""Figures for Prometheus: one registry for a process."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0)
LAG_SECONDS = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0)


class Metrics:
    """What a process counts. Labels hold states, channels and reasons, never people or texts.

    Figures of the database are the same in every process: `alke_outbox…`, `alke_bell…`, `alke_processes`.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, CPU, open files
        self._count_notices()
        self._count_turns()
        self._look_at_the_process()
        self._look_at_the_database()

    def _count_notices(self) -> None:
        self.notices = self._counter(
            "alke_notices", "Notices that ended, by state and channel.", "state", "channel"
        )
        self.sends = self._counter(
            "alke_sends", "Attempts to send, by channel and outcome.", "channel", "outcome"
        )
        self.send_seconds = Histogram(
            "alke_send_seconds", "How long sending took.", ("channel",), registry=self.registry
        )

    def _count_turns(self) -> None:
        self.turns = self._counter(
            "alke_turns", "Turns, by button's verb or sentence's intent, and outcome.", "what", "outcome"
        )
        self.turn_seconds = Histogram(
            *("alke_turn_seconds", "How long answering took, without sending.", ("kind",)),
            buckets=TURN_SECONDS,
            registry=self.registry,
        )
        self.turned_away = self._counter(
            "alke_turned_away", "Requests that the door turned away, by reason.", "reason"
        )

    def _look_at_the_process(self) -> None:
        self.rings = self._counter("alke_rings", "Rings of this process's bell, by outcome.", "outcome")
        self.own_bell = self._gauge(
            "alke_own_bell_age_seconds", "Seconds since this process's own bell last came round."
        )
        self.loop_lag = Histogram(
            *("alke_event_loop_lag_seconds", "How much later than asked the event loop woke."),
            buckets=LAG_SECONDS,
            registry=self.registry,
        )
        self.index_behind = self._gauge(
            "alke_index_behind_changes", "Changes that the search index follows at the next question."
        )

    def _look_at_the_database(self) -> None:
        self.database = self._gauge("alke_database_up", "Whether the database answered in time.")
        self.bell = self._gauge(
            "alke_bell_age_seconds", "Seconds since any process's bell last rang; -1: never."
        )
        self.owed = self._gauge("alke_outbox_owed", "Messages owed, by when they may go out.", "when")
        self.retried = self._gauge("alke_outbox_retried", "Messages owed that were tried in vain.")
        self.oldest = self._gauge(
            "alke_outbox_oldest_seconds", "How long the oldest message that may go out now has waited."
        )
        self.processes = self._gauge("alke_processes", "Processes that serve, by what they say.")

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(name, told, labels, registry=self.registry)
