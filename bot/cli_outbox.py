"""`alke outbox`: what the bot has sent and owes, and what can be done about it. Works beside a server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cards.language import texts
from knowledge.clock import finnish
from storage import ledger
from storage.ledger import Entry, Wanted
from storage.outbox import State
from storage.store import Store

from . import reasons
from .cli_options import Data, Json, Now, moment, settings_for, stored
from .features.admission import NOBODY, ByCommand
from .routes import Tx

app = typer.Typer(no_args_is_help=True, help="Messages: sent, owed, and those that ended in vain.")

MANY = 20  # messages from which on it is asked first
WIDTH = 160  # characters of the table where there is no terminal

Numbers = Annotated[list[int] | None, typer.Argument(metavar="ID…", help="Their numbers in the list.")]
InState = Annotated[State | None, typer.Option("--state", help="How they stand.")]
ToPerson = Annotated[str | None, typer.Option("--person", help="Whom they are for: slug or number.")]
About = Annotated[str | None, typer.Option("--about", help="The matter, such as broadcast:3.")]
Cause = Annotated[str | None, typer.Option("--cause", help="Why they were owed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Don't ask before many.")]


def _store(context: typer.Context, data: Any) -> AbstractContextManager[Store]:
    return stored(settings_for(context, data))


@app.command()
def show(
    context: typer.Context,
    state: InState = None,
    person: ToPerson = None,
    about: About = None,
    cause: Cause = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100_000, help="How many at most.")] = 50,
    summary: Annotated[bool, typer.Option("--summary", help="Only count them, by state.")] = False,
    json_: Json = False,
    data: Data = None,
) -> None:
    """List messages, newest first: when, to whom (no names), why, how they stand. Never what they say."""
    wanted = Wanted((), (state,) if state else (), person, about, cause)
    with _store(context, data) as store, store.read() as db:
        counted = ledger.counts(db, wanted)
        found = () if summary else ledger.entries(db, wanted, limit)
    if json_:
        return _lines([{str(name): number for name, number in counted.items()}] if summary else _rows(found))
    _print(_summary(counted.items()) if summary else _table(found))
    if 0 < len(found) < (every := sum(counted.values())):
        typer.echo(f"The newest {len(found)} of {every}; --limit shows more.")
    return None


@app.command()
def retry(
    context: typer.Context,
    numbers: Numbers = None,
    state: InState = None,
    person: ToPerson = None,
    about: About = None,
    cause: Cause = None,
    yes: Yes = False,
    now: Now = None,
    data: Data = None,
) -> None:
    """Send again what ended in vain (failed, unreachable). What was sent isn't sent twice."""
    _refuse_everything(Wanted(numbers or (), (state,) if state else (), person, about, cause))
    wanted = Wanted(numbers or (), _in_vain(state, numbers), person, about, cause)
    with _store(context, data) as store:
        found = _found(store, wanted)
        late = [each for each in found if each.past(moment(now))]
        ended = [each.id for each in found if each.state in ledger.IN_VAIN and each not in late]
        _ask_first(len(ended), "Send {n} messages again?", yes=yes)
        done = _write(store, "notice.retried", lambda tx: ledger.send_again(tx.db, ended, tx.now), now)
    typer.echo(f"{len(done)} owed again.")
    left = [each for each in found if each.id not in done and each not in late]
    _tell_left(late, "its time has passed")
    _tell_left(left, "it didn't end in vain")


@app.command()
def cancel(
    context: typer.Context,
    numbers: Numbers = None,
    person: ToPerson = None,
    about: About = None,
    cause: Cause = None,
    yes: Yes = False,
    now: Now = None,
    data: Data = None,
) -> None:
    """Don't send what is owed. What is on its way at this moment may still arrive."""
    wanted = Wanted(numbers or (), (), person, about, cause)
    _refuse_everything(wanted)
    with _store(context, data) as store:
        found = _found(store, wanted)
        owed = [each for each in found if each.state is State.OWED]
        _ask_first(len(owed), "Cancel {n} messages?", yes=yes)
        why = reasons.CANCELLED_BY_HAND
        done = _write(store, "notice.cancelled", lambda tx: ledger.cancel(tx.db, wanted, why, tx.now), now)
    typer.echo(f"{len(done)} cancelled.")
    _tell_left([each for each in found if each.id not in done], "it isn't owed")


def _in_vain(state: State | None, numbers: Sequence[int] | None) -> tuple[State, ...]:
    """The states to look in: without numbers only those out of which a message can be sent again."""
    if state is None:
        return () if numbers else ledger.IN_VAIN
    if state not in ledger.IN_VAIN:
        possible = " or ".join(ledger.IN_VAIN)
        raise typer.BadParameter(f"only what is {possible} can be sent again.", param_hint="--state")
    return (state,)


def _found(store: Store, wanted: Wanted) -> tuple[Entry, ...]:
    """The messages; one that is named and isn't there is a slip of the pen."""
    with store.read() as db:
        found = ledger.entries(db, wanted)
    if missing := sorted(set(wanted.ids) - {each.id for each in found}):
        numbers = ", ".join(map(str, missing))
        raise typer.BadParameter(f"there is no such message: {numbers}.", param_hint="ID")
    return found


def _refuse_everything(wanted: Wanted) -> None:
    if wanted.everything:
        raise typer.BadParameter(
            "say which: by numbers, --about, --person or --cause; retry also by --state."
        )


def _ask_first(number: int, question: str, *, yes: bool) -> None:
    if number > MANY and not yes:
        typer.confirm(question.format(n=number), abort=True)


def _write(
    store: Store, what: str, work: Callable[[Tx], tuple[int, ...]], now: str | None
) -> tuple[int, ...]:
    """Do it in one transaction, with an audit row for each message."""
    with store.transaction() as db:
        tx = ByCommand(db, moment(now), NOBODY)
        done = work(tx)
        for number in done:
            tx.audit(what, f"notice:{number}")
    return done


def _tell_left(left: Sequence[Entry], why: str) -> None:
    if left:
        numbers = ", ".join(str(each.id) for each in left[:MANY])
        typer.echo(f"Left as they are, {why}: {len(left)} ({numbers}{' …' if len(left) > MANY else ''}).")


# What is printed


def _lines(rows: Iterable[dict[str, Any]]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False))


def _rows(found: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    for each in found:
        plain = {k: v.isoformat() if isinstance(v, datetime) else v for k, v in asdict(each).items()}
        yield {**plain, "why": _why(each)}


def _table(found: Iterable[Entry]) -> Table:
    heads = ("id", "due", "to", "cause", "about", "state", "why", "tried", "in doubt", "broken off")
    table = Table(*heads, box=None, header_style="bold")
    for each in found:
        counts = (each.attempts, each.ambiguous, each.abandoned)
        cells = (each.id, _when(each.due), each.to, each.cause, each.about or "–", each.state, _why(each))
        table.add_row(*(Text(str(cell)) for cell in (*cells, *counts)))
    return table


def _summary(counted: Iterable[tuple[State, int]]) -> Table:
    table = Table("state", "messages", box=None, header_style="bold")
    for state, number in counted:
        table.add_row(Text(str(state)), Text(str(number)))
    return table


def _print(table: Table) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDTH)
    console.print(table)


def _why(each: Entry) -> str:
    return reasons.told(each.reason, texts("en"))


def _when(due: datetime) -> str:
    return f"{finnish(due):%Y-%m-%d %H:%M}"
