"""What the Bot Connector's refusals mean, by status and, of those forbidden, by the code in the body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from . import reasons
from .outcomes import SendFailed

AGAIN = frozenset({401, 408, 412, 425})  # and all from 500
FORBIDDEN, NOT_FOUND, GONE, TOO_MANY = 403, 404, 410, 429
RETRY_AFTER = 2.0  # seconds, where Teams names none
LONGEST_WAIT = 3600.0
CODES: Mapping[str, str] = {
    "ConversationBlockedByUser": reasons.BLOCKED,
    "MessageWritesBlocked": reasons.BLOCKED,
    "BotNotInConversationRoster": reasons.REMOVED,
    "ForbiddenOperationException": reasons.REMOVED,
    "BotDisabledByAdmin": reasons.DISABLED,
}
"""In `error.code`, in `subCode`, or in JSON within `message`: Teams writes them in several places."""
_CODE = re.compile("|".join(CODES))
_NUMBERED = re.compile(r'"errorCode"\s*:\s*"?209\b')  # MessageWritesBlocked by its number


def refusal(status: int, headers: Mapping[str, str], body: bytes) -> SendFailed:
    """What sending failed by."""
    reason = f"HTTP {status}"
    if status == TOO_MANY:
        return SendFailed(reason, retry_after=_seconds(headers.get("Retry-After", "")))
    if status == FORBIDDEN:
        return _forbidden(body.decode("utf-8", "replace"))
    missing = status in (NOT_FOUND, GONE)
    return SendFailed(reason, missing=missing, again=status in AGAIN or status >= 500)


def _forbidden(body: str) -> SendFailed:
    """Gone where the body says why; anything else that is forbidden may be so for a while only."""
    found = _CODE.search(body)
    if found:
        return SendFailed(CODES[found[0]], gone=True)
    if _NUMBERED.search(body):
        return SendFailed(reasons.BLOCKED, gone=True)
    return SendFailed(f"HTTP {FORBIDDEN}", missing=True)


def _seconds(told: str) -> float:
    """The seconds of a Retry-After header, which also may be a date."""
    try:
        seconds = float(told)
    except ValueError:
        seconds = _until(told)
    return min(max(seconds, 0.0), LONGEST_WAIT) if seconds == seconds else RETRY_AFTER


def _until(told: str) -> float:
    try:
        return (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return RETRY_AFTER
