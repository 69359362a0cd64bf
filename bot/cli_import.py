"""`alke import`: bringing data in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session as Db

from cards.language import N_, texts
from knowledge.clock import today
from knowledge.people import Action, Person, demand
from knowledge.refusals import Refusal
from storage import audit
from storage.transfer import (
    import_goals,
    import_organisations,
    import_people,
    import_records,
    read_rows,
)

from . import serving
from .app import Core
from .app import now as at_once
from .cast import called
from .cli_options import COORDINATOR, As, Data, Now, moment, opened, settings_for
from .features import minutes_import as importing
from .features import minutes_import_words as words
from .routes import Tx
from .saying import NobodyBy
from .settings import Settings

IMPORTS = {
    "records": import_records,
    "goals": import_goals,
    "organisations": import_organisations,
    "people": import_people,
}


class Kind(StrEnum):
    """What can be imported."""

    RECORDS = "records"
    GOALS = "goals"
    ORGANISATIONS = "organisations"
    PEOPLE = "people"
    MINUTES = "minutes"


File = Annotated[
    Path,
    typer.Argument(
        help="JSON lines; or a table, .csv or .xlsx; minutes from .docx.", exists=True, dir_okay=False
    ),
]


def import_(
    context: typer.Context,
    kind: Annotated[Kind, typer.Argument(help="What the rows are; `minutes` is one document.")],
    file: File,
    session: Annotated[str, typer.Option("--session", help="Of minutes, the session: 2026-19.")] = "",
    as_: As = COORDINATOR,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check and count, but write nothing.")] = False,
    now: Now = None,
    data: Data = None,
) -> None:
    """Bring data in, all or nothing: each bad row is named with its line; the same twice changes nothing.

    Minutes go from a Word document into the draft of a held session, in the name of the person given.
    """
    settings = settings_for(context, data)
    if kind is Kind.MINUTES:
        with opened(settings) as core:
            _minutes(core, Asked(file, session, as_, now, dry_run))
    else:
        _rows(settings, kind, file, dry_run=dry_run)


def _rows(settings: Settings, kind: Kind, file: Path, *, dry_run: bool) -> None:
    store = serving.upgraded(settings)
    with store.transaction() as db:
        done = IMPORTS[kind](db, read_rows(file))
        if done.added or done.changed:
            codes = {"added": done.added, "changed": done.changed}
            audit.note(db, "administrator", "imported", f"import:{kind}", at_once(), **codes)
        counted = f"{done.added} added, {done.changed} changed, {done.unchanged} unchanged."
        if dry_run:
            typer.echo(f"Nothing was written; it would be: {counted}")
            raise typer.Exit  # which takes the transaction back
    typer.echo(counted)


# Minutes


@dataclass(frozen=True)
class Asked:
    """A document for the draft of a session: by whom, when, and whether only to tell what it would do."""

    file: Path
    session: str
    who: str
    now: str | None
    dry: bool


def _minutes(core: Core, asked: Asked) -> None:
    """Put a document into a draft; what is refused is said in a line, and nothing is written."""
    if not asked.session:
        raise typer.BadParameter(
            "say which session's minutes these are, as in 2026-19.", param_hint="--session"
        )
    try:
        with core.store.transaction() as db:
            told = _put(core, db, asked)
            for line in told:
                typer.echo(line)
            if asked.dry:
                typer.echo("Nothing was written.")
                raise typer.Exit  # which takes the transaction back
    except Refusal as refusal:
        said = {name: words.in_words(value, texts("en")) for name, value in refusal.values.items()}
        typer.echo(texts("en").say(refusal.message, **said), err=True)
        raise typer.Exit(2) from refusal


def _put(core: Core, db: Db, asked: Asked) -> tuple[str, ...]:
    """What was done, and what should be looked at, in a sentence each."""
    who, facts = _person(db, asked), core.memory.facts
    session = importing.writable(db, who, asked.session)
    found = importing.read_file(db, session, asked.file.read_bytes(), "fi")
    tx = Tx(db, moment(asked.now), who)
    doing = importing.take_in(tx, session.id, found, facts.places, lambda text: facts.language(text, "fi"))
    spoken = texts("en")
    done = tuple(words.done(doing, spoken)) or (spoken.say(NOTHING),)
    return (*done, *words.asked(doing, found, spoken))


NOTHING = N_("Nothing was added: the draft has all of it already.")


def _person(db: Db, asked: Asked) -> Person:
    found = called(db, asked.who, today(moment(asked.now)))
    if found is None:
        raise NobodyBy(asked.who)
    return demand(found, Action.RECORD)
