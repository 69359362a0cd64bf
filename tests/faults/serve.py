"""`python -m tests.faults.serve FILE`: `alke serve` by a clock that FILE moves, in seconds ahead.

The bell rings more often than it does by itself, so that nobody waits for it when the clock has moved.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

from bot import serving, ticks
from bot.app import create_app
from bot.settings import Settings

RINGING = 0.5  # seconds


def main(ahead: Path) -> None:
    """Serve until stopped."""

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=float(ahead.read_text(encoding="ascii")))

    moved = patch.object(serving, "create_app", partial(create_app, clock=clock))
    with moved, patch.object(ticks, "EVERY_SECONDS", RINGING):
        serving.serve(Settings())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
