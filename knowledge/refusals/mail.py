"""Refusals of e-mail and of the pages it leads to."""

from __future__ import annotations

from .base import Refusal


class PageLinkBroken(Refusal):
    """This link doesn't work. Open the link of the e-mail again; if part of it is on the next line, copy
    all of it. When that doesn't help, reply to the e-mail.
    """


class PageLinkOld(Refusal):
    """This link has expired: links in e-mails work for {days} days. Open the link of a newer e-mail, or
    reply to the e-mail.
    """

    status = 410


class PageOld(Refusal):
    """This page is no longer current, so nothing was done. Open the link of the e-mail again."""


class PageElsewhere(Refusal):
    """The page was sent from another site, so nothing was done. Open the link of the e-mail itself."""


class PageGone(Refusal):
    """The message that this link belongs to is no longer kept. Reply to the e-mail if you still need it."""

    status = 410


class RoleEnded(Refusal):
    """You have no role in the discussions any more, so nothing is shown or asked here, and you get no more
    e-mails. If that is wrong, reply to the e-mail.
    """
