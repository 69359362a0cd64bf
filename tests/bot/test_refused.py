"""What Teams' refusals mean, in every shape that is documented or was seen."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
import time_machine

from bot import reasons
from bot.outcomes import PAUSES, SEARCHES, Again, Ambiguous, Final, Gone, Missed, SendFailed, Wait, decide
from bot.refused import refusal
from bot.tokens import TokenUnavailable
from tests.demo import NOW

HTML = b"<html><head><title>502 Bad Gateway</title></head></html>"
GONE = [
    (b'{"error":{"code":"ConversationBlockedByUser","message":"User blocked it."}}', reasons.BLOCKED),
    (
        b'{"error":{"code":"BotNotInConversationRoster","message":"The bot is not part of the roster."}}',
        reasons.REMOVED,
    ),
    (b'{"error":{"code":"BotDisabledByAdmin","message":"Disabled by the tenant admin"}}', reasons.DISABLED),
    (b'{"error":{"code":"ForbiddenOperationException","message":"Not installed."}}', reasons.REMOVED),
    (
        b'{"error":{"code":"ServiceError","message":"x","innerHttpError":{"statusCode":403,'
        b'"body":{"errorCode":209,"message":"x"}}}}',
        reasons.BLOCKED,
    ),
    (b'{"subCode":"MessageWritesBlocked","details":"Thread is blocked"}', reasons.BLOCKED),
    (
        b'{"errorCode":209,"message":"{\\r\\n  \\"subCode\\": \\"MessageWritesBlocked\\",\\r\\n '
        b'\\"details\\": \\"Thread is blocked from message writes\\"\\r\\n}"}',
        reasons.BLOCKED,
    ),
    (b'{"errorCode": "209"}', reasons.BLOCKED),
]


@pytest.mark.parametrize(("body", "why"), GONE)
def test_every_shape_of_a_lost_chat_is_known(body: bytes, why: str) -> None:
    assert Gone(why) == decide(refusal(403, {}, body), 1, 0.0)


@pytest.mark.parametrize(
    "body", [b"", HTML, b'{"error":{"code":"Unauthorized"}}', b'{"errorCode":2091}', b"\xff"]
)
def test_anything_else_that_is_forbidden_may_be_so_for_a_while(body: bytes) -> None:
    assert Missed("HTTP 403", SEARCHES[0]) == decide(refusal(403, {}, body), 1, 0.0)


@pytest.mark.parametrize("status", [401, 408, 412, 425, 500, 502, 503, 504, 529])
def test_what_passes_is_tried_again(status: int) -> None:
    assert Again(f"HTTP {status}", PAUSES[0]) == decide(refusal(status, {}, HTML), 1, 0.0)


@pytest.mark.parametrize("status", [301, 400, 405, 413, 415, 422])
def test_what_stays_is_final(status: int) -> None:
    assert Final(f"HTTP {status}") == decide(refusal(status, {}, HTML), 1, 0.0)


@pytest.mark.parametrize("status", [404, 410])
def test_a_chat_that_isnt_found_is_looked_for_again(status: int) -> None:
    assert Missed(f"HTTP {status}", SEARCHES[0]) == decide(refusal(status, {}, b""), 1, 0.0)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("17", 17.0),
        ("0.5", 0.5),
        ("", 2.0),
        ("soon", 2.0),
        ("nan", 2.0),
        ("-3", 0.0),
        ("999999", 3600.0),
        (format_datetime(NOW + timedelta(seconds=30), usegmt=True), 30.0),
        (format_datetime(NOW - timedelta(seconds=30), usegmt=True), 0.0),
    ],
)
def test_the_whole_tenant_waits_as_long_as_teams_asks(told: str, seconds: float) -> None:
    with time_machine.travel(NOW, tick=False):
        failed = refusal(429, {"Retry-After": told} if told else {}, b"")
    assert Wait("HTTP 429", timedelta(seconds=seconds)) == decide(failed, 1, 0.0)


def test_pauses_grow_and_differ_until_it_is_given_up() -> None:
    busy = SendFailed("HTTP 503", again=True)
    decisions = [decide(busy, attempt, 1.0) for attempt in range(1, len(PAUSES) + 2)]
    expected = [Again("HTTP 503", pause * 1.25) for pause in PAUSES]
    assert [*expected, Final("HTTP 503")] == decisions


def test_a_timeout_leaves_open_whether_it_arrived() -> None:
    known, own = SendFailed("ServerTimeoutError", ambiguous=True), TimeoutError()
    assert [Ambiguous("ServerTimeoutError", PAUSES[0]), Ambiguous("TimeoutError", PAUSES[0])] == [
        decide(error, 1, 0.0) for error in (known, own)
    ]
    assert Ambiguous("TimeoutError", None) == decide(own, len(PAUSES) + 1, 0.0)


def test_without_a_token_it_is_tried_again_and_a_fault_of_ours_is_final() -> None:
    token, fault = decide(TokenUnavailable("no token"), 1, 0.0), decide(KeyError("x"), 1, 0.0)
    assert (Again(reasons.NO_TOKEN, PAUSES[0]), Final("KeyError")) == (token, fault)
