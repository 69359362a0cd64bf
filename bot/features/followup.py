"""What came of conclusions: reported by those responsible, asked for by the next round, told to everybody."""

from __future__ import annotations

from bot.routes import Ask, Read, Reply, Route
from knowledge.people import Action, may
from knowledge.reminders import asks_to_remind

from . import followup_history as history
from . import followup_report as reporting
from . import followup_sheets as sheets
from . import status
from .followup_cards import LIST, OVERVIEW, PAGE, REPORT, card
from .followup_overview import OverviewRef
from .followup_overview import show as overview
from .followup_reading import FollowRef, looked, of_sentence, own_of, waiting
from .followup_report import SAVE, ReportForm

REPORTING = ("raport", "rapport", "report")
"""How the words begin that say that somebody has something to report."""
WHO = frozenset({"kuka", "ketkä", "kenen", "keneltä", "keiltä", "vem", "vilka", "who"})
"""Words that ask for those who have or haven't reported."""


def show_said(ask: Ask, read: Read) -> Reply:
    """What a sentence asks for: who has reported, what waits for one's own report, or what came of what."""
    if _asks_who(ask):
        return status.show_said(ask, read)
    ref = of_sentence(ask)
    if waits := _to_report(ask, read, ref):
        return card(ask, read, looked(ask, read, waits))
    page = ref.model_copy(update={"offset": ask.offset + PAGE}) if ask.understood.more else ref
    return card(ask, read, looked(ask, read, page))


def _asks_who(ask: Ask) -> bool:
    """Does whoever oversees the round ask who has reported and who hasn't, or to remind those?"""
    asked = not WHO.isdisjoint(ask.text.lower().split()) or asks_to_remind(ask.text)
    return asked and may(ask.person, Action.OVERSEE) and _says(ask, REPORTING)


def _says(ask: Ask, begins: tuple[str, ...]) -> bool:
    return any(word.startswith(begins) for word in ask.text.lower().split())


def _to_report(ask: Ask, read: Read, ref: FollowRef) -> FollowRef | None:
    """What the next round asks of whoever says that they want to report, and names nothing."""
    if not _says(ask, REPORTING) or ref.terms or ref.years or ref.states or ask.understood.more:
        return None
    found = waiting(read.db, own_of(ask.person), ask.now)
    return FollowRef(round=found[0].round.id) if found else None


def show(ask: Ask, read: Read) -> Reply:
    """The list of a button."""
    return card(ask, read, looked(ask, read, ask.form))


def report(ask: Ask, read: Read) -> Reply:
    """The form of a conclusion's report; without a conclusion, the list of those that wait."""
    return reporting.form(ask, read) if ask.form.record else show(ask, read)


ROUTES = (
    Route(Action.ASK, intent="follow_up", show=show_said),
    Route(Action.ASK, verb=LIST, form=FollowRef, show=show, by_mail=True),
    Route(Action.ASK, verb="followup.show", form=ReportForm, show=history.show, by_mail=True),
    Route(Action.CONTRIBUTE, verb=REPORT, form=ReportForm, show=report, by_mail=True),
    Route(
        Action.CONTRIBUTE,
        verb=SAVE,
        form=ReportForm,
        prepare=reporting.prepare,
        handle=reporting.save,
        by_mail=True,
    ),
    Route(Action.OVERSEE, verb=OVERVIEW, form=OverviewRef, show=overview),
    Route(Action.OVERSEE, verb="followup.export", form=OverviewRef, show=sheets.offer),
)
DOCUMENTS = {sheets.KIND: sheets.build}
