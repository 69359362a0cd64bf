"""What `alke export` has for use: the grid, packs, the yearly summary, open data."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from knowledge.places import load_places
from knowledge.refusals import Refusal

from .app import Core
from .cli_options import Data, Lang, Now, moment, opened, settings_for
from .features.grid_reading import GridRef, counted
from .features.grid_sheets import grid_workbook
from .features.grid_summary import document as summary_document
from .features.grid_words import file as grid_picture
from .features.pack_files import MAKERS, document, open_files
from .features.pack_reading import PackRef
from .links import Links
from .settings import Settings

Made = TypeVar("Made")
File = Annotated[Path, typer.Argument(help="Where the file goes.", dir_okay=False)]
Years = Annotated[list[int] | None, typer.Option("--year", help="A round's year; may be given again.")]


def export_grid(
    context: typer.Context,
    file: File,
    year: Years = None,
    lang: Lang = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """Conclusions by goal, region and year: a workbook (XLSX) or a picture (PNG)."""
    settings, at, places = settings_for(context, data), moment(now), load_places()
    _suffix(file, ("xlsx", "png"))
    language = lang or settings.language
    with opened(settings) as core, core.store.read() as db:
        grid = _made(lambda: counted(db, places, GridRef(years=tuple(year or ())), at).grid)
    made: Mapping[str, Callable[[], bytes]] = {
        "xlsx": lambda: grid_workbook(grid, places, language, at),
        "png": lambda: grid_picture(grid, places, language),
    }
    file.write_bytes(made[_suffix(file, made)]())
    typer.echo(f"{grid.count()} conclusions: {file}")


def export_pack(
    context: typer.Context,
    file: File,
    ministry: Annotated[
        list[str] | None, typer.Option("--ministry", help="A ministry, as in LVM; may be given again.")
    ] = None,
    region: Annotated[
        list[str] | None, typer.Option("--region", help="A region's code, as in 19; may be given again.")
    ] = None,
    year: Years = None,
    lang: Lang = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """Conclusions that concern a ministry or a region: XLSX, DOCX, CSV, or CSV with its description (ZIP)."""
    settings = settings_for(context, data)
    ref = PackRef(years=tuple(year or ()), regions=tuple(region or ()), ministries=tuple(ministry or ()))
    suffix = _suffix(file, MAKERS)
    if not ref.named or ref.known(load_places()) != ref:
        raise typer.BadParameter("name a ministry (LVM) or a region (19) that there is.")
    with opened(settings) as core, core.store.read() as db:
        language, base = lang or settings.language, Links.of(settings).lasting()
        found = _made(lambda: document(db, ref, suffix, language, moment(now), base))
    file.write_bytes(found.body)
    typer.echo(f"{', '.join((*ref.ministries, *ref.regions))}: {file}")


def export_summary(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="The round's year.")],
    file: File,
    lang: Lang = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """The summary of a year for the advisory council (DOCX)."""
    settings = settings_for(context, data)
    _suffix(file, ("docx",))
    with opened(settings) as core, core.store.read() as db:
        found = _made(lambda: summary_document(db, year, lang or settings.language, moment(now)))
    file.write_bytes(found.body)
    typer.echo(f"{year}: {file}")


def export_open_data(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="The folder, made if need be.", file_okay=False)
    ],
    licence: Annotated[str, typer.Option("--licence", help="Under which it is published.")] = "CC-BY-4.0",
    lang: Lang = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """All public conclusions as open data: CSV with a description of its fields (a data package)."""
    settings = settings_for(context, data)
    with opened(settings) as core:
        files = _open(core, settings, moment(now), lang or settings.language, licence)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    typer.echo(f"{', '.join(files)}: {folder}")


def _open(core: Core, settings: Settings, now: datetime, language: str, licence: str) -> Mapping[str, bytes]:
    with core.store.read() as db:
        return open_files(db, now, Links.of(settings).lasting(), language, licence)


def _suffix(file: Path, known: Collection[str]) -> str:
    """What kind of file is wanted, by its name."""
    suffix = file.suffix.removeprefix(".").lower()
    if suffix not in known:
        raise typer.BadParameter(f"the file's name ends in {', '.join(f'.{each}' for each in known)}.")
    return suffix


def _made(make: Callable[[], Made]) -> Made:
    """What is made, or why it can't be."""
    try:
        return make()
    except Refusal as refusal:
        raise typer.BadParameter(refusal.message.format(**refusal.values)) from None


COMMANDS: Mapping[str, Callable[..., None]] = {
    "grid": export_grid,
    "pack": export_pack,
    "summary": export_summary,
    "open-data": export_open_data,
}
"""By the name under `alke export`."""
