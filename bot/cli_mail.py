"""`alke mail`: what came back, who is written to by e-mail, and a trial e-mail."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from sqlmodel import Session

from cards.language import N_
from cards.render import render
from storage import audit, changes, mail, wishes
from storage.store import Store
from storage.turns import Address

from . import bounces
from .app import now as this_moment
from .app import open_store
from .cli_options import Data, Json, Lang, Now, moment, settings_for
from .forms import Said, notice
from .mail import CHANNEL, Mail
from .mail_links import MailLinks
from .outcomes import SendFailed
from .parcels import Parcel
from .settings import Misconfigured, Settings

app = typer.Typer(no_args_is_help=True, help="E-mail: what came back, and to whom it is sent.")

To = Annotated[str, typer.Argument(metavar="ADDRESS", help="The e-mail address.")]


@app.command()
def bounced(context: typer.Context, now: Now = None, data: Data = None) -> None:
    """Read an e-mail that came back from standard input, as the mail server pipes it in.

    What isn't a notification about one of the bot's own e-mails is passed over, with exit code 0, so that
    every e-mail to the sender's address can be piped here.
    """
    bounce = bounces.read_bounce(sys.stdin.buffer.read(bounces.BOUNCE_BYTES + 1))
    if bounce is None:
        typer.echo("Nothing that came back for good.")
        return
    settings = settings_for(context, data)
    with _store(settings) as store, store.transaction() as db:
        found = bounces.note(db, _links(settings, db), bounce, moment(now))
    typer.echo(f"No e-mail goes any more to: person {', '.join(map(str, found))}." if found else "Not ours.")


@app.command()
def show(context: typer.Context, json_: Json = False, data: Data = None) -> None:
    """List the known addresses, and which of them get no e-mail and why."""
    settings = settings_for(context, data)
    with _store(settings) as store, store.read() as db:
        rows = [
            {"person": number, "address": box.address, "usable": box.usable, "why": _why(box)}
            for number, box in sorted(mail.every(db).items())
        ]
    for row in rows:
        typer.echo(
            json.dumps(row, ensure_ascii=False) if json_ else "  ".join(map(str, row.values())).rstrip()
        )


def _why(box: wishes.Mailbox) -> str:
    if box.stopped:
        return f"stopped by its owner {box.stopped:%Y-%m-%d}"
    if box.bounced:
        return f"{box.why_bounced} ({box.bounced:%Y-%m-%d})"
    return "" if box.usable else "not confirmed"


@app.command()
def stop(context: typer.Context, address: To, now: Now = None, data: Data = None) -> None:
    """Send no e-mail to an address any more, since its owner asked for that by a reply."""
    settings = settings_for(context, data)
    with _store(settings) as store, store.transaction() as db:
        found = mail.people_at(db, address)
        for person in found:
            wishes.stop_mail(db, person, moment(now))
            audit.note(db, "alke", "mail.stopped", f"person:{person}", moment(now))
    typer.echo("Stopped." if found else "Nobody is known by that address.")
    raise typer.Exit(0 if found else 1)


@app.command("test")
def trial(context: typer.Context, address: To, lang: Lang = None, data: Data = None) -> None:
    """Send a trial e-mail, to see that the settings work."""
    settings = settings_for(context, data)
    with _store(settings) as store, store.read() as db:
        postman = Mail.of(settings, _links(settings, db), frozenset(), this_moment)
    if postman is None:
        raise Misconfigured("No e-mail is sent: set ALKE_SMTP_URL and ALKE_MAIL_FROM.")
    language = lang or settings.language
    card = render("notice", notice(Said(N_("E-mail works")), lines=(Said(TRIAL),)), language)
    where = Address(CHANNEL, address, "", "", {}, {"address": address})
    try:
        number = asyncio.run(_sent(postman, Parcel(where, card, language)))
    except SendFailed as failed:
        typer.echo(f"It wasn't sent: {failed.reason}.", err=True)
        raise typer.Exit(1) from failed
    typer.echo(f"Sent: {number}")


TRIAL = N_("This is a trial e-mail from ALKE-botti. Nothing is asked of you.")


async def _sent(postman: Mail, parcel: Parcel) -> str:
    try:
        return await postman.deliver(parcel)
    finally:
        await postman.close()


@contextmanager
def _store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings)
    try:
        yield store
    finally:
        store.close()


def _links(settings: Settings, db: Session) -> MailLinks:
    return MailLinks.of(settings, changes.identity(db))
