"""`alke archive`: packages for the archive, and their check."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session
from typer.core import TyperGroup

from knowledge.rounds import Round
from storage import archive, rounds
from storage.bags import NoBag, bag, check, write

from .archiving import payload
from .cli_options import Data, Now, moment, settings_for, stored
from .features.admission import NOBODY, ByCommand
from .links import Links


class YearFirst(TyperGroup):
    """`alke archive 2026 FILE` is `alke archive make 2026 FILE`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read what follows the command's name."""
        return super().parse_args(ctx, ["make", *args] if args and args[0].isdigit() else args)


app = typer.Typer(
    cls=YearFirst, no_args_is_help=True, help="Archive packages (BagIt): a round's documents and data."
)


@app.command()
def make(
    context: typer.Context,
    year: Annotated[int, typer.Argument(help="The round's year.")],
    into: Annotated[Path, typer.Argument(metavar="DIR|FILE.zip", help="What isn't there yet.")],
    now: Now = None,
    data: Data = None,
) -> None:
    """Pack a round: agendas, final minutes, conclusions with follow-up, public proposals, case numbers."""
    if into.exists():
        raise typer.BadParameter(f"{into} is there already.", param_hint="DIR|FILE.zip")
    settings = settings_for(context, data)
    base = Links.of(settings).lasting()
    with stored(settings) as store:
        with store.read() as db:
            round_ = _round(db, year)
            files = payload(db, round_, moment(now), base)
            info = {**_about(round_, moment(now)), **archive.sealed(db)}
        with store.transaction() as db:
            about = f"round:{round_.id}"
            ByCommand(db, moment(now), NOBODY).audit("archive.made", about, files=len(files))
    write(bag(files, info), f"alke-{year}", into)
    typer.echo(f"{len(files)} files of {round_.names['fi']}: {into}")


def _round(db: Session, year: int) -> Round:
    """The newest round of the year."""
    found = [each for each in rounds.all_rounds(db) if each.year == year]
    if not found:
        raise typer.BadParameter(f"there is no round of {year}.", param_hint="YEAR")
    return found[-1]


def _about(round_: Round, when: datetime) -> dict[str, str]:
    return {
        "Bagging-Date": f"{when:%Y-%m-%d}",
        "External-Description": round_.names["fi"],
        "External-Identifier": round_.case_number or f"alke-{round_.year}",
        "Bag-Software-Agent": "ALKE-botti",
    }


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A package: a folder or a ZIP.", exists=True)],
) -> None:
    """Check every file of a package against its SHA-256; 1 when anything is missing or was altered."""
    try:
        faults = check(file)
    except NoBag as error:
        raise typer.BadParameter(f"{file} is no archive package.", param_hint="FILE") from error
    for fault in faults:
        typer.echo(fault)
    typer.echo("Something is wrong." if faults else "Every file is as it was packed.")
    raise typer.Exit(1 if faults else 0)
