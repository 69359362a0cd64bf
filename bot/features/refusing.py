"""A coordinator's no to who asks to be admitted, with the reason that they are told."""

from __future__ import annotations

from typing import Any

from bot.forms import Input, Lines, Reading, Said, form_reply, notice, notice_reply
from bot.routes import Ask, Button, Read, Reply, Route, Tx
from cards.language import N_
from knowledge.joining import REASON_LIMIT, Request
from knowledge.people import Action
from knowledge.refusals.people import RequestChanged
from storage import joining

from . import admission
from .people_words import check_size, request_facts
from .requests import LIST, RequestRef, about, asks, back, carried, waiting


class RefuseForm(RequestRef):
    """The form as it was typed."""

    reason: Lines = ""


def open_form(ask: Ask, read: Read) -> Reply:
    """The form to refuse with."""
    request = waiting(joining.find(read.db, ask.form.request))
    return _form(ask, request, RefuseForm(**carried(request)))


def _form(ask: Ask, request: Request, typed: RefuseForm, **wrong: Any) -> Reply:
    send = Button(N_("Refuse"), "join.refuse_now", carried(request), style="destructive")
    label, title = N_("Reason, which is told to who asked"), Said(N_("Refuse a request"))
    inputs = (Input("reason", label, "lines", typed.reason, required=True),)
    intro, buttons = asks(request), back(request)
    return form_reply(ask, title, inputs, send, intro=intro, about=about(request), buttons=buttons, **wrong)


def refuse(ask: Ask, _: object, tx: Tx) -> Reply:
    """Refuse who asked, once, and tell them why."""
    form: RefuseForm = ask.form
    check_size((), (form.reason,))
    request, reading = waiting(joining.hold(tx.db, form.request)), Reading()
    if form.seen != request.seen:
        return _form(ask, request, form, alert=RequestChanged())
    reason = reading.text("reason", form.reason, REASON_LIMIT, required=True)
    if reading.faults:
        return _form(ask, request, form, faults=reading.faults)
    admission.refuse(tx, request, reason)
    told = Said(N_("They are told the reason here in Teams."))
    data = notice(Said(N_("Refused")), facts=request_facts(request), lines=(told, reason), buttons=(LIST,))
    return notice_reply(data, about=about(request))


ROUTES = (
    Route(Action.COORDINATE, verb="join.refuse", form=RequestRef, show=open_form),
    Route(Action.COORDINATE, verb="join.refuse_now", form=RefuseForm, handle=refuse),
)
