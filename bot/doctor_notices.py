"""What `alke doctor` looks at where notices are sent: settings, the bell, the outbox, the processes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlmodel import Session

from knowledge.notices import opened
from storage.vitals import Vitals, vitals

from .finding import Finding
from .health import LATE, SILENT
from .mail import mail_check
from .settings import Settings

LOG = "see its log for what failed"


def settings_of_notices(settings: Settings) -> Iterator[Finding]:
    """How e-mail, addresses for browsers and hours of sending are set."""
    mail = mail_check(settings)
    yield Finding("E-mail", mail.state, mail.fine, mail.advice, needed=False)
    hours = settings.office_hours if settings.office else ""
    yield Finding(
        "Office hours", f"{hours} on working days, Finnish time" if hours else "any hour", fine=True
    )
    yield _address(settings)


def state_of_notices(db: Session, settings: Settings, now: datetime) -> Iterator[Finding]:
    """The bell, the processes and the outbox, as the database has them."""
    seen = vitals(db, now, opened(now, settings.office))
    serving = seen.processes > 0
    yield Finding("Processes that serve", str(seen.processes), fine=True)
    yield _bell(seen, now, serving=serving)
    yield _outbox(seen, now, serving=serving)
    yield _failed(seen)


def _address(settings: Settings) -> Finding:
    what = "Address for browsers"
    if settings.local or settings.public_url:
        return Finding(what, settings.public_url or "this machine's own (local mode)", fine=True)
    advice = "set ALKE_PUBLIC_URL=https://…: without it no documents to download and no page for e-mail"
    return Finding(what, "not set", fine=False, advice=advice, needed=False)


def _bell(seen: Vitals, now: datetime, *, serving: bool) -> Finding:
    """Without a process that serves it stands still, which is no fault."""
    if seen.rung is None:
        return Finding("Bell", "hasn't rung yet: it does while alke serve runs", fine=True)
    age = now - seen.rung
    fine = age.total_seconds() <= SILENT or not serving
    state = f"rang {_span(age)} ago{'' if serving else '; nobody serves'}"
    return Finding("Bell", state, fine, "" if fine else f"restart the process; {LOG}", needed=False)


def _outbox(seen: Vitals, now: datetime, *, serving: bool) -> Finding:
    waited = now - seen.oldest if seen.oldest and seen.going else timedelta(0)
    fine = waited <= LATE or not serving
    state = f"{seen.owed} waiting, {seen.going} of them may go out now"
    if seen.going:
        state += f", the oldest for {_span(waited)}"
    if seen.retried:
        state += f"; {seen.retried} were tried in vain"
    return Finding(
        "Outbox", state, fine, "" if fine else f"alke outbox show --state owed; {LOG}", needed=False
    )


def _failed(seen: Vitals) -> Finding:
    advice = "alke outbox show --state failed; alke outbox retry sends again" if seen.failed else ""
    return Finding(
        "Failed messages", f"{seen.failed} within a day", not seen.failed, advice=advice, needed=False
    )


def _span(span: timedelta) -> str:
    """In the largest unit that fits: 4 s, 12 min, 3 h, 5 days. From the beginning of time: ever."""
    seconds = max(0, int(span.total_seconds()))
    units = ((86_400 * 2, 86_400, "days"), (3_600 * 2, 3_600, "h"), (60 * 2, 60, "min"), (0, 1, "s"))
    return next(f"{seconds // size} {name}" for least, size, name in units if seconds >= least)
