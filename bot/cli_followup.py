"""`alke export follow-up`: what came of conclusions, as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from knowledge.refusals.followup import NothingToFollow

from .cli_options import Data, Lang, Now, moment, opened, settings_for
from .features.followup_sheets import document
from .links import Links


def export_follow_up(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where the file goes (.xlsx).", dir_okay=False)],
    year: Annotated[
        list[int] | None,
        typer.Option("--year", help="A round's year; may be given again. Without it, the last two."),
    ] = None,
    lang: Lang = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """What came of conclusions by organisation, with counts by region and by organisation (XLSX)."""
    settings = settings_for(context, data)
    if file.suffix.lower() != ".xlsx":
        raise typer.BadParameter("name a file that ends in .xlsx.", param_hint="FILE")
    base = Links.of(settings).lasting()
    with opened(settings) as core, core.store.read() as db:
        try:
            made = document(db, tuple(year or ()), lang or settings.language, moment(now), base)
        except NothingToFollow:
            raise typer.BadParameter("these years have no conclusions.", param_hint="--year") from None
    file.write_bytes(made.body)
    typer.echo(f"{', '.join(map(str, year or ())) or made.name}: {file}")
