"""The bot as its own process: started, killed, stopped and continued from outside."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from storage.store import Store
from tests.bench.servers import ALKE, environment, free_port, wait_for
from tests.fakes.teams import APP_ID, SECRET, TENANT
from tests.faults.teams import Teams
from tests.faults.weather import CALM

READY = 120.0  # seconds until it must serve: two start at once on a busy machine


@dataclass(frozen=True)
class House:
    """A data folder, and the database's address where it is PostgreSQL."""

    folder: Path
    url: str | None = None

    @contextmanager
    def store(self) -> Iterator[Store]:
        """The database, from outside."""
        store = Store(self.url) if self.url else Store.at(self.folder)
        yield store
        store.close()


@dataclass(frozen=True)
class Watch:
    """A clock that runs ahead of this machine's by what its file says."""

    file: Path

    def ahead(self, **span: float) -> None:
        """From now on the clock is ahead by this, as timedelta takes it."""
        new = self.file.with_suffix(".new")
        new.write_text(str(timedelta(**span).total_seconds()), encoding="ascii")
        new.replace(self.file)

    def go_on(self, **span: float) -> None:
        """From now on the clock is ahead by that much more."""
        self.ahead(seconds=self._ahead() + timedelta(**span).total_seconds())

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead())

    def _ahead(self) -> float:
        return float(self.file.read_text(encoding="ascii"))


@dataclass
class Bot:
    """A process that serves a house to Teams; `settings` without ALKE_ in front."""

    house: House
    teams: Teams
    name: str = "bot"
    watch: Watch | None = None
    settings: Mapping[str, object] = field(default_factory=dict)
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        """Begin to serve, and wait until it does."""
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Begin to serve."""
        runner = [sys.executable, "-m", "tests.faults.serve", str(self.watch.file)] if self.watch else None
        with self.log.open("ab") as log:
            command = runner or [ALKE, "serve"]
            self._process = subprocess.Popen(command, env=environment(self._environment()), stderr=log)

    def wait(self) -> None:
        """Wait until it serves. Raises RuntimeError, TimeoutError."""
        wait_for(self._process, self.port, time.monotonic() + READY)

    def kill(self) -> None:
        """End it where it stands."""
        self._process.kill()
        self._process.wait()

    def end(self) -> float:
        """Ask it to end (SIGTERM): the seconds until it has. Raises TimeoutExpired after a minute."""
        began = time.monotonic()
        self._process.terminate()
        self._process.wait(60)
        return time.monotonic() - began

    def freeze(self) -> None:
        """Stop it where it stands (SIGSTOP)."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let it go on (SIGCONT)."""
        os.kill(self._process.pid, signal.SIGCONT)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def url(self) -> str:
        """Where activities are posted to."""
        return f"http://127.0.0.1:{self.port}/api/messages"

    @property
    def log(self) -> Path:
        return self.house.folder / f"{self.name}.log"

    def _environment(self) -> Mapping[str, str]:
        teams = self.teams.host
        named = {
            "DATA_DIR": self.house.folder if self.house.url is None else self.house.folder / self.name,
            "DATABASE_URL": self.house.url or "",
            "PORT": self.port,
            "APP_ID": APP_ID,
            "APP_SECRET": SECRET,
            "APP_TENANT": TENANT,
            "TENANTS": CALM,
            "SERVICE_HOSTS": teams,
            "OPENID_URL": f"http://{teams}/v1/.well-known/openidconfiguration",
            "LOGIN_URL": f"http://{teams}",
            "OFFICE_HOURS": "",
            "WORDS": "voikko",
        }
        values = {**named, **self.settings}
        return {f"ALKE_{name}": str(value) for name, value in values.items() if value not in ("", None)} | {
            "ALKE_OFFICE_HOURS": str(values["OFFICE_HOURS"])
        }


@contextmanager
def running(*bots: Bot) -> Iterator[tuple[Bot, ...]]:
    """Bots that serve; those that still do are ended at the end."""
    for bot in bots:
        bot.launch()
    try:
        for bot in bots:
            bot.wait()
        yield bots
    except BaseException:
        for bot in bots:
            print(bot.name, bot.log.read_text(encoding="utf-8")[-2000:], file=sys.stderr)
        raise
    finally:
        for bot in bots:
            if bot.alive:
                bot.thaw()
                bot.kill()
