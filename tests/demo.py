"""The demo at the tests' moment: built once for a whole run, worked on in copies."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

from bot.demonstration import build
from bot.settings import Settings

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
"""In the middle of the demo round's proposals."""


def copy_of_demo(shared: Path, target: Path) -> Path:
    """A fresh copy of the demo in `target`; the original is built under `shared` where it isn't there yet."""
    original = shared / "the-demo"
    build(Settings(data_dir=original), NOW)
    copytree(original, target)
    return target
