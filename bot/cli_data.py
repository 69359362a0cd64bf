"""`alke people export` and `erase`, `alke retention`: what is kept about people, and for how long."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlmodel import Session

from knowledge.retention import Rule, lengthened
from storage import personal, retention
from storage import tables as t
from storage.store import Store

from .cli_options import Data, Json, Now, moment, settings_for, stored
from .cli_people import app as people
from .cli_people import writing
from .features.erasing import erase

app = typer.Typer(no_args_is_help=True, help="How long things are kept, and removing what isn't any longer.")

Who = Annotated[str, typer.Argument(metavar="PERSON", help="Their slug or number.")]
ADMINISTRATOR = "administrator"


# A person


@people.command("export")
def export_person(
    context: typer.Context,
    person: Who,
    file: Annotated[Path, typer.Argument(help="Where it is written (JSON).", dir_okay=False)],
    now: Now = None,
    data: Data = None,
) -> None:
    """Write all that is kept about a person into a file, for that person."""
    with writing(context, data, now) as tx:
        found = _person(tx.db, person)
        told = personal.everything(tx.db, found)
        tx.audit("person.exported", f"person:{found.id}")
    file.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    typer.echo(f"Everything about {told['person']['name']}: {file}")


@people.command("erase")
def erase_person(
    context: typer.Context,
    person: Who,
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask first.")] = False,
    now: Now = None,
    data: Data = None,
) -> None:
    """Erase what is kept about a person. What they did stays their organisation's, under a number."""
    with stored(settings_for(context, data)) as store, store.read() as db:
        found = _person(db, person)
        number, name = found.id or 0, found.name
    if not yes:
        typer.confirm(f"Erase {name} (number {number})? It can't be undone.", abort=True)
    with writing(context, data, now) as tx:
        erase(tx, number)
    typer.echo(f"{name} is erased. Number {number} leads to nobody any more.")


def _person(db: Session, named: str) -> t.Person:
    found = personal.find(db, named)
    if found is None:
        raise typer.BadParameter(f"nobody is called {named[:80]!r}.", param_hint="PERSON")
    return found


# Retention


@app.command()
def show(context: typer.Context, json_: Json = False, now: Now = None, data: Data = None) -> None:
    """Tell how long each kind is kept, after what, on which ground, and how much is due to be removed."""
    settings = settings_for(context, data)
    rules, when = lengthened(settings.keep_longer), moment(now)
    with stored(settings) as store, store.read() as db:
        due = retention.counts(db, rules, when)
    for rule in rules:
        typer.echo(json.dumps(_row(rule, due), ensure_ascii=False) if json_ else _line(rule, due))


def _row(rule: Rule, due: Mapping[str, int]) -> dict[str, Any]:
    told = {"kind": rule.kind, "what": rule.what, "days": rule.days, "after": rule.after}
    return {**told, "ground": rule.ground, "due": due.get(rule.kind)}


def _line(rule: Rule, due: Mapping[str, int]) -> str:
    kept = "for good" if rule.days is None else f"{rule.days} days after {rule.after}"
    count = f"; {due[rule.kind]} due" if rule.kind in due else ""
    return f"{rule.kind:<14} {rule.what}: {kept} ({rule.ground}){count}"


@app.command()
def apply(
    context: typer.Context,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, but remove nothing.")] = False,
    now: Now = None,
    data: Data = None,
) -> None:
    """Remove what is kept no longer, as the server does every night."""
    settings = settings_for(context, data)
    rules, when = lengthened(settings.keep_longer), moment(now)
    with stored(settings) as store:
        with store.read() as db:
            due = retention.counts(db, rules, when)
        for rule in rules:
            if rule.kind in due:
                done = due[rule.kind] if dry_run else _removed(store, rule, when)
                typer.echo(f"{rule.kind:<14} {done}")
    typer.echo("Nothing was removed." if dry_run else "Removed.")


def _removed(store: Store, rule: Rule, when: datetime) -> int:
    """Remove all of a kind, a few in each transaction: how many."""
    total = 0
    while True:
        with store.transaction() as db:
            done = retention.remove(db, rule, when, ADMINISTRATOR)
        if not done:
            return total
        total += done
