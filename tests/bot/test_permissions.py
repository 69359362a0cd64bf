"""Every route × every role: what the permission table says is what happens."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bot.app import Core
from bot.features import all_routes
from bot.features.greeting import LANGUAGE_NAMES
from bot.routes import Route
from cards.language import LANGUAGES, texts
from knowledge.people import MAY, Action, Role
from knowledge.refusals.asking import NotAdmitted, NotAllowed
from storage import tables as t
from tests.bot.chat import Chat
from tests.bot.cores import admitted

SAID = {
    "ask": "what did we agree last year?",
    "agenda": "what was on our agenda last year?",
    "minutes": "show our minutes",
    "minute_line": "#note what was said",
    "write_minutes": "write the minutes of Lapland",
    "follow_up": "which conclusions are late?",
    "grid": "goals by region",
    "packs": "give me the conclusions as Excel",
    "my_data": "what data do you keep about me?",
    "propose": "I want to propose a topic",
    "my_proposals": "what have I proposed?",
    "goals": "what are the goals of the regional development decision?",
    "deadlines": "when do proposals close?",
    "schedule": "when is our discussion?",
    "help": "help",
    "language": "in Finnish please",
    "indicator": "what is the employment rate in Kainuu?",
    "broadcast": "send a notice to the participants",
    "broadcasts": "show the broadcasts",
    "round_status": "who has not sent a proposal?",
    "join": "I want to join another organisation",
    "people": "who is waiting to be admitted?",
    "open_round": "open a new round",
    "rounds": "show all rounds",
    "steps": "extend the deadline for proposals",
    "triage": "show the triage of proposals",
    "carry_over": "what carries over from the last round?",
    "state_view": "the state's view of Kainuu",
    "plan_sessions": "plan the sessions",
    "availability": "give our availability",
    "build_agenda": "build the agenda of Lapland",
    "reminders": "what is missing from us?",
    "notifications": "mute the reminders until Friday",
}
ROUTES = all_routes()


def in_role(core: Core, role: Role) -> str:
    """Somebody whose only role is this one: an observer of AUNE, others of Lapland's council."""
    organisation = "aune" if role is Role.OBSERVER else "council:19"
    return admitted(core, f"role-{role}", organisation, role)


def name(route: Route) -> str:
    """What a route is called by."""
    return route.intent or route.verb or ""


def use(chat: Chat, route: Route) -> str:
    """Use a route the way a person would; what the answer says."""
    if route.verb:
        chat.press(route.verb, {"language": "en", "proposal": 1})
    elif route.intent == "arrival":
        chat.arrive()
    else:
        chat.say(SAID[route.intent])
    return chat.text


@pytest.mark.parametrize("role", Role)
def test_the_routes_open_to_a_role_are_those_of_the_table(
    core: Core, chat: Callable[..., Chat], role: Role
) -> None:
    somebody = chat(in_role(core, role), language="en")
    opened = {name(route) for route in ROUTES if NotAllowed().message not in use(somebody, route)}
    assert {name(route) for route in ROUTES if role in MAY[route.may]} == opened


def test_somebody_unknown_is_told_to_ask_and_nothing_else(chat: Callable[..., Chat]) -> None:
    spoken = [texts(language) for language in LANGUAGES]
    ways_on = {each.say(title) for each in spoken for title in ("Ask to be admitted", "Send the request")}
    for route in [each for each in ROUTES if not (each.verb and each.may is Action.JOIN)]:
        outsider = chat("nobody-knows-me", language="en")
        use(outsider, route)
        assert any(each.say(NotAdmitted().message) in outsider.text for each in spoken)
        assert set() == set(outsider.buttons) - ways_on - set(LANGUAGE_NAMES.values())


def test_somebody_unknown_leaves_no_trace_of_who_they_are(core: Core, chat: Callable[..., Chat]) -> None:
    chat("nobody-knows-me").say("mitä sovimme viime vuonna?")
    with core.store.read() as db:
        known = db.exec(select(t.Person.object_id)).all()
        conversations = db.exec(select(t.Conversation)).all()
    assert "nobody-knows-me" not in known
    assert [] == list(conversations)


def test_every_intent_has_a_sentence_here() -> None:
    intents = {route.intent for route in all_routes() if route.intent} - {"arrival"}
    assert intents == set(SAID)
