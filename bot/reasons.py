"""Why a notice ended as it did, in plain words: what is kept is the English text, or a code of Teams'."""

from __future__ import annotations

from cards.language import N_, Texts

SENT = N_("sent")
NOT_ADMITTED = N_("no longer admitted")
NOT_THEIRS = N_("no longer theirs to know")
SETTLED = N_("its matter is settled")
EXPIRED = N_("its time passed")
MUTED = N_("muted by its reader")
NO_CARD = N_("no card stands that it would change")
NEVER_WROTE = N_("never wrote to the bot")
BLOCKED = N_("has blocked the bot")
REMOVED = N_("has taken the bot away")
DISABLED = N_("the bot isn't allowed in their organisation")
REFUSED = N_("Teams doesn't let the bot write to them")
NOT_FOUND = N_("the chat with them isn't found")
NO_ANSWER = N_("sent, but Teams never answered: it may have arrived")
TWICE_BEGUN = N_("twice begun and never confirmed: it may have arrived")
STOPPED = N_("put back since the bot was stopping")
PAUSED = N_("Teams asked to wait")
LATE = N_("put back since it was begun too late")
CANCELLED = N_("cancelled by its sender")
CANCELLED_BY_HAND = N_("cancelled by the maintainers")
NO_TOKEN = N_("the bot got no permission to send")
NO_MAILBOX = N_("their e-mail address doesn't take e-mail")
MAIL_LATER = N_("the mail server doesn't take the e-mail now")
MAIL_REFUSED = N_("the mail server refused the e-mail")
MAIL_AWAY = N_("the mail server couldn't be reached")
MAIL_SILENT = N_("sent, but the mail server never answered: it may have arrived")
BOUNCED = N_("the e-mail came back")
NO_MAIL = N_("e-mail isn't in use here")

KNOWN = frozenset(
    {
        *(SENT, NOT_ADMITTED, NOT_THEIRS, SETTLED, EXPIRED, MUTED, NO_CARD, NEVER_WROTE),
        *(BLOCKED, REMOVED, DISABLED, REFUSED, NOT_FOUND, NO_ANSWER, TWICE_BEGUN),
        *(STOPPED, PAUSED, LATE, CANCELLED, CANCELLED_BY_HAND, NO_TOKEN),
        *(NO_MAILBOX, MAIL_LATER, MAIL_REFUSED, MAIL_AWAY, MAIL_SILENT, BOUNCED, NO_MAIL),
    }
)
UNKNOWN = N_("sending failed ({code})")


def told(reason: str | None, texts: Texts) -> str:
    """The reason in the reader's language; nothing where nothing has happened yet."""
    if not reason:
        return ""
    return texts.say(reason) if reason in KNOWN else texts.say(UNKNOWN, code=reason)
