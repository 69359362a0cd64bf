"""Options that several commands of `alke` have, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from pydantic import ValidationError

from knowledge.clock import HELSINKI
from storage.store import Store

from .app import Core, create_core, now, open_store
from .settings import Misconfigured, Settings

COORDINATOR = "tem-koordinaattori"

Data = Annotated[Path | None, typer.Option("--data", help="Folder of the embedded database and index.")]
Now = Annotated[str | None, typer.Option("--now", help="Set the clock (ISO 8601; without a zone: Finland).")]
As = Annotated[str, typer.Option("--as", help="Act as this person.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON line per row.")]
Batch = Annotated[
    Path | None,
    typer.Option("--batch", help="Read rows from a file of JSON lines.", exists=True, dir_okay=False),
]
Lang = Annotated[
    Literal["fi", "sv", "en"] | None, typer.Option("--lang", help="Language of the answers: fi, sv or en.")
]
Port = Annotated[int, typer.Option("--port", help="Port of the local page.")]


def settings_for(context: typer.Context, data: Path | None, **more: Any) -> Settings:
    """The settings from the environment, with what the command line says instead. Raises Misconfigured."""
    folder = data or context.obj
    given: Any = {"data_dir": folder, **more} if folder else more
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = [f"ALKE_{str(each['loc'][0]).upper()}: {each['msg']}" for each in error.errors()]
        raise Misconfigured("; ".join(wrong)) from None


@contextmanager
def opened(settings: Settings) -> Iterator[Core]:
    """The core of a database that is there."""
    core = create_core(settings)
    try:
        yield core
    finally:
        core.close()


@contextmanager
def stored(settings: Settings) -> Iterator[Store]:
    """A database that is there, without the rest of the core."""
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def moment(given: str | None) -> datetime:
    """The moment given, or now."""
    if given is None:
        return now()
    try:
        when = datetime.fromisoformat(given)
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no moment: write 2026-11-24 or 2026-11-24T09:00.") from None
    return when if when.tzinfo else when.replace(tzinfo=HELSINKI)
