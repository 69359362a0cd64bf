"""Figures for Prometheus: one registry for a process."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram


class Metrics:
    """What a process counts. Labels hold states, channels and reasons, never people or texts."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.notices = Counter(
            "alke_notices",
            "Notices that ended, by state and channel.",
            ("state", "channel"),
            registry=self.registry,
        )
        self.sends = Counter(
            "alke_sends",
            "Attempts to send, by channel and outcome.",
            ("channel", "outcome"),
            registry=self.registry,
        )
        self.send_seconds = Histogram(
            "alke_send_seconds", "How long sending took.", ("channel",), registry=self.registry
        )
