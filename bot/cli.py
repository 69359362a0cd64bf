"""The `alke` command."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from storage import schema
from storage.transfer import (
    BadRows,
    Fault,
    read_jsonl,
)

from . import serving
from .app import Core, now
from .cli_archive import app as archive
from .cli_audit import app as audit
from .cli_data import app as retention
from .cli_export import export
from .cli_import import import_
from .cli_mail import app as mail
from .cli_options import (
    COORDINATOR,
    As,
    Batch,
    Data,
    Json,
    Lang,
    Now,
    Port,
    moment,
    opened,
    settings_for,
)
from .cli_outbox import app as outbox
from .cli_people import app as people
from .doctor import examine
from .saying import NobodyBy, Talk, as_lines, as_row, titles_of
from .settings import Misconfigured

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="ALKE-botti: serve it, try it, look after it."
)
index = typer.Typer(no_args_is_help=True, help="The search index, a cache of the database.")
database = typer.Typer(no_args_is_help=True, help="The database.")
PARTS = {"index": index, "db": database, "export": export, "people": people, "mail": mail, "outbox": outbox}
PARTS |= {"audit": audit, "archive": archive, "retention": retention}
for _name, _part in PARTS.items():
    app.add_typer(_part, name=_name)


@app.callback()
def common(context: typer.Context, data: Data = None) -> None:
    """Options that may stand before the command as well."""
    context.obj = data


@app.command()
def demo(
    context: typer.Context,
    data: Data = None,
    port: Port = 3978,
    build_only: Annotated[bool, typer.Option("--build-only", help="Build the data and stop.")] = False,
) -> None:
    """Build the demo where there is none, and serve the local chat page."""
    from .demonstration import build

    settings = settings_for(context, data, local=True, port=port, host="127.0.0.1")
    build(settings, now())
    if build_only:
        typer.echo(f"The demo is in {settings.data_dir}.")
        return
    typer.echo(f"ALKE-botti: http://127.0.0.1:{port}/  (Ctrl+C stops)")
    serving.serve(settings)


@app.command()
def serve(context: typer.Context, data: Data = None) -> None:
    """Serve as the settings say."""
    serving.serve(settings_for(context, data))


@app.command()
def say(
    context: typer.Context,
    text: Annotated[list[str] | None, typer.Argument(help="What is said, turn by turn.")] = None,
    as_: As = COORDINATOR,
    lang: Lang = None,
    now: Now = None,
    json_: Json = False,
    batch: Batch = None,
    data: Data = None,
) -> None:
    """Talk with the bot: each TEXT is one turn of a conversation."""
    with opened(settings_for(context, data)) as core:
        rows: Iterable[Mapping[str, Any]] = (
            _rows(batch, "text") if batch else [{"text": text or [], "as": as_, "lang": lang, "now": now}]
        )
        for row in rows:
            defaults = {"as": as_, "lang": lang, "now": now}
            _say(core, {**defaults, **row}, as_json=json_ or batch is not None)


def _say(core: Core, row: Mapping[str, Any], *, as_json: bool) -> None:
    talk = Talk.begin(core, row["as"], moment(row["now"]), row["lang"])
    if before := row.get("after"):
        talk.say(before)
    said = row["text"]
    for text in [said] if isinstance(said, str) else said:
        answer = talk.say(text)
        lines = [json.dumps(as_row(core, text, answer), ensure_ascii=False)] if as_json else as_lines(answer)
        for line in lines:
            typer.echo(line)


def _rows(path: Path, needed: str) -> Iterator[Mapping[str, Any]]:
    """The rows of a batch. Raises BadRows for a line that isn't a row or lacks what is needed."""
    lines = read_jsonl(path)
    if faults := [Fault(line.number, needed, "required") for line in lines if needed not in line.values]:
        raise BadRows(faults)
    yield from (line.values for line in lines)


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="What to look for.")] = "",
    as_: As = COORDINATOR,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="How many at most.")] = 10,
    now: Now = None,
    json_: Json = False,
    batch: Batch = None,
    data: Data = None,
) -> None:
    """Rank everything that a person may see."""
    with opened(settings_for(context, data)) as core:
        talk = Talk.begin(core, as_, moment(now), None)
        rows: Iterable[Mapping[str, Any]] = _rows(batch, "q") if batch else [{"qid": None, "q": query}]
        for row in rows:
            _search(talk, row, limit, as_json=json_ or batch is not None)


def _search(talk: Talk, row: Mapping[str, Any], limit: int, *, as_json: bool) -> None:
    with talk.core.store.read() as db:
        found = talk.core.memory.rank(db, talk.person, row["q"], limit)
    if as_json:
        hits = [{"id": hit.id, "score": round(hit.score, 4)} for hit in found.hits]
        head = {"qid": row["qid"]} if row.get("qid") is not None else {}
        typer.echo(json.dumps({**head, "hits": hits}, ensure_ascii=False))
        return
    titles = titles_of(talk.core, [hit.id for hit in found.hits])
    for hit in found.hits:
        typer.echo(f"{hit.score:8.3f}  {hit.kind:<10}  {hit.id:<16}  {titles.get(hit.id, '')}")


app.command("import")(import_)


@index.command("rebuild")
def rebuild_index(context: typer.Context, data: Data = None) -> None:
    """Build the index anew from the database."""
    with opened(settings_for(context, data)) as core:
        typer.echo(f"{core.memory.rebuild(core.store)} entries.")


@index.command("check")
def check_index(context: typer.Context, data: Data = None) -> None:
    """Tell whether the index holds what the database holds."""
    with opened(settings_for(context, data)) as core:
        behind = core.memory.behind(core.store)
    typer.echo("The index is up to date." if behind == 0 else f"The index is {behind} changes behind.")
    raise typer.Exit(0 if behind == 0 else 1)


@database.command("upgrade")
def upgrade_database(context: typer.Context, data: Data = None) -> None:
    """Bring the tables up to date, making the database where there is none."""
    serving.upgraded(settings_for(context, data))
    typer.echo(f"The tables are at revision {schema.newest()}.")


@app.command()
def doctor(context: typer.Context, data: Data = None) -> None:
    """Tell what is configured, what is missing, and what to do."""
    findings = examine(settings_for(context, data), now())
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.fine else 'missing'}  {finding.what}: {finding.state}")
        if finding.advice:
            typer.echo(f"         → {finding.advice}")
    raise typer.Exit(0 if all(finding.fine for finding in findings if finding.needed) else 1)


def main() -> None:
    """Run the command; what went wrong is one line, not a traceback."""
    try:
        app()
    except (Misconfigured, NobodyBy, BadRows) as error:
        typer.echo(str(error), err=True)
        sys.exit(2)
