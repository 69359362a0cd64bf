"""Handing e-mails to a real mail server: what its answers mean, connections kept, TLS, passwords."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot import reasons
from bot.outcomes import SendFailed
from bot.settings import Misconfigured
from bot.smtp import Envelope, Server, Smtp
from tests.fakes.mail import FakeMail, mail_server

LETTER = Envelope("botti@example.fi", "laura@example.fi", b"Subject: Hei\r\n\r\nHei.\r\n")


@pytest.fixture
async def server() -> AsyncIterator[FakeMail]:
    async with mail_server() as server:
        yield server


async def failure(server: FakeMail, letter: Envelope = LETTER, deadline: float = 5.0) -> SendFailed:
    smtp = Smtp(Server.of(server.url), "example.fi", deadline)
    with pytest.raises(SendFailed) as failed:
        await smtp.take(letter)
    await smtp.close()
    return failed.value


def told(failed: SendFailed) -> tuple[str, bool, bool, bool]:
    return failed.reason, failed.again, failed.gone, failed.ambiguous


async def test_what_is_taken_arrives_as_it_was_written(server: FakeMail) -> None:
    smtp = Smtp(Server.of(server.url), "example.fi")
    await smtp.take(LETTER)
    await smtp.close()
    assert [["laura@example.fi"]] == [each.rcpt_tos for each in server.came]
    assert [LETTER.body] == [each.original_content for each in server.came]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("550 5.1.1 No such user", (reasons.NO_MAILBOX, False, True, False)),
        ("553 Unknown", (reasons.NO_MAILBOX, False, True, False)),
        ("550 5.2.1 Disabled", (reasons.MAIL_LATER, True, False, False)),
        ("552 5.2.2 Mailbox full", (reasons.MAIL_LATER, True, False, False)),
        ("550 5.7.1 Your server is on a list", (reasons.MAIL_REFUSED, False, False, False)),
        ("450 4.2.0 Greylisted", (reasons.MAIL_LATER, True, False, False)),
    ],
)
async def test_a_refused_recipient_is_gone_only_where_the_mailbox_is(
    server: FakeMail, answer: str, expected: tuple[str, bool, bool, bool]
) -> None:
    server.recipient = answer
    assert expected == told(await failure(server))


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("554 5.6.0 No", (reasons.MAIL_REFUSED, False, False, False)),
        ("451 Later", (reasons.MAIL_LATER, True, False, False)),
    ],
)
async def test_a_refused_content_says_nothing_of_the_mailbox(
    server: FakeMail, answer: str, expected: tuple[str, bool, bool, bool]
) -> None:
    server.content = answer
    assert expected == told(await failure(server))


async def test_a_server_that_falls_silent_with_the_whole_e_mail_may_have_taken_it(server: FakeMail) -> None:
    server.stalls = True
    assert (reasons.MAIL_SILENT, True, False, True) == told(await failure(server, deadline=0.3))


async def test_a_server_that_hangs_up_before_the_content_has_taken_nothing(server: FakeMail) -> None:
    server.hangs_up = True
    assert (reasons.MAIL_AWAY, True, False, False) == told(await failure(server))


async def test_a_server_that_is_not_there_is_tried_again() -> None:
    async with mail_server() as server:
        pass
    assert (reasons.MAIL_AWAY, True, False, False) == told(await failure(server))


async def test_letters_beyond_english_ones_need_a_server_that_knows_them() -> None:
    letter = Envelope("botti@example.fi", "sääksi@example.fi", LETTER.body, utf8=True)
    async with mail_server(enable_SMTPUTF8=False) as server:
        assert (reasons.NO_MAILBOX, False, True, False) == told(await failure(server, letter))
    async with mail_server() as server:
        smtp = Smtp(Server.of(server.url), "example.fi")
        await smtp.take(letter)
        await smtp.close()
        assert [["sääksi@example.fi"]] == [each.rcpt_tos for each in server.came]


# Connections


async def test_a_burst_goes_through_few_connections(server: FakeMail) -> None:
    smtp = Smtp(Server.of(server.url), "example.fi")
    for _ in range(5):
        await smtp.take(LETTER)
    assert 1 == server.connections
    await asyncio.gather(*(smtp.take(LETTER) for _ in range(20)))
    await smtp.close()
    assert 25 == len(server.came)
    assert server.connections <= 4


async def test_a_server_that_hung_up_meanwhile_is_called_again(server: FakeMail) -> None:
    smtp = Smtp(Server.of(server.url), "example.fi")
    await smtp.take(LETTER)
    kept = smtp._idle[0][0]
    assert kept.transport is not None
    kept.transport.abort()
    await smtp.take(LETTER)
    await smtp.close()
    assert (2, 2) == (len(server.came), server.connections)


async def test_after_a_refusal_the_next_e_mail_goes_out(server: FakeMail) -> None:
    smtp = Smtp(Server.of(server.url), "example.fi")
    server.recipient = "550 5.1.1 No"
    with pytest.raises(SendFailed):
        await smtp.take(LETTER)
    server.recipient = ""
    await smtp.take(LETTER)
    await smtp.close()
    assert 1 == len(server.came)


async def test_what_does_not_get_its_turn_in_time_was_not_begun(server: FakeMail) -> None:
    server.stalls = True
    smtp = Smtp(Server.of(server.url), "example.fi", 1.0)
    results = await asyncio.gather(*(smtp.take(LETTER) for _ in range(5)), return_exceptions=True)
    await smtp.close()
    assert [False, True, True, True, True] == sorted(
        isinstance(e, SendFailed) and e.ambiguous for e in results
    )


# Addresses of servers


async def test_name_and_password_come_from_the_address(server: FakeMail) -> None:
    smtp = Smtp(
        Server.of(f"smtp://botti%40example.fi:p%2Fss%20w%C3%B6rd@127.0.0.1:{server.port}"), "example.fi"
    )
    await smtp.take(LETTER)
    await smtp.close()
    assert [(b"botti@example.fi", "p/ss wörd".encode())] == server.logins


async def test_a_server_elsewhere_gets_nothing_without_tls(
    server: FakeMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.smtp.LOOPBACK", frozenset())  # as if it were another machine
    monkeypatch.setattr("bot.smtp.LOOPBACK_PORT", 587)
    assert (reasons.MAIL_REFUSED, True, False, False) == told(await failure(server))
    assert [] == server.came


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.example.fi", ("mail.example.fi", 587, False, True)),
        ("smtp://mail.example.fi:25", ("mail.example.fi", 25, False, True)),
        ("smtps://mail.example.fi", ("mail.example.fi", 465, True, False)),
        ("smtp://localhost", ("localhost", 25, False, False)),
    ],
)
def test_tls_is_begun_wherever_the_server_is_another_machine(
    url: str, expected: tuple[str, int, bool, bool]
) -> None:
    server = Server.of(url)
    assert expected == (server.host, server.port, server.tls, server.starts_tls)


@pytest.mark.parametrize("url", ["mail.example.fi", "http://x", "smtp://", "smtp://u:secret@h:99999x"])
def test_an_address_that_is_none_is_said_without_its_password(url: str) -> None:
    with pytest.raises(Misconfigured) as wrong:
        Server.of(url)
    assert "secret" not in str(wrong.value)
    assert "ALKE_SMTP_URL" in str(wrong.value)
