"""What a person wishes of notices: less of them, later, elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from bot.routes import Ask, Read, Reply, Route, Tx
from knowledge import wishes as rules
from knowledge.clock import today
from knowledge.dayphrases import Said, day_finder
from knowledge.notices import Topic
from knowledge.people import Action
from knowledge.refusals.notices import NoAddressYet
from knowledge.refusals.reminders import NoSuchReminder
from knowledge.reminders import on_morning
from knowledge.wishes import Asked, Wish
from storage import received, wishes
from storage.wishes import Absence

from . import notification_mail as mail
from . import notification_muting as muting
from . import notification_sent as sent
from . import notification_settings as settings
from . import reminders
from .kinds import CONFIRM
from .notification_muting import AwayForm, MuteForm, turn_off, turn_on
from .reminder_rings import ASKED, REMINDED


@dataclass(frozen=True)
class Heard:
    """What a sentence asks for, with the days that it names."""

    asked: Asked
    said: Said
    day: date


Shown = Callable[[Ask, Read, Heard], Reply | None]
Done = Callable[[Ask, Tx, Heard], Reply]


def prepare(ask: Ask, read: Read) -> Heard | Reply:
    """What the sentence asks for; an answer at once where it only shows or has to ask back."""
    day = today(ask.now)
    heard = Heard(rules.read_wish(ask.text), day_finder().find(ask.text, day), day)
    first = SHOWN.get(heard.asked.wish)
    return (first(ask, read, heard) if first else None) or heard


def handle(ask: Ask, heard: Heard, tx: Tx) -> Reply:
    """Do what the sentence asks for, with a receipt."""
    return DONE[heard.asked.wish](ask, tx, heard)


# What only shows, or asks back


def _settings(ask: Ask, read: Read, _: Heard) -> Reply:
    return settings.show(ask, read)


def _why(ask: Ask, read: Read, _: Heard) -> Reply:
    return sent.show(ask, read)


def _ask_what(ask: Ask, _: Read, heard: Heard) -> Reply | None:
    """A form where the sentence doesn't say what, nor until when, or names a day that can't be."""
    until, fault = rules.until(heard.said, heard.day)
    topics = tuple(topic.value for topic in heard.asked.topics)
    if fault:
        return muting.form(ask, MuteForm(topics=topics, length=muting.WEEK), [fault])
    open_ = until is None and not heard.said.for_good
    unclear = not topics or rules.names_an_end(ask.text)  # "kello 15 asti": no day that was understood
    return muting.form(ask, MuteForm(topics=topics, length=muting.WEEK)) if open_ and unclear else None


def _ask_when(ask: Ask, _: Read, heard: Heard) -> Reply | None:
    """The form where the sentence doesn't say when somebody is away, or names days that can't be."""
    days, fault = rules.away(heard.said, heard.day)
    first, last = (days.first.isoformat(), days.last.isoformat()) if days else ("", "")
    return muting.away_form(ask, AwayForm(since=first, until=last), [fault]) if fault else None


def _ask_address(ask: Ask, read: Read, heard: Heard) -> Reply | None:
    """The form for an address where none is confirmed, or another is named."""
    box, named = wishes.mailbox(read.db, ask.person.id), mail.address_in(ask.text)
    if named and not (box and box.address == named):
        return mail.form(ask, mail.AddressForm(address=named), known=box is not None)
    if box is None or box.bounced or box.wanted == box.address:
        given = (box.wanted or box.address) if box else ""
        return mail.form(ask, mail.AddressForm(address=given), alert=NoAddressYet(), known=box is not None)
    return None


def _ask_which(ask: Ask, read: Read, heard: Heard) -> Reply | None:
    """What is missing, where there is no reminder to come again. Raises what is wrong with the day."""
    _, fault = rules.reminded_again(heard.said, heard.day)
    if fault:
        raise fault
    return reminders.mine(ask, read) if _last_reminder(read.db, ask) is None else None


def _last_reminder(db: Session, ask: Ask) -> Mapping[str, Any] | None:
    return received.newest_sent(db, ask.person.id, (REMINDED, ASKED))


# What is done at once


def _mute(ask: Ask, tx: Tx, heard: Heard) -> Reply:
    until, _ = rules.until(heard.said, heard.day)
    return turn_off(ask, tx, heard.asked.topics or tuple(Topic), until)


def _resume(ask: Ask, tx: Tx, heard: Heard) -> Reply:
    return turn_on(ask, tx, heard.asked.topics or tuple(Topic))


def _away(ask: Ask, tx: Tx, heard: Heard) -> Reply:
    days, _ = rules.away(heard.said, heard.day)
    assert days is not None
    return muting.be_away(ask, tx, Absence(days.first, days.last))


def _back(ask: Ask, tx: Tx, _: Heard) -> Reply:
    return muting.be_back(ask, tx)


def _snooze(ask: Ask, tx: Tx, heard: Heard) -> Reply:
    """Bring the last reminder again on the day that is said."""
    day, _ = rules.reminded_again(heard.said, heard.day)
    last = _last_reminder(tx.db, ask)
    if day is None or last is None:
        raise NoSuchReminder
    return reminders.put_off(ask, tx, last, lambda until: on_morning(day, until))


def _mail(ask: Ask, tx: Tx, _: Heard) -> Reply:
    return mail.prefer(ask, tx, mail=True)


def _chat(ask: Ask, tx: Tx, _: Heard) -> Reply:
    return mail.prefer(ask, tx, mail=False)


SHOWN: dict[Wish, Shown] = {
    Wish.SETTINGS: _settings,
    Wish.WHY: _why,
    Wish.MUTE: _ask_what,
    Wish.AWAY: _ask_when,
    Wish.SNOOZE: _ask_which,
    Wish.MAIL: _ask_address,
}
DONE: dict[Wish, Done] = {
    Wish.MUTE: _mute,
    Wish.RESUME: _resume,
    Wish.AWAY: _away,
    Wish.BACK: _back,
    Wish.SNOOZE: _snooze,
    Wish.MAIL: _mail,
    Wish.CHAT: _chat,
}
FRESH = {CONFIRM: mail.still_wanted}
ASK = Action.ASK
ROUTES = (
    Route(ASK, intent="notifications", prepare=prepare, handle=handle),
    Route(ASK, verb="notifications.open", show=settings.show, by_mail=True),
    Route(ASK, verb="notifications.form", show=settings.open_form, by_mail=True),
    Route(ASK, verb="notifications.save", form=settings.SettingsForm, handle=settings.save, by_mail=True),
    Route(ASK, verb="notifications.sent", form=sent.Page, show=sent.show, by_mail=True),
    Route(ASK, verb="notifications.choose", form=MuteForm, show=muting.open_form, by_mail=True),
    Route(ASK, verb="notifications.mute", form=MuteForm, handle=muting.mute, by_mail=True),
    Route(ASK, verb="notifications.resume", form=muting.TopicsForm, handle=muting.resume, by_mail=True),
    Route(ASK, verb="notifications.restore", form=muting.RestoreForm, handle=muting.restore, by_mail=True),
    Route(ASK, verb="notifications.away", form=muting.AwayForm, handle=muting.away, by_mail=True),
    Route(ASK, verb="notifications.channel", form=mail.ChannelForm, handle=mail.choose),
    Route(ASK, verb="notifications.address", show=mail.open_form),
    Route(ASK, verb=mail.GIVE, form=mail.AddressForm, prepare=mail.can_ask, handle=mail.give),
    Route(ASK, verb="notifications.forget_address", handle=mail.forget),
    Route(ASK, verb="mail.confirm", form=mail.AddressForm, handle=mail.confirm, by_mail=True),
)
