"""`alke audit`: the log of use, and whether anything of it was altered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from knowledge.audit import Fault, Report
from storage import audit, chain, publishing, seals
from storage import tables as t
from storage.audit import Wanted

from .cli_options import Data, Json, Now, moment, settings_for, stored

app = typer.Typer(no_args_is_help=True, help="The log of use: who did what when.")

SHOWN = 10  # faults that are told; more help nobody
Head = Annotated[str, typer.Option("--head", help="A digest from the server's log: must be in the chain.")]


@app.command()
def verify(context: typer.Context, head: Head = "", json_: Json = False, data: Data = None) -> None:
    """Check the log of use row by row, and the checksums of final minutes; 1 when anything was altered."""
    settings = settings_for(context, data)
    with stored(settings) as store:
        with store.read() as db:
            report = chain.check(db, settings.audit_keys, head)
        with store.read() as db:
            minutes = tuple(each.session for each in publishing.verify(db) if not each.whole)
    lines = [json.dumps(_as_row(report, minutes), ensure_ascii=False)] if json_ else _told(report, minutes)
    for line in lines:
        typer.echo(line)
    raise typer.Exit(1 if report.faults or minutes else 0)


def _as_row(report: Report, minutes: tuple[str, ...]) -> dict[str, Any]:
    told = {"rows": report.rows, "seals": report.seals, "unsealed": report.unsealed, "head": report.head}
    faults = [_fault(each) for each in report.faults[:SHOWN]]
    sound = not report.faults and not minutes
    return {"sound": sound, **told, "faults": len(report.faults), "first": faults, "minutes": list(minutes)}


def _fault(fault: Fault) -> dict[str, Any]:
    row = fault.row
    where = {"id": row.id, "at": row.at, "what": row.what, "about": row.about} if row else None
    return {"kind": fault.kind, "text": fault.text, "seal": fault.seal, "row": where}


def _told(report: Report, minutes: tuple[str, ...]) -> Iterator[str]:
    yield f"{report.rows} rows in {report.seals} seals were checked; {report.unsealed} aren't sealed yet."
    if report.head:
        yield f"The newest digest: {report.head}"
    for fault in report.faults[:SHOWN]:
        row = fault.row
        where = f" ({row.at} UTC, {row.what}, {row.about})" if row else ""
        yield f"{fault.kind.upper()}: {fault.text}{where}, seal {fault.seal}."
    if len(report.faults) > SHOWN:
        yield f"And {len(report.faults) - SHOWN} more."
    for each in minutes:
        yield f"MINUTES: the final minutes of {each} aren't what their checksum says."
    if not report.faults and not minutes:
        yield "Nothing was altered."


@app.command()
def seal(context: typer.Context, now: Now = None, data: Data = None) -> None:
    """Seal at once what isn't yet; the server does it every minute."""
    settings, count = settings_for(context, data), 0
    with stored(settings) as store:
        while True:
            with store.transaction() as db:
                made = seals.seal(db, settings.audit_keys[0], moment(now))
            if made is None:
                break
            count += made.count
            typer.echo(f"Seal {made.id}: {made.count} rows, {made.after}")
    typer.echo(f"{count} rows were sealed.")


@app.command()
def show(
    context: typer.Context,
    about: Annotated[str | None, typer.Option("--about", help="The thing, such as proposal:12.")] = None,
    who: Annotated[str | None, typer.Option("--who", help="A person's number, or administrator.")] = None,
    what: Annotated[str | None, typer.Option("--what", help="What was done, such as minutes.sent.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="How many at most.")] = 50,
    json_: Json = False,
    data: Data = None,
) -> None:
    """List rows, newest first: when, who (a number, no names), what, about which thing."""
    number = f"person:{who}" if who and who.isdecimal() else who
    with stored(settings_for(context, data)) as store, store.read() as db:
        for row in audit.newest(db, Wanted(about, number, what), limit):
            told = _row(row)
            typer.echo(json.dumps(told, ensure_ascii=False) if json_ else _line(told))


def _row(row: t.Audit) -> dict[str, Any]:
    named = {"id": row.id, "at": row.at.isoformat(), "who": row.who, "what": row.what, "about": row.about}
    return {**named, "data": row.data, "seal": row.seal_id, "digest": row.digest}


def _line(row: dict[str, Any]) -> str:
    codes = " ".join(f"{name}={value}" for name, value in row["data"].items())
    who = f"{row['who']:<14} {row['what']:<28} {row['about']}"
    return f"{row['id']:>8}  {row['at'][:19]}  {who}  {codes}".rstrip()


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="Where it is written.", dir_okay=False)],
    data: Data = None,
) -> None:
    """Write the log into a file of JSON lines: its seals, then its rows in the order of the chain."""
    count = 0
    with (
        stored(settings_for(context, data)) as store,
        store.read() as db,
        file.open("w", encoding="utf-8") as lines,
    ):
        for seal in audit.seals(db):
            told = seal.model_dump() | {"at": seal.at.isoformat(), "seal": seal.id}
            lines.write(_as_line(told))
        for row in audit.every(db):
            lines.write(_as_line(_row(row)))
            count += 1
    typer.echo(f"{count} rows: {file}")


def _as_line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"
