"""`alke people`: who takes part and who waits, for administrators."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

import typer
from sqlmodel import Session

from cards.language import texts
from knowledge.clock import today
from knowledge.joining import REASON_LIMIT, Membership, Request, Terms, check_waiting, faults_of_terms
from knowledge.people import Organisation, Role
from knowledge.refusals import Refusal
from knowledge.refusals.people import NoSuchMembership, NoSuchRequest
from knowledge.wishes import address_fault
from storage import joining, memberships, people, wishes
from storage.transfer import import_people, numbered

from .cli_options import Data, Json, Now, moment, opened, settings_for
from .features import admission
from .routes import Tx

app = typer.Typer(no_args_is_help=True, help="Who takes part, and who waits to be admitted.")

Number = Annotated[int, typer.Argument(help="Its number in the list.")]
OfOrganisation = Annotated[str | None, typer.Option("--organisation", help="Its id, such as council:19.")]
InRole = Annotated[Role | None, typer.Option("--role", help="What the person does there.")]
Until = Annotated[str | None, typer.Option("--until", help="The last day, such as 2027-12-31.")]


@contextmanager
def writing(context: typer.Context, data: Any, now: str | None) -> Iterator[Tx]:
    """One transaction of an administrator; what is refused is said in a line, and nothing is written."""
    with opened(settings_for(context, data)) as core:
        try:
            with core.store.transaction() as db:
                yield admission.ByCommand(db, moment(now), admission.NOBODY)
        except Refusal as refusal:
            typer.echo(texts("en").say(refusal.message, **refusal.values), err=True)
            raise typer.Exit(2) from refusal


# Who takes part


@app.command("list")
def list_(
    context: typer.Context,
    organisation: OfOrganisation = None,
    now: Now = None,
    json_: Json = False,
    data: Data = None,
) -> None:
    """List the roles that hold today or later, with their numbers."""
    with opened(settings_for(context, data)) as core, core.store.read() as db:
        of = [_organisation(db, organisation).id] if organisation else None
        held = memberships.held(db, today(moment(now)), of)
        known = memberships.identities(db)
        boxes = wishes.mailboxes(db, {each.person for each in held})
    rows = [_role(known[each.person] | {"email": _email(boxes.get(each.person))}, each) for each in held]
    _print(rows, ("number", "name", "organisation", "role", "since", "until", "slug"), as_json=json_)


def _email(box: wishes.Mailbox | None) -> str | None:
    return box.address if box and box.wanted != box.address else None


def _role(who: Mapping[str, Any], held: Membership) -> dict[str, Any]:
    days = {"since": _day(held.since), "until": _day(held.until)}
    return {"number": held.id, **who, "organisation": held.organisation.id, "role": held.role, **days}


@app.command()
def add(
    context: typer.Context,
    tenant: Annotated[str, typer.Option("--tenant", help="Entra tenant of the person.")],
    object_id: Annotated[str, typer.Option("--object-id", help="Entra object id of the person.")],
    name: Annotated[str, typer.Option("--name", help="Their name.")],
    organisation: Annotated[str, typer.Option("--organisation", help="Its id, such as council:19.")],
    role: Annotated[Role, typer.Option("--role", help="What the person does there.")],
    until: Until = None,
    email: Annotated[str | None, typer.Option("--email", help="Their e-mail address.")] = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """Add a person, or one more role of theirs. They hear of it when they write to the bot."""
    row = {"tenant": tenant, "object_id": object_id, "name": name, "organisation": organisation}
    if email and address_fault(email):
        raise _wrong("--email", f"{email[:80]!r} is no e-mail address.")
    with writing(context, data, now) as tx:
        day = today(tx.now)
        terms = Terms(_organisation(tx.db, organisation), role, _until(until))
        _refuse_first(faults_of_terms(terms, day))
        terms_row = {"role": role, "since": day.isoformat(), "until": until or None, "email": email}
        done = import_people(tx.db, numbered([row | terms_row]), tx.now)
        person = people.by_identity(tx.db, tenant, object_id, day)
        about = f"person:{person.id if person else 0}"
        tx.audit("membership.granted", about, organisation=organisation, role=role)
    typer.echo("Added." if done.added else "Changed." if done.changed else "It was so already.")


@app.command()
def end(context: typer.Context, number: Number, now: Now = None, data: Data = None) -> None:
    """End a role at once, by its number in `alke people list`."""
    with writing(context, data, now) as tx:
        held = memberships.hold(tx.db, number, today(tx.now))
        if held is None:
            raise NoSuchMembership
        admission.end(tx, held)
    typer.echo(f"{held.name} is no longer {held.role} of {held.organisation.id}.")


# Who waits


@app.command()
def requests(
    context: typer.Context,
    every: Annotated[bool, typer.Option("--all", help="Also those that were answered.")] = False,
    json_: Json = False,
    data: Data = None,
) -> None:
    """List who waits to be admitted, with the numbers of their requests."""
    with opened(settings_for(context, data)) as core, core.store.read() as db:
        found = joining.every(db) if every else joining.waiting(db)
    rows = [_request(each) for each in found]
    _print(rows, ("number", "name", "organisation", "role", "asked", "state", "message"), as_json=json_)


def _request(request: Request) -> dict[str, Any]:
    wish = request.wish
    who = {name: getattr(request, name) for name in ("tenant", "object_id", "name", "language", "state")}
    asked = {"organisation": wish.organisation or wish.named, "role": wish.role, "message": wish.message}
    answered = {"decided_by": request.decided_by, "reason": request.reason}
    return {"number": request.id, **who, **asked, "asked": request.at.isoformat(), **answered}


@app.command()
def admit(
    context: typer.Context,
    number: Number,
    organisation: OfOrganisation = None,
    role: InRole = None,
    until: Until = None,
    now: Now = None,
    data: Data = None,
) -> None:
    """Admit who waits, as they asked or otherwise; they are told in Teams."""
    with writing(context, data, now) as tx:
        request = _waiting(tx, number)
        wanted = organisation or request.wish.organisation
        if wanted is None:
            named = request.wish.named
            raise _wrong("--organisation", f"needed: {named!r} is only named. See alke import organisations.")
        terms = Terms(_organisation(tx.db, wanted), role or request.wish.role, _until(until))
        _refuse_first(faults_of_terms(terms, today(tx.now)))
        admission.admit(tx, request, terms)
    typer.echo(f"{request.name} is admitted: {terms.role} of {terms.organisation.id}.")


@app.command()
def refuse(
    context: typer.Context,
    number: Number,
    reason: Annotated[str, typer.Option("--reason", help="Why; they are told it in Teams.")],
    now: Now = None,
    data: Data = None,
) -> None:
    """Refuse who waits; they are told the reason in Teams."""
    if not 0 < len(reason.strip()) <= REASON_LIMIT:
        raise _wrong("--reason", f"write 1 to {REASON_LIMIT} characters; it has {len(reason.strip())}.")
    with writing(context, data, now) as tx:
        request = _waiting(tx, number)
        admission.refuse(tx, request, reason.strip())
    typer.echo(f"{request.name} is refused.")


def _waiting(tx: Tx, number: int) -> Request:
    request = joining.hold(tx.db, number)
    if request is None:
        raise NoSuchRequest
    check_waiting(request)
    return request


# What commands are given, and what they print


def _organisation(db: Session, id_: str) -> Organisation:
    found = people.organisations(db).get(id_)
    if found is None:
        raise _wrong("--organisation", f"there is none with the id {id_[:80]!r}.")
    return found


def _until(given: str | None) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise _wrong("--until", f"{given!r} is no day: write 2027-12-31.") from None


def _wrong(option: str, message: str) -> typer.BadParameter:
    return typer.BadParameter(message, param_hint=option)


def _refuse_first(faults: Iterable[Refusal]) -> None:
    for fault in faults:
        raise fault


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _print(rows: Iterable[Mapping[str, Any]], columns: Iterable[str], *, as_json: bool) -> None:
    """One JSON object a line, or a table for people."""
    if as_json:
        for row in rows:
            typer.echo(json.dumps(row, ensure_ascii=False))
        return
    shown = [[str(row[column] if row[column] is not None else "–") for column in columns] for row in rows]
    lines = [[column.upper() for column in columns], *shown]
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    for line in lines:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
