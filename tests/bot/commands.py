"""Running `alke` in tests."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from bot.cli import app

Run = Callable[..., str]
"""Runs a command; what it prints."""


def runner(data: Path) -> Run:
    """Commands on the data in a folder; `code` is the exit code that is expected."""

    def run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(app, ["--data", str(data), *arguments])
        assert code == result.exit_code, f"{result.output}{result.exception!r}"
        return result.output

    return run


def rows(printed: str) -> list[dict[str, Any]]:
    """What was printed as one JSON object a line."""
    return [json.loads(line) for line in printed.splitlines()]
