"""The harness's side of the Teams that runs in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from tests.faults.weather import ARRIVED, Plan


@dataclass(frozen=True)
class Arrival:
    """A request of the bot's to the connector; `at` in seconds of the monotonic clock."""

    at: float
    method: str
    to: str
    outcome: str
    replaces: str
    body: str = ""

    @property
    def copy(self) -> bool:
        """Whether its reader now has one card more."""
        return self.method == "POST" and self.outcome in ARRIVED


@dataclass(frozen=True)
class Teams:
    """Where it serves, and what it tells."""

    port: int

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def service_url(self) -> str:
        return f"http://{self.host}/emea/"

    def plan(self, plan: Plan, *, bodies: bool = False) -> None:
        """Do this from now on, and forget what has arrived."""
        self._asked("plan", json.dumps(asdict(plan) | {"bodies": bodies}).encode())

    def copies(self) -> int:
        """How many cards have arrived."""
        return int(self._asked("tally").get("copies", 0))

    def in_flight(self) -> int:
        """How many requests were unanswered at once, at most."""
        return int(self._asked("tally").get("most", 0))

    def arrived(self) -> int:
        """How many requests have arrived, whatever became of them."""
        return int(self._asked("tally").get("arrived", 0))

    def log(self) -> Sequence[Arrival]:
        """Everything since the plan was made."""
        return [Arrival(**each) for each in self._asked("log")]

    def token(self, service_url: str = "") -> str:
        """A token with which the bot's door opens to activities of this service URL."""
        return str(self._asked(f"token?service={quote(service_url or self.service_url, safe='')}"))

    def _asked(self, what: str, told: bytes | None = None) -> Any:
        with urllib.request.urlopen(f"http://{self.host}/control/{what}", told, timeout=30) as answer:
            return json.load(answer)


@contextmanager
def teams() -> Iterator[Teams]:
    """A Teams of its own, ended at the end."""
    command = [sys.executable, "-m", "tests.faults.connector"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield Teams(int(process.stdout.readline()))
        finally:
            process.kill()
