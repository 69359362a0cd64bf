"""One's own e-mail from the bot: stopping it, and getting it again."""

from __future__ import annotations

from typing import Any

from bot.forms import Said, notice, notice_reply
from bot.routes import Ask, Button, Reply, Route, Tx
from cards.language import N_
from knowledge.people import Action, Person, may
from knowledge.refusals.notices import NoAddressYet
from storage import wishes

NONE, AGAIN = N_("Send me no e-mails"), N_("Send me e-mails again")


def stop(ask: Ask, _: object, tx: Tx) -> Reply:
    """Send the person no e-mails."""
    box = _box(ask, tx)
    wishes.stop_mail(tx.db, ask.person.id, ask.now)
    tx.audit("mail.stopped", f"person:{ask.person.id}")
    return _told(N_("E-mails are stopped"), STOPPED, box, Button(AGAIN, "mail.resume"))


STOPPED = N_(
    "Nothing more is sent to {address}. In Teams the bot still writes to you; there you can turn down single"
    " kinds of notices."
)


def resume(ask: Ask, _: object, tx: Tx) -> Reply:
    """Send the person e-mails again."""
    box = _box(ask, tx)
    wishes.resume_mail(tx.db, ask.person.id)
    tx.audit("mail.resumed", f"person:{ask.person.id}")
    return _told(N_("E-mails come again"), RESUMED, box)


RESUMED = N_("Notices are sent to {address} again. Each e-mail tells how to stop them.")


def asked_to_stop() -> dict[str, Any]:
    """The card behind the link that stops e-mails: only its button does."""
    button = Button(NONE, "mail.stop", style="positive")
    return notice(Said(N_("Stop e-mails?")), lines=(Said(STOPPING),), buttons=(button,))


STOPPING = N_("Press the button to get no more e-mails from the regional development discussions.")


def settled(person: Person) -> dict[str, Any]:
    """The card in the place of one that isn't needed any more: what else there may be to do."""
    return notice(
        Said(N_("This is settled")),
        lines=(
            Said(N_("Nothing is asked of you here any more: it was done, or it no longer concerns you.")),
        ),
        buttons=ONWARD if may(person, Action.CONTRIBUTE) else (),
    )


ONWARD = (
    Button(N_("What is missing from us?"), "reminders.mine"),
    Button(N_("Which times suit?"), "poll.mine"),
)


def _box(ask: Ask, tx: Tx) -> wishes.Mailbox:
    box = wishes.mailbox(tx.db, ask.person.id)
    if box is None:
        raise NoAddressYet
    return box


def _told(title: str, line: str, box: wishes.Mailbox, *buttons: Button) -> Reply:
    said = Said(line, {"address": box.address})
    return notice_reply(notice(Said(title), lines=(said,), buttons=buttons))


ROUTES = (
    Route(Action.MEET, verb="mail.stop", handle=stop, by_mail=True),
    Route(Action.MEET, verb="mail.resume", handle=resume, by_mail=True),
)
