"""Agendas and the documents made of them."""

from __future__ import annotations

from .base import OfField, Refusal

# An agenda in preparation


class AgendaChanged(Refusal):
    """Somebody changed this agenda after you opened it, so nothing was recorded. What you wrote is kept, and
    the agenda as it is now is shown: compare them and send again.
    """


class AgendaMoved(Refusal):
    """Somebody changed this agenda after you opened it, so nothing was done. Here it is as it is now: press
    again if you still want to.
    """


class ItemGone(Refusal):
    """Somebody has taken this item off the agenda. What you wrote is kept: sending adds it as a new item."""


class NoSuchItem(Refusal):
    """I can't find that item on the agenda. Open the agenda again and choose the item there."""


class TooManyItems(Refusal):
    """An agenda has at most {limit} items. Join some of them, or take one off the agenda."""


class NothingChosen(Refusal):
    """Choose at least one proposal."""

    field = "proposals"


class NothingFree(Refusal):
    """No proposal is waiting for this session: those that triage has released for it are on an agenda
    already, or none is released yet. Add an item of your own, or release the triage first.
    """


class MinutesRange(OfField):
    """Give minutes from 1 to {limit}, or leave the field empty to decide later."""


class BufferRange(OfField):
    """Give minutes from 0 to {limit}."""


class PlaceRange(OfField):
    """Give a place from 1 to {limit}."""


class UnknownProposal(Refusal):
    """One of the proposals can't be on this agenda: it isn't accepted, it concerns others, or it is on
    another agenda already. Choose from the list.
    """

    field = "proposals"


class AgendaClosed(Refusal):
    """“{session}” is now “{state}”, so its agenda can't be changed any more. It can still be read."""


class SessionPast(Refusal):
    """“{session}” ended on {date}, so its agenda stays as it was published. Write what was changed in the
    session into its minutes.
    """


# Publishing


class AgendaEmpty(Refusal):
    """The agenda has no items yet. Add them from the proposals, or write one of your own."""


class AgendaTooLong(Refusal):
    """The items take {minutes} minutes and the buffer {buffer}: {over} more than the session's {length}.
    Shorten or remove items, make the buffer smaller, or ask a coordinator to make the session longer.
    """


class ItemUnfinished(Refusal):
    """These items have no title or no minutes yet: {numbers}. Open each of them and fill in what is
    missing.
    """


class NotAnnounced(Refusal):
    """“{session}” isn't announced yet, and its agenda is published to those who take part. Ask a coordinator
    to announce the session first: it needs a time, and a place or a link.
    """


class NothingChanged(Refusal):
    """Version {version} of the agenda is published as it is: nothing has changed since. Edit the agenda
    first.
    """


# Reading


class AgendaNotOut(Refusal):
    """The agenda of “{session}” isn't published yet. Those who take part are told when it is."""


# Documents


class NoAddress(Refusal):
    """Documents can't be downloaded here yet: the bot doesn't know its own address. Ask its administrator to
    set ALKE_PUBLIC_URL, and read the card meanwhile.
    """


class LinkOld(Refusal):
    """This link has expired: a link is good for {minutes} minutes. Open the card in the chat and press its
    button again to get a new one.
    """

    status = 410


class LinkBroken(Refusal):
    """This link doesn't work. Open the card in the chat and press its button again to get a new one."""

    status = 403
