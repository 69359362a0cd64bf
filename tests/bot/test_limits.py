"""What Teams lets out: a tenant's rate, a conversation's windows, a tenant's pauses."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.limits import Limits, Pauses

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)


def sent(limits: Limits, seconds: float, step: float = 0.25) -> list[float]:
    """When messages go of a tenant that always has more, taken as often as delivery does."""
    moments, at = [], 0.0
    while at < seconds:
        moments += [at + limits.take("t", f"a:{at}:{n}", at) for n in range(limits.allowance("t", at))]
        at += step
    return [moment for moment in moments if moment < seconds]


def most(moments: list[float], span: float) -> int:
    """The most messages in any such span of time."""
    return max(sum(begin <= each < begin + span for each in moments) for begin in moments)


def test_a_tenant_gets_its_rate_and_never_more_than_teams_takes() -> None:
    moments = sent(Limits(45), 10)
    assert 450 <= len(moments) <= 455
    assert most(moments, 1.0) <= 50


def test_processes_share_the_rate() -> None:
    assert 225 <= len(sent(Limits(45, processes=2), 10)) <= 228


def test_a_low_rate_still_gets_through() -> None:
    assert 10 <= len(sent(Limits(1), 10)) <= 12


def test_tenants_have_a_rate_each() -> None:
    limits = Limits(45)
    for number in range(limits.allowance("full", 0.0)):
        limits.take("full", f"a:{number}", 0.0)
    assert (0, Limits(45).allowance("other", 0.0)) == (
        limits.allowance("full", 0.0),
        limits.allowance("other", 0.0),
    )


def test_answers_that_wait_for_nothing_count() -> None:
    limits = Limits(45)
    for number in range(45):
        limits.take("t", f"a:{number}", 0.0)
    assert (0, 0) == (limits.allowance("t", 0.0), limits.allowance("t", 0.3))
    assert limits.allowance("t", 1.0) > 0


def test_what_was_given_back_may_go() -> None:
    limits = Limits(45)
    before = limits.allowance("t", 0.0)
    limits.take("t", "a:1", 0.0)
    limits.give_back("t", "a:1")
    assert (before, 0.0) == (limits.allowance("t", 0.0), limits.rest("a:1", 0.0))


@pytest.mark.parametrize(
    ("count", "apart", "rest"),
    [(6, 0.0, 0.0), (7, 0.0, 1.0), (8, 0.2, 0.6), (60, 0.45, 3.45), (1800, 1.5, 901.5)],
)
def test_a_conversation_takes_so_many_in_so_much_time(count: int, apart: float, rest: float) -> None:
    limits = Limits(10_000)
    for number in range(count):
        limits.take("t", "a:1", number * apart)
    assert rest == pytest.approx(limits.rest("a:1", (count - 1) * apart))
    assert 0.0 == limits.rest("a:2", 0.0)


def test_an_email_has_no_tenant_and_waits_for_none() -> None:
    limits = Limits(1)
    assert [0.0] * 5 == [limits.take("", f"mail:{number}", 0.0) for number in range(5)]


def test_what_limits_nothing_any_more_is_forgotten() -> None:
    limits = Limits(45)
    limits.take("t", "old", 0.0)
    limits.take("t", "new", 3000.0)
    limits.tidy(3700.0)
    assert ["new"] == list(limits._sent)


def test_a_pause_closes_its_tenant_only_until_it_ends() -> None:
    pauses = Pauses()
    until = NOW + timedelta(seconds=2)
    pauses.ask("a", until)
    assert (until, None, None) == (pauses.until("a", NOW), pauses.until("b", NOW), pauses.until("a", until))
    assert (frozenset({"a"}), frozenset()) == (pauses.closed(NOW), pauses.closed(until))


def test_a_shorter_pause_doesnt_cut_a_longer_one() -> None:
    pauses = Pauses()
    for seconds in (5, 1):
        pauses.ask("a", NOW + timedelta(seconds=seconds))
    assert NOW + timedelta(seconds=5) == pauses.until("a", NOW)


def test_the_others_are_told_of_a_pause_once_and_of_a_longer_one_again() -> None:
    pauses = Pauses()
    first, second = (NOW + timedelta(seconds=seconds) for seconds in (1, 2))
    pauses.ask("a", first)
    asked = dict(pauses.asked)
    pauses.ask("a", second)
    pauses.told(asked)
    between = dict(pauses.asked)
    pauses.told(between)
    assert ({"a": first}, {"a": second}, {}) == (asked, between, pauses.asked)
