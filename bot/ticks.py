"""APScheduler as a bell: it only rings; what is due is read from the tables."""

from __future__ import annotations

from collections.abc import Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

EVERY_SECONDS = 5


class Bell:
    """Rings at a steady pace while the process serves."""

    def __init__(self, ring: Callable[[], None]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            ring, "interval", seconds=EVERY_SECONDS, coalesce=True, misfire_grace_time=None
        )

    def start(self) -> None:
        """Begin ringing on the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop ringing."""
        self._scheduler.shutdown(wait=False)
