"""Servers of a measurement: processes of their own on free ports of this machine."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ALKE = str(Path(sys.executable).with_name("alke"))
PATIENCE = 180.0  # seconds until a server must be ready: an index that has aged is built anew first
PAUSE = 0.01  # seconds between two looks whether it is


@dataclass(frozen=True)
class Server:
    """A process that serves; `ready_s` is how long it took from its start to its first good answer."""

    port: int
    pid: int
    ready_s: float

    @property
    def url(self) -> str:
        """Where activities are posted to."""
        return f"http://127.0.0.1:{self.port}/api/messages"

    def resident_mb(self) -> float:
        """Its resident memory in megabytes."""
        return memory_mb(self.pid, "VmRSS")


def memory_mb(pid: int, which: str) -> float:
    """A process's memory in megabytes: VmRSS is what it holds, VmHWM the most that it held (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    fields = dict(line.split(":", 1) for line in status.splitlines())
    return int(fields[which].split()[0]) * 1024 / 1e6


def cpu_seconds(pid: int) -> float:
    """How long a process has computed so far, in it and in the system for it (Linux)."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def stock() -> Iterator[Server]:
    """Microsoft's own adapter, echoing."""
    port = free_port()
    with _serving([sys.executable, "-m", "tests.bench.stock", str(port)], {}, port) as server:
        yield server


@contextmanager
def ours(data: Path, *reply_ports: int) -> Iterator[Server]:
    """`alke serve` in local mode on a data folder, with Finnish read by the native library.

    `reply_ports` are ports of this machine that it may send to besides its own.
    """
    port = free_port()
    settings = {
        "ALKE_LOCAL": "true",
        "ALKE_PORT": str(port),
        "ALKE_LOCAL_PORTS": ",".join(map(str, reply_ports)),
        "ALKE_WORDS": "voikko",
    }
    with _serving([ALKE, "serve", "--data", str(data)], settings, port) as server:
        yield server


def alke(data: Path, *command: str) -> None:
    """Run a command of the product on a data folder. Raises CalledProcessError."""
    subprocess.run(
        [ALKE, "--data", str(data), *command], check=True, env=environment({}), stdout=subprocess.DEVNULL
    )


def free_port() -> int:
    """A port of the loopback address that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextmanager
def _serving(command: Sequence[str], settings: Mapping[str, str], port: int) -> Iterator[Server]:
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment(settings))
    try:
        wait_for(process, port, started + PATIENCE)
        yield Server(port, process.pid, time.monotonic() - started)
    finally:
        process.terminate()
        process.wait()


def wait_for(process: subprocess.Popen[bytes], port: int, until: float) -> None:
    """Wait until a process serves; `until` by the monotonic clock. Raises RuntimeError, TimeoutError."""
    while not _answers(port):
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with status {process.returncode}")
        if time.monotonic() > until:
            raise TimeoutError(f"{process.args!r} was not ready in {PATIENCE:.0f} s")
        time.sleep(PAUSE)


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """This process's environment with these settings of the product instead of its own."""
    others = {name: value for name, value in os.environ.items() if not name.startswith("ALKE_")}
    return {**others, **settings}
