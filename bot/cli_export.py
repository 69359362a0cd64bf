"""`alke export`: files out of the database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from knowledge.broadcasts import FIRST, State
from knowledge.rounds import Round, in_hand
from storage import agendas, broadcasts, minutes, rounds, sessions

from .app import Core
from .cli_followup import export_follow_up
from .cli_options import Data, Lang, Now, moment, opened, settings_for
from .cli_uses import COMMANDS
from .features.agenda_printing import document
from .features.broadcast_sheets import broadcast_workbook
from .features.minutes_printing import MAKERS
from .features.minutes_printing import document as as_file
from .features.minutes_printout import printed
from .features.status_sheets import status_workbook
from .links import Links

export = typer.Typer(no_args_is_help=True, help="Files out of the database.")
for name, command in COMMANDS.items():
    export.command(name)(command)
export.command("follow-up")(export_follow_up)

File = Annotated[Path, typer.Argument(help="Where the file goes.", dir_okay=False)]


@export.command("agenda")
def export_agenda(
    context: typer.Context,
    session: Annotated[str, typer.Argument(help="The session, as in 2026-19.")],
    file: File,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """A session's newest published agenda, as a document (DOCX)."""
    settings = settings_for(context, data)
    with opened(settings) as core, core.store.read() as db:
        found, version = sessions.find(db, session), agendas.newest(db, session)
        if found is None or version is None:
            raise typer.BadParameter(f"no agenda of {session} is published.", param_hint="SESSION")
        content = document(db, found, version, lang or settings.language).body
    file.write_bytes(content)
    typer.echo(f"{found.names['fi']}: {file}")


@export.command("minutes")
def export_minutes(
    context: typer.Context,
    session: Annotated[str, typer.Argument(help="The session, as in 2026-19.")],
    file: File,
    lang: Lang = None,
    data: Data = None,
) -> None:
    """The newest version of a session's minutes that went out, as a document (.docx or .html)."""
    settings, suffix = settings_for(context, data), file.suffix.lstrip(".").lower()
    if suffix not in MAKERS:
        raise typer.BadParameter("name a file that ends in .docx or .html.", param_hint="FILE")
    with opened(settings) as core, core.store.read() as db:
        found, version = sessions.find(db, session), minutes.newest(db, session)
        if found is None or version is None:
            raise typer.BadParameter(f"no minutes of {session} have gone out.", param_hint="SESSION")
        made = printed(db, found, version, Links.of(settings).lasting())
    file.write_bytes(as_file(made, lang or settings.language, suffix).body)
    typer.echo(f"{found.names['fi']}: {file}")


@export.command("status")
def export_status(
    context: typer.Context,
    file: File,
    round_: Annotated[int | None, typer.Option("--round", help="The round's year.")] = None,
    lang: Lang = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """Who has done what in a round, as a workbook (XLSX)."""
    settings = settings_for(context, data)
    with opened(settings) as core:
        found = _round(core, round_, now)
        with core.store.read() as db:
            content = status_workbook(db, found, lang or settings.language, moment(now))
    file.write_bytes(content)
    typer.echo(f"{found.names['fi']}: {file}")


@export.command("broadcast")
def export_broadcast(
    context: typer.Context,
    file: File,
    number: Annotated[int, typer.Option("--id", help="The notice's number.")],
    lang: Lang = None,
    data: Data = None,
) -> None:
    """How a notice to many was delivered, as a workbook (XLSX)."""
    settings = settings_for(context, data)
    with opened(settings) as core, core.store.read() as db:
        found = broadcasts.find(db, number)
        if found is None or found.state is State.DRAFT:
            raise typer.BadParameter(f"no notice {number} was sent.", param_hint="--id")
        content = broadcast_workbook(db, found, lang or settings.language)
    file.write_bytes(content)
    typer.echo(f"{found.texts[FIRST].title}: {file}")


def _round(core: Core, year: int | None, now: str | None) -> Round:
    """The newest round of a year, or the one in hand."""
    with core.store.read() as db:
        every = rounds.all_rounds(db)
    of_year = [each for each in every if year in (None, each.year)]
    if not of_year:
        raise typer.BadParameter(f"there is no round of {year or 'any year'}.", param_hint="--round")
    return (in_hand(of_year, moment(now)) if year is None else None) or of_year[-1]
