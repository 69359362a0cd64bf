"""Somebody's own e-mail address: given in the chat, confirmed on the page that its message leads to.

Until it is confirmed nothing else is sent there, since it may be a stranger's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlmodel import Session

from bot.forms import Input, Line, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Tx
from cards.language import N_
from knowledge.people import Person
from knowledge.refusals import Refusal
from knowledge.refusals.notices import (
    AddressNotWanted,
    BadAddress,
    ConfirmedByMail,
    NoAddressYet,
    NoMailHere,
    TooManyAddresses,
)
from knowledge.wishes import ADDRESS, ADDRESSES_A_DAY, address_fault
from storage import outbox, received, wishes

from .kinds import CONFIRM
from .notification_settings import MAIL
from .notification_words import SETTINGS, channel

DAY = timedelta(days=1)
GIVE = "notifications.address_now"
FORGET = Button(N_("Forget the address"), "notifications.forget_address", fills=False)
INTRO = Said(
    N_(
        "I send a message to the address with a link to confirm it. Until then I don't use it. By e-mail "
        "come the notices, with a page on which you can answer them."
    )
)


class AddressForm(BaseModel):
    """An address as it was typed."""

    address: Line = ""


class ChannelForm(BaseModel):
    """Where notices go."""

    channel: Line = ""


def open_form(ask: Ask, read: Read) -> Reply:
    """The form for one's address, with the one that is known."""
    box = wishes.mailbox(read.db, ask.person.id)
    return form(ask, AddressForm(address=(box.wanted or box.address) if box else ""), known=box is not None)


def form(
    ask: Ask,
    typed: AddressForm,
    faults: Iterable[Refusal] = (),
    alert: Refusal | None = None,
    *,
    known: bool = False,
) -> Reply:
    """The form for one's address."""
    send = Button(N_("Send the message to confirm it"), GIVE, style="positive")
    inputs = (Input("address", N_("E-mail address"), value=typed.address, required=True),)
    buttons = (FORGET,) if known else ()
    title = Said(N_("Your e-mail address"))
    return form_reply(ask, title, inputs, send, intro=[INTRO], faults=faults, alert=alert, buttons=buttons)


def can_ask(ask: Ask, read: Read) -> Reply | None:
    """Without an address of the bot's own there is no page to confirm anything on."""
    return None if read.links.possible else form(ask, ask.form, alert=NoMailHere())


def give(ask: Ask, _: object, tx: Tx) -> Reply:
    """Ask the address whether it is theirs."""
    address = ask.form.address
    box = wishes.mailbox(tx.db, ask.person.id)
    if box and box.address == address and not box.wanted and not box.bounced:
        return _there_already(tx, ask, address)
    asked = received.owed_since(tx.db, ask.person.id, CONFIRM, ask.now - DAY)
    fault = address_fault(address)
    if fault is None and asked >= ADDRESSES_A_DAY:
        fault = TooManyAddresses("address", n=asked)
    if fault:
        return form(ask, ask.form, [fault], known=box is not None)
    wishes.want_address(tx.db, ask.person.id, address)
    _ask_there(tx, ask, address)
    tx.audit("notices.address_given", f"person:{ask.person.id}")
    return _receipt(address)


def _there_already(tx: Tx, ask: Ask, address: str) -> Reply:
    """It is confirmed: whoever gives it again wants e-mail again."""
    wishes.resume_mail(tx.db, ask.person.id)
    wishes.prefer_mail(tx.db, ask.person.id, preferred=True)
    return channel(mail=True, address=address)


def _ask_there(tx: Tx, ask: Ask, address: str) -> None:
    outbox.owe(
        tx.db,
        once=f"{CONFIRM}:{ask.person.id}:{address}:{ask.now.isoformat()}",
        person=ask.person.id,
        card="notice",
        data=_question(ask.person.name, address),
        cause=CONFIRM,
        now=ask.now,
        urgent=True,
        expires=ask.now + DAY,
    )


def _question(name: str, address: str) -> dict[str, Any]:
    card = notice(
        Said(N_("Is this your e-mail address?")),
        lines=[
            Said(
                N_(
                    "{name} has asked ALKE-botti, the assistant of the regional development discussions, to "
                    "send notices to this address."
                ),
                {"name": name},
            ),
            Said(N_("Confirm only if that is you. If it isn't, do nothing: nothing more is sent here.")),
        ],
        buttons=[
            Button(N_("Yes, this is my address"), "mail.confirm", {"address": address}, style="positive")
        ],
    )
    return card | {"address": address}


def _receipt(address: str) -> Reply:
    line = N_("I sent a message there. Follow its link and confirm the address.")
    facts = [(N_("Address"), address)]
    data = notice(Said(N_("Look into your e-mail")), lines=[Said(line)], facts=facts, buttons=[SETTINGS])
    return notice_reply(data)


def still_wanted(
    db: Session, person: Person, data: Mapping[str, Any], now: datetime
) -> Mapping[str, Any] | None:
    """The message to confirm an address, while it waits to be confirmed."""
    box = wishes.mailbox(db, person.id)
    return data if box and box.wanted == data["address"] else None


def confirm(ask: Ask, _: object, tx: Tx) -> Reply:
    """The address is theirs, since its message was read. Raises ConfirmedByMail, AddressNotWanted."""
    if ask.where is None or ask.where.channel != MAIL:
        raise ConfirmedByMail
    if not wishes.confirm_address(tx.db, ask.person.id, ask.form.address, ask.now):
        raise AddressNotWanted
    wishes.prefer_mail(tx.db, ask.person.id, preferred=True)
    tx.audit("notices.address_confirmed", f"person:{ask.person.id}")
    line = N_("From now on your notices come to this address. You can stop them from each message.")
    facts = [(N_("Address"), ask.form.address)]
    return notice_reply(notice(Said(N_("The address is confirmed")), lines=[Said(line)], facts=facts))


def forget(ask: Ask, _: object, tx: Tx) -> Reply:
    """Use no e-mail, and forget the address."""
    wishes.drop_address(tx.db, ask.person.id)
    tx.audit("notices.address_forgotten", f"person:{ask.person.id}")
    line = Said(N_("Your notices come here, in the chat."))
    return notice_reply(notice(Said(N_("The address is forgotten")), lines=[line], buttons=[SETTINGS]))


# Where notices go


def choose(ask: Ask, _: object, tx: Tx) -> Reply:
    """E-mail or the chat, as the button says."""
    return prefer(ask, tx, mail=ask.form.channel == MAIL)


def prefer(ask: Ask, tx: Tx, *, mail: bool) -> Reply:
    """Send notices by e-mail, or to the chat. Raises NoAddressYet."""
    box = wishes.mailbox(tx.db, ask.person.id)
    confirmed = box is not None and box.wanted != box.address and not box.bounced
    if mail and not confirmed:
        raise NoAddressYet
    wishes.prefer_mail(tx.db, ask.person.id, preferred=mail)
    if mail:
        wishes.resume_mail(tx.db, ask.person.id)
    tx.audit("notices.channel", f"person:{ask.person.id}", mail=mail)
    return channel(mail=mail, address=box.address if box and confirmed else "")


def address_in(text: str) -> str:
    """The address that a sentence holds, empty where it holds none."""
    found = ADDRESS.search(text)
    return found.group() if found and not isinstance(address_fault(found.group()), BadAddress) else ""
